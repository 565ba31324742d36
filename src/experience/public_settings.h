// The sign-in experience as everybody may see it.
#ifndef DAEMUN_EXPERIENCE_PUBLIC_SETTINGS_H
#define DAEMUN_EXPERIENCE_PUBLIC_SETTINGS_H

#include "base/id.h"
#include "base/json.h"
#include "domain/sign_in_experience.h"

namespace daemun::experience {

// The body of GET /api/.well-known/sign-in-exp.
json::object to_public_settings(const SignInExperience& settings, const TenantId& tenant);

}  // namespace daemun::experience

#endif
