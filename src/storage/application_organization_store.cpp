#include "storage/application_organization_store.h"

#include "base/json.h"

#include <string>
#include <utility>

namespace daemun::storage {
namespace {

#define DAEMUN_ORGANIZATION_COLUMNS                                 \
  "o.id, o.name, o.description, o.custom_data, o.is_mfa_required, " \
  "o.is_trusted_device_allowed, o.color, o.branding, o.custom_css, o.created_at"

// The page of organizations, and for each of them one row a role.
constexpr Sql memberships_sql{
    "select " DAEMUN_ORGANIZATION_COLUMNS
    ", r.id, r.name from "
    "(select p.* from organization_applications a join organizations p "
    "on p.tenant_id = a.tenant_id and p.id = a.organization_id "
    "where a.tenant_id = $1 and a.application_id = $2 "
    "order by p.created_at desc, p.id limit $3 offset $4) o "
    "left join organization_role_applications m on m.tenant_id = o.tenant_id "
    "and m.organization_id = o.id and m.application_id = $2 "
    "left join organization_roles r on r.tenant_id = m.tenant_id "
    "and r.id = m.organization_role_id "
    "order by o.created_at desc, o.id, r.name"};
constexpr Sql count_memberships_sql{
    "select count(*) from organization_applications where tenant_id = $1 and application_id = $2"};
constexpr Sql consented_sql{"select " DAEMUN_ORGANIZATION_COLUMNS
                            " from user_consent_organizations c join organizations o "
                            "on o.tenant_id = c.tenant_id and o.id = c.organization_id "
                            "where c.tenant_id = $1 and c.application_id = $2 and c.user_id = $3 "
                            "order by o.created_at desc, o.id limit $4 offset $5"};
#undef DAEMUN_ORGANIZATION_COLUMNS
constexpr Sql count_consented_sql{
    "select count(*) from user_consent_organizations "
    "where tenant_id = $1 and application_id = $2 and user_id = $3"};
constexpr Sql insert_consented_sql{
    "insert into user_consent_organizations (tenant_id, application_id, user_id, organization_id) "
    "select $1, $2, $3, value from json_each($4) where true on conflict do nothing",
    "insert into user_consent_organizations (tenant_id, application_id, user_id, organization_id) "
    "select $1, $2, $3, json_array_elements_text($4::json) on conflict do nothing"};
constexpr Sql remove_others_sql{
    "delete from user_consent_organizations where tenant_id = $1 and application_id = $2 "
    "and user_id = $3 and organization_id not in (select value from json_each($4))",
    "delete from user_consent_organizations where tenant_id = $1 and application_id = $2 "
    "and user_id = $3 and organization_id not in (select json_array_elements_text($4::json))"};
constexpr Sql remove_sql{
    "delete from user_consent_organizations "
    "where tenant_id = $1 and application_id = $2 and user_id = $3 and organization_id = $4"};

constexpr std::size_t role_column = 10;

OrganizationDetails organization_of(const Row& row) {
  return OrganizationDetails{
      .id = row.id<OrganizationId>(0),
      .name = row.text(1),
      .description = row.optional_text(2),
      .custom_data = row.text(3),
      .is_mfa_required = row.boolean(4),
      .is_trusted_device_allowed = row.boolean(5),
      .color = row.text(6),
      .branding = row.text(7),
      .custom_css = row.optional_text(8),
      .created_at = row.time(9),
  };
}

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
      {memberships_sql, {tenant_, application, window.limit, window.offset}},
      {count_memberships_sql, {tenant_, application}}};
  const auto rows = co_await database_.read_all(std::move(queries));
  MembershipPage page;
  for (const auto& row : rows[0]) {
    auto& memberships = page.memberships;
    if (memberships.empty() || memberships.back().organization.id.value() != row.text(0))
      memberships.push_back({.organization = organization_of(row), .roles = {}});
    if (row.is_null(role_column)) continue;
    memberships.back().roles.push_back(OrganizationRoleName{
        .id = row.id<OrganizationRoleId>(role_column), .name = row.text(role_column + 1)});
  }
  page.total = rows[1].front().integer(0);
  co_return page;
}

Task<ApplicationOrganizationStore::OrganizationPage> ApplicationOrganizationStore::list_consented(
    ApplicationId application, UserId user, Window window
) const {
  std::vector<Query> queries{
      {consented_sql, {tenant_, application, user, window.limit, window.offset}},
      {count_consented_sql, {tenant_, application, user}}};
  const auto rows = co_await database_.read_all(std::move(queries));
  OrganizationPage page;
  for (const auto& row : rows[0])
    page.organizations.push_back(organization_of(row));
  page.total = rows[1].front().integer(0);
  co_return page;
}

Statement ApplicationOrganizationStore::insert_consented(
    const ApplicationId& application,
    const UserId& user,
    const std::vector<OrganizationId>& organizations
) const {
  return Statement{insert_consented_sql, {tenant_, application, user, to_list(organizations)}};
}

Statement ApplicationOrganizationStore::remove_other_consented(
    const ApplicationId& application,
    const UserId& user,
    const std::vector<OrganizationId>& organizations
) const {
  return Statement{remove_others_sql, {tenant_, application, user, to_list(organizations)}};
}

Statement ApplicationOrganizationStore::remove_consented(
    const ApplicationId& application, const UserId& user, const OrganizationId& organization
) const {
  return Statement{remove_sql, {tenant_, application, user, organization}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
