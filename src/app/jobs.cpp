#include "app/jobs.h"

#include "base/log.h"
#include "storage/grant_store.h"
#include "storage/interaction_store.h"
#include "storage/key_rotation.h"
#include "storage/pushed_request_store.h"
#include "storage/session_store.h"

namespace daemun::app {
namespace {

constexpr Milliseconds pause{1'000};
// Rows stay a little longer than they count, so that whoever comes late is told that it has
// expired.
constexpr Milliseconds expiry_slack = std::chrono::minutes(10);

}  // namespace

Task<void> remove_expired_rows(storage::Database& database, TenantId tenant, TimePoint now) {
  const TimePoint before = now - expiry_slack;
  storage::Plan plan;
  plan.add(storage::GrantStore(database, tenant).remove_expired(before));
  plan.add(storage::SessionStore(database, tenant).remove_expired(before));
  plan.add(storage::InteractionStore(database, tenant).remove_expired(before));
  plan.add(storage::PushedRequestStore(database, tenant).remove_expired(before));
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

Jobs::Jobs(std::vector<JobTenant> tenants, http::HttpClient& client)
    : tenants_(std::move(tenants)) {
  for (const auto& tenant : tenants_) {
    deliveries_.emplace_back(tenant.dependencies, tenant.keys, client);
  }
  housekeeping_ = std::make_unique<Periodic>("housekeeping", pause, [this] {
    for (const auto& tenant : tenants_)
      keep_house(tenant.dependencies);
  });
  delivery_ = std::make_unique<Periodic>("delivery", pause, [this] {
    for (auto& delivery : deliveries_)
      delivery.run_due();
  });
}

Jobs::~Jobs() {
  delivery_.reset();
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
