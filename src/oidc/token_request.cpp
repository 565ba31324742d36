#include "oidc/token_request.h"

#include "oidc/parameters.h"

namespace daemun::oidc {
namespace {

// The parameters that the endpoint knows, except `resource`, which has an error of its own. Others
// are ignored.
constexpr std::string_view single_parameters[] = {
    "actor_token",
    "actor_token_type",
    "client_assertion",
    "client_assertion_type",
    "client_id",
    "client_secret",
    "code",
    "code_verifier",
    "device_code",
    "grant_type",
    "organization_id",
    "redirect_uri",
    "refresh_token",
    "scope",
    "subject_token",
    "subject_token_type",
};

}  // namespace

Result<TokenRequest, OAuthError> parse_token_request(const http::Form& form) {
  if (auto checked = check_single(form, single_parameters); !checked) return checked.error();
  auto grant_type = require_parameter(form, "grant_type");
  if (!grant_type) return grant_type.error();
  auto access = parse_access_request(form);
  if (!access) return access.error();
  return TokenRequest{.grant_type = *std::move(grant_type), .access = *std::move(access)};
}

}  // namespace daemun::oidc
