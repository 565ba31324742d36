#include "storage/organization_power_store.h"

#include "storage/list_parameter.h"
#include "storage/organization_member_store_sql.h"
#include "storage/organization_power_store_sql.h"
#include "storage/organization_template_store.h"

#include <utility>

namespace daemun::storage {
namespace {

namespace sql = organization_power_store_sql;

void add_power(OrganizationPowers& powers, const Row& row) {
  if (auto permission = row.optional_id<OrganizationScopeId>("permission_id"))
    powers.permissions.insert(*std::move(permission));
  if (auto scope = row.optional_id<ScopeId>("scope_id"))
    powers.api_permissions.insert(*std::move(scope));
}

}  // namespace

Task<OrganizationPowers> OrganizationPowerStore::find(OrganizationId organization, UserId user)
    const {
  Query query{sql::of_member, {tenant_, std::move(organization), std::move(user)}};
  const auto rows = co_await database_.read(std::move(query));
  OrganizationPowers powers;
  for (const auto& row : rows)
    add_power(powers, row);
  co_return powers;
}

Task<std::vector<RolePowers>> OrganizationPowerStore::list_roles() const {
  Query query{sql::of_roles, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<RolePowers> roles;
  for (const auto& row : rows) {
    if (roles.empty() || roles.back().role.id.value() != row.text("id"))
      roles.push_back({.role = organization_role_of(row)});
    add_power(roles.back().powers, row);
  }
  co_return roles;
}

Statement OrganizationPowerStore::require(
    const OrganizationId& organization, const UserId& user, const NeededPowers& needed
) const {
  const ListParameter roles(needed.roles);
  // No user has the empty id.
  return Statement{
      organization_member_store_sql::require_powers,
      {tenant_,
       organization,
       user,
       needed.permission,
       roles.to_text(),
       needed.member.value_or(UserId())},
      RowCount::exactly(1)};
}

}  // namespace daemun::storage
