#include "domain/token_secret.h"

#include "base/json.h"

#include <stdexcept>

namespace daemun {
namespace {

constexpr JsonLimits stored_limits{.max_bytes = 256 * 1024, .max_depth = 8};

Secret secret_at(const json::object& object, std::string_view name) {
  return Secret(std::string(find_string(object, name).value_or("")));
}

}  // namespace

Secret to_text(const TokenSet& tokens) {
  json::object object{
      {"access_token", tokens.access_token.reveal()},
      {"refresh_token", tokens.refresh_token.reveal()},
      {"id_token", tokens.id_token.reveal()},
      {"scope", tokens.scope},
      {"token_type", tokens.token_type}};
  if (tokens.expires_at) object["expires_at"] = to_unix_ms(*tokens.expires_at);
  return Secret(json::serialize(object));
}

TokenSet parse_token_set(const Secret& text) {
  const auto object = parse_json_object(text.reveal(), stored_limits);
  if (!object || !find_string(*object, "access_token"))
    throw std::runtime_error("a stored set of tokens is not one");
  TokenSet tokens{
      .access_token = secret_at(*object, "access_token"),
      .refresh_token = secret_at(*object, "refresh_token"),
      .id_token = secret_at(*object, "id_token"),
      .scope = std::string(find_string(*object, "scope").value_or("")),
      .token_type = std::string(find_string(*object, "token_type").value_or(""))};
  if (const auto at = find_integer(*object, "expires_at")) tokens.expires_at = from_unix_ms(*at);
  return tokens;
}

}  // namespace daemun
