#include "storage/outbox_store.h"

#include "base/json.h"

namespace daemun::storage {
namespace {

#define DAEMUN_DUE_OF_KIND                                                                         \
  "select id, kind, receiver, payload, attempts, created_at, next_attempt_at from outbox "         \
  "where tenant_id = $1 and kind = $2 and next_attempt_at <= $3 and receiver not in (select value" \
  " from "
#define DAEMUN_LONGEST_WAITING_FIRST ") order by next_attempt_at, id limit $5"
// A JSON array is one parameter, however long: each engine has its own function to open it.
constexpr Sql list_due_sql{
    DAEMUN_DUE_OF_KIND "json_each($4)" DAEMUN_LONGEST_WAITING_FIRST,
    DAEMUN_DUE_OF_KIND
    "json_array_elements_text($4::json) as v(value)" DAEMUN_LONGEST_WAITING_FIRST};
#undef DAEMUN_LONGEST_WAITING_FIRST
#undef DAEMUN_DUE_OF_KIND
constexpr Sql insert_sql{
    "insert into outbox (tenant_id, id, kind, receiver, payload, attempts, created_at, "
    "next_attempt_at) values ($1, $2, $3, $4, $5, $6, $7, $8)"};
constexpr Sql claim_sql{
    "update outbox set attempts = attempts + 1, next_attempt_at = $4 "
    "where tenant_id = $1 and id = $2 and attempts = $3"};
constexpr Sql remove_sql{"delete from outbox where tenant_id = $1 and id = $2"};

}  // namespace

Task<std::vector<OutboxMessage>> OutboxStore::list_due(DueMessages due) const {
  Query query{
      list_due_sql,
      {tenant_,
       due.kind,
       due.now,
       json::serialize(to_json_array(due.except_receivers)),
       static_cast<std::int64_t>(due.limit)}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<OutboxMessage> messages;
  for (const auto& row : rows) {
    messages.push_back(OutboxMessage{
        .id = row.text(0),
        .kind = row.text(1),
        .receiver = row.text(2),
        .payload = row.text(3),
        .attempts = row.integer(4),
        .created_at = row.time(5),
        .next_attempt_at = row.time(6),
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
       message.receiver,
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
