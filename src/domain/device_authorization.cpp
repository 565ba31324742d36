#include "domain/device_authorization.h"

#include <stdexcept>

namespace daemun {
namespace {

constexpr std::string_view status_words[] = {"pending", "approved", "denied", "consumed"};

}  // namespace

std::string_view to_string(DeviceStatus status) {
  return status_words[static_cast<std::size_t>(status)];
}

DeviceStatus parse_device_status(std::string_view word) {
  for (const auto status :
       {DeviceStatus::pending,
        DeviceStatus::approved,
        DeviceStatus::denied,
        DeviceStatus::consumed}) {
    if (to_string(status) == word) return status;
  }
  throw std::runtime_error("a stored device authorization has an unknown status");
}

}  // namespace daemun
