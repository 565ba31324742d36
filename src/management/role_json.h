// Roles as the API shows them, to every noun that names one.
#ifndef DAEMUN_MANAGEMENT_ROLE_JSON_H
#define DAEMUN_MANAGEMENT_ROLE_JSON_H

#include "base/id.h"
#include "base/json.h"
#include "domain/resource.h"

#include <string>

#include "api/request_error.h"

namespace daemun::management {

inline const std::string role_fields =
    "tenantId: string<0..21>, id: string<1..21>, name: string<1..128>, description: "
    "string<1..128>, type: \"User\"|\"MachineToMachine\", isDefault: boolean";
inline const std::string role_shape = "{" + role_fields + "}";

json::object to_json(const TenantId& tenant, const Role& role);

// 400: a role of users, global or of organizations, does not open the Management API.
api::RequestError management_scope_refused();

}  // namespace daemun::management

#endif
