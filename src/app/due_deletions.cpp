#include "app/due_deletions.h"

#include "base/log.h"
#include "domain/user_info.h"
#include "storage/account_deletion_store.h"
#include "storage/hook_store.h"
#include "storage/log_store.h"
#include "storage/user_removal.h"

#include <exception>
#include <utility>

namespace daemun::app {
namespace {

using storage::TenantContext;

constexpr std::int64_t batch = 100;

storage::Plan plan_line(
    const TenantContext& context, const AccountDeletion& deletion, std::string key
) {
  auto event = storage::make_audit_event(context, std::move(key), {});
  event.user_id = deletion.user_id;
  event.details["scheduledAt"] = to_unix_ms(deletion.scheduled_at);
  if (event.key == "Account.Deletion.Cancel")
    event.details["reason"] = "console.last_administrator";
  storage::Plan plan;
  plan.add(storage::LogStore(context.database, context.tenant).insert(event));
  return plan;
}

storage::Plan plan_webhooks(const TenantContext& context, const User& user) {
  const auto hooks = run_task(context.settings.list_hooks());
  if (hooks->empty()) return {};
  const storage::HookStore store(context.database, context.vault, context.tenant);
  const HookEvent event{.event = "User.Deleted", .payload = {{"data", to_user_info(user)}}};
  return store.insert_messages(*hooks, event, context.random, context.clock.now());
}

// The administrator who cannot go is one like the others from now on.
void keep(const TenantContext& context, const AccountDeletion& deletion) {
  const storage::AccountDeletionStore deletions(context.database, context.tenant);
  storage::Plan plan;
  plan.add(deletions.cancel(deletion)).add(plan_line(context, deletion, "Account.Deletion.Cancel"));
  if (run_task(context.database.commit(std::move(plan))))
    log_warning("jobs.deletion_refused", {{"tenant", context.tenant.value()}});
}

// False when it was not done: the person has signed in, or another node was faster.
bool erase(const TenantContext& context, const AccountDeletion& deletion) {
  const storage::UserStore users(context.database, context.tenant);
  const auto user = run_task(users.find(deletion.user_id));
  if (!user) return false;
  const storage::LastAdministrator administrators(context.database, context.settings);
  const storage::SessionEnd sessions(
      context.database, context.settings, context.random, context.clock
  );
  const storage::RemovalStores stores{administrators, sessions, users};
  auto removal = run_task(storage::plan_user_removal(&stores, deletion.user_id));
  const storage::AccountDeletionStore deletions(context.database, context.tenant);
  auto plan = removal.guard;
  plan.add(deletions.finish(deletion.user_id, context.clock.now()))
      .add(std::move(removal.plan))
      .add(plan_line(context, deletion, "Account.Deletion.Erase"))
      .add(plan_webhooks(context, *user));
  const auto committed = run_task(context.database.commit(std::move(plan)));
  if (committed) return true;
  if (storage::LastAdministrator::is_refused(removal.guard, committed.error()))
    keep(context, deletion);
  return false;
}

// An account that cannot be erased keeps none of the others.
bool try_to_erase(const TenantContext& context, const AccountDeletion& deletion) {
  try {
    return erase(context, deletion);
  } catch (const std::exception& error) {
    log_warning(
        "jobs.deletion_failed", {{"tenant", context.tenant.value()}, {"error", error.what()}}
    );
    return false;
  }
}

}  // namespace

void DueDeletions::run() {
  for (const auto* tenant : tenants_)
    erase_due(*tenant);
}

void DueDeletions::erase_due(const TenantContext& context) {
  const storage::AccountDeletionStore deletions(context.database, context.tenant);
  for (bool is_moving = true; is_moving && !is_stopped_;) {
    is_moving = false;
    for (const auto& deletion : run_task(deletions.list_due(context.clock.now(), batch))) {
      if (is_stopped_) return;
      is_moving = try_to_erase(context, deletion) || is_moving;
    }
  }
}

}  // namespace daemun::app
