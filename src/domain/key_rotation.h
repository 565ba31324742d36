// How signing keys follow each other (Next, Current, Previous), as pure rules.
//
// A ring has two slots: one for elliptic-curve keys, which sign by default, and one for RS256, for
// clients that know nothing else. A slot holds one current key, at most one next and one previous;
// so a new ES384 key takes the place of an ES256 one, and leaves RS256 alone.
#ifndef DAEMUN_DOMAIN_KEY_ROTATION_H
#define DAEMUN_DOMAIN_KEY_ROTATION_H

#include "base/clock.h"
#include "domain/signing_key.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

// From when on a Next key is to sign; kept as the config row `signing_key_rotation_config`.
struct PendingKey {
  SigningKeyId id;
  TimePoint effective_at{};

  friend bool operator==(const PendingKey&, const PendingKey&) = default;
};

inline constexpr std::string_view signing_key_rotation_config = "signingKeyRotationState";

// {"next":[{"id":"...","effectiveAt":1800000000000}]}
std::string to_json_text(const std::vector<PendingKey>& pending);
// Empty for text that to_json_text did not write: then nothing is promoted by itself.
std::vector<PendingKey> parse_pending_keys(std::string_view text);

// The changes to write, in this order: one key a slot and status must hold after each step.
struct KeyRotation {
  std::vector<SigningKeyId> removed;
  std::vector<SigningKeyId> to_previous;
  std::vector<SigningKeyId> to_current;
  std::vector<PendingKey> pending;  // the whole list afterwards
};

// The place for a new key of that algorithm. Without grace it signs at once: it is to be inserted
// as Current, and the current one becomes Previous. With grace it is to be inserted as Next, known
// to readers of the key set before it signs. An older Next or Previous of the slot goes.
struct NewKeyPlace {
  SigningKeyStatus status = SigningKeyStatus::current;
  KeyRotation rotation;  // before the new key is inserted
};
NewKeyPlace plan_new_key(
    const std::vector<SigningKey>& keys,
    const std::vector<PendingKey>& pending,
    const SigningKey& new_key,
    Seconds grace
);

// Promotes every Next key whose time has come. Nothing to write when to_current is empty.
KeyRotation plan_promotion(
    const std::vector<SigningKey>& keys, const std::vector<PendingKey>& pending, TimePoint now
);

// Why a key may not be deleted: key_required when no key of the ring could be spared.
enum class KeyRefusal { key_required, key_not_found, only_previous_key_can_be_deleted };
std::optional<KeyRefusal> refuse_removal(
    const std::vector<SigningKey>& keys, const SigningKeyId& id
);

// The algorithm of a new key of the elliptic-curve slot: that of the current one. A rotation renews
// the key and leaves its kind as clients know it.
std::string next_curve(const std::vector<SigningKey>& keys);

}  // namespace daemun

#endif
