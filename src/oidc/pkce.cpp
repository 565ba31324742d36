#include "oidc/pkce.h"

#include "base/encoding.h"
#include "base/secret.h"
#include "crypto/digest.h"

#include <algorithm>

namespace daemun::oidc {
namespace {

// RFC 7636 4.1 and 4.2: 43 to 128 unreserved characters.
bool is_well_formed(std::string_view text) {
  return text.size() >= 43 && text.size() <= 128 &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '.' || c == '_' || c == '~';
         });
}

}  // namespace

Result<std::optional<std::string>, OAuthError> parse_code_challenge(
    std::optional<std::string_view> challenge, std::optional<std::string_view> method, PkceRule rule
) {
  if (!challenge) {
    if (method)
      return invalid_request("code_challenge must be provided with code_challenge_method");
    if (rule == PkceRule::required) {
      return invalid_request("Authorization Server policy requires PKCE to be used for this request"
      );
    }
    return std::optional<std::string>();
  }
  // RFC 7636 4.3: no method means plain, which is refused like an explicit plain.
  if (method != "S256") return invalid_request("not supported value of code_challenge_method");
  if (!is_well_formed(*challenge)) {
    return invalid_request("code_challenge must be a string of 43 to 128 allowed characters");
  }
  return std::optional<std::string>(std::string(*challenge));
}

bool verify_code_verifier(
    const std::optional<std::string>& challenge, const std::optional<std::string>& verifier
) {
  if (!challenge || !verifier) return !challenge && !verifier;
  if (!is_well_formed(*verifier)) return false;
  return equals_in_constant_time(to_base64url(crypto::sha256(*verifier)), *challenge);
}

}  // namespace daemun::oidc
