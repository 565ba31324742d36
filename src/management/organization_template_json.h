// Roles and permissions of the organization template as the API shows them, to every noun that
// names one.
#ifndef DAEMUN_MANAGEMENT_ORGANIZATION_TEMPLATE_JSON_H
#define DAEMUN_MANAGEMENT_ORGANIZATION_TEMPLATE_JSON_H

#include "base/id.h"
#include "base/json.h"
#include "domain/access.h"
#include "domain/organization.h"
#include "management/members.h"

namespace daemun::management {

struct OrganizationRoleView {
  Text<0, 21> tenant_id{};
  Text<1, 21> id{};
  Text<1, 128> name{};
  Nullable<Text<0, 256>> description{};
  RoleType type{};
};
BOOST_DESCRIBE_STRUCT(OrganizationRoleView, (), (tenant_id, id, name, description, type))

struct OrganizationScopeView {
  Text<0, 21> tenant_id{};
  Text<1, 21> id{};
  Text<1, 128> name{};
  Nullable<Text<0, 256>> description{};
};
BOOST_DESCRIBE_STRUCT(OrganizationScopeView, (), (tenant_id, id, name, description))

OrganizationRoleView to_view(const TenantId& tenant, const OrganizationRole& role);
OrganizationScopeView to_view(const TenantId& tenant, const OrganizationScope& scope);

}  // namespace daemun::management

#endif
