// The errors of the protocol. None is an exception, and none may be ignored: an error never signs
// anybody in.
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
    // An unusable response.
    not_reachable,            // no response: retry
    provider_unavailable,     // 5xx: retry
    rate_limited,             // 429
    unexpected_status,        // any other, including redirects
    unexpected_content_type,  // not JSON
    too_large,
    bad_json,
    missing_member,
    bad_member,
    // The provider refused; `oauth_error` has its code (RFC 6749 5.2 and 4.1.2.1).
    refused_by_provider,
    // Wrong settings, or a wrong discovery document.
    bad_parameter,
    bad_url,
    insecure_url,   // http where https must be
    not_supported,  // the provider has no such endpoint or method
    wrong_issuer,
    // The callback.
    malformed_request,
    duplicate_parameter,
    wrong_provider,  // the sign-in began at another provider: mix-up
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
    session_too_large,  // larger than servers read: the app needs a store
    store_unavailable,  // the session store does not answer: retry
    session_busy,       // others are renewing or writing the session: retry
    denied              // by the app's sign_in callback
  };
  Code code = Code::token_not_valid;
  // Plain ASCII without external input.
  std::string description{};
  // For the log: what the provider says, in printable ASCII and truncated. Not for users.
  std::string detail{};
  // With refused_by_provider, such as "invalid_grant".
  std::string oauth_error{};
  // With token_not_valid.
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

// not_reachable, provider_unavailable, rate_limited: it says nothing of what was asked for.
bool is_trouble_of_provider(const AuthError& error);

// The refresh token or code was used, has expired or was revoked: the user must sign in again.
bool is_invalid_grant(const AuthError& error);

}  // namespace daemun::auth

#endif
