#include "experience/webhooks.h"

#include "base/encoding.h"
#include "base/text.h"
#include "crypto/digest.h"
#include "domain/user_info.h"

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daemun::experience {
namespace {

constexpr std::string_view lockout_event = "Identifier.Lockout";
constexpr std::string_view membership_event = "Organization.Membership.Updated";
constexpr std::string_view unusual_event = "PostSignInAdaptiveMfaTriggered";
constexpr std::string_view rate_limit_event = "Message.RateLimited";

bool is_anybody_told(
    const std::vector<Hook>& hooks, std::initializer_list<std::string_view> events
) {
  return std::any_of(hooks.begin(), hooks.end(), [&](const Hook& hook) {
    return std::any_of(events.begin(), events.end(), [&](std::string_view event) {
      return is_told(hook, event);
    });
  });
}

// Logto's members, that all events of a dialogue have.
json::object to_payload(const EventSource& source) {
  json::object payload;
  if (source.interaction_event) payload["interactionEvent"] = to_string(*source.interaction_event);
  const auto& audit = source.audit;
  if (audit.session_id) payload["sessionId"] = audit.session_id->value();
  if (audit.application_id) payload["applicationId"] = audit.application_id->value();
  if (!audit.user_agent.empty()) payload["userAgent"] = audit.user_agent;
  payload["ip"] = audit.ip;
  return payload;
}

json::object to_json(const Application& application) {
  json::object object{
      {"id", application.id.value()},
      {"type", to_string(application.type)},
      {"name", application.name},
      {"description", nullptr},
  };
  if (application.description) object["description"] = *application.description;
  return object;
}

void put_person(
    json::object& payload,
    const EventSource& source,
    const User& user,
    const Application* application
) {
  payload["userIp"] = source.audit.ip;
  payload["userId"] = user.id.value();
  payload["user"] = to_user_info(user);
  if (application != nullptr) payload["application"] = to_json(*application);
}

HookEvent make_interaction_event(
    std::string_view event, const DialogueEnd& end, const Application* application
) {
  HookEvent made{.event = std::string(event), .payload = to_payload(end.source)};
  put_person(made.payload, end.source, end.user, application);
  return made;
}

HookEvent make_data_event(std::string_view event, const DialogueEnd& end) {
  HookEvent made{.event = std::string(event), .payload = to_payload(end.source)};
  made.payload["data"] = to_user_info(end.user);
  return made;
}

Task<std::shared_ptr<const Application>> find_application(
    const Dependencies* dependencies, AuditEvent audit
) {
  if (!audit.application_id) co_return nullptr;
  co_return co_await dependencies->settings.find_application(*audit.application_id);
}

}  // namespace

Task<storage::Plan> plan_end_messages(const Dependencies& dependencies, DialogueEnd end) {
  const auto source = end.source.interaction_event;
  const bool is_new = source == InteractionEvent::register_;
  const std::string_view interaction_event = is_new ? "PostRegister"
                                             : source == InteractionEvent::forgot_password
                                                 ? "PostResetPassword"
                                                 : "PostSignIn";
  const std::string_view data_event = is_new ? "User.Created" : "User.Data.Updated";
  storage::Plan plan;
  const auto hooks = co_await dependencies.settings.list_hooks();
  if (!is_anybody_told(*hooks, {interaction_event, data_event})) co_return plan;

  const auto application = co_await find_application(&dependencies, end.source.audit);
  const storage::HookStore store(dependencies.database, dependencies.vault, dependencies.tenant);
  const auto tell = [&](const HookEvent& event) {
    plan.add(store.insert_messages(*hooks, event, dependencies.random, end.source.audit.created_at)
    );
  };
  if (is_new || end.has_changed_user) tell(make_data_event(data_event, end));
  tell(make_interaction_event(interaction_event, end, application.get()));
  co_return plan;
}

Task<storage::Plan> plan_unusual_sign_in_messages(
    const Dependencies& dependencies, UnusualSignIn unusual
) {
  const auto hooks = co_await dependencies.settings.list_hooks();
  if (!is_anybody_told(*hooks, {unusual_event})) co_return storage::Plan();
  const auto application = co_await find_application(&dependencies, unusual.source.audit);
  // Logto's order: the result comes first.
  HookEvent event{.event = std::string(unusual_event)};
  event.payload["adaptiveMfaResult"] = unusual.result;
  for (const auto& member : to_payload(unusual.source))
    event.payload[member.key()] = member.value();
  put_person(event.payload, unusual.source, unusual.user, application.get());
  const storage::HookStore store(dependencies.database, dependencies.vault, dependencies.tenant);
  const storage::Rarity rarity{
      .target_hash = to_hex(crypto::sha256(join({"unusual sign-in", unusual.user.id.value()}))),
      .span = std::chrono::minutes(10)};
  co_return store.insert_rare_messages(*hooks, event, rarity, unusual.source.audit.created_at);
}

Task<bool> is_membership_told(const Dependencies& dependencies) {
  const auto hooks = co_await dependencies.settings.list_hooks();
  co_return is_anybody_told(*hooks, {membership_event});
}

Task<storage::Plan> plan_member_messages(const Dependencies& dependencies, NewMember joined) {
  const auto hooks = co_await dependencies.settings.list_hooks();
  if (!is_anybody_told(*hooks, {membership_event})) co_return storage::Plan();
  HookEvent event{.event = std::string(membership_event), .payload = to_payload(joined.source)};
  event.payload["organizationId"] = joined.organization.value();
  event.payload["addedUserIds"] = json::array{joined.user.value()};
  const storage::HookStore store(dependencies.database, dependencies.vault, dependencies.tenant);
  co_return store.insert_messages(
      *hooks, event, dependencies.random, joined.source.audit.created_at
  );
}

Task<storage::Plan> plan_lockout_messages(const Dependencies& dependencies, FailedAttempt attempt) {
  const auto hooks = co_await dependencies.settings.list_hooks();
  if (!is_anybody_told(*hooks, {lockout_event})) co_return storage::Plan();
  HookEvent event{.event = std::string(lockout_event), .payload = to_payload(attempt.source)};
  event.payload["type"] = attempt.account ? "userId" : to_string(attempt.identifier.type);
  event.payload["value"] = attempt.account ? attempt.account->value() : attempt.identifier.value;
  const storage::HookStore store(dependencies.database, dependencies.vault, dependencies.tenant);
  co_return store.insert_lockout_messages(
      *hooks, event, attempt.lockout, attempt.source.audit.created_at
  );
}

Task<void> tell_rate_limited(const Dependencies& dependencies, RefusedMessage refused) {
  const auto hooks = co_await dependencies.settings.list_hooks();
  if (!is_anybody_told(*hooks, {rate_limit_event})) co_return;
  if (!co_await dependencies.messenger.is_first_refusal(refused.order)) co_return;
  HookEvent event{.event = std::string(rate_limit_event), .payload = to_payload(refused.source)};
  event.payload["action"] = messages::action_of(refused.order);
  event.payload["recipient"] = refused.order.to;
  const storage::HookStore store(dependencies.database, dependencies.vault, dependencies.tenant);
  auto plan =
      store.insert_messages(*hooks, event, dependencies.random, refused.source.audit.created_at);
  const auto committed = co_await dependencies.database.commit(std::move(plan));
  if (!committed) throw std::runtime_error("a refused message could not be told");
}

}  // namespace daemun::experience
