#include "account/change.h"

#include "domain/sign_in_method.h"
#include "domain/user_info.h"
#include "experience/account_changes.h"
#include "storage/hook_store.h"
#include "storage/last_administrator.h"
#include "storage/log_store.h"
#include "storage/user_asset_store.h"
#include "storage/user_sso_identity_store.h"

#include <utility>

#include "api/last_administrator.h"

namespace daemun::account {
namespace {

using api::RequestError;

storage::UserStore users_of(const Dependencies& dependencies) {
  return {dependencies.database, dependencies.tenant};
}

Task<storage::Plan> plan_event(
    const Dependencies* dependencies, AuditEvent audit, HookEvent event
) {
  const auto hooks = co_await dependencies->settings.list_hooks();
  if (hooks->empty()) co_return storage::Plan();
  auto told = std::move(event.payload);
  event.payload = {};
  if (!audit.user_agent.empty()) event.payload["userAgent"] = audit.user_agent;
  event.payload["ip"] = audit.ip;
  for (auto& member : told)
    event.payload[member.key()] = std::move(member.value());
  const storage::HookStore store(dependencies->database, dependencies->vault, dependencies->tenant);
  co_return store.insert_messages(*hooks, event, dependencies->random, audit.created_at);
}

}  // namespace

AuditEvent make_audit_event(const Dependencies& dependencies, const Call& call) {
  auto event = storage::make_audit_event(
      dependencies,
      call.operation->audit_key,
      {.ip = call.request.remote_address,
       .user_agent = call.request.header("user-agent").value_or("")}
  );
  event.user_id = call.caller.user.id;
  if (call.caller.application) event.application_id = call.caller.application->id;
  event.session_id = call.caller.session;
  for (const auto& member : call.caller.delegation)
    event.details[member.key()] = member.value();
  return event;
}

Task<api::Outcome<void>> commit(
    const Dependencies* dependencies, const Call* call, AccountChange change
) {
  const storage::LogStore logs(dependencies->database, dependencies->tenant);
  auto audit = make_audit_event(*dependencies, *call);
  for (auto& member : change.details)
    audit.details[member.key()] = std::move(member.value());
  storage::Plan plan;
  const auto& caller = call->caller;
  const storage::LastAdministrator administrators(dependencies->database, dependencies->settings);
  // Absent: the change is not one of the account's own row.
  const User& after = change.after.id.empty() ? caller.user : change.after;
  auto guard = co_await administrators.with_identifiers(
      caller.user.id, experience::changes_between(caller.user, after)
  );
  if (guard.empty()) guard = std::move(change.guard);
  plan.add(guard);
  if (caller.proof) plan.add(users_of(*dependencies).require_proven(caller.user.id, *caller.proof));
  plan.add(std::move(change.plan)).add(logs.insert(audit));
  if (!change.after.id.empty()) {
    HookEvent event{.event = "User.Data.Updated"};
    event.payload["data"] = to_user_info(change.after);
    auto messages = co_await plan_event(dependencies, audit, std::move(event));
    plan.add(std::move(messages));
  }
  if (!change.membership.empty()) {
    HookEvent event{
        .event = "Organization.Membership.Updated", .payload = std::move(change.membership)};
    auto messages = co_await plan_event(dependencies, audit, std::move(event));
    plan.add(std::move(messages));
  }
  const auto committed = co_await dependencies->database.commit(std::move(plan));
  if (committed) co_return api::Outcome<void>();
  if (storage::LastAdministrator::is_refused(guard, committed.error()))
    co_return api::last_administrator_refused();
  co_return experience::refusal_of(committed.error());
}

storage::Plan plan_update(const Dependencies& dependencies, const Call& call, const User& after) {
  const auto users = users_of(dependencies);
  const auto& before = call.caller.user;
  const auto now = dependencies.clock.now();
  const storage::UserAssetStore assets(dependencies.database, dependencies.tenant);
  storage::Plan plan;
  plan.add(users.update_at_sign_in(before, experience::changes_between(before, after), now))
      .add(users.replace(
          before.id,
          storage::UserDocument::identities,
          {.before = before.identities, .after = after.identities},
          now
      ))
      .add(assets.remove_former_avatar(dependencies.endpoint, before, after));
  return plan;
}

Task<api::Outcome<void>> require_sign_in_method(
    const Dependencies* dependencies, const Call* call, User after
) {
  const storage::UserSsoIdentityStore store(dependencies->database, dependencies->tenant);
  const auto accounts = co_await store.list(after.id);
  const auto settings = co_await dependencies->settings.find_sign_in_experience();
  const auto senders = co_await dependencies->messenger.find_senders();
  const OtherMethods others{
      .has_password = call->caller.has_password,
      .has_enterprise_account = !accounts.empty(),
      .sends_email = senders.email,
      .sends_texts = senders.sms};
  if (!has_sign_in_method(after, others, *settings))
    co_return RequestError{.code = "user.last_sign_in_method_required"};
  co_return api::Outcome<void>();
}

}  // namespace daemun::account
