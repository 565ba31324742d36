#include "management/resource_json.h"

namespace daemun::management {

ScopeView to_view(const TenantId& tenant, const ResourceId& resource, const Scope& scope) {
  return {
      .tenant_id = tenant.value(),
      .id = scope.id.value(),
      .resource_id = resource.value(),
      .name = scope.name,
      .description = scope.description,
      .created_at = to_unix_ms(scope.created_at),
  };
}

ResourceView to_view(const TenantId& tenant, const Resource& resource) {
  return {
      .tenant_id = tenant.value(),
      .id = resource.id.value(),
      .name = resource.name,
      .indicator = resource.indicator,
      .is_default = resource.is_default,
      .access_token_ttl = resource.access_token_ttl.count(),
  };
}

}  // namespace daemun::management
