#include "storage/hook_store.h"

#include "base/encoding.h"
#include "base/text.h"
#include "crypto/digest.h"
#include "storage/hook_store_sql.h"
#include "storage/message_count_store.h"
#include "storage/outbox_store.h"
#include "storage/outbox_store_sql.h"

#include <stdexcept>

namespace daemun::storage {
namespace {

namespace sql = hook_store_sql;

constexpr std::size_t id_length = 21;

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
  return HookExecutions{.requests = row.integer("requests"), .successes = row.integer("successes")};
}

}  // namespace

Hook HookStore::hook_of(const Row& row) const {
  const auto id = row.id<HookId>("id");
  return Hook{
      .id = id,
      .name = row.text("name"),
      .events = find_strings(object_of(row.text("events")), "events"),
      .config = object_of(row.text("config")),
      .signing_key = vault_.open(place_of(tenant_, id), row.bytes("signing_key")),
      .enabled = row.boolean("enabled"),
      .created_at = row.time("created_at"),
  };
}

Task<std::vector<Hook>> HookStore::list() const {
  Query query{sql::list, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<Hook> hooks;
  for (const auto& row : rows)
    hooks.push_back(hook_of(row));
  co_return hooks;
}

Task<HookStore::Page> HookStore::list_page(Window window) const {
  std::vector<Query> queries;
  queries.push_back(Query{sql::list_page, {tenant_, window.limit, window.offset}});
  queries.push_back(Query{sql::count, {tenant_}});
  const auto results = co_await database_.read_all(std::move(queries));
  Page page{.total = results[1].front().integer("total")};
  for (const auto& row : results[0])
    page.hooks.push_back(hook_of(row));
  co_return page;
}

Task<std::map<HookId, HookExecutions>> HookStore::count_executions(TimePoint after) const {
  Query query{sql::count_executions, {tenant_, after}};
  const auto rows = co_await database_.read(std::move(query));
  std::map<HookId, HookExecutions> executions;
  for (const auto& row : rows)
    executions.emplace(row.id<HookId>("id"), executions_of(row));
  co_return executions;
}

Task<HookExecutions> HookStore::count_executions(HookId id, TimePoint after) const {
  Query query{sql::count_executions_of, {tenant_, after, id}};
  const auto rows = co_await database_.read(std::move(query));
  co_return rows.empty() ? HookExecutions{} : executions_of(rows.front());
}

Task<std::optional<Hook>> HookStore::find(HookId id) const {
  Query query{sql::find, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return hook_of(rows.front());
}

Statement HookStore::insert(const Hook& hook) const {
  return Statement{
      sql::insert,
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
      sql::update,
      {tenant_, id, changes.name, events, config, changes.enabled},
      RowCount::exactly(1)};
}

Statement HookStore::update_signing_key(const HookId& id, const Secret& signing_key) const {
  return Statement{
      sql::update_signing_key,
      {tenant_, id, Bytes{vault_.seal(place_of(tenant_, id), signing_key)}},
      RowCount::exactly(1)};
}

Statement HookStore::remove(const HookId& id) const {
  return Statement{sql::remove, {tenant_, id}, RowCount::exactly(1)};
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
        outbox_store_sql::insert_lockout_message,
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

Plan HookStore::insert_rare_messages(
    const std::vector<Hook>& hooks, const HookEvent& event, const Rarity& rarity, TimePoint now
) const {
  const auto& hash = rarity.target_hash;
  const MessageCountStore counts(database_, tenant_);
  Plan plan;
  plan.add(counts.take_if_free(at_most_within(hash, 1, rarity.span, now)));
  for (const auto& hook : hooks) {
    if (!is_told(hook, event.event)) continue;
    // Events of one millisecond are one.
    const auto id =
        to_hex(crypto::sha256(join({hook.id.value(), hash, std::to_string(to_unix_ms(now))})));
    plan.add(Statement{
        outbox_store_sql::insert_rare_message,
        {tenant_,
         id.substr(0, id_length),
         webhook_kind,
         hook.id,
         make_hook_body(hook.id, event, now),
         now,
         hash}});
  }
  return plan;
}

}  // namespace daemun::storage
