#include "storage/access_store.h"

#include "storage/access_store_sql.h"
#include "storage/application_organization_store_sql.h"
#include "storage/list_parameter.h"
#include "storage/organization_member_store_sql.h"
#include "storage/organization_store_sql.h"

namespace daemun::storage {
namespace {

namespace sql = access_store_sql;

std::vector<HeldScope> held_scopes_of(const Rows& rows) {
  std::vector<HeldScope> scopes;
  scopes.reserve(rows.size());
  for (const auto& row : rows) {
    scopes.push_back(HeldScope{
        .indicator = row.text("indicator"),
        .scope_id = row.id<ScopeId>("scope_id"),
        .name = row.text("name"),
        .organization_id = row.optional_id<OrganizationId>("organization_id"),
    });
  }
  return scopes;
}

std::vector<std::string> texts_of(const Rows& rows) {
  std::vector<std::string> texts;
  texts.reserve(rows.size());
  for (const auto& row : rows)
    texts.push_back(row.text("name"));
  return texts;
}

Organization organization_of(const Row& row) {
  return Organization{
      .id = row.id<OrganizationId>("id"),
      .name = row.text("name"),
      .description = row.optional_text("description"),
      .is_mfa_required = row.boolean("is_mfa_required"),
  };
}

std::vector<Organization> organizations_of(const Rows& rows) {
  std::vector<Organization> organizations;
  organizations.reserve(rows.size());
  for (const auto& row : rows)
    organizations.push_back(organization_of(row));
  return organizations;
}

std::vector<OrganizationMembershipRole> organization_roles_of(const Rows& rows) {
  std::vector<OrganizationMembershipRole> roles;
  roles.reserve(rows.size());
  for (const auto& row : rows) {
    roles.push_back(
        {.organization_id = row.id<OrganizationId>("organization_id"),
         .role_name = row.text("name")}
    );
  }
  return roles;
}

const Sql& sql_of(AccessStore::Relation relation) {
  switch (relation) {
    case AccessStore::Relation::role_names:
      return sql::role_names;
    case AccessStore::Relation::organizations:
      return sql::organizations;
    case AccessStore::Relation::organization_roles:
      break;
  }
  return sql::organization_roles;
}

void set_relation(
    AccessStore::UserRelations& relations, AccessStore::Relation relation, const Rows& rows
) {
  switch (relation) {
    case AccessStore::Relation::role_names:
      relations.role_names = texts_of(rows);
      return;
    case AccessStore::Relation::organizations:
      relations.organizations = organizations_of(rows);
      return;
    case AccessStore::Relation::organization_roles:
      relations.organization_roles = organization_roles_of(rows);
      return;
  }
}

std::optional<AccessStore::Membership> membership_of(const Rows& rows) {
  if (rows.empty()) return std::nullopt;
  AccessStore::Membership membership{
      .organization = organization_of(rows.front()), .organization_scopes = {}};
  for (const auto& row : rows) {
    if (row.is_null("scope_id")) continue;
    membership.organization_scopes.push_back(
        {.id = row.id<OrganizationScopeId>("scope_id"), .name = row.text("scope_name")}
    );
  }
  return membership;
}

}  // namespace

Task<std::vector<HeldScope>> AccessStore::list_user_scopes(UserId user) const {
  Query query{sql::user_scopes, {tenant_, user}};
  const auto rows = co_await database_.read(std::move(query));
  co_return held_scopes_of(rows);
}

Task<std::vector<HeldScope>> AccessStore::list_application_scopes(ApplicationId application) const {
  Query query{sql::application_scopes, {tenant_, application}};
  const auto rows = co_await database_.read(std::move(query));
  co_return held_scopes_of(rows);
}

Task<std::vector<std::string>> AccessStore::list_role_names(UserId user) const {
  Query query{sql::role_names, {tenant_, user}};
  const auto rows = co_await database_.read(std::move(query));
  co_return texts_of(rows);
}

Task<std::vector<Organization>> AccessStore::list_organizations(UserId user) const {
  Query query{sql::organizations, {tenant_, user}};
  const auto rows = co_await database_.read(std::move(query));
  co_return organizations_of(rows);
}

Task<std::vector<OrganizationMembershipRole>> AccessStore::list_organization_roles(UserId user
) const {
  Query query{sql::organization_roles, {tenant_, user}};
  const auto rows = co_await database_.read(std::move(query));
  co_return organization_roles_of(rows);
}

Task<AccessStore::UserRelations> AccessStore::list_relations(
    UserId user, std::vector<Relation> wanted
) const {
  std::vector<Query> queries;
  for (const Relation relation : wanted)
    queries.push_back(Query{sql_of(relation), {tenant_, user}});
  const auto answers = co_await database_.read_all(std::move(queries));
  UserRelations relations;
  for (std::size_t i = 0; i < wanted.size(); ++i)
    set_relation(relations, wanted[i], answers[i]);
  co_return relations;
}

Task<std::optional<AccessStore::Membership>> AccessStore::find_membership(
    OrganizationId organization, UserId user
) const {
  Query query{sql::user_membership, {tenant_, organization, user}};
  const auto rows = co_await database_.read(std::move(query));
  co_return membership_of(rows);
}

Task<std::optional<AccessStore::Membership>> AccessStore::find_membership(
    OrganizationId organization, ApplicationId application
) const {
  Query query{sql::application_membership, {tenant_, organization, application}};
  const auto rows = co_await database_.read(std::move(query));
  co_return membership_of(rows);
}

Task<std::vector<OrganizationId>> AccessStore::list_consented_organizations(
    ApplicationId application, UserId user
) const {
  Query query{sql::consented_organizations, {tenant_, application, user}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<OrganizationId> organizations;
  for (const auto& row : rows)
    organizations.push_back(row.id<OrganizationId>("organization_id"));
  co_return organizations;
}

Statement AccessStore::insert_organization(const Organization& organization, TimePoint now) const {
  return Statement{
      organization_store_sql::insert,
      {tenant_,
       organization.id,
       organization.name,
       organization.description,
       "{}",
       organization.is_mfa_required,
       true,
       "{}",
       "{}",
       std::nullopt,
       now},
      RowCount::exactly(1)};
}

Statement AccessStore::add_member(const OrganizationId& organization, const UserId& user) const {
  return Statement{organization_member_store_sql::user_put, {tenant_, organization, user}};
}

Statement AccessStore::add_member_role(
    const OrganizationId& organization, const UserId& user, const OrganizationRoleId& role
) const {
  return Statement{
      organization_member_store_sql::user_put_role, {tenant_, organization, role, user}};
}

Statement AccessStore::add_application(
    const OrganizationId& organization, const ApplicationId& application
) const {
  return Statement{
      organization_member_store_sql::application_put, {tenant_, organization, application}};
}

Statement AccessStore::add_application_role(
    const OrganizationId& organization,
    const ApplicationId& application,
    const OrganizationRoleId& role
) const {
  return Statement{
      organization_member_store_sql::application_put_role,
      {tenant_, organization, role, application}};
}

Statement AccessStore::insert_consented_organization(
    const ApplicationId& application, const UserId& user, const OrganizationId& organization
) const {
  const ListParameter list(std::vector<OrganizationId>{organization});
  return Statement{
      application_organization_store_sql::insert_consented,
      {tenant_, application, user, list.to_text()}};
}

Statement AccessStore::remove_consented_organizations(
    const ApplicationId& application, const UserId& user
) const {
  return Statement{
      application_organization_store_sql::remove_others, {tenant_, application, user, "[]"}};
}

}  // namespace daemun::storage
