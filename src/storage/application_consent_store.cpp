#include "storage/application_consent_store.h"

#include "base/json.h"
#include "storage/application_consent_store_sql.h"

#include <utility>

namespace daemun::storage {
namespace {

namespace sql = application_consent_store_sql;

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
    if (resources.empty() || resources.back().id.value() != row.text("resource_id")) {
      resources.push_back(Resource{
          .id = row.id<ResourceId>("resource_id"),
          .name = row.text("resource_name"),
          .indicator = row.text("indicator"),
      });
    }
    resources.back().scopes.push_back(Scope{
        .id = row.id<ScopeId>("scope_id"),
        .name = row.text("scope_name"),
        .description = row.optional_text("description"),
        .created_at = row.time("created_at"),
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
      {sql::user, {tenant_, application}},
      {sql::organization, {tenant_, application}},
      {sql::resource, {tenant_, application, to_word(ConsentKind::resource)}},
      {sql::resource, {tenant_, application, to_word(ConsentKind::organization_resource)}}};
  const auto rows = co_await database_.read_all(std::move(queries));
  ConsentScopes scopes;
  for (const auto& row : rows[0])
    scopes.user.push_back(row.text("scope"));
  for (const auto& row : rows[1]) {
    scopes.organization.push_back(OrganizationScope{
        .id = row.id<OrganizationScopeId>("id"),
        .name = row.text("name"),
        .description = row.optional_text("description"),
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
      {sql::known_organization, {tenant_, to_list(organization_scopes)}},
      {sql::known_resource, {tenant_, to_list(resource_scopes)}}};
  const auto rows = co_await database_.read_all(std::move(queries));
  KnownScopes known;
  for (const auto& row : rows[0])
    known.organization.push_back(row.text("id"));
  for (const auto& row : rows[1])
    known.resource.push_back({.id = row.text("id"), .indicator = row.text("indicator")});
  co_return known;
}

Statement ApplicationConsentStore::insert(
    const ApplicationId& application, ConsentKind kind, const std::vector<std::string>& scopes
) const {
  return Statement{sql::insert, {tenant_, application, to_word(kind), to_list(scopes)}};
}

Statement ApplicationConsentStore::remove(
    const ApplicationId& application, ConsentKind kind, std::string_view scope
) const {
  return Statement{sql::remove, {tenant_, application, to_word(kind), scope}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
