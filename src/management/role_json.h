// Roles as the API shows them, to every noun that names one.
#ifndef DAEMUN_MANAGEMENT_ROLE_JSON_H
#define DAEMUN_MANAGEMENT_ROLE_JSON_H

#include "base/id.h"
#include "domain/resource.h"
#include "management/members.h"

#include "api/request_error.h"

namespace daemun::management {

struct RoleView {
  Text<0, 21> tenant_id{};
  Text<1, 21> id{};
  Text<1, 128> name{};
  Text<1, 128> description{};
  RoleType type{};
  bool is_default = false;
};
BOOST_DESCRIBE_STRUCT(RoleView, (), (tenant_id, id, name, description, type, is_default))

RoleView to_view(const TenantId& tenant, const Role& role);

// 400: a role of users, global or of organizations, does not open the Management API.
api::RequestError management_scope_refused();

}  // namespace daemun::management

#endif
