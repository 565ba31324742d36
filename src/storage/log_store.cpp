#include "storage/log_store.h"

#include <algorithm>
#include <utility>

namespace daemun::storage {
namespace {

constexpr Sql list_sql{
    "select id, key, payload, created_at from logs where tenant_id = $1 "
    "order by created_at desc, id limit $2"};
constexpr Sql find_sql{
    "select id, key, payload, created_at from logs where tenant_id = $1 and id = $2"};
constexpr Sql insert_sql{
    "insert into logs (tenant_id, id, key, payload, created_at, user_id, application_id, hook_id, "
    "succeeded) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};

LogStore::StoredEvent event_of(const Row& row) {
  return {.id = row.text(0), .key = row.text(1), .payload = row.text(2), .created_at = row.time(3)};
}

std::vector<LogStore::StoredEvent> events_of(const Rows& rows) {
  std::vector<LogStore::StoredEvent> events;
  for (const auto& row : rows)
    events.push_back(event_of(row));
  return events;
}

void add(QueryBuilder& query, const LogFilter& filter) {
  if (filter.user_id) query.add(" and user_id = $?", *filter.user_id);
  if (filter.application_id) query.add(" and application_id = $?", *filter.application_id);
  if (filter.hook_id) {
    query.add(" and hook_id = $?", *filter.hook_id);
  } else {
    query.add(" and hook_id is null");
  }
  if (filter.key) query.add(" and key = $?", *filter.key);
  if (filter.after) query.add(" and created_at > $?", *filter.after);
  if (filter.before) query.add(" and created_at < $?", *filter.before);
}

}  // namespace

Task<std::vector<LogStore::StoredEvent>> LogStore::list(std::size_t limit) const {
  Query query{list_sql, {tenant_, static_cast<std::int64_t>(limit)}};
  const auto rows = co_await database_.read(std::move(query));
  co_return events_of(rows);
}

Task<LogStore::Page> LogStore::list_page(LogFilter filter, Window window) const {
  QueryBuilder listed(
      database_.engine(),
      "select id, key, payload, created_at from logs where tenant_id = $1",
      {tenant_}
  );
  add(listed, filter);
  listed.add(" order by created_at desc, id desc").add(window);
  QueryBuilder counted(
      database_.engine(), "select count(*) from (select 1 from logs where tenant_id = $1", {tenant_}
  );
  add(counted, filter);
  counted.add(Window{.limit = count_limit + 1, .offset = 0}).add(") as found");
  std::vector<Query> queries;
  queries.push_back(std::move(listed).take());
  queries.push_back(std::move(counted).take());
  const auto rows = co_await database_.read_all(std::move(queries));
  const auto count = rows[1].front().integer(0);
  co_return Page{
      .events = events_of(rows[0]),
      .total = std::min(count, count_limit),
      .is_total_capped = count > count_limit,
  };
}

Task<std::optional<LogStore::StoredEvent>> LogStore::find(std::string id) const {
  Query query{find_sql, {tenant_, std::move(id)}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return event_of(rows.front());
}

Statement LogStore::insert(const AuditEvent& event) const {
  return Statement{
      insert_sql,
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
