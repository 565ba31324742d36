#include "management/role_json.h"

namespace daemun::management {

json::object to_json(const TenantId& tenant, const Role& role) {
  return {
      {"tenantId", tenant.value()},
      {"id", role.id.value()},
      {"name", role.name},
      {"description", role.description},
      {"type", to_string(role.type)},
      {"isDefault", role.is_default},
  };
}

api::RequestError management_scope_refused() {
  return api::RequestError{.code = "role.management_api_scopes_not_assignable_to_user_role"};
}

}  // namespace daemun::management
