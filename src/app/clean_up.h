// Removes what has expired, for all tenants: once a minute, by one node at a time.
#ifndef DAEMUN_APP_CLEAN_UP_H
#define DAEMUN_APP_CLEAN_UP_H

#include "base/clock.h"
#include "base/id.h"
#include "storage/lease_store.h"

#include <atomic>
#include <chrono>
#include <vector>

namespace daemun::app {

using Days = std::chrono::days;

class CleanUp {
 public:
  static constexpr Milliseconds pause = std::chrono::minutes(1);

  // Keeps references. Log lines are kept for that long, 0 for ever.
  CleanUp(
      storage::Database& database,
      const Clock& clock,
      std::vector<TenantId> tenants,
      Days log_retention
  );

  // Removes all that has expired by now, in small steps, unless another node is at it.
  void run();
  // Makes run() return after the step under way. Callable from any thread.
  void stop() { is_stopped_ = true; }

 private:
  void remove_expired(const TenantId& tenant, TimePoint now);
  bool keep_lease();

  storage::Database& database_;
  const Clock& clock_;
  const std::vector<TenantId> tenants_;
  const Days log_retention_;
  const storage::LeaseStore leases_;
  const storage::Lease lease_;
  TimePoint lease_end_{};
  std::atomic<bool> is_stopped_ = false;
};

}  // namespace daemun::app

#endif
