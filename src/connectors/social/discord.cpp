#include "connectors/social/providers.h"

namespace daemun::connectors {
namespace {

SocialService make(const json::object& config) {
  auto service = make_service(
      config,
      {.authorization_endpoint = "https://discord.com/oauth2/authorize",
       .token_endpoint = "https://discord.com/api/v10/oauth2/token",
       .userinfo_endpoint = "https://discord.com/api/v10/users/@me"}
  );
  service.scope = scope_of(config, "identify email");
  return service;
}

SocialUser read(const SocialAnswers& answers) {
  const auto& user = answers.user;
  SocialUser read{.id = text_at(user, "id"), .name = optional_at(user, "username"), .raw = user};
  if (is_true_at(user, "verified")) read.email = optional_at(user, "email");
  if (const auto avatar = optional_at(user, "avatar"))
    read.avatar = "https://cdn.discordapp.com/avatars/" + read.id + "/" + *avatar;
  return read;
}

}  // namespace

const SocialProvider social::discord = {.id = "discord-universal", .make = make, .read = read};

}  // namespace daemun::connectors
