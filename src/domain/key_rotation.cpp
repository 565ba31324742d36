#include "domain/key_rotation.h"

#include "base/json.h"

#include <algorithm>

namespace daemun {
namespace {

bool shares_slot(std::string_view left, std::string_view right) {
  return (left == "RS256") == (right == "RS256");
}

std::vector<SigningKeyId> find_in_slot(
    const std::vector<SigningKey>& keys, std::string_view algorithm, SigningKeyStatus status
) {
  std::vector<SigningKeyId> found;
  for (const auto& key : keys) {
    if (key.status == status && shares_slot(key.algorithm, algorithm)) found.push_back(key.id);
  }
  return found;
}

void append(std::vector<SigningKeyId>& ids, std::vector<SigningKeyId> more) {
  ids.insert(ids.end(), more.begin(), more.end());
}

// The slot's current key makes room; what was previous goes.
void retire_current(
    KeyRotation& rotation, const std::vector<SigningKey>& keys, std::string_view algorithm
) {
  auto current = find_in_slot(keys, algorithm, SigningKeyStatus::current);
  // A slot without a current key keeps its previous one: nothing takes its place.
  if (current.empty()) return;
  append(rotation.removed, find_in_slot(keys, algorithm, SigningKeyStatus::previous));
  append(rotation.to_previous, std::move(current));
}

void forget(std::vector<PendingKey>& pending, const std::vector<SigningKeyId>& ids) {
  std::erase_if(pending, [&](const PendingKey& key) {
    return std::find(ids.begin(), ids.end(), key.id) != ids.end();
  });
}

}  // namespace

std::string to_json_text(const std::vector<PendingKey>& pending) {
  json::array next;
  for (const auto& key : pending) {
    next.push_back(json::object{
        {"id", key.id.value()}, {"effectiveAt", to_unix_ms(key.effective_at)}});
  }
  return json::serialize(json::object{{"next", std::move(next)}});
}

std::vector<PendingKey> parse_pending_keys(std::string_view text) {
  std::vector<PendingKey> pending;
  const auto object = parse_json_object(text);
  const auto* next = object ? find_array(*object, "next") : nullptr;
  if (next == nullptr) return pending;
  for (const auto& item : *next) {
    const auto* key = item.if_object();
    if (key == nullptr) continue;
    const auto id = find_string(*key, "id");
    const auto effective_at = find_integer(*key, "effectiveAt");
    if (id && effective_at) {
      pending.push_back({SigningKeyId(std::string(*id)), from_unix_ms(*effective_at)});
    }
  }
  return pending;
}

NewKeyPlace plan_new_key(
    const std::vector<SigningKey>& keys,
    const std::vector<PendingKey>& pending,
    const SigningKey& new_key,
    Seconds grace
) {
  NewKeyPlace place;
  auto& rotation = place.rotation;
  rotation.removed = find_in_slot(keys, new_key.algorithm, SigningKeyStatus::next);
  rotation.pending = pending;
  forget(rotation.pending, rotation.removed);
  if (grace > Seconds(0)) {
    place.status = SigningKeyStatus::next;
    rotation.pending.push_back({new_key.id, new_key.created_at + grace});
    return place;
  }
  retire_current(rotation, keys, new_key.algorithm);
  return place;
}

KeyRotation plan_promotion(
    const std::vector<SigningKey>& keys, const std::vector<PendingKey>& pending, TimePoint now
) {
  KeyRotation rotation{.removed = {}, .to_previous = {}, .to_current = {}, .pending = pending};
  for (const auto& key : keys) {
    if (key.status != SigningKeyStatus::next) continue;
    const bool is_due = std::any_of(pending.begin(), pending.end(), [&](const PendingKey& item) {
      return item.id == key.id && item.effective_at <= now;
    });
    if (!is_due) continue;
    retire_current(rotation, keys, key.algorithm);
    rotation.to_current.push_back(key.id);
  }
  forget(rotation.pending, rotation.to_current);
  return rotation;
}

std::optional<KeyRefusal> refuse_removal(
    const std::vector<SigningKey>& keys, const SigningKeyId& id
) {
  const bool all_sign = std::all_of(keys.begin(), keys.end(), [](const SigningKey& key) {
    return key.status == SigningKeyStatus::current;
  });
  if (all_sign) return KeyRefusal::key_required;
  const auto found =
      std::find_if(keys.begin(), keys.end(), [&](const SigningKey& key) { return key.id == id; });
  if (found == keys.end()) return KeyRefusal::key_not_found;
  if (found->status == SigningKeyStatus::previous) return std::nullopt;
  return KeyRefusal::only_previous_key_can_be_deleted;
}

std::string next_curve(const std::vector<SigningKey>& keys) {
  const auto current = find_in_slot(keys, "ES256", SigningKeyStatus::current);
  for (const auto& key : keys) {
    if (!current.empty() && key.id == current.front()) return key.algorithm;
  }
  return "ES256";
}

}  // namespace daemun
