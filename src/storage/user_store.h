// Users and their passwords.
#ifndef DAEMUN_STORAGE_USER_STORE_H
#define DAEMUN_STORAGE_USER_STORE_H

#include "domain/user.h"
#include "storage/database.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace daemun::storage {

// The columns of a user in the order in which every query names them:
// id, username, primary_email, primary_phone, name, avatar, profile, custom_data, identities,
// application_id, is_suspended, last_sign_in_at, created_at, updated_at
User user_of(const Row& row, std::size_t first_column);

class UserStore {
 public:
  UserStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  Task<std::optional<User>> find(UserId id) const;
  Task<std::optional<User>> find(Identifier identifier) const;

  struct WithPassword {
    User user;
    std::optional<UserPassword> password;
  };
  Task<std::optional<WithPassword>> find_with_password(Identifier identifier) const;
  Task<std::optional<WithPassword>> find_with_password(UserId id) const;
  // Ordered by creation; at most `limit`.
  Task<std::vector<User>> list(std::size_t limit, std::size_t offset) const;

  // Conflicts: unique (users_username, users_primary_email, users_primary_phone).
  Statement insert(const User& user, const std::optional<UserPassword>& password) const;
  // Every column but the password; exactly one row.
  Statement update(const User& user) const;
  Statement update_password(const UserId& id, const UserPassword& password, TimePoint now) const;
  Statement update_last_sign_in(const UserId& id, TimePoint now) const;
  Statement update_suspension(const UserId& id, bool is_suspended, TimePoint now) const;
  Statement remove(const UserId& id) const;
  // No conflict when the user holds the role already.
  Statement assign_role(const UserId& user, const RoleId& role) const;
  // Every role of type User that is marked as default.
  Statement assign_default_roles(const UserId& user) const;

 private:
  Database& database_;
  TenantId tenant_;
};

// Which identifier a unique conflict of insert or update is about, by the constraint's name.
std::optional<IdentifierType> conflicting_identifier(const Conflict& conflict);

}  // namespace daemun::storage

#endif
