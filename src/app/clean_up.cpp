#include "app/clean_up.h"

#include "storage/expired_rows.h"

#include <unistd.h>
#include <utility>

namespace daemun::app {
namespace {

// Rows stay a little longer than they count, so that a late request is told that it has
// expired.
constexpr Milliseconds expiry_slack = std::chrono::minutes(10);
// Shorter than the pause, so that a node finds its own lease over the next time.
constexpr Milliseconds lease_span = std::chrono::seconds(50);

std::string make_holder(const Clock& clock) {
  return std::to_string(getpid()) + "-" + std::to_string(to_unix_ms(clock.now()));
}

}  // namespace

CleanUp::CleanUp(
    storage::Database& database,
    const Clock& clock,
    std::vector<TenantId> tenants,
    Days log_retention
)
    : database_(database),
      clock_(clock),
      tenants_(std::move(tenants)),
      log_retention_(log_retention),
      leases_(database),
      lease_{.name = "clean-up", .holder = make_holder(clock)} {}

void CleanUp::run() {
  const TimePoint now = clock_.now();
  if (!run_task(leases_.take(lease_, now, now + lease_span))) return;
  lease_end_ = now + lease_span;
  for (const auto& tenant : tenants_)
    remove_expired(tenant, now);
}

void CleanUp::remove_expired(const TenantId& tenant, TimePoint now) {
  storage::Expiry expiry{.before = now - expiry_slack};
  if (log_retention_.count() > 0) expiry.log_lines_before = now - log_retention_;
  while (!is_stopped_ && run_task(storage::has_expired_rows(database_, tenant, expiry))) {
    auto plan = storage::remove_expired_rows(database_, tenant, expiry);
    // On a conflict nothing is removed; the next round tries again.
    if (!run_task(database_.commit(std::move(plan)))) return;
    if (!keep_lease()) return;
  }
}

// A round that takes long keeps other nodes away for as long.
bool CleanUp::keep_lease() {
  const TimePoint now = clock_.now();
  if (lease_end_ - now > lease_span / 2) return true;
  const bool is_ours = run_task(leases_.renew(lease_, now, now + lease_span));
  lease_end_ = now + lease_span;
  return is_ours;
}

}  // namespace daemun::app
