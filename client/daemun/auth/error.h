// Every way in which the protocol can go wrong. None of them is an exception, and none may be
// passed over: a refusal leaves the user signed out.
#ifndef DAEMUN_AUTH_ERROR_H
#define DAEMUN_AUTH_ERROR_H

#include "daemun/auth/http.h"
#include "jose/verify.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun::auth {

struct AuthError {
  enum class Code {
    // An answer that cannot be used.
    not_reachable,            // no answer at all: worth another try
    provider_unavailable,     // 5xx: worth another try
    rate_limited,             // 429
    unexpected_status,        // any other, redirects too
    unexpected_content_type,  // not JSON
    too_large,
    bad_json,
    missing_member,
    bad_member,
    // The provider says no: `oauth_error` has its word (RFC 6749 5.2 and 4.1.2.1).
    refused_by_provider,
    // What the app or the provider's document says.
    bad_parameter,
    bad_url,
    insecure_url,   // http where https must be
    not_supported,  // the provider has no such endpoint or method
    wrong_issuer,
    // The callback.
    malformed_request,
    duplicate_parameter,
    wrong_provider,  // the authorization was begun elsewhere: mix-up
    expired_authorization,
    missing_state,
    wrong_state,
    missing_issuer,
    missing_code,
    // The token endpoint.
    unsupported_token_type,
    missing_id_token,
    // Tokens. token_not_valid: `jose_error` says why.
    token_not_valid,
    wrong_authorized_party,
    untrusted_audience,
    missing_nonce,
    wrong_nonce,
    unexpected_nonce,
    missing_auth_time,
    authentication_too_old,
    wrong_access_token_hash,
    wrong_code_hash,
    wrong_subject,
    changed_authentication,
    not_an_access_token,
    missing_claim,
    sender_constrained,
    insufficient_scope,
    not_a_logout_token,
    replayed,
    no_usable_keys,
    // A web app's session.
    no_session,
    no_refresh_token,  // offline_access was not asked for, or not granted
    session_ended,
    session_too_large,  // for the cookies that a server reads: the app needs a session store
    store_unavailable,  // the session store does not answer: worth another try
    denied              // by the app's sign_in callback
  };
  Code code = Code::token_not_valid;
  // Plain ASCII; holds nothing that came from outside.
  std::string description{};
  // For the log: what the provider says, in printable ASCII and bounded. Not for users.
  std::string detail{};
  // "invalid_grant", of refused_by_provider.
  std::string oauth_error{};
  // Of token_not_valid.
  std::optional<jose::JoseError::Code> jose_error{};
};

// The enumerator's name, for the log.
std::string_view to_string(AuthError::Code code);

AuthError refuse(AuthError::Code code, std::string_view description);
AuthError refuse(const jose::JoseError& error);
AuthError refuse(const HttpError& error);
// `error` and `error_description` as the provider sent them. bad_member when `error` is not made
// of the characters of RFC 6749 5.2.
AuthError refuse_for_provider(std::string_view error, std::string_view error_description);
// store_unavailable; `failure` is for the log.
AuthError refuse_for_store(std::string_view failure);

// Refresh token or code is spent, expired or revoked: the user must sign in again.
bool is_invalid_grant(const AuthError& error);

}  // namespace daemun::auth

#endif
