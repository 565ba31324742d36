#include "oidc/request_object.h"

#include "base/encoding.h"
#include "base/json.h"
#include "jose/verify.h"
#include "oidc/parameters.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun::oidc {
namespace {

std::optional<json::object> parse_payload(std::string_view object) {
  const auto begin = object.find('.');
  if (begin == std::string_view::npos) return std::nullopt;
  const auto rest = object.substr(begin + 1);
  const auto bytes = parse_base64url(rest.substr(0, rest.find('.')));
  if (!bytes) return std::nullopt;
  auto payload = parse_json_object(*bytes, {.max_bytes = jose::max_token_size, .max_depth = 16});
  if (!payload) return std::nullopt;
  return std::move(*payload);
}

// An empty text is no member, as it is no parameter.
std::optional<std::string> find_text(const json::object& payload, std::string_view name) {
  const auto text = find_string(payload, name);
  if (!text || text->empty() || text->size() > max_parameter || check_form_text(*text)) {
    return std::nullopt;
  }
  return std::string(*text);
}

}  // namespace

http::Form with_refused_object(http::Form form) {
  const auto object = form.find("request");
  const auto payload = object ? parse_payload(*object) : std::nullopt;
  if (!payload) return form;
  http::Form readable;
  for (const std::string_view name : {"response_mode", "state", "redirect_uri"}) {
    auto text = find_text(*payload, name);
    const bool is_used = text && (name != "redirect_uri" || !form.find(name));
    if (is_used) readable.add(std::string(name), *std::move(text));
  }
  for (const auto& [name, value] : form.fields()) {
    if (!readable.find(name)) readable.add(name, value);
  }
  return readable;
}

}  // namespace daemun::oidc
