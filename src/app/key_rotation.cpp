#include "app/key_rotation.h"

#include <stdexcept>

namespace daemun::app {
namespace {

Task<std::vector<PendingKey>> load_pending(storage::TenantStore tenants) {
  const auto text = co_await tenants.find_config(std::string(signing_key_rotation_config));
  co_return text ? parse_pending_keys(*text) : std::vector<PendingKey>{};
}

// In the order in which no slot ever holds two keys of one status.
storage::Plan to_plan(const storage::TenantStore& tenants, const KeyRotation& rotation) {
  storage::Plan plan;
  for (const auto& id : rotation.removed)
    plan.add(tenants.remove_signing_key(id));
  for (const auto& id : rotation.to_previous)
    plan.add(tenants.update_signing_key_status(id, SigningKeyStatus::previous));
  for (const auto& id : rotation.to_current)
    plan.add(tenants.update_signing_key_status(id, SigningKeyStatus::current));
  plan.add(tenants.upsert_config(signing_key_rotation_config, to_json_text(rotation.pending)));
  return plan;
}

}  // namespace

Task<SigningKey> rotate_signing_key(
    storage::Database& database, storage::TenantStore tenants, SigningKey new_key, Seconds grace
) {
  const auto keys = co_await tenants.list_signing_keys();
  const auto pending = co_await load_pending(tenants);
  const auto place = plan_new_key(keys, pending, new_key, grace);
  new_key.status = place.status;
  storage::Plan plan = to_plan(tenants, place.rotation);
  plan.add(tenants.insert_signing_key(new_key));
  plan.add(tenants.raise_settings_version());
  const auto committed = co_await database.commit(std::move(plan));
  if (!committed) throw std::runtime_error("the keys have changed meanwhile; nothing was rotated");
  co_return new_key;
}

Task<bool> promote_signing_keys(
    storage::Database& database, storage::TenantStore tenants, TimePoint now
) {
  const auto pending = co_await load_pending(tenants);
  if (pending.empty()) co_return false;
  const auto keys = co_await tenants.list_signing_keys();
  const auto rotation = plan_promotion(keys, pending, now);
  if (rotation.to_current.empty()) co_return false;
  storage::Plan plan = to_plan(tenants, rotation);
  plan.add(tenants.raise_settings_version());
  // A conflict: another node was first.
  const auto committed = co_await database.commit(std::move(plan));
  co_return committed.has_value();
}

}  // namespace daemun::app
