// Roles and permissions of the organization template as the API shows them, to every noun that
// names one.
#ifndef DAEMUN_MANAGEMENT_ORGANIZATION_TEMPLATE_JSON_H
#define DAEMUN_MANAGEMENT_ORGANIZATION_TEMPLATE_JSON_H

#include "base/id.h"
#include "base/json.h"
#include "domain/access.h"
#include "domain/organization.h"

#include <string>

namespace daemun::management {

inline const std::string organization_role_fields =
    "tenantId: string<0..21>, id: string<1..21>, name: string<1..128>, description: "
    "string<0..256>|null, type: \"User\"|\"MachineToMachine\"";
inline const std::string organization_role_shape = "{" + organization_role_fields + "}";
inline const std::string organization_scope_shape =
    "{tenantId: string<0..21>, id: string<1..21>, name: string<1..128>, description: "
    "string<0..256>|null}";

json::object to_json(const TenantId& tenant, const OrganizationRole& role);
json::object to_json(const TenantId& tenant, const OrganizationScope& scope);

}  // namespace daemun::management

#endif
