// A browser that a user trusts, as the APIs list it.
#ifndef DAEMUN_API_TRUSTED_DEVICE_H
#define DAEMUN_API_TRUSTED_DEVICE_H

#include "domain/trusted_device.h"

#include <boost/describe.hpp>

#include <string>
#include <vector>

#include "api/described.h"

namespace daemun::api {

struct TrustedDeviceView {
  Text<1, 21> id{};
  Nullable<std::string> user_agent{};
  // Places are not looked up.
  Nullable<std::string> country{};
  Nullable<std::string> city{};
  Number<> created_at{};
  Number<> last_used_at{};
  Number<> expires_at{};
  std::string network{};  // ours
};
BOOST_DESCRIBE_STRUCT(
    TrustedDeviceView,
    (),
    (id, user_agent, country, city, created_at, last_used_at, expires_at, network)
)

TrustedDeviceView to_view(const TrustedDevice& device, const TrustedDevicePolicy& policy);

// Those that are trusted now; none where the tenant has switched it off.
std::vector<TrustedDevice> only_trusted(
    std::vector<TrustedDevice> devices, const TrustedDevicePolicy& policy, TimePoint now
);

}  // namespace daemun::api

#endif
