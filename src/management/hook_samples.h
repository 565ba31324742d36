// Made-up events, for trying a webhook out.
#ifndef DAEMUN_MANAGEMENT_HOOK_SAMPLES_H
#define DAEMUN_MANAGEMENT_HOOK_SAMPLES_H

#include "base/clock.h"
#include "domain/hook.h"

#include <string>

namespace daemun::management {

// With the members that a real event of that name has.
HookEvent make_hook_sample(const std::string& event, TimePoint now);

}  // namespace daemun::management

#endif
