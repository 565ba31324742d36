// The token endpoint: one make_ function for each grant, one way to read the answer.
#ifndef DAEMUN_AUTH_TOKEN_H
#define DAEMUN_AUTH_TOKEN_H

#include "base/result.h"
#include "base/secret.h"
#include "daemun/auth/callback.h"
#include "daemun/auth/client.h"
#include "daemun/auth/error.h"
#include "daemun/auth/http.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::auth {

struct TokenSet {
  Secret access_token{};
  // Absent when the provider does not say (RFC 6749 5.1).
  std::optional<TimePoint> expires_at{};
  // Its whole lifetime, likewise.
  std::optional<Seconds> expires_in{};
  Secret refresh_token{};
  // As it came: verify_id_token() makes claims of it.
  Secret id_token{};
  // Absent means: those that were asked for (RFC 6749 5.1).
  std::optional<std::vector<std::string>> scopes{};
  // Of token exchange (RFC 8693 2.2.1).
  std::string issued_token_type{};
};

// RFC 6749 4.1.3, RFC 7636 4.5.
Request make_code_request(
    const Registration& registration, const ReceivedCode& received, const Surroundings& surroundings
);
// As read_token_response, and missing_id_token when "openid" was asked for (OpenID Connect Core
// 3.1.3.3).
Result<TokenSet, AuthError> read_code_response(
    const Response& response, const ReceivedCode& received, TimePoint now
);

struct RefreshParameters {
  Secret refresh_token{};
  // The token is for this API (RFC 8707 2.2) or, with Logto and Daemun, this organization.
  std::string resource{};
  std::string organization_id{};
  // Fewer scopes than were granted; empty asks for all of them.
  std::vector<std::string> scopes{};
};

// RFC 6749 6.
Request make_refresh_request(
    const Registration& registration,
    const RefreshParameters& parameters,
    const Surroundings& surroundings
);
// The tokens to keep after a refresh: the old refresh token when there is no new one (RFC 6749 6),
// and the old ID token likewise (OpenID Connect Core 12.2).
TokenSet to_refreshed(const TokenSet& previous, TokenSet answer);

struct ClientCredentialsParameters {
  std::string resource{};
  std::string organization_id{};
  std::vector<std::string> scopes{};
};

// RFC 6749 4.4.2.
Request make_client_credentials_request(
    const Registration& registration,
    const ClientCredentialsParameters& parameters,
    const Surroundings& surroundings
);

struct TokenExchangeParameters {
  Secret subject_token{};
  std::string subject_token_type = "urn:ietf:params:oauth:token-type:access_token";
  Secret actor_token{};
  std::string actor_token_type{};
  std::string requested_token_type{};
  std::string resource{};
  std::string audience{};
  std::string organization_id{};
  std::vector<std::string> scopes{};
};

// RFC 8693 2.1. Errors: bad_parameter (an actor token without its type or the reverse).
Result<Request, AuthError> make_token_exchange_request(
    const Registration& registration,
    const TokenExchangeParameters& parameters,
    const Surroundings& surroundings
);

// RFC 6749 5.1. Errors: those of a JSON answer (refused_by_provider first of all),
// missing_member, bad_member, unsupported_token_type (other than "Bearer", whatever its case).
Result<TokenSet, AuthError> read_token_response(const Response& response, TimePoint now);
// RFC 8693 2.2.1: as above; issued_token_type must be there, and token_type may be "N_A".
Result<TokenSet, AuthError> read_token_exchange_response(const Response& response, TimePoint now);

}  // namespace daemun::auth

#endif
