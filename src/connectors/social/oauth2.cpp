#include "connectors/provider.h"
#include "connectors/social/generic.h"
#include "connectors/social/providers.h"

namespace daemun::connectors {
namespace {

SocialService make(const json::object& config) {
  auto service = make_generic(config, {.userinfo_endpoint = text_of(config, "userInfoEndpoint")});
  service.scope = scope_of(config, "");
  if (text_of(config, "tokenEndpointResponseType") != "json")
    service.token_answer = TokenAnswerKind::query_string;
  return service;
}

std::string path_of(const json::object& config, std::string_view name) {
  const auto* map = find_object(config, "profileMap");
  const auto path = map != nullptr ? find_string(*map, name) : std::nullopt;
  return std::string(path.value_or(name));
}

// Addresses count only where the administrator says that the service verifies them all.
SocialUser read(const SocialAnswers& answers) {
  const auto find = [&](std::string_view name) {
    return optional_at(answers.user, path_of(answers.config, name));
  };
  SocialUser user{
      .id = find("id").value_or(""),
      .name = find("name"),
      .avatar = find("avatar"),
      .raw = answers.user};
  if (is_true_at(answers.config, "trustUnverifiedEmail")) {
    user.email = find("email");
    user.phone = find("phone");
  }
  return user;
}

json::array check(const json::object& config) {
  json::array issues;
  check_endpoints(config, {"authorizationEndpoint", "tokenEndpoint", "userInfoEndpoint"}, issues);
  check_custom(config, "customConfig", issues);
  return issues;
}

}  // namespace

const SocialProvider social::oauth2 = {
    .id = "oauth2", .make = make, .read = read, .check = check, .token_use = TokenUse::refreshed};

}  // namespace daemun::connectors
