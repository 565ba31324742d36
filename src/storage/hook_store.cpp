#include "storage/hook_store.h"

#include "storage/outbox_store.h"

#include <stdexcept>

namespace daemun::storage {
namespace {

constexpr std::size_t id_length = 21;

#define DAEMUN_HOOK_COLUMNS "id, name, events, config, signing_key, enabled, created_at"
constexpr Sql list_sql{"select " DAEMUN_HOOK_COLUMNS
                       " from hooks where tenant_id = $1 order by created_at desc, id"};
constexpr Sql find_sql{"select " DAEMUN_HOOK_COLUMNS
                       " from hooks where tenant_id = $1 and id = $2"};
constexpr Sql insert_sql{"insert into hooks (tenant_id, " DAEMUN_HOOK_COLUMNS
                         ") values ($1, $2, $3, $4, $5, $6, $7, $8)"};
#undef DAEMUN_HOOK_COLUMNS
constexpr Sql update_sql{
    "update hooks set name = $3, events = $4, config = $5, enabled = $6 "
    "where tenant_id = $1 and id = $2"};
constexpr Sql update_signing_key_sql{
    "update hooks set signing_key = $3 where tenant_id = $1 and id = $2"};
constexpr Sql remove_sql{"delete from hooks where tenant_id = $1 and id = $2"};

std::string place_of(const TenantId& tenant, const HookId& id) {
  return "hooks/" + tenant.value() + "/" + id.value();
}

json::object object_of(const std::string& text) {
  auto parsed = parse_json_object(text);
  if (!parsed) throw std::runtime_error("a stored hook is not JSON");
  return *std::move(parsed);
}

std::string events_of(const Hook& hook) {
  return json::serialize(json::object{{"events", to_json_array(hook.events)}});
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
       events_of(hook),
       json::serialize(hook.config),
       Bytes{vault_.seal(place_of(tenant_, hook.id), hook.signing_key)},
       hook.enabled,
       hook.created_at},
      RowCount::exactly(1)};
}

Statement HookStore::update(const Hook& hook) const {
  return Statement{
      update_sql,
      {tenant_, hook.id, hook.name, events_of(hook), json::serialize(hook.config), hook.enabled},
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
    const json::object payload{
        {"hookId", hook.id.value()}, {"body", make_hook_body(hook.id, event, now)}};
    plan.add(outbox.insert(OutboxMessage{
        .id = crypto::random_id(random, id_length),
        .kind = std::string(webhook_kind),
        .payload = json::serialize(payload),
        .created_at = now,
        .next_attempt_at = now,
    }));
  }
  return plan;
}

}  // namespace daemun::storage
