#include "storage/log_store.h"

namespace daemun::storage {
namespace {

constexpr Sql list_sql{
    "select id, key, payload, created_at from logs where tenant_id = $1 "
    "order by created_at desc, id limit $2"};
constexpr Sql insert_sql{
    "insert into logs (tenant_id, id, key, payload, created_at) values ($1, $2, $3, $4, $5)"};

}  // namespace

Task<std::vector<LogStore::StoredEvent>> LogStore::list(std::size_t limit) const {
  Query query{list_sql, {tenant_, static_cast<std::int64_t>(limit)}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<StoredEvent> events;
  for (const auto& row : rows) {
    events.push_back(
        {.id = row.text(0), .key = row.text(1), .payload = row.text(2), .created_at = row.time(3)}
    );
  }
  co_return events;
}

Statement LogStore::insert(const AuditEvent& event) const {
  return Statement{
      insert_sql,
      {tenant_, event.id, event.key, to_json_text(event), event.created_at},
      RowCount::exactly(1)};
}

}  // namespace daemun::storage
