#include "storage/experience_store.h"

#include "storage/experience_store_sql.h"

#include <stdexcept>

namespace daemun::storage {
namespace {

namespace sql = experience_store_sql;

constexpr JsonLimits stored_limits{.max_bytes = 4 * 1024 * 1024, .max_depth = 32};

json::object object_of(const Row& row, Column column) {
  auto object = parse_json_object(row.text(column), stored_limits);
  if (!object) throw std::runtime_error("a stored document is not a JSON object");
  return *std::move(object);
}

Statement change_document(
    const TenantId& tenant, const DocumentChange& change, const Sql& insert, const Sql& update
) {
  if (!change.before) return Statement{insert, {tenant, change.after}, RowCount::exactly(1)};
  return Statement{update, {tenant, change.after, *change.before}, RowCount::exactly(1)};
}

}  // namespace

Task<std::optional<std::string>> ExperienceStore::find_account_center() const {
  Query query{sql::find_center, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return rows.front().text("document");
}

Task<std::vector<CustomPhrases>> ExperienceStore::list_phrases() const {
  Query query{sql::phrases, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<CustomPhrases> list;
  for (const auto& row : rows) {
    list.push_back(CustomPhrases{
        .id = row.text("id"),
        .language_tag = row.text("language_tag"),
        .translation = object_of(row, "translation")});
  }
  co_return list;
}

Task<std::optional<PageLook>> ExperienceStore::find_organization_look(OrganizationId id) const {
  Query query{sql::organization_look, {tenant_, std::move(id)}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  const Row& row = rows.front();
  co_return PageLook{
      .color = object_of(row, "color"),
      .branding = object_of(row, "branding"),
      .custom_css = row.optional_text("custom_css"),
  };
}

Statement ExperienceStore::change_sign_in_experience(const DocumentChange& change) const {
  return change_document(tenant_, change, sql::insert_experience, sql::update_experience);
}

Statement ExperienceStore::change_account_center(const DocumentChange& change) const {
  return change_document(tenant_, change, sql::insert_center, sql::update_center);
}

Statement ExperienceStore::upsert_phrases(const CustomPhrases& phrases) const {
  return Statement{
      sql::upsert_phrases,
      {tenant_, phrases.id, phrases.language_tag, json::serialize(phrases.translation)},
      RowCount::exactly(1)};
}

Statement ExperienceStore::remove_phrases(std::string_view language_tag) const {
  return Statement{sql::remove_phrases, {tenant_, language_tag}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
