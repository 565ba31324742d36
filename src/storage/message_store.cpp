#include "storage/message_store.h"

#include "storage/message_store_sql.h"

#include <algorithm>
#include <array>

namespace daemun::storage {
namespace {

namespace sql = message_store_sql;

MessageStatus parse_status(std::string_view word) {
  constexpr std::array all{
      MessageStatus::waiting, MessageStatus::sent, MessageStatus::failed, MessageStatus::uncertain};
  const auto found = std::find_if(all.begin(), all.end(), [&](MessageStatus status) {
    return to_string(status) == word;
  });
  return found == all.end() ? MessageStatus::waiting : *found;
}

MessageRecord record_of(const Row& row) {
  return MessageRecord{
      .id = row.text("id"),
      .type = row.text("type"),
      .usage_type = row.text("usage_type"),
      .recipient = row.text("recipient"),
      .factory_id = row.text("factory_id"),
      .status = parse_status(row.text("status")),
      .error = row.optional_text("error"),
      .created_at = row.time("created_at"),
      .ended_at = row.optional_time("ended_at"),
  };
}

}  // namespace

Task<MessageStore::Page> MessageStore::list_page(Window window) const {
  std::vector<Query> queries;
  queries.push_back(Query{sql::list_page, {tenant_, window.limit, window.offset}});
  queries.push_back(Query{sql::count, {tenant_}});
  const auto results = co_await database_.read_all(std::move(queries));
  Page page{.total = results[1].front().integer("total")};
  for (const auto& row : results[0])
    page.records.push_back(record_of(row));
  co_return page;
}

Statement MessageStore::insert(const MessageRecord& record) const {
  return Statement{
      sql::insert,
      {tenant_,
       record.id,
       record.type,
       record.usage_type,
       record.recipient,
       record.factory_id,
       record.created_at},
      RowCount::exactly(1)};
}

Statement MessageStore::finish(const std::string& id, const MessageEnd& end) const {
  return Statement{sql::finish, {tenant_, id, to_string(end.status), end.error, end.at}};
}

Statement MessageStore::remove_expired(TimePoint now) const {
  return Statement{sql::remove_expired, {tenant_, now - message_record_lifetime}};
}

}  // namespace daemun::storage
