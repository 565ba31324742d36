#include "storage/application_store.h"

#include "crypto/digest.h"
#include "storage/application_consent_store_sql.h"
#include "storage/application_role_store_sql.h"
#include "storage/application_store_sql.h"
#include "storage/list_parameter.h"

namespace daemun::storage {
namespace {

namespace sql = application_store_sql;

ApplicationRecord record_of(const Row& row) {
  return ApplicationRecord{
      .id = row.id<ApplicationId>("id"),
      .name = row.text("name"),
      .description = row.optional_text("description"),
      .type = parse_application_type(row.text("type")).value_or(ApplicationType::traditional),
      .oidc_client_metadata = row.text("oidc_client_metadata"),
      .custom_client_metadata = row.text("custom_client_metadata"),
      .custom_data = row.text("custom_data"),
      .is_third_party = row.boolean("is_third_party"),
      .app_level_access_control_enabled = row.boolean("app_level_access_control_enabled"),
      .created_at = row.time("created_at"),
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
      .color = row.text("color"),
      .branding = row.text("branding"),
      .custom_css = row.optional_text("custom_css"),
      .terms_of_use_url = row.optional_text("terms_of_use_url"),
      .privacy_policy_url = row.optional_text("privacy_policy_url"),
      .display_name = row.optional_text("display_name"),
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
      {sql::find, {tenant_, id}},
      {sql::secret_hashes, {tenant_, id}},
      {sql::consent_scopes, {tenant_, id}},
      {sql::experience, {tenant_, id}}};
  const auto results = co_await database_.read_all(std::move(queries));
  if (results[0].empty()) co_return std::nullopt;
  Application application = application_of(results[0].front());
  for (const auto& row : results[1]) {
    application.secrets.push_back(ApplicationSecret{
        .name = row.text("name"),
        .value_hash = row.bytes("value_hash"),
        .created_at = row.time("created_at"),
        .expires_at = row.optional_time("expires_at"),
    });
  }
  for (const auto& row : results[2])
    add_consent_scope(application, row.text("kind"), row.text("scope"));
  application.sign_in_experience = experience_of(results[3]);
  co_return application;
}

Task<std::optional<ApplicationRecord>> ApplicationStore::find_record(ApplicationId id) const {
  Query query{sql::find, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return record_of(rows.front());
}

Task<ApplicationStore::RecordPage> ApplicationStore::list_page(
    ApplicationFilter filter, Search search, Window window
) const {
  const auto select = [&](std::string_view what) {
    QueryBuilder query(database_.engine(), what, sql::all, {tenant_});
    if (!filter.types.empty()) {
      const SearchCondition types{
          .fields = {"type"}, .match = Match::exact, .values = filter.types};
      query.add(Search{.conditions = {types}, .is_case_sensitive = true}, "a.");
    }
    if (filter.is_third_party) query.add("and a.is_third_party = $?", *filter.is_third_party);
    if (filter.with_role) query.add(sql::holds_role, *filter.with_role);
    if (filter.without_role) query.add(sql::lacks_role, *filter.without_role);
    if (filter.outside_organization) query.add(sql::is_outside, *filter.outside_organization);
    if (filter.inside_organization) query.add(sql::is_inside, *filter.inside_organization);
    query.add(search, "a.");
    return query;
  };
  std::vector<Query> queries;
  auto page_query = select(sql::columns);
  queries.push_back(std::move(page_query.add("order by created_at desc, id").add(window)).take());
  queries.push_back(select("count(*) as total").take());
  const auto rows = co_await database_.read_all(std::move(queries));
  RecordPage page;
  for (const auto& row : rows[0])
    page.records.push_back(record_of(row));
  page.total = rows[1].front().integer("total");
  co_return page;
}

Task<std::optional<ApplicationExperience>> ApplicationStore::find_experience(ApplicationId id
) const {
  Query query{sql::experience, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  co_return experience_of(rows);
}

Task<std::vector<Application>> ApplicationStore::list() const {
  Query query{sql::list, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<Application> applications;
  for (const auto& row : rows)
    applications.push_back(application_of(row));
  co_return applications;
}

Task<std::vector<ApplicationStore::StoredSecret>> ApplicationStore::list_secrets(ApplicationId id
) const {
  Query query{sql::list_secrets, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<StoredSecret> secrets;
  for (const auto& row : rows) {
    secrets.push_back(StoredSecret{
        .name = row.text("name"),
        .value = vault_.open(place_of(tenant_, id, row.text("name")), row.bytes("value")),
        .created_at = row.time("created_at"),
        .expires_at = row.optional_time("expires_at"),
    });
  }
  co_return secrets;
}

Statement ApplicationStore::insert(const Application& application) const {
  return insert(to_record(application));
}

Statement ApplicationStore::insert(const ApplicationRecord& record) const {
  return Statement{
      sql::insert,
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
      sql::update,
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
      sql::replace_custom_data, {tenant_, id, known, custom_data}, RowCount::exactly(1)};
}

Statement ApplicationStore::lock(const ApplicationId& id) const {
  return Statement{sql::lock, {tenant_, id}, RowCount::exactly(1)};
}

Statement ApplicationStore::remove(const ApplicationId& id) const {
  return Statement{sql::remove, {tenant_, id}, RowCount::exactly(1)};
}

Statement ApplicationStore::insert_secret(const ApplicationId& id, const StoredSecret& secret)
    const {
  return Statement{
      sql::insert_secret,
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
      sql::rename_secret,
      {tenant_,
       id,
       secret.name,
       new_name,
       Bytes{vault_.seal(place_of(tenant_, id, new_name), secret.value)}},
      RowCount::exactly(1)};
}

Statement ApplicationStore::remove_secret(const ApplicationId& id, std::string_view name) const {
  return Statement{sql::remove_secret, {tenant_, id, name}, RowCount::exactly(1)};
}

Statement ApplicationStore::upsert_experience(
    const ApplicationId& id, const ExperienceChanges& changes
) const {
  return Statement{
      sql::upsert_experience,
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
  const ListParameter list(std::vector<std::string>{std::string(scope)});
  return Statement{application_consent_store_sql::insert, {tenant_, id, kind, list.to_text()}};
}

Statement ApplicationStore::assign_role(const ApplicationId& id, const RoleId& role) const {
  const ListParameter list(std::vector<RoleId>{role});
  return Statement{application_role_store_sql::insert, {tenant_, id, list.to_text()}};
}

Statement ApplicationStore::assign_administration(
    const ApplicationId& id, std::string_view indicator
) const {
  return Statement{
      application_role_store_sql::assign_administration,
      {tenant_, id, indicator},
      RowCount::exactly(1)};
}

Statement ApplicationStore::remove_administration(
    const ApplicationId& id, std::string_view indicator
) const {
  return Statement{application_role_store_sql::remove_administration, {tenant_, id, indicator}};
}

}  // namespace daemun::storage
