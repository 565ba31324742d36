#include "management/organization_template_json.h"

namespace daemun::management {

OrganizationRoleView to_view(const TenantId& tenant, const OrganizationRole& role) {
  return {
      .tenant_id = tenant.value(),
      .id = role.id.value(),
      .name = role.name,
      .description = role.description,
      .type = role.type,
  };
}

OrganizationScopeView to_view(const TenantId& tenant, const OrganizationScope& scope) {
  return {
      .tenant_id = tenant.value(),
      .id = scope.id.value(),
      .name = scope.name,
      .description = scope.description,
  };
}

}  // namespace daemun::management
