#include "storage/profile_field_store.h"

#include "storage/profile_field_store_sql.h"

#include <stdexcept>

namespace daemun::storage {
namespace {

namespace sql = profile_field_store_sql;

ProfileField field_of(const Row& row) {
  auto config = parse_json_object(row.text("config"));
  const auto type = parse_profile_field_type(row.text("type"));
  if (!config || !type) throw std::runtime_error("a stored profile field cannot be read");
  return ProfileField{
      .id = row.text("id"),
      .name = row.text("name"),
      .type = *type,
      .label = row.text("label"),
      .description = row.optional_text("description"),
      .required = row.boolean("required"),
      .config = *std::move(config),
      .created_at = row.time("created_at"),
      .sie_order = row.integer("sie_order"),
  };
}

}  // namespace

Task<std::vector<ProfileField>> ProfileFieldStore::list() const {
  Query query{sql::list, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<ProfileField> fields;
  for (const auto& row : rows)
    fields.push_back(field_of(row));
  co_return fields;
}

Statement ProfileFieldStore::insert(const ProfileField& field) const {
  return Statement{
      sql::insert,
      {tenant_,
       field.id,
       field.name,
       to_string(field.type),
       field.label,
       field.description,
       field.required,
       json::serialize(field.config),
       field.created_at},
      RowCount::exactly(1)};
}

Statement ProfileFieldStore::update(const ProfileField& field) const {
  return Statement{
      sql::update,
      {tenant_,
       field.name,
       to_string(field.type),
       field.label,
       field.description,
       field.required,
       json::serialize(field.config)},
      RowCount::exactly(1)};
}

Statement ProfileFieldStore::update_order(std::string_view name, std::int64_t sie_order) const {
  return Statement{sql::update_order, {tenant_, name, sie_order}, RowCount::exactly(1)};
}

Statement ProfileFieldStore::remove(std::string_view name) const {
  return Statement{sql::remove, {tenant_, name}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
