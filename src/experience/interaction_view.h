// The dialogue as the browser sees it: without hashes.
#ifndef DAEMUN_EXPERIENCE_INTERACTION_VIEW_H
#define DAEMUN_EXPERIENCE_INTERACTION_VIEW_H

#include "base/json.h"
#include "experience/experience_state.h"

namespace daemun::experience {

json::object to_public_json(const Verification& verification);
json::object to_public_json(const PendingProfile& profile);

}  // namespace daemun::experience

#endif
