#include "storage/application_store.h"

#include "crypto/digest.h"

namespace daemun::storage {
namespace {

#define DAEMUN_APPLICATION_COLUMNS                                                           \
  "id, name, description, type, oidc_client_metadata, custom_client_metadata, custom_data, " \
  "is_third_party, created_at"

constexpr Sql find_sql{"select " DAEMUN_APPLICATION_COLUMNS
                       " from applications where tenant_id = $1 and id = $2"};
constexpr Sql list_sql{"select " DAEMUN_APPLICATION_COLUMNS
                       " from applications where tenant_id = $1 "
                       "order by created_at, id"};
constexpr Sql insert_sql{"insert into applications (tenant_id, " DAEMUN_APPLICATION_COLUMNS
                         ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
#undef DAEMUN_APPLICATION_COLUMNS

constexpr Sql secret_hashes_sql{
    "select name, value_hash, created_at, expires_at from application_secrets "
    "where tenant_id = $1 and application_id = $2 order by created_at, name"};
constexpr Sql consent_scopes_sql{
    "select kind, scope from application_user_consent_scopes "
    "where tenant_id = $1 and application_id = $2 order by kind, scope"};
constexpr Sql list_secrets_sql{
    "select name, value, created_at, expires_at from application_secrets "
    "where tenant_id = $1 and application_id = $2 order by created_at, name"};
constexpr Sql update_sql{
    "update applications set name = $3, description = $4, type = $5, oidc_client_metadata = $6, "
    "custom_client_metadata = $7, custom_data = $8, is_third_party = $9 "
    "where tenant_id = $1 and id = $2"};
constexpr Sql remove_sql{"delete from applications where tenant_id = $1 and id = $2"};
constexpr Sql insert_secret_sql{
    "insert into application_secrets (tenant_id, application_id, name, value, value_hash, "
    "created_at, "
    "expires_at) values ($1, $2, $3, $4, $5, $6, $7)"};
constexpr Sql remove_secret_sql{
    "delete from application_secrets where tenant_id = $1 and application_id = $2 and name = $3"};
constexpr Sql insert_consent_scope_sql{
    "insert into application_user_consent_scopes (tenant_id, application_id, kind, scope) "
    "values ($1, $2, $3, $4) on conflict do nothing"};
constexpr Sql assign_role_sql{
    "insert into applications_roles (tenant_id, application_id, role_id) values ($1, $2, $3) "
    "on conflict do nothing"};

Application application_of(const Row& row) {
  return Application{
      .id = row.id<ApplicationId>(0),
      .name = row.text(1),
      .description = row.optional_text(2),
      .type = parse_application_type(row.text(3)).value_or(ApplicationType::traditional),
      .oidc_client_metadata = parse_oidc_client_metadata(row.text(4)),
      .custom_client_metadata = parse_custom_client_metadata(row.text(5)),
      .custom_data = row.text(6),
      .is_third_party = row.boolean(7),
      .created_at = row.time(8),
      .secrets = {},
      .user_consent_scopes = {},
      .resource_consent_scopes = {},
      .organization_resource_consent_scopes = {},
      .organization_consent_scopes = {},
  };
}

void add_consent_scope(
    Application& application, const std::string& kind, const std::string& scope
) {
  if (kind == "user") {
    application.user_consent_scopes.push_back(scope);
  } else if (kind == "resource") {
    application.resource_consent_scopes.emplace_back(scope);
  } else if (kind == "organization_resource") {
    application.organization_resource_consent_scopes.emplace_back(scope);
  } else {
    application.organization_consent_scopes.emplace_back(scope);
  }
}

std::string place_of(const TenantId& tenant, const ApplicationId& id, std::string_view name) {
  return "application_secrets/" + tenant.value() + "/" + id.value() + "/" + std::string(name);
}

}  // namespace

Task<std::optional<Application>> ApplicationStore::find(ApplicationId id) const {
  std::vector<Query> queries{
      {find_sql, {tenant_, id}},
      {secret_hashes_sql, {tenant_, id}},
      {consent_scopes_sql, {tenant_, id}}};
  const auto results = co_await database_.read_all(std::move(queries));
  if (results[0].empty()) co_return std::nullopt;
  Application application = application_of(results[0].front());
  for (const auto& row : results[1]) {
    application.secrets.push_back(ApplicationSecret{
        .name = row.text(0),
        .value_hash = row.bytes(1),
        .created_at = row.time(2),
        .expires_at = row.optional_time(3),
    });
  }
  for (const auto& row : results[2])
    add_consent_scope(application, row.text(0), row.text(1));
  co_return application;
}

Task<std::vector<Application>> ApplicationStore::list() const {
  Query query{list_sql, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<Application> applications;
  for (const auto& row : rows)
    applications.push_back(application_of(row));
  co_return applications;
}

Task<std::vector<ApplicationStore::StoredSecret>> ApplicationStore::list_secrets(ApplicationId id
) const {
  Query query{list_secrets_sql, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<StoredSecret> secrets;
  for (const auto& row : rows) {
    secrets.push_back(StoredSecret{
        .name = row.text(0),
        .value = vault_.open(place_of(tenant_, id, row.text(0)), row.bytes(1)),
        .created_at = row.time(2),
        .expires_at = row.optional_time(3),
    });
  }
  co_return secrets;
}

Statement ApplicationStore::insert(const Application& application) const {
  return Statement{
      insert_sql,
      {tenant_,
       application.id,
       application.name,
       application.description,
       to_string(application.type),
       to_json_text(application.oidc_client_metadata),
       to_json_text(application.custom_client_metadata),
       application.custom_data,
       application.is_third_party,
       application.created_at},
      RowCount::exactly(1)};
}

Statement ApplicationStore::update(const Application& application) const {
  return Statement{
      update_sql,
      {tenant_,
       application.id,
       application.name,
       application.description,
       to_string(application.type),
       to_json_text(application.oidc_client_metadata),
       to_json_text(application.custom_client_metadata),
       application.custom_data,
       application.is_third_party},
      RowCount::exactly(1)};
}

Statement ApplicationStore::remove(const ApplicationId& id) const {
  return Statement{remove_sql, {tenant_, id}, RowCount::exactly(1)};
}

Statement ApplicationStore::insert_secret(const ApplicationId& id, const StoredSecret& secret)
    const {
  return Statement{
      insert_secret_sql,
      {tenant_,
       id,
       secret.name,
       Bytes{vault_.seal(place_of(tenant_, id, secret.name), secret.value)},
       Bytes{crypto::sha256(secret.value.reveal())},
       secret.created_at,
       secret.expires_at},
      RowCount::exactly(1)};
}

Statement ApplicationStore::remove_secret(const ApplicationId& id, std::string_view name) const {
  return Statement{remove_secret_sql, {tenant_, id, name}, RowCount::exactly(1)};
}

Statement ApplicationStore::insert_consent_scope(
    const ApplicationId& id, std::string_view kind, std::string_view scope
) const {
  return Statement{insert_consent_scope_sql, {tenant_, id, kind, scope}};
}

Statement ApplicationStore::assign_role(const ApplicationId& id, const RoleId& role) const {
  return Statement{assign_role_sql, {tenant_, id, role}};
}

}  // namespace daemun::storage
