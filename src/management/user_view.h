// A user as /users shows it: what user_json.h says, that there is a password, and on demand what
// the call asks for.
#ifndef DAEMUN_MANAGEMENT_USER_VIEW_H
#define DAEMUN_MANAGEMENT_USER_VIEW_H

#include "base/json.h"
#include "domain/sso_connector.h"
#include "management/operation.h"
#include "management/user_json.h"
#include "storage/user_list_store.h"

#include <string>
#include <vector>

#include "api/sso_identity.h"

namespace daemun::management {

using api::SsoIdentityMembers;
using api::to_members;
using PasswordAlgorithm =
    Word<"Argon2i", "Argon2id", "Argon2d", "SHA1", "SHA256", "MD5", "Bcrypt", "Legacy">;

// For the document, with every optional member: to_json_text writes them.
struct UserView : UserMembers {
  std::optional<bool> has_password{};
  std::optional<bool> has_security_verification_method{};
  std::optional<std::vector<SsoIdentityMembers>> sso_identities{};
  Patch<Text<0, 256>> password_digest{};
  Patch<PasswordAlgorithm> password_algorithm{};
};
BOOST_DESCRIBE_STRUCT(
    UserView,
    (UserMembers),
    (has_password,
     has_security_verification_method,
     sso_identities,
     password_digest,
     password_algorithm)
)

struct UserExtras {
  bool has_sso_identities = false;
  bool has_password_hash = false;
  TenantId tenant{};
  std::vector<SsoIdentity> sso_identities{};  // of all users that are shown
};

// Reads includeSsoIdentities and includePasswordHash of the query.
UserExtras parse_user_extras(const http::Form& query);

std::string to_json_text(const storage::ListedUser& user, const UserExtras& extras = {});
std::string to_json_text(
    const std::vector<storage::ListedUser>& users, const UserExtras& extras = {}
);
// For webhooks.
json::value to_json(const storage::ListedUser& user);

}  // namespace daemun::management

#endif
