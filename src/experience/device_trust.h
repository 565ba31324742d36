// Trusted devices in a dialogue: whether the browser spares its person the second factor, and what
// the end of a sign-in writes about it. domain/trusted_device.h has the rules.
#ifndef DAEMUN_EXPERIENCE_DEVICE_TRUST_H
#define DAEMUN_EXPERIENCE_DEVICE_TRUST_H

#include "base/task.h"
#include "domain/trusted_device.h"
#include "experience/step.h"
#include "storage/sql.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::experience {

bool is_trust_enabled(const Dialogue& dialogue);

// What the settings and the person's organizations say of this browser.
struct DeviceTrust {
  // Nothing: the setting is off, or an organization of the person forbids it.
  std::optional<TrustedDevicePolicy> policy{};
  std::optional<TrustedDevice> device{};  // that this browser is, for this person
};
// `joined`: organizations that the person is about to join. `call` outlives the task.
Task<DeviceTrust> load_device_trust(
    const Call* call, UserId user, std::vector<OrganizationId> joined
);

// The wish of a person to trust the browser is a member of the proof's data: it lasts as long as
// the proof counts, and goes with it.
inline constexpr std::string_view trusts_device = "trusts_device";

// What the person who signs in can choose.
struct TrustOffer {
  std::optional<TrustedDevicePolicy> policy{};  // nothing: the browser cannot be trusted
  std::string proof_id{};  // of the verification of the second factor; empty for none
};
// `call` outlives the task.
Task<TrustOffer> load_trust_offer(const Call* call);

// A device that is trusted from now on: its row, and the Set-Cookie field, in which the secrets of
// other people stay.
struct NewTrustedDevice {
  TrustedDevice device{};
  std::string set_cookie{};
};
// Always by a fresh secret: one that somebody else has planted in the browser proves nothing.
NewTrustedDevice make_trusted_device(
    const Call& call, const UserId& user, const TrustedDevicePolicy& policy
);

// Every device of the person loses its trust, because a password or a factor changes.
storage::Plan revoke_trusted_devices(const Dependencies& dependencies, const UserId& user);
// The device is used at this sign-in, which fails if it has lost its trust meanwhile.
storage::Plan use_trusted_device(const Call& call, const TrustedDevice& device, TimePoint now);
storage::Plan insert_trusted_device(const Call& call, const TrustedDevice& device);

}  // namespace daemun::experience

#endif
