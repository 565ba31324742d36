#include "storage/outbox_store.h"

#include "base/json.h"
#include "storage/outbox_store_sql.h"

namespace daemun::storage {
namespace {

namespace sql = outbox_store_sql;

}  // namespace

Task<std::vector<OutboxMessage>> OutboxStore::list_due(DueMessages due) const {
  Query query{
      sql::list_due,
      {tenant_,
       due.kind,
       due.now,
       json::serialize(to_json_array(due.except_receivers)),
       static_cast<std::int64_t>(due.limit)}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<OutboxMessage> messages;
  for (const auto& row : rows) {
    messages.push_back(OutboxMessage{
        .id = row.text("id"),
        .kind = row.text("kind"),
        .receiver = row.text("receiver"),
        .payload = row.text("payload"),
        .attempts = row.integer("attempts"),
        .created_at = row.time("created_at"),
        .next_attempt_at = row.time("next_attempt_at"),
    });
  }
  co_return messages;
}

Statement OutboxStore::insert(const OutboxMessage& message) const {
  return Statement{
      sql::insert,
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
  return Statement{sql::claim, {tenant_, id, attempts, next_attempt_at}, RowCount::exactly(1)};
}

Statement OutboxStore::remove(const std::string& id) const {
  return Statement{sql::remove, {tenant_, id}};
}

}  // namespace daemun::storage
