// The tokens that a service gives with an account: for a caller who keeps them sealed and acts at
// the service for the person later, and refreshes them when they are over.
#ifndef DAEMUN_CONNECTORS_SOCIAL_TOKENS_H
#define DAEMUN_CONNECTORS_SOCIAL_TOKENS_H

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"
#include "base/secret.h"
#include "connectors/connector.h"

#include <optional>
#include <string>

namespace daemun::connectors {

struct SocialTokens {
  Secret access_token{};
  Secret refresh_token{};
  // As it came. The one of a sign-in has been verified where the service signs people in by it; one
  // of a refresh has not, and says nothing of who is there.
  Secret id_token{};
  std::string scope{};
  std::string token_type{};
  std::optional<Seconds> expires_in{};  // nothing: the service does not say

  bool empty() const { return access_token.empty(); }
};

// Of a token answer. Empty where it has no access token, or one that is too long to keep.
SocialTokens to_social_tokens(const json::object& answer);

// Whether the tokens of the service are of use later.
bool keeps_tokens(const ConnectorFactory& factory);

// RFC 6749 6. Errors: not_implemented (the service has no refresh tokens), invalid_config.
Result<net::Request, ConnectorError> make_refresh_request(
    const ConnectorFactory& factory,
    const json::object& config,
    const Secret& refresh_token,
    const Attempt& attempt
);
// With the previous refresh token, ID token and scope where the answer has none. Errors: general,
// invalid_response.
Result<SocialTokens, ConnectorError> read_refresh_response(
    const ConnectorFactory& factory,
    const json::object& config,
    const net::Response& response,
    const SocialTokens& previous
);

}  // namespace daemun::connectors

#endif
