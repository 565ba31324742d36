#include "connectors/social/providers.h"

namespace daemun::connectors {
namespace {

SocialService make(const json::object& config) {
  auto service = make_service(
      config,
      {.authorization_endpoint = "https://www.amazon.com/ap/oa",
       .token_endpoint = "https://api.amazon.com/auth/o2/token",
       .userinfo_endpoint = "https://api.amazon.com/user/profile"}
  );
  service.scope = scope_of(config, "profile");
  return service;
}

// The profile does not say whether the address was verified.
SocialUser read(const SocialAnswers& answers) {
  return {
      .id = text_at(answers.user, "user_id"),
      .name = optional_at(answers.user, "name"),
      .raw = answers.user};
}

}  // namespace

const SocialProvider social::amazon = {.id = "amazon-universal", .make = make, .read = read};

}  // namespace daemun::connectors
