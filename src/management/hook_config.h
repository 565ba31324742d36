// The rules for the configuration of a webhook.
#ifndef DAEMUN_MANAGEMENT_HOOK_CONFIG_H
#define DAEMUN_MANAGEMENT_HOOK_CONFIG_H

#include "base/json.h"

#include <optional>
#include <string>

namespace daemun::management {

// The fault of a configuration that has the right shape, for developers: too long, credentials in
// the URL, a header that is the sender's to set or that could end its line.
std::optional<std::string> find_hook_config_fault(const json::object& config);

}  // namespace daemun::management

#endif
