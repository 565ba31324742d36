// Contradictions in a sign-in experience, and settings that this server does not support yet: they
// are refused rather than stored without an effect.
#ifndef DAEMUN_MANAGEMENT_SIGN_IN_EXPERIENCE_RULES_H
#define DAEMUN_MANAGEMENT_SIGN_IN_EXPERIENCE_RULES_H

#include "base/json.h"
#include "domain/sign_in_experience.h"

#include <string>
#include <vector>

#include "api/request_error.h"
#include "api/sign_in_experience.h"
#include "messages/senders.h"

namespace daemun::management {

struct SignInExperienceFacts {
  const api::SignInExperienceChanges& changes;
  const json::object& after;                  // the whole document with the changes
  std::vector<std::string> languages{};       // that there are texts in
  std::vector<std::string> profile_fields{};  // the names of those that there are
  messages::Senders senders{};
  bool is_administration = false;  // the tenant of the administrators
};

// Errors: Logto's codes `sign_in_experiences.…`, 400 and 422; custom_profile_fields.
// entity_not_exists_with_names; request.invalid_input; 422 request.feature_not_supported.
api::Outcome<void> check_sign_in_experience(const SignInExperienceFacts& facts);

template <typename Named>
std::vector<std::string> names_of(const std::vector<Named>& list) {
  std::vector<std::string> names;
  for (const auto& one : list)
    names.push_back(one.name);
  return names;
}

// Whether the fields that a list names are there, and named once each. For the account center as
// well.
api::Outcome<void> check_field_names(
    std::vector<std::string> names, const std::vector<std::string>& profile_fields
);

// Whether users who have forgotten the password can choose another one.
bool is_recoverable(const SignInExperience& settings, messages::Senders senders);

// Whether Mina and mina are two users.
bool is_username_case_sensitive(const json::object& document);

}  // namespace daemun::management

#endif
