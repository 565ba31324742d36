// API resources and their scopes as the API shows them, to every noun that names one.
#ifndef DAEMUN_MANAGEMENT_RESOURCE_JSON_H
#define DAEMUN_MANAGEMENT_RESOURCE_JSON_H

#include "base/id.h"
#include "domain/resource.h"
#include "management/members.h"

#include <string>

namespace daemun::management {

struct ScopeView {
  Text<0, 21> tenant_id{};
  Text<1, 21> id{};
  Text<1, 21> resource_id{};
  Text<1, 256> name{};
  Nullable<std::string> description{};
  Number<> created_at{};
};
BOOST_DESCRIBE_STRUCT(ScopeView, (), (tenant_id, id, resource_id, name, description, created_at))

struct ResourceView {
  Text<0, 21> tenant_id{};
  Text<1, 21> id{};
  Text<1> name{};
  Text<1> indicator{};
  bool is_default = false;
  Number<> access_token_ttl{};
};
BOOST_DESCRIBE_STRUCT(
    ResourceView, (), (tenant_id, id, name, indicator, is_default, access_token_ttl)
)

ScopeView to_view(const TenantId& tenant, const ResourceId& resource, const Scope& scope);
// Without its scopes.
ResourceView to_view(const TenantId& tenant, const Resource& resource);

}  // namespace daemun::management

#endif
