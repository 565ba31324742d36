// The body of POST /api/experience/profile, parsed: what a person adds to the account.
#ifndef DAEMUN_EXPERIENCE_PROFILE_INPUT_H
#define DAEMUN_EXPERIENCE_PROFILE_INPUT_H

#include "base/json.h"
#include "base/secret.h"
#include "domain/profile_values.h"
#include "experience/request_error.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::experience {

// Exactly one of the three.
struct ProfileInput {
  std::optional<std::string> username;
  std::optional<Secret> password;  // in normalisation form C
  std::optional<ProfileValues> extra;
};

// `fields` are those of the tenant's registration form. Errors: 400 guard.invalid_input; 400
// custom_profile_fields.name_conflict_… for names that this form must not write; 404
// session.verification_session_not_found for addresses, numbers and social accounts, which a
// verification of another kind has to prove.
Outcome<ProfileInput> parse_profile_input(
    const json::object& body, const std::vector<ProfileField>& fields
);

}  // namespace daemun::experience

#endif
