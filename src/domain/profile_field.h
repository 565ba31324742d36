// A field of the profile form that a tenant shows to people who register: Logto's custom profile
// fields.
#ifndef DAEMUN_DOMAIN_PROFILE_FIELD_H
#define DAEMUN_DOMAIN_PROFILE_FIELD_H

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"
#include "domain/sign_in_experience.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

enum class ProfileFieldType { text, number, date, checkbox, select, url, regex, address, fullname };

// "Text", "Number" ...
std::string_view to_string(ProfileFieldType type);
std::optional<ProfileFieldType> parse_profile_field_type(std::string_view word);

struct ProfileField {
  std::string id{};
  std::string name{};  // where the value goes: a member of the profile, or of the custom data
  ProfileFieldType type = ProfileFieldType::text;
  std::string label{};  // empty: the pages have words for well-known names
  std::optional<std::string> description{};
  bool required = false;
  json::object config{};  // as the Management API took it; its members depend on the type
  TimePoint created_at{};
  std::int64_t sie_order = 0;
};

// The fields of the registration form: those that the tenant chose, in its order, or all.
std::vector<ProfileField> list_sign_up_fields(
    const SignInExperience& settings, const std::vector<ProfileField>& fields
);

// A part of an address or a full name, as a field of its own. Only those that are switched on.
std::vector<ProfileField> list_parts(const ProfileField& field);

// Why there cannot be such a field; codes of `custom_profile_fields` and `request.invalid_input`.
struct ProfileFieldFault {
  std::string code{};
  std::string name{};     // the reserved name, where it is about one
  std::string details{};  // for developers
};
std::optional<ProfileFieldFault> find_fault(const ProfileField& field);
// Whether a name is one that other rules write: a sign-in identifier, or the system's own data.
std::optional<ProfileFieldFault> find_name_fault(std::string_view name);

}  // namespace daemun

#endif
