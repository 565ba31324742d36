#include "domain/token_id.h"

#include "base/encoding.h"

namespace daemun {
namespace {

constexpr std::size_t grant_id_bytes = 16;

}  // namespace

std::string to_token_id(std::string_view random, const GrantId& grant) {
  return std::string(random) + "." + grant.value();
}

std::optional<GrantId> parse_token_id(std::string_view jti) {
  const auto dot = jti.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto id = jti.substr(dot + 1);
  const auto bytes = parse_base64url(id);
  if (!bytes || bytes->size() != grant_id_bytes) return std::nullopt;
  return GrantId(std::string(id));
}

}  // namespace daemun
