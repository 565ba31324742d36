#include "base/text.h"
#include "connectors/social/providers.h"

namespace daemun::connectors {
namespace {

// The ID token comes with the form that the browser posts, so no code is exchanged and no key of
// the developer's account is needed.
SocialService make(const json::object& config) {
  auto service = make_service(
      config,
      {.issuer = "https://appleid.apple.com",
       .authorization_endpoint = "https://appleid.apple.com/auth/authorize",
       .jwks_uri = "https://appleid.apple.com/auth/keys"}
  );
  service.id_token_source = IdTokenSource::callback;
  service.binding = CodeBinding::state_only;
  service.response_type = "code id_token";
  service.parameters.emplace_back("response_mode", "form_post");
  service.scope = scope_of(config, "");
  return service;
}

// `user` is unsigned: a browser could post it with any address.
std::optional<std::string> read_name(const json::object& user) {
  const auto first = text_at(user, "name.firstName");
  const auto last = text_at(user, "name.lastName");
  const auto name = std::string(trim(first + " " + last));
  return name.empty() ? std::nullopt : std::optional(name);
}

SocialUser read(const SocialAnswers& answers) {
  const auto& claims = answers.id_token;
  SocialUser user{.id = text_at(claims, "sub"), .name = read_name(answers.user), .raw = claims};
  // Apple sends a text or a truth value.
  if (is_true_at(claims, "email_verified") || text_at(claims, "email_verified") == "true")
    user.email = optional_at(claims, "email");
  return user;
}

}  // namespace

const SocialProvider social::apple = {.id = "apple-universal", .make = make, .read = read};

}  // namespace daemun::connectors
