#include "storage/experience_store.h"

#include <stdexcept>

namespace daemun::storage {
namespace {

constexpr JsonLimits stored_limits{.max_bytes = 4 * 1024 * 1024, .max_depth = 32};

constexpr Sql find_center_sql{"select document from account_centers where tenant_id = $1"};
constexpr Sql phrases_sql{
    "select id, language_tag, translation from custom_phrases where tenant_id = $1 "
    "order by language_tag"};
constexpr Sql organization_look_sql{
    "select color, branding, custom_css from organizations where tenant_id = $1 and id = $2"};

constexpr Sql insert_experience_sql{
    "insert into sign_in_experiences (tenant_id, document) values ($1, $2)"};
constexpr Sql update_experience_sql{
    "update sign_in_experiences set document = $2 where tenant_id = $1 and document = $3"};
constexpr Sql insert_center_sql{
    "insert into account_centers (tenant_id, document) values ($1, $2)"};
constexpr Sql update_center_sql{
    "update account_centers set document = $2 where tenant_id = $1 and document = $3"};
constexpr Sql upsert_phrases_sql{
    "insert into custom_phrases (tenant_id, id, language_tag, translation) values ($1, $2, $3, $4) "
    "on conflict (tenant_id, language_tag) do update set translation = excluded.translation"};
constexpr Sql remove_phrases_sql{
    "delete from custom_phrases where tenant_id = $1 and language_tag = $2"};

json::object object_of(const Row& row, std::size_t column) {
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
  Query query{find_center_sql, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return rows.front().text(0);
}

Task<std::vector<CustomPhrases>> ExperienceStore::list_phrases() const {
  Query query{phrases_sql, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<CustomPhrases> list;
  for (const auto& row : rows) {
    list.push_back(CustomPhrases{
        .id = row.text(0), .language_tag = row.text(1), .translation = object_of(row, 2)});
  }
  co_return list;
}

Task<std::optional<PageLook>> ExperienceStore::find_organization_look(OrganizationId id) const {
  Query query{organization_look_sql, {tenant_, std::move(id)}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  const Row& row = rows.front();
  co_return PageLook{
      .color = object_of(row, 0),
      .branding = object_of(row, 1),
      .custom_css = row.optional_text(2),
  };
}

Statement ExperienceStore::change_sign_in_experience(const DocumentChange& change) const {
  return change_document(tenant_, change, insert_experience_sql, update_experience_sql);
}

Statement ExperienceStore::change_account_center(const DocumentChange& change) const {
  return change_document(tenant_, change, insert_center_sql, update_center_sql);
}

Statement ExperienceStore::upsert_phrases(const CustomPhrases& phrases) const {
  return Statement{
      upsert_phrases_sql,
      {tenant_, phrases.id, phrases.language_tag, json::serialize(phrases.translation)},
      RowCount::exactly(1)};
}

Statement ExperienceStore::remove_phrases(std::string_view language_tag) const {
  return Statement{remove_phrases_sql, {tenant_, language_tag}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
