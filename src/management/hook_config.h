// What the configuration of a webhook may say.
#ifndef DAEMUN_MANAGEMENT_HOOK_CONFIG_H
#define DAEMUN_MANAGEMENT_HOOK_CONFIG_H

#include "base/json.h"

#include <optional>
#include <string>

namespace daemun::management {

// What is wrong with a configuration that has this shape, for developers: too long, credentials in
// the URL, a header that is the sender's to set or that could end its line.
std::optional<std::string> find_hook_config_fault(const json::object& config);

}  // namespace daemun::management

#endif
