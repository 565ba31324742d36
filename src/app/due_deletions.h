// Erases accounts whose owners have asked for it and have not come back in time, for all tenants.
// Each node looks for them: of two that erase an account at once, one does it.
#ifndef DAEMUN_APP_DUE_DELETIONS_H
#define DAEMUN_APP_DUE_DELETIONS_H

#include "base/clock.h"
#include "domain/account_deletion.h"
#include "storage/tenant_context.h"

#include <atomic>
#include <chrono>
#include <vector>

namespace daemun::app {

class DueDeletions {
 public:
  static constexpr Milliseconds pause = std::chrono::minutes(1);

  // They outlive it.
  explicit DueDeletions(std::vector<const storage::TenantContext*> tenants)
      : tenants_(std::move(tenants)) {}

  // Erases all that are due by now, one by one. Webhooks are told as when an administrator deletes
  // a user. The last administrator stays, and with that the wish is settled.
  void run();
  // Makes run() return after the account under way. Callable from any thread.
  void stop() { is_stopped_ = true; }

 private:
  void erase_due(const storage::TenantContext& context);

  const std::vector<const storage::TenantContext*> tenants_;
  std::atomic<bool> is_stopped_ = false;
};

}  // namespace daemun::app

#endif
