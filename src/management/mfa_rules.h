// Contradictions in the settings of second factors.
#ifndef DAEMUN_MANAGEMENT_MFA_RULES_H
#define DAEMUN_MANAGEMENT_MFA_RULES_H

#include "base/json.h"
#include "domain/sign_in_experience.h"
#include "management/access.h"
#include "management/dependencies.h"
#include "management/sign_in_experience_rules.h"

#include "api/request_error.h"
#include "api/sign_in_experience.h"

namespace daemun::management {

// Errors: Logto's codes `sign_in_experiences.…`, and 422 request.feature_not_supported.
api::Outcome<void> check_mfa(const SignInExperienceFacts& facts);

// As Logto does, adaptive rules end with the factors that they ask for.
void end_adaptive_mfa(const api::SignInExperienceChanges& changes, json::object& after);

// In the tenant of the administrators, a policy that nobody can skip is for somebody to turn on who
// can follow it: a setting that does not work would shut everybody out. Errors: 422
// sign_in_experiences.administrator_without_factor.
Task<api::Outcome<void>> check_administrator_factor(
    const Dependencies& dependencies, Caller caller, SignInExperience before, SignInExperience after
);

}  // namespace daemun::management

#endif
