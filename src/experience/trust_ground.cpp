#include "experience/trust_ground.h"

#include "domain/trusted_device.h"
#include "experience/device_trust.h"

#include <algorithm>

namespace daemun::experience {

Task<std::optional<storage::TrustGround>> load_trust_ground(const Call* call) {
  const ExperienceState& state = call->dialogue.state;
  const bool is_wanted = std::any_of(
      state.verifications.begin(),
      state.verifications.end(),
      [](const Verification& one) { return find_bool(one.data, trusts_device).value_or(false); }
  );
  if (!is_wanted || !state.user_id) co_return std::nullopt;
  const storage::TrustedDeviceStore store(call->dependencies.database, call->dependencies.tenant);
  auto ground = co_await store.find_ground(*state.user_id);
  if (!ground) co_return std::nullopt;
  const auto settings = json::parse(ground->sign_in_experience);
  if (!parse_trusted_device_policy(settings.as_object()).is_enabled) co_return std::nullopt;
  co_return ground;
}

storage::Plan require_trust_ground(
    const Call& call, const UserId& user, const storage::TrustGround& ground
) {
  const Dependencies& dependencies = call.dependencies;
  const storage::TrustedDeviceStore store(dependencies.database, dependencies.tenant);
  return store.require_ground(user, ground);
}

}  // namespace daemun::experience
