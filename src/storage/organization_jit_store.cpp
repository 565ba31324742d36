#include "storage/organization_jit_store.h"

#include "storage/list_parameter.h"
#include "storage/organization_template_store.h"

#include <utility>

namespace daemun::storage {
namespace {

constexpr Sql join_sql{
    "insert into organization_users (tenant_id, organization_id, user_id) "
    "select d.tenant_id, d.organization_id, $2 from organization_jit_email_domains d "
    "where d.tenant_id = $1 and d.email_domain = $3 order by d.organization_id "
    "on conflict do nothing"};
constexpr Sql join_roles_sql{
    "insert into organization_role_users (tenant_id, organization_id, organization_role_id, "
    "user_id) "
    "select d.tenant_id, d.organization_id, r.id, $2 from organization_jit_email_domains d "
    "join organization_jit_roles j on j.tenant_id = d.tenant_id "
    "  and j.organization_id = d.organization_id "
    "join organization_roles r on r.tenant_id = j.tenant_id and r.id = j.organization_role_id "
    "  and r.type = 'User' "
    "where d.tenant_id = $1 and d.email_domain = $3 order by d.organization_id, r.id "
    "on conflict do nothing"};
constexpr Sql organizations_sql{
    "select organization_id from organization_jit_email_domains "
    "where tenant_id = $1 and email_domain = $2 order by organization_id"};

constexpr Sql domains_sql{
    "select email_domain from organization_jit_email_domains "
    "where tenant_id = $1 and organization_id = $2 order by email_domain limit $3 offset $4"};
constexpr Sql count_domains_sql{
    "select count(*) from organization_jit_email_domains "
    "where tenant_id = $1 and organization_id = $2"};
constexpr Sql insert_domain_sql{
    "insert into organization_jit_email_domains (tenant_id, organization_id, email_domain) "
    "values ($1, $2, $3)"};
constexpr Sql remove_domain_sql{
    "delete from organization_jit_email_domains "
    "where tenant_id = $1 and organization_id = $2 and email_domain = $3"};
#define DAEMUN_REMOVE_OTHER_DOMAINS(list)                                                  \
  "delete from organization_jit_email_domains where tenant_id = $1 and organization_id = " \
  "$2 and email_domain not in (select d.value from " list("$3", "d") ")"
constexpr Sql remove_other_domains_sql{
    DAEMUN_REMOVE_OTHER_DOMAINS(DAEMUN_SQLITE_LIST),
    DAEMUN_REMOVE_OTHER_DOMAINS(DAEMUN_POSTGRES_LIST)};
#define DAEMUN_INSERT_DOMAINS(list)                                                        \
  "insert into organization_jit_email_domains (tenant_id, organization_id, email_domain) " \
  "select $1, $2, d.value from " list("$3", "d") " where true on conflict do nothing"
constexpr Sql insert_domains_sql{
    DAEMUN_INSERT_DOMAINS(DAEMUN_SQLITE_LIST), DAEMUN_INSERT_DOMAINS(DAEMUN_POSTGRES_LIST)};

constexpr Sql roles_sql{
    "select r.id, r.name, r.description, r.type from organization_jit_roles j "
    "join organization_roles r on r.tenant_id = j.tenant_id and r.id = j.organization_role_id "
    "where j.tenant_id = $1 and j.organization_id = $2 order by r.name limit $3 offset $4"};
constexpr Sql count_roles_sql{
    "select count(*) from organization_jit_roles where tenant_id = $1 and organization_id = $2"};
// The update changes nothing; it makes a row that is there already count.
#define DAEMUN_ADD_ROLES(list)                                                                \
  "insert into organization_jit_roles (tenant_id, organization_id, organization_role_id) "    \
  "select $1, $2, r.id from organization_roles r where r.tenant_id = $1 and r.type = 'User' " \
  "and r.id in (select x.value from " list(                                                   \
      "$3", "x"                                                                               \
  ) ") "                                                                                      \
    "on conflict (tenant_id, organization_id, organization_role_id) "                         \
    "do update set organization_role_id = excluded.organization_role_id"
constexpr Sql add_roles_sql{
    DAEMUN_ADD_ROLES(DAEMUN_SQLITE_LIST), DAEMUN_ADD_ROLES(DAEMUN_POSTGRES_LIST)};
#define DAEMUN_REMOVE_OTHER_ROLES(list)                                                   \
  "delete from organization_jit_roles where tenant_id = $1 and organization_id = $2 and " \
  "organization_role_id not in (select x.value from " list("$3", "x") ")"
constexpr Sql remove_other_roles_sql{
    DAEMUN_REMOVE_OTHER_ROLES(DAEMUN_SQLITE_LIST), DAEMUN_REMOVE_OTHER_ROLES(DAEMUN_POSTGRES_LIST)};
constexpr Sql remove_role_sql{
    "delete from organization_jit_roles "
    "where tenant_id = $1 and organization_id = $2 and organization_role_id = $3"};

}  // namespace

Plan OrganizationJitStore::provision(const UserId& user, const ProvenEmail& email) const {
  Plan plan;
  plan.add(Statement{join_sql, {tenant_, user, email.domain()}}
  ).add(Statement{join_roles_sql, {tenant_, user, email.domain()}});
  return plan;
}

Task<std::vector<OrganizationId>> OrganizationJitStore::list_organizations(ProvenEmail email
) const {
  Query query{organizations_sql, {tenant_, email.domain()}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<OrganizationId> organizations;
  for (const auto& row : rows)
    organizations.push_back(row.id<OrganizationId>(0));
  co_return organizations;
}

Task<OrganizationJitStore::DomainPage> OrganizationJitStore::list_domains(
    OrganizationId organization, Window window
) const {
  std::vector<Query> queries{
      {domains_sql, {tenant_, organization, window.limit, window.offset}},
      {count_domains_sql, {tenant_, organization}}};
  const auto rows = co_await database_.read_all(std::move(queries));
  DomainPage page;
  for (const auto& row : rows[0])
    page.domains.push_back(row.text(0));
  page.total = rows[1].front().integer(0);
  co_return page;
}

Statement OrganizationJitStore::insert_domain(
    const OrganizationId& organization, const std::string& domain
) const {
  return Statement{insert_domain_sql, {tenant_, organization, domain}, RowCount::exactly(1)};
}

Plan OrganizationJitStore::replace_domains(
    const OrganizationId& organization, const std::vector<std::string>& domains
) const {
  const auto list = ListParameter(domains).to_text();
  Plan plan;
  plan.add(Statement{remove_other_domains_sql, {tenant_, organization, list}}
  ).add(Statement{insert_domains_sql, {tenant_, organization, list}});
  return plan;
}

Statement OrganizationJitStore::remove_domain(
    const OrganizationId& organization, const std::string& domain
) const {
  return Statement{remove_domain_sql, {tenant_, organization, domain}, RowCount::exactly(1)};
}

Task<OrganizationJitStore::RolePage> OrganizationJitStore::list_roles(
    OrganizationId organization, Window window
) const {
  std::vector<Query> queries{
      {roles_sql, {tenant_, organization, window.limit, window.offset}},
      {count_roles_sql, {tenant_, organization}}};
  const auto rows = co_await database_.read_all(std::move(queries));
  RolePage page;
  for (const auto& row : rows[0])
    page.roles.push_back(organization_role_of(row, 0));
  page.total = rows[1].front().integer(0);
  co_return page;
}

Statement OrganizationJitStore::add_roles(
    const OrganizationId& organization, const std::vector<OrganizationRoleId>& roles
) const {
  const ListParameter list(roles);
  return Statement{
      add_roles_sql, {tenant_, organization, list.to_text()}, RowCount::exactly(list.size())};
}

Plan OrganizationJitStore::replace_roles(
    const OrganizationId& organization, const std::vector<OrganizationRoleId>& roles
) const {
  Plan plan;
  plan.add(
          Statement{remove_other_roles_sql, {tenant_, organization, ListParameter(roles).to_text()}}
  ).add(add_roles(organization, roles));
  return plan;
}

Statement OrganizationJitStore::remove_role(
    const OrganizationId& organization, const OrganizationRoleId& role
) const {
  return Statement{remove_role_sql, {tenant_, organization, role}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
