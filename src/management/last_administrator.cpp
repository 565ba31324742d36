#include "management/last_administrator.h"

#include "domain/administration.h"
#include "management/answers.h"
#include "storage/administrator_store.h"

namespace daemun::management {

storage::Plan begin_without_administrator(const Dependencies& dependencies, const UserId& user) {
  if (dependencies.tenant.value() != administration_tenant) return {};
  return storage::AdministratorStore(dependencies.database).keep_another_than(user);
}

bool is_last_administrator(const storage::Plan& beginning, const storage::Conflict& conflict) {
  return !beginning.empty() && storage::AdministratorStore::is_last(conflict);
}

api::RequestError last_administrator_refused() {
  return unprocessable("console.last_administrator");
}

}  // namespace daemun::management
