#include "management/hook_samples.h"

#include "domain/user_info.h"

#include <utility>

namespace daemun::management {
namespace {

constexpr std::string_view sample_id = "sample-id";

json::object make_user(TimePoint now) {
  User user;
  user.id = UserId("sample-user");
  user.username = "sample_user";
  user.primary_email = "sample@example.com";
  user.name = "Sample User";
  user.application_id = ApplicationId("sample-application");
  user.last_sign_in_at = now;
  user.created_at = now;
  user.updated_at = now;
  return to_user_info(user);
}

json::object make_application() {
  return {
      {"id", "sample-application"},
      {"type", "SPA"},
      {"name", "Sample application"},
      {"description", "An application that does not exist"},
  };
}

json::object make_adaptive_result() {
  const json::object details{
      {"currentCountry", "US"}, {"windowDays", 180}, {"recentCountries", json::array{}}};
  json::array rules;
  rules.push_back(json::object{{"rule", "new_country"}, {"details", details}});
  return {{"requiresMfa", true}, {"triggeredRules", std::move(rules)}};
}

json::object make_interaction(std::string_view event) {
  json::object interaction;
  // Logto's order: the result comes first.
  if (event == "PostSignInAdaptiveMfaTriggered")
    interaction["adaptiveMfaResult"] = make_adaptive_result();
  const json::object members{
      {"interactionEvent",
       event == "PostRegister"        ? "Register"
       : event == "PostResetPassword" ? "ForgotPassword"
                                      : "SignIn"},
      {"sessionId", "sample-session"},
      {"applicationId", "sample-application"},
  };
  for (const auto& member : members)
    interaction[member.key()] = member.value();
  return interaction;
}

// The plural of the noun in the API: "OrganizationRole" -> "organization-roles".
std::string to_path(std::string_view noun) {
  std::string path;
  for (const char c : noun) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    if (is_upper && !path.empty()) path += '-';
    path += is_upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return "/" + path + "s";
}

// A change through the Management API.
json::object make_change(std::string_view event, TimePoint now) {
  const auto noun = event.substr(0, event.find('.'));
  const bool is_created = event.ends_with(".Created");
  const bool is_deleted = event.ends_with(".Deleted");
  const auto path = to_path(noun);
  json::object payload{
      {"path", path + (is_created ? "" : "/" + std::string(sample_id))},
      {"method",
       is_created   ? "POST"
       : is_deleted ? "DELETE"
                    : "PATCH"},
      {"status",
       is_created   ? 201
       : is_deleted ? 204
                    : 200},
      {"params", is_created ? json::object{} : json::object{{"id", sample_id}}},
      {"matchedRoute", path + (is_created ? "" : "/:id")},
      {"data", nullptr},
  };
  if (is_deleted) return payload;
  if (noun == "User") {
    payload["data"] = make_user(now);
  } else {
    payload["data"] = json::object{
        {"tenantId", "sample"},
        {"id", sample_id},
        {"name", "Sample"},
        {"description", "Something that does not exist"}};
  }
  return payload;
}

json::object make_payload(std::string_view event, TimePoint now) {
  if (event.starts_with("Post")) {
    auto payload = make_interaction(event);
    payload["userIp"] = "192.0.2.1";
    payload["userId"] = "sample-user";
    payload["user"] = make_user(now);
    payload["application"] = make_application();
    return payload;
  }
  if (event == "Identifier.Lockout") {
    auto payload = make_interaction(event);
    payload["type"] = "email";
    payload["value"] = "sample@example.com";
    return payload;
  }
  if (event == "Message.RateLimited") {
    return {{"action", "VerificationCodeSend"}, {"recipient", "sample@example.com"}};
  }
  if (event == "Grant.LimitExceeded") {
    return {
        {"userId", "sample-user"},
        {"applicationId", "sample-application"},
        {"application", make_application()},
        {"maxAllowedGrants", 1}};
  }
  return make_change(event, now);
}

}  // namespace

HookEvent make_hook_sample(const std::string& event, TimePoint now) {
  HookEvent sample{.event = event, .payload = make_payload(event, now)};
  sample.payload["ip"] = "192.0.2.1";
  sample.payload["userAgent"] = "Sample user agent";
  return sample;
}

}  // namespace daemun::management
