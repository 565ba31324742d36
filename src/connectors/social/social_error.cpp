#include "connectors/social/social_error.h"

#include "base/text.h"

#include <string>

namespace daemun::connectors {
namespace {

using Code = auth::AuthError::Code;

ConnectorError describe(ConnectorErrorCode code, const auth::AuthError& error) {
  auto described = make_error(code, error.description);
  described.cause = auth::to_string(error.code);
  described.provider_error = error.oauth_error;
  if (!error.oauth_error.empty()) described.data["error"] = error.oauth_error;
  return described;
}

// Whether an answer was there and was not what it should be.
bool is_malformed(const auth::AuthError& error) {
  switch (error.code) {
    case Code::unexpected_content_type:
    case Code::too_large:
    case Code::bad_json:
    case Code::missing_member:
    case Code::bad_member:
    case Code::unsupported_token_type:
    case Code::missing_id_token:
      return true;
    default:
      return false;
  }
}

ConnectorErrorCode general_or_malformed(const auth::AuthError& error) {
  return is_malformed(error) ? ConnectorErrorCode::invalid_response : ConnectorErrorCode::general;
}

}  // namespace

ConnectorError refuse_callback(const auth::AuthError& error) {
  // LinkedIn's and Apple's words beside RFC 6749's.
  static const std::vector<std::string> denied{
      "access_denied", "user_cancelled_login", "user_cancelled_authorize"};
  const bool is_denied =
      error.code == Code::refused_by_provider && contains(denied, error.oauth_error);
  return describe(
      is_denied ? ConnectorErrorCode::authorization_failed : ConnectorErrorCode::general, error
  );
}

ConnectorError refuse_token(const auth::AuthError& error) {
  // GitHub's and Slack's words beside RFC 6749's.
  static const std::vector<std::string> bad_code{
      "invalid_grant", "bad_verification_code", "invalid_code", "code_already_used"};
  const bool is_code =
      error.code == Code::refused_by_provider && contains(bad_code, error.oauth_error);
  if (is_code) return describe(ConnectorErrorCode::social_auth_code_invalid, error);
  return describe(general_or_malformed(error), error);
}

ConnectorError refuse_id_token(const auth::AuthError& error) {
  return describe(ConnectorErrorCode::social_invalid_id_token, error);
}

ConnectorError refuse_user(const auth::AuthError& error) {
  return describe(general_or_malformed(error), error);
}

}  // namespace daemun::connectors
