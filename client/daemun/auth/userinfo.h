// The provider's claims about the user beyond the ID token (OpenID Connect Core 5.3).
#ifndef DAEMUN_AUTH_USERINFO_H
#define DAEMUN_AUTH_USERINFO_H

#include "base/json.h"
#include "base/result.h"
#include "base/secret.h"
#include "daemun/auth/error.h"
#include "daemun/auth/http.h"
#include "daemun/auth/provider.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun::auth {

// Errors: not_supported.
Result<Request, AuthError> make_userinfo_request(
    const Provider& provider, const Secret& access_token
);

struct UserInfo {
  std::string subject{};
  json::object claims{};
};

// `subject` is the ID token's; the answer must have the same, or it may be another user's (OpenID
// Connect Core 5.3.2). Nothing for a provider without ID tokens, as GitHub. At most 256 KiB.
// Errors: those of a JSON answer; refused_by_provider with "invalid_token" for 401 (RFC 6750 3.1);
// missing_member, bad_member, wrong_subject.
Result<UserInfo, AuthError> read_userinfo_response(
    const Response& response, const Provider& provider, const std::optional<std::string>& subject
);

}  // namespace daemun::auth

#endif
