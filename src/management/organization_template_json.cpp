#include "management/organization_template_json.h"

#include "management/answers.h"

namespace daemun::management {

json::object to_json(const TenantId& tenant, const OrganizationRole& role) {
  return {
      {"tenantId", tenant.value()},
      {"id", role.id.value()},
      {"name", role.name},
      {"description", to_value(role.description)},
      {"type", to_string(role.type)},
  };
}

json::object to_json(const TenantId& tenant, const OrganizationScope& scope) {
  return {
      {"tenantId", tenant.value()},
      {"id", scope.id.value()},
      {"name", scope.name},
      {"description", to_value(scope.description)},
  };
}

}  // namespace daemun::management
