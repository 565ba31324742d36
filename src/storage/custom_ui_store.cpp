#include "storage/custom_ui_store.h"

#include "storage/custom_ui_store_sql.h"

#include <utility>

namespace daemun::storage {

namespace sql = custom_ui_store_sql;

Task<bool> CustomUiStore::is_there(CustomUiId id) const {
  Query query{sql::find, {tenant_, std::move(id)}};
  const auto rows = co_await database_.read(std::move(query));
  co_return !rows.empty();
}

Task<std::optional<std::string>> CustomUiStore::find_file(CustomUiId id, std::string path) const {
  Query query{sql::find_file, {tenant_, std::move(id), std::move(path)}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return rows.front().bytes("bytes");
}

Plan CustomUiStore::insert(CustomUi ui, const std::optional<CustomUiId>& shown) const {
  Plan plan;
  plan.add(Statement{sql::insert, {tenant_, ui.id, ui.created_at}, RowCount::exactly(1)});
  for (auto& file : ui.files) {
    plan.add(Statement{
        sql::insert_file,
        {tenant_, ui.id, std::move(file.path), Bytes{std::move(file.bytes)}},
        RowCount::exactly(1)});
  }
  const auto kept = shown ? shown->value() : std::string();
  plan.add(Statement{sql::keep_newest, {tenant_, kept, max_custom_uis}});
  return plan;
}

}  // namespace daemun::storage
