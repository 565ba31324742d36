#include "management/resource_json.h"

#include "management/answers.h"

namespace daemun::management {

json::object to_json(const TenantId& tenant, const ResourceId& resource, const Scope& scope) {
  return {
      {"tenantId", tenant.value()},
      {"id", scope.id.value()},
      {"resourceId", resource.value()},
      {"name", scope.name},
      {"description", to_value(scope.description)},
      {"createdAt", to_unix_ms(scope.created_at)},
  };
}

json::object to_json(const TenantId& tenant, const Resource& resource) {
  return {
      {"tenantId", tenant.value()},
      {"id", resource.id.value()},
      {"name", resource.name},
      {"indicator", resource.indicator},
      {"isDefault", resource.is_default},
      {"accessTokenTtl", resource.access_token_ttl.count()},
  };
}

}  // namespace daemun::management
