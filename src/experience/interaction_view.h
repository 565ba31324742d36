// The dialogue as the browser sees it: without hashes.
#ifndef DAEMUN_EXPERIENCE_INTERACTION_VIEW_H
#define DAEMUN_EXPERIENCE_INTERACTION_VIEW_H

#include "base/json.h"
#include "experience/experience_state.h"
#include "http/request.h"

namespace daemun::experience {

// The body of GET /api/experience/interaction; the dialogue must have been started.
json::object to_public_json(const ExperienceState& state, const http::Request& request);

}  // namespace daemun::experience

#endif
