// Members of a user in bodies, in the form in which they are stored.
#ifndef DAEMUN_MANAGEMENT_USER_INPUT_H
#define DAEMUN_MANAGEMENT_USER_INPUT_H

#include "base/json.h"
#include "domain/user.h"
#include "management/members.h"
#include "management/user_view.h"
#include "storage/sql.h"
#include "storage/user_store.h"

#include <optional>

#include "api/request_error.h"

namespace daemun::management {

// The changes that members of a body mean: null and the empty string empty a column.
template <typename T>
storage::TextChange change_of(const std::optional<T>& member) {
  if (!member || member->empty()) return {.is_given = member.has_value(), .value = std::nullopt};
  return {.is_given = true, .value = *member};
}
template <typename T>
storage::TextChange change_of(const Patch<T>& member) {
  const std::optional<T>& value = member;
  auto change = change_of(value);
  change.is_given = member.is_given;
  return change;
}

// With identifiers in canonical form. Errors: 400 guard.invalid_input, 422 entity.value_too_long,
// user.invalid_phone.
api::Outcome<storage::UserChanges> check_user_changes(
    storage::UserChanges changes, const std::optional<Raw<UserProfile>>& profile
);

// As the changes leave the user.
void apply(const storage::UserChanges& changes, User& user);

// An imported hash: passwordDigest and passwordAlgorithm. Nothing when the body has none.
// Errors: 400 user.password_algorithm_required,
// password.invalid_legacy_password_format, password.unsupported_legacy_hash_algorithm,
// guard.invalid_input.
api::Outcome<std::optional<UserPassword>> parse_imported_password(
    const std::optional<Text<0, 256>>& digest, const std::optional<PasswordAlgorithm>& name
);

// 422 user.*_already_in_use; 404 when there is no such user.
api::RequestError to_user_error(const storage::Conflict& conflict);
// 404 entity.not_found, for an id that names no user.
api::RequestError no_such_user();

}  // namespace daemun::management

#endif
