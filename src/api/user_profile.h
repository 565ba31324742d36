// The profile of a user: claims of OpenID Connect Core 5.1 under Logto's names; and an account at
// another service.
#ifndef DAEMUN_API_USER_PROFILE_H
#define DAEMUN_API_USER_PROFILE_H

#include <boost/describe.hpp>

#include <optional>
#include <string>
#include <string_view>

#include "api/described.h"
#include "api/request_error.h"

namespace daemun::api {

struct UserAddress {
  std::optional<std::string> formatted{};
  std::optional<std::string> street_address{};
  std::optional<std::string> locality{};
  std::optional<std::string> region{};
  std::optional<std::string> postal_code{};
  std::optional<std::string> country{};
};
BOOST_DESCRIBE_STRUCT(
    UserAddress, (), (formatted, street_address, locality, region, postal_code, country)
)

struct UserProfile {
  std::optional<std::string> family_name{};
  std::optional<std::string> given_name{};
  std::optional<std::string> middle_name{};
  std::optional<std::string> nickname{};
  std::optional<std::string> preferred_username{};
  std::optional<std::string> profile{};
  std::optional<std::string> website{};
  std::optional<std::string> gender{};
  std::optional<std::string> birthdate{};
  std::optional<std::string> zoneinfo{};
  std::optional<std::string> locale{};
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
