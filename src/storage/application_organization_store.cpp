#include "storage/application_organization_store.h"

#include "base/json.h"
#include "storage/application_organization_store_sql.h"
#include "storage/organization_store.h"

#include <string>
#include <utility>

namespace daemun::storage {
namespace {

namespace sql = application_organization_store_sql;

std::string to_list(const std::vector<OrganizationId>& ids) {
  json::array array;
  for (const auto& id : ids)
    array.emplace_back(id.value());
  return json::serialize(array);
}

}  // namespace

Task<ApplicationOrganizationStore::MembershipPage> ApplicationOrganizationStore::list_memberships(
    ApplicationId application, Window window
) const {
  std::vector<Query> queries{
      {sql::memberships, {tenant_, application, window.limit, window.offset}},
      {sql::count_memberships, {tenant_, application}}};
  const auto rows = co_await database_.read_all(std::move(queries));
  MembershipPage page;
  for (const auto& row : rows[0]) {
    auto& memberships = page.memberships;
    if (memberships.empty() || memberships.back().organization.id.value() != row.text("id"))
      memberships.push_back({.organization = organization_details_of(row), .roles = {}});
    if (row.is_null("role_id")) continue;
    memberships.back().roles.push_back(OrganizationRoleName{
        .id = row.id<OrganizationRoleId>("role_id"), .name = row.text("role_name")});
  }
  page.total = rows[1].front().integer("total");
  co_return page;
}

Task<ApplicationOrganizationStore::OrganizationPage> ApplicationOrganizationStore::list_consented(
    ApplicationId application, UserId user, Window window
) const {
  std::vector<Query> queries{
      {sql::consented, {tenant_, application, user, window.limit, window.offset}},
      {sql::count_consented, {tenant_, application, user}}};
  const auto rows = co_await database_.read_all(std::move(queries));
  OrganizationPage page;
  for (const auto& row : rows[0])
    page.organizations.push_back(organization_details_of(row));
  page.total = rows[1].front().integer("total");
  co_return page;
}

Statement ApplicationOrganizationStore::insert_consented(
    const ApplicationId& application,
    const UserId& user,
    const std::vector<OrganizationId>& organizations
) const {
  return Statement{sql::insert_consented, {tenant_, application, user, to_list(organizations)}};
}

Statement ApplicationOrganizationStore::remove_other_consented(
    const ApplicationId& application,
    const UserId& user,
    const std::vector<OrganizationId>& organizations
) const {
  return Statement{sql::remove_others, {tenant_, application, user, to_list(organizations)}};
}

Statement ApplicationOrganizationStore::remove_consented(
    const ApplicationId& application, const UserId& user, const OrganizationId& organization
) const {
  return Statement{sql::remove, {tenant_, application, user, organization}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
