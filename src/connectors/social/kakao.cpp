#include "connectors/provider.h"
#include "connectors/social/providers.h"

namespace daemun::connectors {
namespace {

SocialService make(const json::object& config) {
  auto service = make_service(
      config,
      {.authorization_endpoint = "https://kauth.kakao.com/oauth/authorize",
       .token_endpoint = "https://kauth.kakao.com/oauth/token",
       .userinfo_endpoint = "https://kapi.kakao.com/v2/user/me"}
  );
  service.binding = CodeBinding::state_only;
  service.user_method = "POST";
  // An app may have no secret; then the id alone says which one it is.
  if (text_of(config, "clientSecret").empty())
    service.registration.client.authentication = auth::PublicClient();
  return service;
}

// The address may be valid without having been verified, and the picture one that everybody has.
SocialUser read(const SocialAnswers& answers) {
  const auto& user = answers.user;
  SocialUser read{
      .id = text_at(user, "id"),
      .name = optional_at(user, "kakao_account.profile.nickname"),
      .raw = user};
  if (is_true_at(user, "kakao_account.is_email_valid") &&
      is_true_at(user, "kakao_account.is_email_verified"))
    read.email = optional_at(user, "kakao_account.email");
  if (!is_true_at(user, "kakao_account.profile.is_default_image"))
    read.avatar = optional_at(user, "kakao_account.profile.profile_image_url");
  return read;
}

}  // namespace

const SocialProvider social::kakao = {.id = "kakao-universal", .make = make, .read = read};

}  // namespace daemun::connectors
