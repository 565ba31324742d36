#include "daemun/auth/error.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace daemun::auth {

namespace {

using Code = AuthError::Code;

constexpr std::size_t max_error_size = 64;
constexpr std::size_t max_detail_size = 300;

// RFC 6749 5.2: %x20-21 / %x23-5B / %x5D-7E
bool is_error_character(char c) {
  return c >= 0x20 && c <= 0x7e && c != '"' && c != '\\';
}

std::string to_detail(std::string_view text) {
  std::string detail(text.substr(0, max_detail_size));
  std::replace_if(
      detail.begin(), detail.end(), [](char c) { return c < 0x20 || c > 0x7e; }, '?'
  );
  return detail;
}

}  // namespace

std::string_view to_string(AuthError::Code code) {
  constexpr std::array<std::string_view, 51> names{
      "not_reachable",
      "provider_unavailable",
      "rate_limited",
      "unexpected_status",
      "unexpected_content_type",
      "too_large",
      "bad_json",
      "missing_member",
      "bad_member",
      "refused_by_provider",
      "bad_parameter",
      "bad_url",
      "insecure_url",
      "not_supported",
      "wrong_issuer",
      "malformed_request",
      "duplicate_parameter",
      "wrong_provider",
      "expired_authorization",
      "missing_state",
      "wrong_state",
      "missing_issuer",
      "missing_code",
      "unsupported_token_type",
      "missing_id_token",
      "token_not_valid",
      "wrong_authorized_party",
      "untrusted_audience",
      "missing_nonce",
      "wrong_nonce",
      "unexpected_nonce",
      "missing_auth_time",
      "authentication_too_old",
      "wrong_access_token_hash",
      "wrong_code_hash",
      "wrong_subject",
      "changed_authentication",
      "not_an_access_token",
      "missing_claim",
      "sender_constrained",
      "insufficient_scope",
      "not_a_logout_token",
      "replayed",
      "no_usable_keys",
      "no_session",
      "no_refresh_token",
      "session_ended",
      "session_too_large",
      "store_unavailable",
      "session_busy",
      "denied",
  };
  static_assert(names.size() == static_cast<std::size_t>(AuthError::Code::denied) + 1);
  return names[static_cast<std::size_t>(code)];
}

AuthError refuse(AuthError::Code code, std::string_view description) {
  AuthError error;
  error.code = code;
  error.description = description;
  return error;
}

AuthError refuse(const jose::JoseError& cause) {
  auto error = refuse(Code::token_not_valid, cause.description);
  error.detail = jose::to_string(cause.code);
  error.jose_error = cause.code;
  return error;
}

AuthError refuse(const HttpError& cause) {
  auto error = refuse(Code::not_reachable, "the provider cannot be reached");
  if (cause.code == HttpError::Code::invalid_url) {
    error = refuse(Code::bad_url, "an endpoint is not a URL of http or https");
  } else if (cause.code == HttpError::Code::too_large) {
    error = refuse(Code::too_large, "the provider's answer is too large");
  }
  error.detail = to_detail(std::string(to_string(cause.code)) + ": " + cause.description);
  return error;
}

AuthError refuse_for_provider(std::string_view error, std::string_view error_description) {
  const bool is_well_formed = !error.empty() && error.size() <= max_error_size &&
                              std::all_of(error.begin(), error.end(), is_error_character);
  if (!is_well_formed) {
    auto refusal = refuse(Code::bad_member, "the provider's error is malformed");
    refusal.detail = to_detail(error);
    return refusal;
  }
  auto refusal = refuse(Code::refused_by_provider, "the provider refused the request");
  refusal.oauth_error = error;
  refusal.detail = to_detail(error_description);
  return refusal;
}

AuthError refuse_for_store(std::string_view failure) {
  auto refusal = refuse(Code::store_unavailable, "the session store does not answer");
  refusal.detail = to_detail(failure);
  return refusal;
}

bool is_trouble_of_provider(const AuthError& error) {
  return error.code == Code::not_reachable || error.code == Code::provider_unavailable ||
         error.code == Code::rate_limited;
}

bool is_invalid_grant(const AuthError& error) {
  return error.code == Code::refused_by_provider && error.oauth_error == "invalid_grant";
}

}  // namespace daemun::auth
