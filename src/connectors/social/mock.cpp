// A service for tests that nobody runs: what the browser brings back is the account.
#include "connectors/social/providers.h"

namespace daemun::connectors {
namespace {

SocialService make(const json::object& config) {
  auto service = make_service(config, {.authorization_endpoint = "http://mock-social/"});
  service.binding = CodeBinding::state_only;
  return service;
}

SocialUser read(const SocialAnswers&) {
  return {};
}

std::optional<std::string> find(const Form& fields, std::string_view name) {
  const auto value = fields.find(name);
  if (!value) return std::nullopt;
  return std::string(*value);
}

Result<SocialUser, ConnectorError> answer(const Form& fields) {
  SocialUser user{
      .id = find(fields, "userId").value_or("mock-social-sub"),
      .email = find(fields, "email"),
      .phone = find(fields, "phone"),
      .name = find(fields, "name"),
      .avatar = find(fields, "avatar")};
  for (const auto& [name, value] : fields.fields()) {
    if (name != "state") user.raw[name] = value;
  }
  return user;
}

}  // namespace

const SocialProvider social::mock_social = {
    .id = "mock-social-connector", .make = make, .read = read, .answer = answer};

}  // namespace daemun::connectors
