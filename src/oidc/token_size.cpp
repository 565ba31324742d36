#include "oidc/token_size.h"

#include "base/json.h"
#include "base/text.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace daemun::oidc {
namespace {

constexpr std::array<std::string_view, 10> protocol_claims{
    "sub", "aud", "exp", "iat", "iss", "auth_time", "nonce", "sid", "acr", "amr"};

bool is_about_user(std::string_view name) {
  return std::find(protocol_claims.begin(), protocol_claims.end(), name) == protocol_claims.end();
}

struct Measured {
  std::string name;
  std::size_t bytes = 0;  // with its name and a comma
};

// Largest first.
std::vector<Measured> measure(const json::object& claims) {
  std::vector<Measured> list;
  for (const auto& member : claims) {
    if (!is_about_user(member.key())) continue;
    const auto bytes = member.key().size() + json::serialize(member.value()).size() + 4;
    list.push_back({.name = std::string(member.key()), .bytes = bytes});
  }
  std::stable_sort(list.begin(), list.end(), [](const Measured& left, const Measured& right) {
    return left.bytes > right.bytes;
  });
  return list;
}

}  // namespace

FittedClaims fit_claims(std::string claims, std::size_t limit) {
  if (claims.size() <= limit) return {.text = std::move(claims), .left_out = {}};
  auto object = json::parse(claims).as_object();
  FittedClaims fitted;
  auto size = claims.size();
  for (const auto& claim : measure(object)) {
    if (size <= limit) break;
    // Order is kept: a token reads as Logto's does.
    object.stable_erase(object.find(claim.name));
    fitted.left_out.push_back(claim.name);
    size -= claim.bytes;
  }
  fitted.text = json::serialize(object);
  return fitted;
}

Result<void, OAuthError> check_scope_size(const std::vector<std::string>& scopes) {
  if (join(scopes).size() <= max_scope_bytes) return {};
  return OAuthError{
      .code = OAuthErrorCode::invalid_scope,
      .description = "requested scopes do not fit into an access token",
  };
}

}  // namespace daemun::oidc
