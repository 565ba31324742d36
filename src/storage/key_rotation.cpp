#include "storage/key_rotation.h"

#include "base/json.h"
#include "base/unavailable.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::storage {
namespace {

// The row that says which keys wait. A change of the ring replaces the row as it was read, so that
// of two at once one is told to look again; its number makes each change a new text.
using PendingText = std::optional<std::string>;

std::vector<PendingKey> pending_of(const PendingText& text) {
  return text ? parse_pending_keys(*text) : std::vector<PendingKey>{};
}

std::string next_text(const std::vector<PendingKey>& pending, const PendingText& seen) {
  const auto before = parse_json_object(seen.value_or(""));
  const auto number = before ? find_integer(*before, "number") : std::nullopt;
  auto object = parse_json_object(to_json_text(pending)).value();
  object["number"] = number.value_or(0) + 1;
  return json::serialize(object);
}

// In the order in which no slot ever holds two keys of one status.
Plan to_plan(const TenantStore& tenants, const KeyRotation& rotation, const PendingText& seen) {
  Plan plan;
  const auto text = next_text(rotation.pending, seen);
  plan.add(tenants.replace_config(signing_key_rotation_config, seen, text));
  for (const auto& id : rotation.removed)
    plan.add(tenants.remove_signing_key(id));
  for (const auto& id : rotation.to_previous)
    plan.add(tenants.update_signing_key_status(id, SigningKeyStatus::previous));
  for (const auto& id : rotation.to_current)
    plan.add(tenants.update_signing_key_status(id, SigningKeyStatus::current));
  return plan;
}

}  // namespace

Task<SigningKey> rotate_signing_key(
    Database& database, TenantStore tenants, SigningKey new_key, Seconds grace
) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    const auto seen = co_await tenants.find_config(std::string(signing_key_rotation_config));
    const auto keys = co_await tenants.list_signing_keys();
    const auto place = plan_new_key(keys, pending_of(seen), new_key, grace);
    new_key.status = place.status;
    Plan plan = to_plan(tenants, place.rotation, seen);
    plan.add(tenants.insert_signing_key(new_key));
    const auto committed = co_await database.commit(std::move(plan));
    if (committed) co_return new_key;
  }
  throw Unavailable("the keys change all the time; nothing was rotated");
}

Task<bool> promote_signing_keys(Database& database, TenantStore tenants, TimePoint now) {
  const auto seen = co_await tenants.find_config(std::string(signing_key_rotation_config));
  const auto pending = pending_of(seen);
  if (pending.empty()) co_return false;
  const auto keys = co_await tenants.list_signing_keys();
  const auto rotation = plan_promotion(keys, pending, now);
  if (rotation.to_current.empty()) co_return false;
  Plan plan = to_plan(tenants, rotation, seen);
  // A conflict: another node was first.
  const auto committed = co_await database.commit(std::move(plan));
  co_return committed.has_value();
}

}  // namespace daemun::storage
