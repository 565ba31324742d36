// A device that waits until a person has typed its code in a browser (RFC 8628). Approval makes a
// grant, which the device's next call redeems.
#ifndef DAEMUN_DOMAIN_DEVICE_AUTHORIZATION_H
#define DAEMUN_DOMAIN_DEVICE_AUTHORIZATION_H

#include "base/clock.h"
#include "base/id.h"
#include "domain/authorization_request.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun {

// 21 characters [0-9a-z].
using DeviceAuthorizationId = Id<struct DeviceAuthorizationTag>;

inline constexpr Seconds device_code_ttl{600};

enum class DeviceStatus { pending, approved, denied, consumed };

std::string_view to_string(DeviceStatus status);
// Throws std::runtime_error for another word.
DeviceStatus parse_device_status(std::string_view word);

struct DeviceAuthorization {
  DeviceAuthorizationId id{};
  ApplicationId client_id{};
  std::string user_code{};  // as parse_user_code returns it; known to who looks it up by it
  AuthorizationRequest request{};
  std::string ip{};  // of the device: shown to the person, who may know that it is not theirs
  DeviceStatus status = DeviceStatus::pending;
  std::optional<GrantId> grant_id{};  // once approved
  TimePoint created_at{};
  TimePoint expires_at{};
};

}  // namespace daemun

#endif
