#include "storage/organization_jit_store.h"

#include "storage/list_parameter.h"
#include "storage/organization_jit_store_sql.h"
#include "storage/organization_member_store_sql.h"
#include "storage/organization_template_store.h"

#include <utility>

namespace daemun::storage {
namespace {

namespace sql = organization_jit_store_sql;

}  // namespace

Plan OrganizationJitStore::provision(const UserId& user, const ProvenEmail& email) const {
  Plan plan;
  plan.add(Statement{organization_member_store_sql::join_by_domain, {tenant_, user, email.domain()}}
  )
      .add(Statement{
          organization_member_store_sql::join_roles_by_domain, {tenant_, user, email.domain()}});
  return plan;
}

Task<std::vector<OrganizationId>> OrganizationJitStore::list_organizations(ProvenEmail email
) const {
  Query query{sql::organizations, {tenant_, email.domain()}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<OrganizationId> organizations;
  for (const auto& row : rows)
    organizations.push_back(row.id<OrganizationId>("organization_id"));
  co_return organizations;
}

Plan OrganizationJitStore::provision(const UserId& user, const SsoConnectorId& connector) const {
  Plan plan;
  plan.add(Statement{
               organization_member_store_sql::join_by_sso_connector, {tenant_, user, connector}})
      .add(Statement{
          organization_member_store_sql::join_roles_by_sso_connector, {tenant_, user, connector}});
  return plan;
}

Task<std::vector<OrganizationId>> OrganizationJitStore::list_organizations_for_sso_connector(
    SsoConnectorId connector
) const {
  Query query{sql::organizations_for_sso_connector, {tenant_, connector}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<OrganizationId> organizations;
  for (const auto& row : rows)
    organizations.push_back(row.id<OrganizationId>("organization_id"));
  co_return organizations;
}

Task<OrganizationJitStore::DomainPage> OrganizationJitStore::list_domains(
    OrganizationId organization, Window window
) const {
  std::vector<Query> queries{
      {sql::domains, {tenant_, organization, window.limit, window.offset}},
      {sql::count_domains, {tenant_, organization}}};
  const auto rows = co_await database_.read_all(std::move(queries));
  DomainPage page;
  for (const auto& row : rows[0])
    page.domains.push_back(row.text("email_domain"));
  page.total = rows[1].front().integer("total");
  co_return page;
}

Statement OrganizationJitStore::insert_domain(
    const OrganizationId& organization, const std::string& domain
) const {
  return Statement{sql::insert_domain, {tenant_, organization, domain}, RowCount::exactly(1)};
}

Plan OrganizationJitStore::replace_domains(
    const OrganizationId& organization, const std::vector<std::string>& domains
) const {
  const auto list = ListParameter(domains).to_text();
  Plan plan;
  plan.add(Statement{sql::remove_other_domains, {tenant_, organization, list}}
  ).add(Statement{sql::insert_domains, {tenant_, organization, list}});
  return plan;
}

Statement OrganizationJitStore::remove_domain(
    const OrganizationId& organization, const std::string& domain
) const {
  return Statement{sql::remove_domain, {tenant_, organization, domain}, RowCount::exactly(1)};
}

Task<OrganizationJitStore::SsoConnectorPage> OrganizationJitStore::list_sso_connectors(
    OrganizationId organization, Window window
) const {
  std::vector<Query> queries{
      {sql::sso_connectors, {tenant_, organization, window.limit, window.offset}},
      {sql::count_sso_connectors, {tenant_, organization}}};
  const auto rows = co_await database_.read_all(std::move(queries));
  SsoConnectorPage page;
  for (const auto& row : rows[0])
    page.connectors.push_back(row.id<SsoConnectorId>("id"));
  page.total = rows[1].front().integer("total");
  co_return page;
}

Statement OrganizationJitStore::add_sso_connectors(
    const OrganizationId& organization, const std::vector<SsoConnectorId>& connectors
) const {
  const ListParameter list(connectors);
  return Statement{
      sql::add_sso_connectors,
      {tenant_, organization, list.to_text()},
      RowCount::exactly(list.size())};
}

Plan OrganizationJitStore::replace_sso_connectors(
    const OrganizationId& organization, const std::vector<SsoConnectorId>& connectors
) const {
  Plan plan;
  plan.add(Statement{
               sql::remove_other_sso_connectors,
               {tenant_, organization, ListParameter(connectors).to_text()}}
  ).add(add_sso_connectors(organization, connectors));
  return plan;
}

Statement OrganizationJitStore::remove_sso_connector(
    const OrganizationId& organization, const SsoConnectorId& connector
) const {
  return Statement{
      sql::remove_sso_connector, {tenant_, organization, connector}, RowCount::exactly(1)};
}

Task<OrganizationJitStore::RolePage> OrganizationJitStore::list_roles(
    OrganizationId organization, Window window
) const {
  std::vector<Query> queries{
      {sql::roles, {tenant_, organization, window.limit, window.offset}},
      {sql::count_roles, {tenant_, organization}}};
  const auto rows = co_await database_.read_all(std::move(queries));
  RolePage page;
  for (const auto& row : rows[0])
    page.roles.push_back(organization_role_of(row));
  page.total = rows[1].front().integer("total");
  co_return page;
}

Statement OrganizationJitStore::add_roles(
    const OrganizationId& organization, const std::vector<OrganizationRoleId>& roles
) const {
  const ListParameter list(roles);
  return Statement{
      sql::add_roles, {tenant_, organization, list.to_text()}, RowCount::exactly(list.size())};
}

Plan OrganizationJitStore::replace_roles(
    const OrganizationId& organization, const std::vector<OrganizationRoleId>& roles
) const {
  Plan plan;
  plan.add(Statement{
               sql::remove_other_roles, {tenant_, organization, ListParameter(roles).to_text()}}
  ).add(add_roles(organization, roles));
  return plan;
}

Statement OrganizationJitStore::remove_role(
    const OrganizationId& organization, const OrganizationRoleId& role
) const {
  return Statement{sql::remove_role, {tenant_, organization, role}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
