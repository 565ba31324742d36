#include "app/jobs.h"

#include "app/logout_sender.h"
#include "app/webhook_sender.h"
#include "base/log.h"
#include "storage/device_authorization_store.h"
#include "storage/grant_store.h"
#include "storage/interaction_store.h"
#include "storage/key_rotation.h"
#include "storage/pushed_request_store.h"
#include "storage/sentinel_store.h"
#include "storage/session_store.h"
#include "storage/subject_token_store.h"

namespace daemun::app {
namespace {

constexpr Milliseconds pause{1'000};
// Rows stay a little longer than they count, so that whoever comes late is told that it has
// expired.
constexpr Milliseconds expiry_slack = std::chrono::minutes(10);

std::unique_ptr<OutboxLane> make_lane(
    const oidc::Dependencies& tenant, std::unique_ptr<MessageSender> sender
) {
  return std::make_unique<OutboxLane>(
      tenant.database, tenant.tenant, tenant.clock, std::move(sender)
  );
}

}  // namespace

Task<void> remove_expired_rows(storage::Database& database, TenantId tenant, TimePoint now) {
  const TimePoint before = now - expiry_slack;
  storage::Plan plan;
  plan.add(storage::GrantStore(database, tenant).remove_expired(before));
  plan.add(storage::SessionStore(database, tenant).remove_expired(before));
  plan.add(storage::InteractionStore::remove_expired(tenant, before));
  plan.add(storage::PushedRequestStore::remove_expired(tenant, before));
  plan.add(storage::DeviceAuthorizationStore::remove_expired(tenant, before));
  plan.add(storage::SubjectTokenStore(database, tenant).remove_expired(before));
  plan.add(storage::SentinelStore(database, tenant).remove_expired(before));
  // A conflict takes nothing away that the next step does not.
  static_cast<void>(co_await database.commit(std::move(plan)));
}

void keep_house(const oidc::Dependencies& tenant) {
  const TimePoint now = tenant.clock.now();
  run_task(tenant.journal.flush());
  const storage::TenantStore tenants(tenant.database, tenant.vault, tenant.tenant);
  if (run_task(storage::promote_signing_keys(tenant.database, tenants, now))) {
    log_info("jobs.signing_key_promoted", {{"tenant", tenant.tenant.value()}});
  }
  run_task(tenant.settings.refresh());
  run_task(remove_expired_rows(tenant.database, tenant.tenant, now));
}

Jobs::Jobs(std::vector<JobTenant> tenants, JobClients clients) : tenants_(std::move(tenants)) {
  std::vector<std::unique_ptr<OutboxLane>> logouts;
  std::vector<std::unique_ptr<OutboxLane>> webhooks;
  for (const auto& [tenant, keys] : tenants_) {
    logouts.push_back(
        make_lane(tenant, std::make_unique<LogoutSender>(tenant, keys, clients.logouts))
    );
    webhooks.push_back(make_lane(tenant, std::make_unique<WebhookSender>(tenant, clients.webhooks))
    );
  }
  housekeeping_ = std::make_unique<Periodic>("housekeeping", pause, [this] {
    for (const auto& tenant : tenants_)
      keep_house(tenant.dependencies);
  });
  logouts_ = std::make_unique<OutboxThread>(std::move(logouts), pause);
  webhooks_ = std::make_unique<OutboxThread>(std::move(webhooks), pause);
}

Jobs::~Jobs() {
  webhooks_.reset();
  logouts_.reset();
  housekeeping_.reset();
  for (const auto& tenant : tenants_) {
    try {
      run_task(tenant.dependencies.journal.flush());
    } catch (const std::exception& error) {
      log_error("jobs.journal_lost", {{"reason", error.what()}});
    }
  }
}

}  // namespace daemun::app
