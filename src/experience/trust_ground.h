// What a new trusted device stands on: settings, account and factors, which must still be as they
// were read when the device is stored.
#ifndef DAEMUN_EXPERIENCE_TRUST_GROUND_H
#define DAEMUN_EXPERIENCE_TRUST_GROUND_H

#include "base/task.h"
#include "experience/step.h"
#include "storage/trusted_device_store.h"

#include <optional>

namespace daemun::experience {

// To be read before all else that decides about the trust. Nothing when nobody asks for trust, and
// when the setting is off: the settings that a dialogue has come from a cache. `call` outlives the
// task.
Task<std::optional<storage::TrustGround>> load_trust_ground(const Call* call);

// Fails when the ground has changed meanwhile.
storage::Plan require_trust_ground(
    const Call& call, const UserId& user, const storage::TrustGround& ground
);

}  // namespace daemun::experience

#endif
