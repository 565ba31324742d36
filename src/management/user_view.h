// A user as /users shows it: what user_json.h says, that there is a password, and on demand what
// the call asks for.
#ifndef DAEMUN_MANAGEMENT_USER_VIEW_H
#define DAEMUN_MANAGEMENT_USER_VIEW_H

#include "base/json.h"
#include "management/operation.h"
#include "management/user_json.h"
#include "storage/user_list_store.h"

#include <string>
#include <vector>

namespace daemun::management {

inline const std::string password_algorithms =
    R"("Argon2i"|"Argon2id"|"Argon2d"|"SHA1"|"SHA256"|"MD5"|"Bcrypt"|"Legacy")";
// At an enterprise's identity provider.
inline const std::string sso_identity_shape =
    "{tenantId: string<0..21>, id: string<1..21>, userId: string<1..12>, issuer: string<1..256>, "
    "identityId: string<1..128>, detail: {}, createdAt: number, updatedAt: number, "
    "ssoConnectorId: string<1..128>}";
// With every optional member.
inline const std::string user_shape =
    "{" + user_fields + ", hasPassword?: boolean, hasSecurityVerificationMethod?: boolean, " +
    "ssoIdentities?: " + sso_identity_shape + "[], passwordDigest?: string<0..256>|null, " +
    "passwordAlgorithm?: " + password_algorithms + "|null}";

struct UserExtras {
  bool has_sso_identities = false;
  bool has_password_hash = false;
};

// Reads includeSsoIdentities and includePasswordHash of the query.
UserExtras parse_user_extras(const http::Form& query);

std::string to_json_text(const storage::ListedUser& user, UserExtras extras = {});
std::string to_json_text(const std::vector<storage::ListedUser>& users, UserExtras extras = {});
// For webhooks.
json::value to_json(const storage::ListedUser& user);

}  // namespace daemun::management

#endif
