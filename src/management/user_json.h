// Users as the API shows them: to /users itself, and to every noun that lists users.
#ifndef DAEMUN_MANAGEMENT_USER_JSON_H
#define DAEMUN_MANAGEMENT_USER_JSON_H

#include "base/json.h"
#include "domain/user.h"
#include "management/members.h"

#include <string>

#include "api/user_profile.h"

namespace daemun::management {

using api::UserIdentity;
using api::UserProfile;

// For the document: to_json and add_members write them.
struct UserMembers {
  Text<1, 12> id{};
  Nullable<Text<0, 128>> username{};
  Nullable<Text<0, 128>> primary_email{};
  Nullable<Text<0, 128>> primary_phone{};
  Nullable<Text<0, 128>> name{};
  Nullable<Text<0, 2048>> avatar{};
  json::object custom_data{};
  std::map<std::string, UserIdentity> identities{};
  Nullable<Number<>> last_sign_in_at{};
  Number<> created_at{};
  Number<> updated_at{};
  UserProfile profile{};
  Nullable<Text<0, 21>> application_id{};
  Nullable<Text<0, 2048>> cimd_client_id{};
  bool is_suspended = false;
};
BOOST_DESCRIBE_STRUCT(
    UserMembers,
    (),
    (id,
     username,
     primary_email,
     primary_phone,
     name,
     avatar,
     custom_data,
     identities,
     last_sign_in_at,
     created_at,
     updated_at,
     profile,
     application_id,
     cimd_client_id,
     is_suspended)
)

// A user in the list of another noun.
struct FeaturedUser {
  Text<1, 12> id{};
  Nullable<Text<0, 2048>> avatar{};
  Nullable<Text<0, 128>> name{};
};
BOOST_DESCRIBE_STRUCT(FeaturedUser, (), (id, avatar, name))

// No more than those members: nothing that proves who somebody is.
json::object to_json(const User& user);
// The same as text, put together from the stored documents without parsing them: for long lists.
void add_members(JsonWriter& writer, const User& user);

}  // namespace daemun::management

#endif
