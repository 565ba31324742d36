// What a body says of a user, in the form in which it is stored.
#ifndef DAEMUN_MANAGEMENT_USER_INPUT_H
#define DAEMUN_MANAGEMENT_USER_INPUT_H

#include "base/json.h"
#include "domain/user.h"
#include "storage/sql.h"
#include "storage/user_store.h"

#include <optional>

#include "api/request_error.h"

namespace daemun::management {

// The named members and no others, identifiers in canonical form; null and the empty string empty a
// column. Errors: 400 guard.invalid_input, 422 entity.value_too_long, user.invalid_phone.
api::Outcome<storage::UserChanges> parse_user_changes(const json::object& body);

// The URLs of a profile: http and https only, for a page may show them as links. Errors: 400
// guard.invalid_input.
api::Outcome<void> check_profile(const json::object& profile);

// As the changes leave the user.
void apply(const storage::UserChanges& changes, User& user);

// An imported hash: passwordDigest and passwordAlgorithm. Nothing when the body has none.
// Errors: 400 user.password_and_digest, user.password_algorithm_required,
// password.invalid_legacy_password_format, password.unsupported_legacy_hash_algorithm,
// guard.invalid_input.
api::Outcome<std::optional<UserPassword>> parse_imported_password(const json::object& body);

// 422 user.*_already_in_use; 404 when there is no such user.
api::RequestError to_user_error(const storage::Conflict& conflict);
// 404 entity.not_found, for an id that names no user.
api::RequestError no_such_user();

}  // namespace daemun::management

#endif
