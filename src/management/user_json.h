// Users as the API shows them: to /users itself, and to every noun that lists users.
#ifndef DAEMUN_MANAGEMENT_USER_JSON_H
#define DAEMUN_MANAGEMENT_USER_JSON_H

#include "base/json.h"
#include "domain/user.h"

#include <string>

namespace daemun::management {

// Of `profile`, and of a user's members up to `isSuspended`; more may follow in braces.
inline const std::string user_profile_shape =
    "{familyName?: string, givenName?: string, middleName?: string, nickname?: string, "
    "preferredUsername?: string, profile?: string, website?: string, gender?: string, birthdate?: "
    "string, zoneinfo?: string, locale?: string, address?: {formatted?: string, streetAddress?: "
    "string, locality?: string, region?: string, postalCode?: string, country?: string}}";
inline const std::string user_fields =
    "id: string<1..12>, username: string<0..128>|null, primaryEmail: string<0..128>|null, "
    "primaryPhone: string<0..128>|null, name: string<0..128>|null, avatar: string<0..2048>|null, "
    "customData: {}, identities: {[k]: {userId: string, details?: {}}}, lastSignInAt: number|null, "
    "createdAt: number, updatedAt: number, profile: " +
    user_profile_shape +
    ", applicationId: string<0..21>|null, cimdClientId: string<0..2048>|null, isSuspended: boolean";

// No more than those members: nothing that proves who somebody is.
json::object to_json(const User& user);
// The same as text, put together from the stored documents without parsing them: for long lists.
void add_members(JsonWriter& writer, const User& user);

}  // namespace daemun::management

#endif
