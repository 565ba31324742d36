#include "storage/profile_field_store.h"

#include <stdexcept>

namespace daemun::storage {
namespace {

constexpr Sql list_sql{
    "select id, name, type, label, description, required, config, created_at, sie_order "
    "from custom_profile_fields where tenant_id = $1 order by sie_order, created_at, name"};
constexpr Sql insert_sql{
    "insert into custom_profile_fields (tenant_id, id, name, type, label, description, required, "
    "config, created_at, sie_order) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
    "(select coalesce(max(sie_order), 0) + 1 from custom_profile_fields where tenant_id = $1))"};
constexpr Sql update_sql{
    "update custom_profile_fields set type = $3, label = $4, description = $5, required = $6, "
    "config = $7 where tenant_id = $1 and name = $2"};
constexpr Sql update_order_sql{
    "update custom_profile_fields set sie_order = $3 where tenant_id = $1 and name = $2"};
constexpr Sql remove_sql{"delete from custom_profile_fields where tenant_id = $1 and name = $2"};

ProfileField field_of(const Row& row) {
  auto config = parse_json_object(row.text(6));
  const auto type = parse_profile_field_type(row.text(2));
  if (!config || !type) throw std::runtime_error("a stored profile field cannot be read");
  return ProfileField{
      .id = row.text(0),
      .name = row.text(1),
      .type = *type,
      .label = row.text(3),
      .description = row.optional_text(4),
      .required = row.boolean(5),
      .config = *std::move(config),
      .created_at = row.time(7),
      .sie_order = row.integer(8),
  };
}

}  // namespace

Task<std::vector<ProfileField>> ProfileFieldStore::list() const {
  Query query{list_sql, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<ProfileField> fields;
  for (const auto& row : rows)
    fields.push_back(field_of(row));
  co_return fields;
}

Statement ProfileFieldStore::insert(const ProfileField& field) const {
  return Statement{
      insert_sql,
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
      update_sql,
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
  return Statement{update_order_sql, {tenant_, name, sie_order}, RowCount::exactly(1)};
}

Statement ProfileFieldStore::remove(std::string_view name) const {
  return Statement{remove_sql, {tenant_, name}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
