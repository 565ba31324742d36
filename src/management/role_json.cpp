#include "management/role_json.h"

namespace daemun::management {

RoleView to_view(const TenantId& tenant, const Role& role) {
  return {
      .tenant_id = tenant.value(),
      .id = role.id.value(),
      .name = role.name,
      .description = role.description,
      .type = role.type,
      .is_default = role.is_default,
  };
}

api::RequestError management_scope_refused() {
  return api::RequestError{.code = "role.management_api_scopes_not_assignable_to_user_role"};
}

}  // namespace daemun::management
