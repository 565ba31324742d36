#include "storage/access_store.h"

namespace daemun::storage {
namespace {

constexpr Sql user_scopes_sql{
    "select r.indicator, s.id, s.name, null from users_roles ur "
    "join roles_scopes rs on rs.tenant_id = ur.tenant_id and rs.role_id = ur.role_id "
    "join scopes s on s.tenant_id = rs.tenant_id and s.id = rs.scope_id "
    "join resources r on r.tenant_id = s.tenant_id and r.id = s.resource_id "
    "where ur.tenant_id = $1 and ur.user_id = $2 "
    "union all "
    "select r.indicator, s.id, s.name, m.organization_id from organization_role_users m "
    "join organization_role_resource_scopes os on os.tenant_id = m.tenant_id "
    "  and os.organization_role_id = m.organization_role_id "
    "join scopes s on s.tenant_id = os.tenant_id and s.id = os.scope_id "
    "join resources r on r.tenant_id = s.tenant_id and r.id = s.resource_id "
    "where m.tenant_id = $1 and m.user_id = $2"};
constexpr Sql application_scopes_sql{
    "select r.indicator, s.id, s.name, null from applications_roles ar "
    "join roles_scopes rs on rs.tenant_id = ar.tenant_id and rs.role_id = ar.role_id "
    "join scopes s on s.tenant_id = rs.tenant_id and s.id = rs.scope_id "
    "join resources r on r.tenant_id = s.tenant_id and r.id = s.resource_id "
    "where ar.tenant_id = $1 and ar.application_id = $2 "
    "union all "
    "select r.indicator, s.id, s.name, m.organization_id from organization_role_applications m "
    "join organization_role_resource_scopes os on os.tenant_id = m.tenant_id "
    "  and os.organization_role_id = m.organization_role_id "
    "join scopes s on s.tenant_id = os.tenant_id and s.id = os.scope_id "
    "join resources r on r.tenant_id = s.tenant_id and r.id = s.resource_id "
    "where m.tenant_id = $1 and m.application_id = $2"};
constexpr Sql role_names_sql{
    "select r.name from users_roles ur join roles r on r.tenant_id = ur.tenant_id and r.id = "
    "ur.role_id "
    "where ur.tenant_id = $1 and ur.user_id = $2 order by r.name"};
constexpr Sql organizations_sql{
    "select o.id, o.name, o.description, o.is_mfa_required from organization_users ou "
    "join organizations o on o.tenant_id = ou.tenant_id and o.id = ou.organization_id "
    "where ou.tenant_id = $1 and ou.user_id = $2 order by o.created_at, o.id"};
constexpr Sql organization_roles_sql{
    "select m.organization_id, r.name from organization_role_users m "
    "join organization_roles r on r.tenant_id = m.tenant_id and r.id = m.organization_role_id "
    "where m.tenant_id = $1 and m.user_id = $2 order by m.organization_id, r.name"};

// One row a scope of the member, with the organization; a member without scopes has one row.
constexpr Sql user_membership_sql{
    "select distinct o.id, o.name, o.description, o.is_mfa_required, s.id, s.name "
    "from organization_users m "
    "join organizations o on o.tenant_id = m.tenant_id and o.id = m.organization_id "
    "left join organization_role_users mr on mr.tenant_id = m.tenant_id "
    "  and mr.organization_id = m.organization_id and mr.user_id = m.user_id "
    "left join organization_role_scopes rs on rs.tenant_id = mr.tenant_id "
    "  and rs.organization_role_id = mr.organization_role_id "
    "left join organization_scopes s on s.tenant_id = rs.tenant_id and s.id = "
    "rs.organization_scope_id "
    "where m.tenant_id = $1 and m.organization_id = $2 and m.user_id = $3 order by s.name"};
constexpr Sql application_membership_sql{
    "select distinct o.id, o.name, o.description, o.is_mfa_required, s.id, s.name "
    "from organization_applications m "
    "join organizations o on o.tenant_id = m.tenant_id and o.id = m.organization_id "
    "left join organization_role_applications mr on mr.tenant_id = m.tenant_id "
    "  and mr.organization_id = m.organization_id and mr.application_id = m.application_id "
    "left join organization_role_scopes rs on rs.tenant_id = mr.tenant_id "
    "  and rs.organization_role_id = mr.organization_role_id "
    "left join organization_scopes s on s.tenant_id = rs.tenant_id and s.id = "
    "rs.organization_scope_id "
    "where m.tenant_id = $1 and m.organization_id = $2 and m.application_id = $3 order by s.name"};
constexpr Sql consented_organizations_sql{
    "select organization_id from user_consent_organizations "
    "where tenant_id = $1 and application_id = $2 and user_id = $3 order by organization_id"};

constexpr Sql insert_organization_sql{
    "insert into organizations (tenant_id, id, name, description, custom_data, is_mfa_required, "
    "branding, color, custom_css, created_at) values ($1, $2, $3, $4, '{}', $5, '{}', '{}', null, "
    "$6)"};
constexpr Sql add_member_sql{
    "insert into organization_users (tenant_id, organization_id, user_id) values ($1, $2, $3) "
    "on conflict do nothing"};
constexpr Sql add_member_role_sql{
    "insert into organization_role_users (tenant_id, organization_id, organization_role_id, "
    "user_id) "
    "values ($1, $2, $3, $4) on conflict do nothing"};
constexpr Sql add_application_sql{
    "insert into organization_applications (tenant_id, organization_id, application_id) "
    "values ($1, $2, $3) on conflict do nothing"};
constexpr Sql add_application_role_sql{
    "insert into organization_role_applications (tenant_id, organization_id, organization_role_id, "
    "application_id) values ($1, $2, $3, $4) on conflict do nothing"};
constexpr Sql insert_consented_sql{
    "insert into user_consent_organizations (tenant_id, application_id, user_id, organization_id) "
    "values ($1, $2, $3, $4) on conflict do nothing"};
constexpr Sql remove_consented_sql{
    "delete from user_consent_organizations "
    "where tenant_id = $1 and application_id = $2 and user_id = $3"};

std::vector<HeldScope> held_scopes_of(const Rows& rows) {
  std::vector<HeldScope> scopes;
  scopes.reserve(rows.size());
  for (const auto& row : rows) {
    scopes.push_back(HeldScope{
        .indicator = row.text(0),
        .scope_id = row.id<ScopeId>(1),
        .name = row.text(2),
        .organization_id = row.optional_id<OrganizationId>(3),
    });
  }
  return scopes;
}

std::vector<std::string> texts_of(const Rows& rows) {
  std::vector<std::string> texts;
  texts.reserve(rows.size());
  for (const auto& row : rows)
    texts.push_back(row.text(0));
  return texts;
}

Organization organization_of(const Row& row) {
  return Organization{
      .id = row.id<OrganizationId>(0),
      .name = row.text(1),
      .description = row.optional_text(2),
      .is_mfa_required = row.boolean(3),
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
    roles.push_back({.organization_id = row.id<OrganizationId>(0), .role_name = row.text(1)});
  }
  return roles;
}

const Sql& sql_of(AccessStore::Relation relation) {
  switch (relation) {
    case AccessStore::Relation::role_names:
      return role_names_sql;
    case AccessStore::Relation::organizations:
      return organizations_sql;
    case AccessStore::Relation::organization_roles:
      break;
  }
  return organization_roles_sql;
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
    if (row.is_null(4)) continue;
    membership.organization_scopes.push_back(
        {.id = row.id<OrganizationScopeId>(4), .name = row.text(5)}
    );
  }
  return membership;
}

}  // namespace

Task<std::vector<HeldScope>> AccessStore::list_user_scopes(UserId user) const {
  Query query{user_scopes_sql, {tenant_, user}};
  const auto rows = co_await database_.read(std::move(query));
  co_return held_scopes_of(rows);
}

Task<std::vector<HeldScope>> AccessStore::list_application_scopes(ApplicationId application) const {
  Query query{application_scopes_sql, {tenant_, application}};
  const auto rows = co_await database_.read(std::move(query));
  co_return held_scopes_of(rows);
}

Task<std::vector<std::string>> AccessStore::list_role_names(UserId user) const {
  Query query{role_names_sql, {tenant_, user}};
  const auto rows = co_await database_.read(std::move(query));
  co_return texts_of(rows);
}

Task<std::vector<Organization>> AccessStore::list_organizations(UserId user) const {
  Query query{organizations_sql, {tenant_, user}};
  const auto rows = co_await database_.read(std::move(query));
  co_return organizations_of(rows);
}

Task<std::vector<OrganizationMembershipRole>> AccessStore::list_organization_roles(UserId user
) const {
  Query query{organization_roles_sql, {tenant_, user}};
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
  Query query{user_membership_sql, {tenant_, organization, user}};
  const auto rows = co_await database_.read(std::move(query));
  co_return membership_of(rows);
}

Task<std::optional<AccessStore::Membership>> AccessStore::find_membership(
    OrganizationId organization, ApplicationId application
) const {
  Query query{application_membership_sql, {tenant_, organization, application}};
  const auto rows = co_await database_.read(std::move(query));
  co_return membership_of(rows);
}

Task<std::vector<OrganizationId>> AccessStore::list_consented_organizations(
    ApplicationId application, UserId user
) const {
  Query query{consented_organizations_sql, {tenant_, application, user}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<OrganizationId> organizations;
  for (const auto& row : rows)
    organizations.push_back(row.id<OrganizationId>(0));
  co_return organizations;
}

Statement AccessStore::insert_organization(const Organization& organization, TimePoint now) const {
  return Statement{
      insert_organization_sql,
      {tenant_,
       organization.id,
       organization.name,
       organization.description,
       organization.is_mfa_required,
       now},
      RowCount::exactly(1)};
}

Statement AccessStore::add_member(const OrganizationId& organization, const UserId& user) const {
  return Statement{add_member_sql, {tenant_, organization, user}};
}

Statement AccessStore::add_member_role(
    const OrganizationId& organization, const UserId& user, const OrganizationRoleId& role
) const {
  return Statement{add_member_role_sql, {tenant_, organization, role, user}};
}

Statement AccessStore::add_application(
    const OrganizationId& organization, const ApplicationId& application
) const {
  return Statement{add_application_sql, {tenant_, organization, application}};
}

Statement AccessStore::add_application_role(
    const OrganizationId& organization,
    const ApplicationId& application,
    const OrganizationRoleId& role
) const {
  return Statement{add_application_role_sql, {tenant_, organization, role, application}};
}

Statement AccessStore::insert_consented_organization(
    const ApplicationId& application, const UserId& user, const OrganizationId& organization
) const {
  return Statement{insert_consented_sql, {tenant_, application, user, organization}};
}

Statement AccessStore::remove_consented_organizations(
    const ApplicationId& application, const UserId& user
) const {
  return Statement{remove_consented_sql, {tenant_, application, user}};
}

}  // namespace daemun::storage
