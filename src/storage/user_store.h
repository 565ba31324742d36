// Users and their passwords.
#ifndef DAEMUN_STORAGE_USER_STORE_H
#define DAEMUN_STORAGE_USER_STORE_H

#include "domain/user.h"
#include "storage/database.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::storage {

// Of a row with user_store.columns.
User user_of(const Row& row);

// A text column: set when it is given; no value empties it.
struct TextChange {
  bool is_given = false;
  std::optional<std::string> value{};
};

// The members that are given change.
struct UserChanges {
  TextChange username{};
  TextChange primary_email{};
  TextChange primary_phone{};
  TextChange name{};
  TextChange avatar{};
  std::optional<std::string> custom_data{};  // JSON objects, replaced as a whole
  std::optional<std::string> profile{};
};

// What a proof was about. A new password, or another address, makes it worthless.
struct ProvenAccount {
  TimePoint password_updated_at{};      // the epoch: the account had no password
  std::optional<Identifier> address{};  // the e-mail address or phone number that was proven
};

// A column that holds a JSON object.
enum class UserDocument { profile, custom_data, identities, logto_config };

struct UserDocumentChange {
  std::string before{};  // as it was read
  std::string after{};
};

class UserStore {
 public:
  UserStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  Task<std::optional<User>> find(UserId id) const;
  Task<std::optional<User>> find(Identifier identifier) const;

  struct WithPassword {
    User user;
    std::optional<UserPassword> password;
    bool is_password_expired = false;  // the next sign-in has to choose another one
    std::optional<TimePoint> password_updated_at{};
  };
  Task<std::optional<WithPassword>> find_with_password(Identifier identifier) const;
  Task<std::optional<WithPassword>> find_with_password(UserId id) const;
  // Each work that a stored password of the tenant takes, but for that of our own hashes:
  // crypto/password_work.h.
  Task<std::vector<std::string>> list_password_work() const;
  // Newest first; at most `limit`.
  Task<std::vector<User>> list(std::size_t limit, std::size_t offset) const;
  Task<std::optional<std::string>> find_logto_config(UserId id) const;

  // The user, identities as rows, and the tenant's count of users.
  // Conflicts: unique (users_username, users_primary_email, users_primary_phone,
  // user_identities_identity).
  Plan insert(const User& user, const std::optional<UserPassword>& password) const;
  // One row; none when there is no such user. Conflicts as insert.
  Statement update(const UserId& id, const UserChanges& changes, TimePoint now) const;
  // The same for an account that signs in. None as well when it is suspended, or when its
  // identifiers or documents are no longer those of `before`: the change was decided on them.
  Statement update_at_sign_in(const User& before, const UserChanges& changes, TimePoint now) const;
  // One row; none as well when the document is no longer what was read.
  Statement replace(
      const UserId& id, UserDocument document, const UserDocumentChange& change, TimePoint now
  ) const;
  // That the account `identity` of the service `target` is this user's. Conflicts: unique when it
  // is another user's. Beside replace() of the identities.
  Statement put_identity(const UserId& id, std::string_view target, std::string_view identity)
      const;
  Statement remove_identity(const UserId& id, std::string_view target) const;
  // It is no longer expired.
  Statement update_password(const UserId& id, const UserPassword& password, TimePoint now) const;
  // One row; none when the account has a password.
  Statement add_password(const UserId& id, const UserPassword& password, TimePoint now) const;
  // One row while the account is as it was when somebody proved to own it; changes nothing. Beside
  // what the proof brings about.
  Statement require_proven(const UserId& id, const ProvenAccount& proven) const;
  Statement update_password_expiration(const UserId& id, bool is_expired, TimePoint now) const;
  // The same password under a better hash; nothing if another password has been set meanwhile.
  Statement renew_hash(const UserId& id, const UserPassword& before, const UserPassword& renewed)
      const;
  // One row; none when the account is suspended.
  Statement update_last_sign_in(const UserId& id, TimePoint now) const;
  Statement update_suspension(const UserId& id, bool is_suspended, TimePoint now) const;
  // With all that is the user's, and the tenant's count. Exactly one row.
  Plan remove(const UserId& id) const;
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
