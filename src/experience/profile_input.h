// The body of POST /api/experience/profile, parsed: what a person adds to the account.
#ifndef DAEMUN_EXPERIENCE_PROFILE_INPUT_H
#define DAEMUN_EXPERIENCE_PROFILE_INPUT_H

#include "base/json.h"
#include "base/secret.h"
#include "experience/experience_state.h"
#include "experience/request_error.h"

#include <optional>
#include <string>

namespace daemun::experience {

// Exactly one of the three.
struct ProfileInput {
  std::optional<std::string> username;
  std::optional<Secret> password;  // in normalisation form C
  std::optional<PendingProfile> extra;
};

// Errors: 400 guard.invalid_input; 404 session.verification_session_not_found for addresses,
// numbers and social accounts, which a verification of another kind has to prove.
Outcome<ProfileInput> parse_profile_input(const json::object& body);

}  // namespace daemun::experience

#endif
