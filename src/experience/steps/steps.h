// The steps that every dialogue goes through, beside those of the verification methods (method.h).
#ifndef DAEMUN_EXPERIENCE_STEPS_STEPS_H
#define DAEMUN_EXPERIENCE_STEPS_STEPS_H

#include "experience/step.h"

namespace daemun::experience {

Task<Outcome<Taken>> start(const Call& call);         // PUT /api/experience
Task<Outcome<Taken>> change_event(const Call& call);  // PUT …/interaction-event
Task<Outcome<Taken>> identify(const Call& call);      // POST …/identification
Task<Outcome<Taken>> add_profile(const Call& call);   // POST …/profile
Task<Outcome<Taken>> submit(const Call& call);        // POST …/submit

}  // namespace daemun::experience

#endif
