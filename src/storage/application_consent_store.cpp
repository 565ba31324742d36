#include "storage/application_consent_store.h"

#include "base/json.h"

#include <utility>

namespace daemun::storage {
namespace {

constexpr Sql user_sql{
    "select scope from application_user_consent_scopes "
    "where tenant_id = $1 and application_id = $2 and kind = 'user' order by scope"};
constexpr Sql organization_sql{
    "select s.id, s.name, s.description from application_user_consent_scopes c "
    "join organization_scopes s on s.tenant_id = c.tenant_id and s.id = c.scope "
    "where c.tenant_id = $1 and c.application_id = $2 and c.kind = 'organization' "
    "order by s.name"};
constexpr Sql resource_sql{
    "select r.id, r.name, r.indicator, s.id, s.name, s.description, s.created_at "
    "from application_user_consent_scopes c "
    "join scopes s on s.tenant_id = c.tenant_id and s.id = c.scope "
    "join resources r on r.tenant_id = s.tenant_id and r.id = s.resource_id "
    "where c.tenant_id = $1 and c.application_id = $2 and c.kind = $3 "
    "order by r.name, r.id, s.name"};
constexpr Sql known_organization_sql{
    "select id from organization_scopes where tenant_id = $1 "
    "and id in (select value from json_each($2))",
    "select id from organization_scopes where tenant_id = $1 "
    "and id in (select json_array_elements_text($2::json))"};
constexpr Sql known_resource_sql{
    "select s.id, r.indicator from scopes s "
    "join resources r on r.tenant_id = s.tenant_id and r.id = s.resource_id "
    "where s.tenant_id = $1 and s.id in (select value from json_each($2))",
    "select s.id, r.indicator from scopes s "
    "join resources r on r.tenant_id = s.tenant_id and r.id = s.resource_id "
    "where s.tenant_id = $1 and s.id in (select json_array_elements_text($2::json))"};
constexpr Sql insert_sql{
    "insert into application_user_consent_scopes (tenant_id, application_id, kind, scope) "
    "select $1, $2, $3, value from json_each($4) where true on conflict do nothing",
    "insert into application_user_consent_scopes (tenant_id, application_id, kind, scope) "
    "select $1, $2, $3, json_array_elements_text($4::json) on conflict do nothing"};
constexpr Sql remove_sql{
    "delete from application_user_consent_scopes "
    "where tenant_id = $1 and application_id = $2 and kind = $3 and scope = $4"};

std::string_view to_word(ConsentKind kind) {
  switch (kind) {
    case ConsentKind::user:
      return "user";
    case ConsentKind::resource:
      return "resource";
    case ConsentKind::organization:
      return "organization";
    case ConsentKind::organization_resource:
      break;
  }
  return "organization_resource";
}

// The rows of a resource come together.
std::vector<Resource> resources_of(const Rows& rows) {
  std::vector<Resource> resources;
  for (const auto& row : rows) {
    if (resources.empty() || resources.back().id.value() != row.text(0)) {
      resources.push_back(Resource{
          .id = row.id<ResourceId>(0),
          .name = row.text(1),
          .indicator = row.text(2),
      });
    }
    resources.back().scopes.push_back(Scope{
        .id = row.id<ScopeId>(3),
        .name = row.text(4),
        .description = row.optional_text(5),
        .created_at = row.time(6),
    });
  }
  return resources;
}

std::string to_list(const std::vector<std::string>& texts) {
  return json::serialize(to_json_array(texts));
}

}  // namespace

Task<ApplicationConsentStore::ConsentScopes> ApplicationConsentStore::list(ApplicationId application
) const {
  std::vector<Query> queries{
      {user_sql, {tenant_, application}},
      {organization_sql, {tenant_, application}},
      {resource_sql, {tenant_, application, to_word(ConsentKind::resource)}},
      {resource_sql, {tenant_, application, to_word(ConsentKind::organization_resource)}}};
  const auto rows = co_await database_.read_all(std::move(queries));
  ConsentScopes scopes;
  for (const auto& row : rows[0])
    scopes.user.push_back(row.text(0));
  for (const auto& row : rows[1]) {
    scopes.organization.push_back(OrganizationScope{
        .id = row.id<OrganizationScopeId>(0),
        .name = row.text(1),
        .description = row.optional_text(2),
    });
  }
  scopes.resource = resources_of(rows[2]);
  scopes.organization_resource = resources_of(rows[3]);
  co_return scopes;
}

Task<ApplicationConsentStore::KnownScopes> ApplicationConsentStore::find_known(
    std::vector<std::string> organization_scopes, std::vector<std::string> resource_scopes
) const {
  std::vector<Query> queries{
      {known_organization_sql, {tenant_, to_list(organization_scopes)}},
      {known_resource_sql, {tenant_, to_list(resource_scopes)}}};
  const auto rows = co_await database_.read_all(std::move(queries));
  KnownScopes known;
  for (const auto& row : rows[0])
    known.organization.push_back(row.text(0));
  for (const auto& row : rows[1])
    known.resource.push_back({.id = row.text(0), .indicator = row.text(1)});
  co_return known;
}

Statement ApplicationConsentStore::insert(
    const ApplicationId& application, ConsentKind kind, const std::vector<std::string>& scopes
) const {
  return Statement{insert_sql, {tenant_, application, to_word(kind), to_list(scopes)}};
}

Statement ApplicationConsentStore::remove(
    const ApplicationId& application, ConsentKind kind, std::string_view scope
) const {
  return Statement{remove_sql, {tenant_, application, to_word(kind), scope}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
