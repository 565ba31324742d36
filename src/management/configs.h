// Configuration of a tenant: how long sessions live, what ID tokens say, and what the console
// remembers: /configs.
#ifndef DAEMUN_MANAGEMENT_CONFIGS_H
#define DAEMUN_MANAGEMENT_CONFIGS_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/tenant_store.h"

#include <string_view>
#include <vector>

namespace daemun::management {

class Configs {
 public:
  explicit Configs(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer show_session(Call call);
  Answer change_session(Call call);
  Answer show_id_token(Call call);
  Answer set_id_token(Call call);
  Answer show_admin_console(Call call);
  Answer change_admin_console(Call call);

  Task<json::object> load_admin_console();
  // Puts the members of the body that `names` lists into the row; two calls at once both hold.
  Task<api::Outcome<void>> merge(
      Call call, std::string_view key, std::vector<std::string_view> names
  );

  const Dependencies& dependencies_;
  storage::TenantStore tenants_;
};

}  // namespace daemun::management

#endif
