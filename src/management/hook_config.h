// What the configuration of a webhook may say.
#ifndef DAEMUN_MANAGEMENT_HOOK_CONFIG_H
#define DAEMUN_MANAGEMENT_HOOK_CONFIG_H

#include "base/json.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun::management {

// In the notation of shape.h.
inline constexpr std::string_view hook_config_shape =
    "{url: string, headers?: {[k]: string}, retries?: integer<0..3>}";

// What is wrong with a configuration that has this shape, for developers: too long, credentials in
// the URL, a header that is the sender's to set or that could end its line.
std::optional<std::string> find_hook_config_fault(const json::object& config);

}  // namespace daemun::management

#endif
