// What cannot stand together in a sign-in experience, and what this server cannot do yet: a setting
// is refused rather than stored without an effect.
#ifndef DAEMUN_MANAGEMENT_SIGN_IN_EXPERIENCE_RULES_H
#define DAEMUN_MANAGEMENT_SIGN_IN_EXPERIENCE_RULES_H

#include "base/json.h"

#include <optional>
#include <string>
#include <vector>

#include "api/request_error.h"

namespace daemun::management {

struct SignInExperienceFacts {
  const json::object& changes;                // the members that were given
  const json::object& after;                  // the whole document with them
  std::vector<std::string> languages{};       // that there are texts in
  std::vector<std::string> profile_fields{};  // the names of those that there are
};

// Errors: Logto's codes `sign_in_experiences.…`, 400 and 422; custom_profile_fields.
// entity_not_exists_with_names; request.invalid_input; 422 request.feature_not_supported.
api::Outcome<void> check_sign_in_experience(const SignInExperienceFacts& facts);

// The names of a list of fields: there, and once each. For the account centre as well.
api::Outcome<void> check_field_names(
    const json::value& list, const std::vector<std::string>& profile_fields
);

// Whether Mina and mina are two users.
bool is_username_case_sensitive(const json::object& document);

// Leaves out names of what is not there, as Logto does.
void normalize_sign_in_experience(json::object& changes);

}  // namespace daemun::management

#endif
