#include "storage/application_store.h"

#include "crypto/digest.h"

namespace daemun::storage {
namespace {

#define DAEMUN_APPLICATION_COLUMNS                                                           \
  "id, name, description, type, oidc_client_metadata, custom_client_metadata, custom_data, " \
  "is_third_party, app_level_access_control_enabled, created_at"

constexpr std::string_view columns = DAEMUN_APPLICATION_COLUMNS;
constexpr Sql find_sql{"select " DAEMUN_APPLICATION_COLUMNS
                       " from applications where tenant_id = $1 and id = $2"};
constexpr Sql list_sql{"select " DAEMUN_APPLICATION_COLUMNS
                       " from applications where tenant_id = $1 "
                       "order by created_at, id"};
constexpr Sql insert_sql{"insert into applications (tenant_id, " DAEMUN_APPLICATION_COLUMNS
                         ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};
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
    "update applications set name = coalesce($3, name), "
    "description = case when $4 then $5 else description end, "
    "oidc_client_metadata = coalesce($6, oidc_client_metadata), "
    "custom_client_metadata = coalesce($7, custom_client_metadata), "
    "custom_data = coalesce($8, custom_data), "
    "app_level_access_control_enabled = coalesce($9, app_level_access_control_enabled) "
    "where tenant_id = $1 and id = $2"};
constexpr Sql replace_custom_data_sql{
    "update applications set custom_data = $4 "
    "where tenant_id = $1 and id = $2 and custom_data = $3"};
constexpr Sql lock_sql{"update applications set id = id where tenant_id = $1 and id = $2"};
constexpr Sql remove_sql{"delete from applications where tenant_id = $1 and id = $2"};
constexpr Sql insert_secret_sql{
    "insert into application_secrets (tenant_id, application_id, name, value, value_hash, "
    "created_at, "
    "expires_at) values ($1, $2, $3, $4, $5, $6, $7)"};
constexpr Sql remove_secret_sql{
    "delete from application_secrets where tenant_id = $1 and application_id = $2 and name = $3"};
constexpr Sql rename_secret_sql{
    "update application_secrets set name = $4, value = $5 "
    "where tenant_id = $1 and application_id = $2 and name = $3"};
constexpr Sql experience_sql{
    "select color, branding, custom_css, terms_of_use_url, privacy_policy_url, display_name "
    "from application_sign_in_experiences where tenant_id = $1 and application_id = $2"};
constexpr Sql upsert_experience_sql{
    "insert into application_sign_in_experiences as e (tenant_id, application_id, color, branding, "
    "custom_css, terms_of_use_url, privacy_policy_url, display_name) "
    "values ($1, $2, coalesce($3, '{}'), coalesce($4, '{}'), $6, $8, $10, $12) "
    "on conflict (tenant_id, application_id) do update set "
    "color = coalesce($3, e.color), branding = coalesce($4, e.branding), "
    "custom_css = case when $5 then $6 else e.custom_css end, "
    "terms_of_use_url = case when $7 then $8 else e.terms_of_use_url end, "
    "privacy_policy_url = case when $9 then $10 else e.privacy_policy_url end, "
    "display_name = case when $11 then $12 else e.display_name end"};
constexpr Sql insert_consent_scope_sql{
    "insert into application_user_consent_scopes (tenant_id, application_id, kind, scope) "
    "values ($1, $2, $3, $4) on conflict do nothing"};
constexpr Sql assign_role_sql{
    "insert into applications_roles (tenant_id, application_id, role_id) values ($1, $2, $3) "
    "on conflict do nothing"};
// The roles that hold everything of an API.
#define DAEMUN_ADMINISTRATION                                                              \
  "select rs.role_id from roles_scopes rs "                                                \
  "join scopes s on s.tenant_id = rs.tenant_id and s.id = rs.scope_id and s.name = 'all' " \
  "join resources r on r.tenant_id = s.tenant_id and r.id = s.resource_id "                \
  "where rs.tenant_id = $1 and r.indicator = $3"

constexpr Sql assign_administration_sql{
    "insert into applications_roles (tenant_id, application_id, role_id) "
    "select $1, $2, ro.id from roles ro where ro.tenant_id = $1 and ro.type = 'MachineToMachine' "
    "and ro.id in (" DAEMUN_ADMINISTRATION
    ") order by (select count(*) from roles_scopes x where x.tenant_id = ro.tenant_id "
    "and x.role_id = ro.id), ro.name limit 1 on conflict do nothing"};
constexpr Sql remove_administration_sql{
    "delete from applications_roles where tenant_id = $1 and application_id = $2 "
    "and role_id in (" DAEMUN_ADMINISTRATION ")"};
#undef DAEMUN_ADMINISTRATION

ApplicationRecord record_of(const Row& row) {
  return ApplicationRecord{
      .id = row.id<ApplicationId>(0),
      .name = row.text(1),
      .description = row.optional_text(2),
      .type = parse_application_type(row.text(3)).value_or(ApplicationType::traditional),
      .oidc_client_metadata = row.text(4),
      .custom_client_metadata = row.text(5),
      .custom_data = row.text(6),
      .is_third_party = row.boolean(7),
      .app_level_access_control_enabled = row.boolean(8),
      .created_at = row.time(9),
  };
}

Application application_of(const Row& row) {
  auto record = record_of(row);
  Application application;
  application.id = std::move(record.id);
  application.name = std::move(record.name);
  application.description = std::move(record.description);
  application.type = record.type;
  application.oidc_client_metadata = parse_oidc_client_metadata(record.oidc_client_metadata);
  application.custom_client_metadata = parse_custom_client_metadata(record.custom_client_metadata);
  application.custom_data = std::move(record.custom_data);
  application.is_third_party = record.is_third_party;
  application.app_level_access_control_enabled = record.app_level_access_control_enabled;
  application.created_at = record.created_at;
  return application;
}

ApplicationRecord to_record(const Application& application) {
  return ApplicationRecord{
      .id = application.id,
      .name = application.name,
      .description = application.description,
      .type = application.type,
      .oidc_client_metadata = to_json_text(application.oidc_client_metadata),
      .custom_client_metadata = to_json_text(application.custom_client_metadata),
      .custom_data = application.custom_data,
      .is_third_party = application.is_third_party,
      .app_level_access_control_enabled = application.app_level_access_control_enabled,
      .created_at = application.created_at,
  };
}

std::optional<ApplicationExperience> experience_of(const Rows& rows) {
  if (rows.empty()) return std::nullopt;
  const Row& row = rows.front();
  return ApplicationExperience{
      .color = row.text(0),
      .branding = row.text(1),
      .custom_css = row.optional_text(2),
      .terms_of_use_url = row.optional_text(3),
      .privacy_policy_url = row.optional_text(4),
      .display_name = row.optional_text(5),
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
      {consent_scopes_sql, {tenant_, id}},
      {experience_sql, {tenant_, id}}};
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
  application.sign_in_experience = experience_of(results[3]);
  co_return application;
}

Task<std::optional<ApplicationRecord>> ApplicationStore::find_record(ApplicationId id) const {
  Query query{find_sql, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return record_of(rows.front());
}

Task<ApplicationStore::RecordPage> ApplicationStore::list_page(
    ApplicationFilter filter, Search search, Window window
) const {
  const auto select = [&](std::string_view what) {
    QueryBuilder query(
        database_.engine(),
        "select " + std::string(what) + " from applications a where a.tenant_id = $1",
        {tenant_}
    );
    if (!filter.types.empty()) {
      const SearchCondition types{
          .fields = {"type"}, .match = Match::exact, .values = filter.types};
      query.add(Search{.conditions = {types}, .is_case_sensitive = true}, "a.");
    }
    if (filter.is_third_party) query.add(" and a.is_third_party = $?", *filter.is_third_party);
    if (filter.with_role) {
      query.add(
          " and a.id in (select r.application_id from applications_roles r where r.tenant_id = $1 "
          "and r.role_id = $?)",
          *filter.with_role
      );
    }
    if (filter.without_role) {
      query.add(
          " and not exists (select 1 from applications_roles r where r.tenant_id = a.tenant_id "
          "and r.application_id = a.id and r.role_id = $?)",
          *filter.without_role
      );
    }
    if (filter.outside_organization) {
      query.add(
          " and not exists (select 1 from organization_applications o where o.tenant_id = "
          "a.tenant_id and o.application_id = a.id and o.organization_id = $?)",
          *filter.outside_organization
      );
    }
    if (filter.inside_organization) {
      query.add(
          " and exists (select 1 from organization_applications o where o.tenant_id = "
          "a.tenant_id and o.application_id = a.id and o.organization_id = $?)",
          *filter.inside_organization
      );
    }
    query.add(search, "a.");
    return query;
  };
  std::vector<Query> queries;
  auto page_query = select(columns);
  queries.push_back(std::move(page_query.add(" order by created_at desc, id").add(window)).take());
  queries.push_back(select("count(*)").take());
  const auto rows = co_await database_.read_all(std::move(queries));
  RecordPage page;
  for (const auto& row : rows[0])
    page.records.push_back(record_of(row));
  page.total = rows[1].front().integer(0);
  co_return page;
}

Task<std::optional<ApplicationExperience>> ApplicationStore::find_experience(ApplicationId id
) const {
  Query query{experience_sql, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  co_return experience_of(rows);
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
  return insert(to_record(application));
}

Statement ApplicationStore::insert(const ApplicationRecord& record) const {
  return Statement{
      insert_sql,
      {tenant_,
       record.id,
       record.name,
       record.description,
       to_string(record.type),
       record.oidc_client_metadata,
       record.custom_client_metadata,
       record.custom_data,
       record.is_third_party,
       record.app_level_access_control_enabled,
       record.created_at},
      RowCount::exactly(1)};
}

Statement ApplicationStore::update(const ApplicationId& id, const ApplicationChanges& changes)
    const {
  return Statement{
      update_sql,
      {tenant_,
       id,
       changes.name,
       changes.sets_description,
       changes.description,
       changes.oidc_client_metadata,
       changes.custom_client_metadata,
       changes.custom_data,
       changes.app_level_access_control_enabled},
      RowCount::exactly(1)};
}

Statement ApplicationStore::replace_custom_data(
    const ApplicationId& id, std::string_view known, std::string_view custom_data
) const {
  return Statement{
      replace_custom_data_sql, {tenant_, id, known, custom_data}, RowCount::exactly(1)};
}

Statement ApplicationStore::lock(const ApplicationId& id) const {
  return Statement{lock_sql, {tenant_, id}, RowCount::exactly(1)};
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

Statement ApplicationStore::rename_secret(
    const ApplicationId& id, const StoredSecret& secret, std::string_view new_name
) const {
  // Sealed anew: a sealed value belongs to its place, and the name is part of that.
  return Statement{
      rename_secret_sql,
      {tenant_,
       id,
       secret.name,
       new_name,
       Bytes{vault_.seal(place_of(tenant_, id, new_name), secret.value)}},
      RowCount::exactly(1)};
}

Statement ApplicationStore::remove_secret(const ApplicationId& id, std::string_view name) const {
  return Statement{remove_secret_sql, {tenant_, id, name}, RowCount::exactly(1)};
}

Statement ApplicationStore::upsert_experience(
    const ApplicationId& id, const ExperienceChanges& changes
) const {
  return Statement{
      upsert_experience_sql,
      {tenant_,
       id,
       changes.color,
       changes.branding,
       changes.custom_css.is_set,
       changes.custom_css.value,
       changes.terms_of_use_url.is_set,
       changes.terms_of_use_url.value,
       changes.privacy_policy_url.is_set,
       changes.privacy_policy_url.value,
       changes.display_name.is_set,
       changes.display_name.value},
      RowCount::exactly(1)};
}

Statement ApplicationStore::insert_consent_scope(
    const ApplicationId& id, std::string_view kind, std::string_view scope
) const {
  return Statement{insert_consent_scope_sql, {tenant_, id, kind, scope}};
}

Statement ApplicationStore::assign_role(const ApplicationId& id, const RoleId& role) const {
  return Statement{assign_role_sql, {tenant_, id, role}};
}

Statement ApplicationStore::assign_administration(
    const ApplicationId& id, std::string_view indicator
) const {
  return Statement{assign_administration_sql, {tenant_, id, indicator}, RowCount::exactly(1)};
}

Statement ApplicationStore::remove_administration(
    const ApplicationId& id, std::string_view indicator
) const {
  return Statement{remove_administration_sql, {tenant_, id, indicator}};
}

}  // namespace daemun::storage
