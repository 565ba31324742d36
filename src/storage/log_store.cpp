#include "storage/log_store.h"

#include "storage/log_store_sql.h"

#include <algorithm>
#include <utility>

namespace daemun::storage {
namespace {

namespace sql = log_store_sql;

LogStore::StoredEvent event_of(const Row& row) {
  return {
      .id = row.text("id"),
      .key = row.text("key"),
      .payload = row.text("payload"),
      .created_at = row.time("created_at")};
}

std::vector<LogStore::StoredEvent> events_of(const Rows& rows) {
  std::vector<LogStore::StoredEvent> events;
  for (const auto& row : rows)
    events.push_back(event_of(row));
  return events;
}

void add(QueryBuilder& query, const LogFilter& filter) {
  if (filter.user_id) query.add("and user_id = $?", *filter.user_id);
  if (filter.application_id) query.add("and application_id = $?", *filter.application_id);
  if (filter.hook_id) {
    query.add("and hook_id = $?", *filter.hook_id);
  } else {
    query.add("and hook_id is null");
  }
  if (filter.key) query.add("and key = $?", *filter.key);
  if (filter.after) query.add("and created_at > $?", *filter.after);
  if (filter.before) query.add("and created_at < $?", *filter.before);
}

}  // namespace

Task<std::vector<LogStore::StoredEvent>> LogStore::list(std::size_t limit) const {
  Query query{sql::list, {tenant_, static_cast<std::int64_t>(limit)}};
  const auto rows = co_await database_.read(std::move(query));
  co_return events_of(rows);
}

Task<LogStore::Page> LogStore::list_page(LogFilter filter, Window window) const {
  QueryBuilder listed(database_.engine(), "id, key, payload, created_at", sql::all, {tenant_});
  add(listed, filter);
  listed.add("order by created_at desc, id desc").add(window);
  QueryBuilder counted(database_.engine(), "count(*) as total from (select 1", sql::all, {tenant_});
  add(counted, filter);
  counted.add(Window{.limit = count_limit + 1, .offset = 0}).add(") as found");
  std::vector<Query> queries;
  queries.push_back(std::move(listed).take());
  queries.push_back(std::move(counted).take());
  const auto rows = co_await database_.read_all(std::move(queries));
  const auto count = rows[1].front().integer("total");
  co_return Page{
      .events = events_of(rows[0]),
      .total = std::min(count, count_limit),
      .is_total_capped = count > count_limit,
  };
}

Task<std::optional<LogStore::StoredEvent>> LogStore::find(std::string id) const {
  Query query{sql::find, {tenant_, std::move(id)}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return event_of(rows.front());
}

Statement LogStore::insert(const AuditEvent& event) const {
  return Statement{
      sql::insert,
      {tenant_,
       event.id,
       event.key,
       to_json_text(event),
       event.created_at,
       event.user_id,
       event.application_id,
       event.hook_id,
       event.is_success},
      RowCount::exactly(1)};
}

}  // namespace daemun::storage
