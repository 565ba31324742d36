// Trusted devices: browsers in which a person has proven a second factor and asked not to be asked
// again for some days. A device spares the factor and proves none: it never becomes part of `amr`.
// The cookie holds one random secret for each person who trusts the browser; the server keeps
// hashes, each bound to its person.
#ifndef DAEMUN_DOMAIN_TRUSTED_DEVICE_H
#define DAEMUN_DOMAIN_TRUSTED_DEVICE_H

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"
#include "base/secret.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

inline constexpr std::string_view trusted_device_cookie_name = "_trusted";
inline constexpr std::size_t trusted_device_secret_bytes = 32;
inline constexpr std::chrono::hours longest_device_trust{365 * 24};
// Of a person; the oldest one goes when there is another.
inline constexpr std::int64_t max_trusted_devices = 20;

// The member `trustedDevice` of the sign-in experience. Absent or mistyped members take their
// defaults.
struct TrustedDevicePolicy {
  bool is_enabled = false;
  std::int64_t days = 30;  // 1 to 365

  TimePoint end_of(TimePoint created_at) const;
};
TrustedDevicePolicy parse_trusted_device_policy(const json::object& document);

struct TrustedDevice {
  std::string id{};  // 21 characters
  UserId user_id{};
  std::string secret_hash{};  // SHA-256 of the secret in the cookie
  std::string user_agent{};   // of the browser; at most max_trusted_device_agent_bytes
  std::string network{};      // that it was trusted in: network_of
  TimePoint created_at{};
  TimePoint last_used_at{};
  TimePoint expires_at{};
};
inline constexpr std::size_t max_trusted_device_agent_bytes = 512;

// When trust in the device ends: as it was given, or earlier where the tenant has shortened it
// since. A longer time is for devices that are trusted from then on.
TimePoint end_of_trust(const TrustedDevice& device, const TrustedDevicePolicy& policy);

// The secrets in the cookie, newest first. Anything malformed is left out.
std::vector<Secret> parse_trusted_device_cookie(std::string_view value);
// The five newest.
std::string to_trusted_device_cookie(const std::vector<Secret>& secrets);

// The device of the person that one of the hashes belongs to, while it is trusted; null for none.
// `devices` are all of one person's.
const TrustedDevice* find_trusted_device(
    const std::vector<TrustedDevice>& devices,
    const std::vector<std::string>& hashes,
    const TrustedDevicePolicy& policy,
    TimePoint now
);

}  // namespace daemun

#endif
