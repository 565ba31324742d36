#include "experience/account_changes.h"

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

}  // namespace daemun::experience
