#include "connectors/social/providers.h"

namespace daemun::connectors {
namespace {

SocialService make(const json::object& config) {
  auto service = make_service(
      config,
      {.authorization_endpoint = "https://github.com/login/oauth/authorize",
       .token_endpoint = "https://github.com/login/oauth/access_token",
       .userinfo_endpoint = "https://api.github.com/user"}
  );
  service.scope = scope_of(config, "read:user user:email");
  service.further_urls = {"https://api.github.com/user/emails"};
  return service;
}

// The address of the public profile says nothing about being verified: only the list does.
std::optional<std::string> find_verified_email(const json::value& emails) {
  const auto* list = emails.if_array();
  if (list == nullptr) return std::nullopt;
  for (const auto& entry : *list) {
    const auto* email = entry.if_object();
    if (email != nullptr && is_true_at(*email, "primary") && is_true_at(*email, "verified"))
      return optional_at(*email, "email");
  }
  return std::nullopt;
}

SocialUser read(const SocialAnswers& answers) {
  const auto& emails = answers.further.front();
  return {
      .id = text_at(answers.user, "id"),
      .email = find_verified_email(emails),
      .name = optional_at(answers.user, "name"),
      .avatar = optional_at(answers.user, "avatar_url"),
      .raw = {
          {"userInfo", answers.user},
          {"userEmails", emails.is_array() ? emails : json::value(json::array())}}};
}

}  // namespace

const SocialProvider social::github = {
    .id = "github-universal", .make = make, .read = read, .token_use = TokenUse::refreshed};

}  // namespace daemun::connectors
