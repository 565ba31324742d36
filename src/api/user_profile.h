// The profile of a user: claims of OpenID Connect Core 5.1 under Logto's names; and an account at
// another service.
#ifndef DAEMUN_API_USER_PROFILE_H
#define DAEMUN_API_USER_PROFILE_H

#include "domain/user_profile.h"

#include <boost/describe.hpp>

#include <optional>
#include <string>
#include <string_view>

#include "api/described.h"
#include "api/request_error.h"

namespace daemun::api {

using ProfileText = Text<no_bound, max_profile_text>;
using ProfileUrl = Text<no_bound, max_profile_url>;

struct UserAddress {
  std::optional<Text<no_bound, max_formatted_address>> formatted{};
  std::optional<ProfileText> street_address{};
  std::optional<ProfileText> locality{};
  std::optional<ProfileText> region{};
  std::optional<ProfileText> postal_code{};
  std::optional<ProfileText> country{};
};
BOOST_DESCRIBE_STRUCT(
    UserAddress, (), (formatted, street_address, locality, region, postal_code, country)
)

struct UserProfile {
  std::optional<ProfileText> family_name{};
  std::optional<ProfileText> given_name{};
  std::optional<ProfileText> middle_name{};
  std::optional<ProfileText> nickname{};
  std::optional<ProfileText> preferred_username{};
  std::optional<ProfileUrl> profile{};
  std::optional<ProfileUrl> website{};
  std::optional<ProfileText> gender{};
  std::optional<ProfileText> birthdate{};
  std::optional<ProfileText> zoneinfo{};
  std::optional<ProfileText> locale{};
  std::optional<UserAddress> address{};
};
BOOST_DESCRIBE_STRUCT(
    UserProfile,
    (),
    (family_name,
     given_name,
     middle_name,
     nickname,
     preferred_username,
     profile,
     website,
     gender,
     birthdate,
     zoneinfo,
     locale,
     address)
)

// The URLs of a profile: http and https only, for a page may show them as links. `place`:
// "body.profile". Errors: 400 guard.invalid_input.
Outcome<void> check_profile(const json::object& profile, std::string_view place);

// At another service.
struct UserIdentity {
  std::string user_id{};
  std::optional<json::object> details{};
};
BOOST_DESCRIBE_STRUCT(UserIdentity, (), (user_id, details))

}  // namespace daemun::api

#endif
