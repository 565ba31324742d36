#include "management/settings_change.h"

#include "storage/tenant_store.h"

namespace daemun::management {

Task<Result<void, storage::Conflict>> commit_settings(
    const Dependencies& dependencies, storage::Plan plan
) {
  const storage::TenantStore tenants(
      dependencies.database, dependencies.vault, dependencies.tenant
  );
  plan.add(tenants.raise_settings_version());
  auto committed = co_await dependencies.database.commit(std::move(plan));
  if (committed) dependencies.settings.clear();
  co_return committed;
}

}  // namespace daemun::management
