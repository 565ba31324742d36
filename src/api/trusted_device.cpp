#include "api/trusted_device.h"

namespace daemun::api {

TrustedDeviceView to_view(const TrustedDevice& device, const TrustedDevicePolicy& policy) {
  TrustedDeviceView view;
  view.id = device.id;
  if (!device.user_agent.empty()) view.user_agent = device.user_agent;
  view.created_at = to_unix_ms(device.created_at);
  view.last_used_at = to_unix_ms(device.last_used_at);
  view.expires_at = to_unix_ms(end_of_trust(device, policy));
  view.network = device.network;
  return view;
}

std::vector<TrustedDevice> only_trusted(
    std::vector<TrustedDevice> devices, const TrustedDevicePolicy& policy, TimePoint now
) {
  std::erase_if(devices, [&](const TrustedDevice& device) {
    return !policy.is_enabled || end_of_trust(device, policy) <= now;
  });
  return devices;
}

}  // namespace daemun::api
