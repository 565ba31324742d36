#include "oidc/token_request.h"

namespace daemun::oidc {
namespace {

// What is understood, `resource` aside, which has an error of its own. Others are ignored.
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

std::optional<std::string> owned(std::optional<std::string_view> text) {
  if (!text) return std::nullopt;
  return std::string(*text);
}

}  // namespace

Result<TokenRequest, OAuthError> parse_token_request(
    const http::Form& form, const http::Request& request
) {
  if (auto checked = check_single(form, single_parameters); !checked) return checked.error();
  const auto grant_type = form.find("grant_type");
  if (!grant_type) return missing_parameter("grant_type");
  auto access = parse_access_request(form);
  if (!access) return access.error();
  return TokenRequest{
      .grant_type = std::string(*grant_type),
      .code = owned(form.find("code")),
      .redirect_uri = owned(form.find("redirect_uri")),
      .code_verifier = owned(form.find("code_verifier")),
      .refresh_token = owned(form.find("refresh_token")),
      .device_code = owned(form.find("device_code")),
      .subject_token = owned(form.find("subject_token")),
      .subject_token_type = owned(form.find("subject_token_type")),
      .actor_token = owned(form.find("actor_token")),
      .actor_token_type = owned(form.find("actor_token_type")),
      .access = std::move(*access),
      .ip = request.remote_address,
      .user_agent = std::string(request.header("user-agent").value_or("")),
  };
}

}  // namespace daemun::oidc
