// The profile of a user: claims of OpenID Connect Core 5.1 under Logto's names.
#ifndef DAEMUN_API_USER_PROFILE_H
#define DAEMUN_API_USER_PROFILE_H

#include <boost/describe.hpp>

#include <optional>
#include <string>

#include "api/described.h"

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

}  // namespace daemun::api

#endif
