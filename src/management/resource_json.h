// API resources and their scopes as the API shows them, to every noun that names one.
#ifndef DAEMUN_MANAGEMENT_RESOURCE_JSON_H
#define DAEMUN_MANAGEMENT_RESOURCE_JSON_H

#include "base/id.h"
#include "base/json.h"
#include "domain/resource.h"

#include <string>

namespace daemun::management {

inline const std::string scope_shape =
    "{tenantId: string<0..21>, id: string<1..21>, resourceId: string<1..21>, "
    "name: string<1..256>, description: string|null, createdAt: number}";
inline const std::string resource_fields =
    "tenantId: string<0..21>, id: string<1..21>, name: string<1..>, indicator: string<1..>, "
    "isDefault: boolean, accessTokenTtl: number";
inline const std::string resource_shape = "{" + resource_fields + "}";

json::object to_json(const TenantId& tenant, const ResourceId& resource, const Scope& scope);
// Without its scopes.
json::object to_json(const TenantId& tenant, const Resource& resource);

}  // namespace daemun::management

#endif
