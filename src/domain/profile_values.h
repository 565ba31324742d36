// Values of the profile form, checked against the tenant's fields.
#ifndef DAEMUN_DOMAIN_PROFILE_VALUES_H
#define DAEMUN_DOMAIN_PROFILE_VALUES_H

#include "base/json.h"
#include "base/result.h"
#include "domain/profile_field.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun {

struct ProfileValues {
  std::optional<std::string> name{};
  std::optional<std::string> avatar{};
  json::object profile{};      // Logto's members of a user's profile
  json::object custom_data{};  // fields that the tenant made up
};

// Members of `values` are fields by their names, the parts of full names by theirs, and the
// built-in members of a profile. Others are refused: a person who registers must not write just
// anything into the custom data that applications believe. Empty values are left out.
// Errors: guard.invalid_input, custom_profile_fields.name_conflict_….
Result<ProfileValues, ProfileFieldFault> parse_profile_values(
    const json::object& values, const std::vector<ProfileField>& fields
);

// The names of the required fields that have no value yet.
std::vector<std::string> list_missing_fields(
    const std::vector<ProfileField>& fields, const ProfileValues& values
);

}  // namespace daemun

#endif
