#include "domain/trusted_device.h"

#include "base/encoding.h"

#include <algorithm>
#include <utility>

namespace daemun {
namespace {

constexpr std::size_t max_secrets = 5;
// In base64url, without padding.
constexpr std::size_t secret_length = (trusted_device_secret_bytes * 4 + 2) / 3;

bool is_secret_of(const TrustedDevice& device, const std::vector<std::string>& hashes) {
  return std::any_of(hashes.begin(), hashes.end(), [&](const std::string& hash) {
    return equals_in_constant_time(hash, device.secret_hash);
  });
}

}  // namespace

TimePoint TrustedDevicePolicy::end_of(TimePoint created_at) const {
  return created_at + std::chrono::hours(days * 24);
}

TrustedDevicePolicy parse_trusted_device_policy(const json::object& document) {
  TrustedDevicePolicy policy;
  const auto* member = find_object(document, "trustedDevice");
  if (member == nullptr) return policy;
  policy.is_enabled = find_bool(*member, "enabled").value_or(false);
  const auto days = find_integer(*member, "durationDays");
  constexpr std::int64_t longest_days = longest_device_trust / std::chrono::hours(24);
  if (days && *days >= 1 && *days <= longest_days) policy.days = *days;
  return policy;
}

TimePoint end_of_trust(const TrustedDevice& device, const TrustedDevicePolicy& policy) {
  return std::min(device.expires_at, policy.end_of(device.created_at));
}

std::vector<Secret> parse_trusted_device_cookie(std::string_view value) {
  std::vector<Secret> secrets;
  while (!value.empty() && secrets.size() < max_secrets) {
    const auto text = value.substr(0, value.find('.'));
    value.remove_prefix(std::min(text.size() + 1, value.size()));
    auto bytes = text.size() == secret_length ? parse_base64url(text) : std::nullopt;
    if (bytes) secrets.emplace_back(*std::move(bytes));
  }
  return secrets;
}

std::string to_trusted_device_cookie(const std::vector<Secret>& secrets) {
  std::string value;
  for (std::size_t i = 0; i < std::min(secrets.size(), max_secrets); ++i) {
    if (i > 0) value += '.';
    value += to_base64url(secrets[i].reveal());
  }
  return value;
}

const TrustedDevice* find_trusted_device(
    const std::vector<TrustedDevice>& devices,
    const std::vector<std::string>& hashes,
    const TrustedDevicePolicy& policy,
    TimePoint now
) {
  if (!policy.is_enabled) return nullptr;
  const auto found = std::find_if(devices.begin(), devices.end(), [&](const TrustedDevice& device) {
    return end_of_trust(device, policy) > now && is_secret_of(device, hashes);
  });
  return found == devices.end() ? nullptr : &*found;
}

}  // namespace daemun
