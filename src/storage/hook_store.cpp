#include "storage/hook_store.h"

#include "base/encoding.h"
#include "base/text.h"
#include "crypto/digest.h"
#include "storage/outbox_store.h"

#include <stdexcept>

namespace daemun::storage {
namespace {

constexpr std::size_t id_length = 21;

#define DAEMUN_HOOK_COLUMNS "id, name, events, config, signing_key, enabled, created_at"
constexpr Sql list_sql{"select " DAEMUN_HOOK_COLUMNS
                       " from hooks where tenant_id = $1 order by created_at desc, id"};
constexpr Sql list_page_sql{
    "select " DAEMUN_HOOK_COLUMNS
    " from hooks where tenant_id = $1 order by created_at desc, id limit $2 offset $3"};
constexpr Sql count_sql{"select count(*) from hooks where tenant_id = $1"};
constexpr Sql find_sql{"select " DAEMUN_HOOK_COLUMNS
                       " from hooks where tenant_id = $1 and id = $2"};
constexpr Sql insert_sql{"insert into hooks (tenant_id, " DAEMUN_HOOK_COLUMNS
                         ") values ($1, $2, $3, $4, $5, $6, $7, $8)"};
#undef DAEMUN_HOOK_COLUMNS
constexpr Sql update_sql{
    "update hooks set name = coalesce($3, name), events = coalesce($4, events), "
    "config = coalesce($5, config), enabled = coalesce($6, enabled) "
    "where tenant_id = $1 and id = $2"};
constexpr Sql update_signing_key_sql{
    "update hooks set signing_key = $3 where tenant_id = $1 and id = $2"};
// A hook after the other, each a range of the index logs_hook: the log holds far more than a day.
#define DAEMUN_EXECUTIONS                                                                         \
  "select h.id, count(l.hook_id), count(case when l.succeeded then 1 end) from hooks h "          \
  "left join logs l on l.tenant_id = h.tenant_id and l.hook_id = h.id and l.hook_id is not null " \
  "and l.created_at > $2 where h.tenant_id = $1"
constexpr Sql count_executions_sql{DAEMUN_EXECUTIONS " group by h.id"};
constexpr Sql count_executions_of_sql{DAEMUN_EXECUTIONS " and h.id = $3 group by h.id"};
#undef DAEMUN_EXECUTIONS
constexpr Sql insert_lockout_message_sql{
    "insert into outbox (tenant_id, id, kind, receiver, payload, attempts, created_at, "
    "next_attempt_at) "
    "select $1, $2, $3, $4, $5, 0, cast($6 as bigint), cast($6 as bigint) where exists ("
    "select 1 from sentinel_activities where tenant_id = $1 and target_hash = $7 and action = $8 "
    "and locked_until = $9) on conflict (tenant_id, id) do nothing"};
constexpr Sql remove_sql{"delete from hooks where tenant_id = $1 and id = $2"};

std::string place_of(const TenantId& tenant, const HookId& id) {
  return "hooks/" + tenant.value() + "/" + id.value();
}

json::object object_of(const std::string& text) {
  auto parsed = parse_json_object(text);
  if (!parsed) throw std::runtime_error("a stored hook is not JSON");
  return *std::move(parsed);
}

std::string to_text(const std::vector<std::string>& events) {
  return json::serialize(json::object{{"events", to_json_array(events)}});
}

HookExecutions executions_of(const Row& row) {
  return HookExecutions{.requests = row.integer(1), .successes = row.integer(2)};
}

}  // namespace

Hook HookStore::hook_of(const Row& row) const {
  const auto id = row.id<HookId>(0);
  return Hook{
      .id = id,
      .name = row.text(1),
      .events = find_strings(object_of(row.text(2)), "events"),
      .config = object_of(row.text(3)),
      .signing_key = vault_.open(place_of(tenant_, id), row.bytes(4)),
      .enabled = row.boolean(5),
      .created_at = row.time(6),
  };
}

Task<std::vector<Hook>> HookStore::list() const {
  Query query{list_sql, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<Hook> hooks;
  for (const auto& row : rows)
    hooks.push_back(hook_of(row));
  co_return hooks;
}

Task<HookStore::Page> HookStore::list_page(Window window) const {
  std::vector<Query> queries;
  queries.push_back(Query{list_page_sql, {tenant_, window.limit, window.offset}});
  queries.push_back(Query{count_sql, {tenant_}});
  const auto results = co_await database_.read_all(std::move(queries));
  Page page{.total = results[1].front().integer(0)};
  for (const auto& row : results[0])
    page.hooks.push_back(hook_of(row));
  co_return page;
}

Task<std::map<HookId, HookExecutions>> HookStore::count_executions(TimePoint after) const {
  Query query{count_executions_sql, {tenant_, after}};
  const auto rows = co_await database_.read(std::move(query));
  std::map<HookId, HookExecutions> executions;
  for (const auto& row : rows)
    executions.emplace(row.id<HookId>(0), executions_of(row));
  co_return executions;
}

Task<HookExecutions> HookStore::count_executions(HookId id, TimePoint after) const {
  Query query{count_executions_of_sql, {tenant_, after, id}};
  const auto rows = co_await database_.read(std::move(query));
  co_return rows.empty() ? HookExecutions{} : executions_of(rows.front());
}

Task<std::optional<Hook>> HookStore::find(HookId id) const {
  Query query{find_sql, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return hook_of(rows.front());
}

Statement HookStore::insert(const Hook& hook) const {
  return Statement{
      insert_sql,
      {tenant_,
       hook.id,
       hook.name,
       to_text(hook.events),
       json::serialize(hook.config),
       Bytes{vault_.seal(place_of(tenant_, hook.id), hook.signing_key)},
       hook.enabled,
       hook.created_at},
      RowCount::exactly(1)};
}

Statement HookStore::update(const HookId& id, const HookChanges& changes) const {
  std::optional<std::string> events;
  std::optional<std::string> config;
  if (changes.events) events = to_text(*changes.events);
  if (changes.config) config = json::serialize(*changes.config);
  return Statement{
      update_sql,
      {tenant_, id, changes.name, events, config, changes.enabled},
      RowCount::exactly(1)};
}

Statement HookStore::update_signing_key(const HookId& id, const Secret& signing_key) const {
  return Statement{
      update_signing_key_sql,
      {tenant_, id, Bytes{vault_.seal(place_of(tenant_, id), signing_key)}},
      RowCount::exactly(1)};
}

Statement HookStore::remove(const HookId& id) const {
  return Statement{remove_sql, {tenant_, id}, RowCount::exactly(1)};
}

Plan HookStore::insert_messages(
    const std::vector<Hook>& hooks, const HookEvent& event, crypto::Random& random, TimePoint now
) const {
  const OutboxStore outbox(database_, tenant_);
  Plan plan;
  for (const auto& hook : hooks) {
    if (!is_told(hook, event.event)) continue;
    plan.add(outbox.insert(OutboxMessage{
        .id = crypto::random_id(random, id_length),
        .kind = std::string(webhook_kind),
        .receiver = hook.id.value(),
        .payload = make_hook_body(hook.id, event, now),
        .created_at = now,
        .next_attempt_at = now,
    }));
  }
  return plan;
}

Plan HookStore::insert_lockout_messages(
    const std::vector<Hook>& hooks, const HookEvent& event, const Lockout& lockout, TimePoint now
) const {
  Plan plan;
  for (const auto& hook : hooks) {
    if (!is_told(hook, event.event)) continue;
    const auto& [target_hash, action] = lockout.target;
    // Attempts of one millisecond set one lock: their messages have one id.
    const auto id = to_hex(crypto::sha256(
        join({hook.id.value(), action, target_hash, std::to_string(to_unix_ms(lockout.until))})
    ));
    plan.add(Statement{
        insert_lockout_message_sql,
        {tenant_,
         id.substr(0, id_length),
         webhook_kind,
         hook.id,
         make_hook_body(hook.id, event, now),
         now,
         target_hash,
         action,
         lockout.until}});
  }
  return plan;
}

}  // namespace daemun::storage
