#include "storage/outbox_store.h"

namespace daemun::storage {
namespace {

constexpr Sql list_due_sql{
    "select id, kind, payload, attempts, created_at, next_attempt_at from outbox "
    "where tenant_id = $1 and next_attempt_at <= $2 order by next_attempt_at, id limit $3"};
constexpr Sql insert_sql{
    "insert into outbox (tenant_id, id, kind, payload, attempts, created_at, next_attempt_at) "
    "values ($1, $2, $3, $4, $5, $6, $7)"};
constexpr Sql claim_sql{
    "update outbox set attempts = attempts + 1, next_attempt_at = $4 "
    "where tenant_id = $1 and id = $2 and attempts = $3"};
constexpr Sql remove_sql{"delete from outbox where tenant_id = $1 and id = $2"};

}  // namespace

Task<std::vector<OutboxMessage>> OutboxStore::list_due(TimePoint now, std::size_t limit) const {
  Query query{list_due_sql, {tenant_, now, static_cast<std::int64_t>(limit)}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<OutboxMessage> messages;
  for (const auto& row : rows) {
    messages.push_back(OutboxMessage{
        .id = row.text(0),
        .kind = row.text(1),
        .payload = row.text(2),
        .attempts = row.integer(3),
        .created_at = row.time(4),
        .next_attempt_at = row.time(5),
    });
  }
  co_return messages;
}

Statement OutboxStore::insert(const OutboxMessage& message) const {
  return Statement{
      insert_sql,
      {tenant_,
       message.id,
       message.kind,
       message.payload,
       message.attempts,
       message.created_at,
       message.next_attempt_at},
      RowCount::exactly(1)};
}

Statement OutboxStore::claim(
    const std::string& id, std::int64_t attempts, TimePoint next_attempt_at
) const {
  return Statement{claim_sql, {tenant_, id, attempts, next_attempt_at}, RowCount::exactly(1)};
}

Statement OutboxStore::remove(const std::string& id) const {
  return Statement{remove_sql, {tenant_, id}};
}

}  // namespace daemun::storage
