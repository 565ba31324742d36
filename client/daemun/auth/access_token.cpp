#include "daemun/auth/access_token.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace daemun::auth {

namespace {

using Code = AuthError::Code;

constexpr std::array<std::string_view, 4> foreign_claims{"nonce", "at_hash", "c_hash", "events"};

bool is_untyped(const Provider& provider) {
  return provider.quirks.access_token_typing == jose::Typing::optional;
}

Result<void, AuthError> check_kind(const jose::Claims& claims, const Provider& provider) {
  if (is_untyped(provider)) {
    const bool is_foreign =
        std::any_of(foreign_claims.begin(), foreign_claims.end(), [&](std::string_view name) {
          return claims.has(name);
        });
    if (is_foreign) return refuse(Code::not_an_access_token, "the token is not an access token");
  } else if (!claims.jti()) {
    return refuse(Code::missing_claim, "jti is missing");
  }
  const auto client_id = find_string(claims.members(), provider.quirks.client_id_claim);
  if (!client_id || client_id->empty()) {
    return refuse(Code::missing_claim, "the token names no client");
  }
  if (claims.has("cnf")) {
    return refuse(Code::sender_constrained, "the token is bound to its sender");
  }
  return {};
}

// A text (RFC 8693 4.2); Okta's "scp" is a list.
std::vector<std::string> read_scopes(const jose::Claims& claims) {
  if (claims.has("scope")) return split_words(claims.scope().value_or(""));
  if (const auto text = find_string(claims.members(), "scp")) return split_words(*text);
  return find_strings(claims.members(), "scp");
}

AccessToken to_access_token(jose::Claims claims, const Provider& provider) {
  const auto& members = claims.members();
  AccessToken token{
      .issuer = std::string(claims.iss().value_or("")),
      .subject = std::string(claims.sub().value_or("")),
      .client_id = std::string(find_string(members, provider.quirks.client_id_claim).value_or("")),
      .scopes = read_scopes(claims),
      .organization_id = std::string(find_string(members, "organization_id").value_or("")),
      .expires_at = claims.exp().value_or(TimePoint()),
  };
  token.claims = std::move(claims);
  return token;
}

}  // namespace

Result<AccessToken, AuthError> verify_access_token(
    std::string_view token,
    const jose::KeySet& keys,
    const Provider& provider,
    const AccessTokenRules& rules,
    TimePoint now
) {
  jose::Expectations expectations{
      .issuer = provider.metadata.issuer,
      .audience = rules.audience,
      .type = jose::TokenType::access_token,
      .leeway = rules.leeway,
      .typing = provider.quirks.access_token_typing,
      .algorithms = rules.algorithms,
  };
  auto claims = verify_token(token, keys, provider, std::move(expectations), now);
  if (!claims) return claims.error();
  const auto kind = check_kind(*claims, provider);
  if (!kind) return kind.error();
  AccessToken access_token = to_access_token(*std::move(claims), provider);
  for (const std::string& scope : rules.scopes) {
    if (!contains(access_token.scopes, scope)) {
      return refuse(Code::insufficient_scope, "the token lacks a scope");
    }
  }
  return access_token;
}

}  // namespace daemun::auth
