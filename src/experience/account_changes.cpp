#include "experience/account_changes.h"

#include "experience/decisions.h"

namespace daemun::experience {
namespace {

storage::TextChange change_between(
    const std::optional<std::string>& before, const std::optional<std::string>& after
) {
  return {.is_given = before != after, .value = after};
}

}  // namespace

storage::UserChanges changes_between(const User& before, const User& after) {
  storage::UserChanges changes{
      .username = change_between(before.username, after.username),
      .primary_email = change_between(before.primary_email, after.primary_email),
      .primary_phone = change_between(before.primary_phone, after.primary_phone),
      .name = change_between(before.name, after.name),
      .avatar = change_between(before.avatar, after.avatar),
  };
  if (before.custom_data != after.custom_data) changes.custom_data = after.custom_data;
  if (before.profile != after.profile) changes.profile = after.profile;
  return changes;
}

RequestError refusal_of(const storage::Conflict& reason) {
  if (reason.reason != storage::Conflict::Reason::unique) return conflict();
  // Another user's account at another service, since it was proven.
  if (reason.constraint.find("user_identities") != std::string::npos)
    return {.code = "user.identity_already_in_use", .status = 422};
  const auto type = storage::conflicting_identifier(reason);
  // Otherwise it was a random identifier: another one will do.
  return type ? already_in_use(*type) : conflict();
}

}  // namespace daemun::experience
