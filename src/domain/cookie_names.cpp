#include "domain/cookie_names.h"

#include "domain/administration.h"

namespace daemun {
namespace {

bool is_https(std::string_view endpoint) {
  return endpoint.starts_with("https://");
}

}  // namespace

std::string cookie_name(std::string_view name, const TenantId& tenant, std::string_view endpoint) {
  std::string text;
  if (is_https(endpoint)) text += "__Host-";
  if (tenant.value() == administration_tenant) text += "_admin";
  return text.append(name);
}

std::string cookie_path(std::string_view path, std::string_view endpoint) {
  return std::string(is_https(endpoint) ? "/" : path);
}

}  // namespace daemun
