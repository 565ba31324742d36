// The tokens that another service gave when a user signed in there, as they are kept: for the
// user's apps, which act at the service with them. Found by the identity that they belong to.
#ifndef DAEMUN_DOMAIN_TOKEN_SECRET_H
#define DAEMUN_DOMAIN_TOKEN_SECRET_H

#include "base/clock.h"
#include "base/id.h"
#include "base/secret.h"
#include "domain/connector.h"
#include "domain/sso_connector.h"
#include "domain/user.h"

#include <optional>
#include <string>
#include <variant>

namespace daemun {

using TokenSecretId = Id<struct TokenSecretTag>;

inline constexpr std::size_t token_secret_id_length = 21;

struct TokenSet {
  Secret access_token{};
  Secret refresh_token{};  // empty: none
  Secret id_token{};       // empty: none
  std::string scope{};
  std::string token_type{};
  std::optional<TimePoint> expires_at{};  // nothing: the service does not say

  bool empty() const { return access_token.empty(); }
};

// As one text, to be sealed.
Secret to_text(const TokenSet& tokens);
// Throws std::runtime_error on anything that to_text did not make.
TokenSet parse_token_set(const Secret& text);

// Whose tokens they are: those of a social identity, one set a target, or of an account at a
// company's provider, one set a connector.
struct SocialTokenSource {
  ConnectorId connector_id{};
  std::string target{};
};
struct SsoTokenSource {
  SsoConnectorId connector_id{};
  std::string issuer{};
};
using TokenSource = std::variant<SocialTokenSource, SsoTokenSource>;

// What may be shown of a set.
struct TokenSecret {
  TokenSecretId id{};
  UserId user_id{};
  TokenSource source{};
  std::string identity_id{};  // the user's, at the service
  std::string scope{};
  std::string token_type{};
  bool has_refresh_token = false;
  std::optional<TimePoint> expires_at{};
  TimePoint created_at{};
  TimePoint updated_at{};

  bool is_over(TimePoint now) const { return expires_at && *expires_at <= now; }
};

}  // namespace daemun

#endif
