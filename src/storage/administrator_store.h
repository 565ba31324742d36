// The administrators of the installation: users of the admin tenant who hold that role, and the
// setup that creates the first of them.
#ifndef DAEMUN_STORAGE_ADMINISTRATOR_STORE_H
#define DAEMUN_STORAGE_ADMINISTRATOR_STORE_H

#include "domain/administration.h"
#include "storage/database.h"

#include <optional>
#include <string>

namespace daemun::storage {

class AdministratorStore {
 public:
  explicit AdministratorStore(Database& database);

  // Whether somebody holds the role who may sign in.
  Task<bool> has_one() const;

  // Begins a plan after which `user` signs in with the identifiers of `after` only, if at all. It
  // holds only if an administrator is left who can sign in, or the user could not either. Two such
  // plans at once, each of which leaves the other's user, are kept apart.
  Plan keep_one(
      const UserId& user, const SignInIdentifiers& settings, const SignInIdentifiers& after
  ) const;
  // Begins a plan that changes which identifiers count. It holds only if an administrator is left
  // who can sign in, or there was none before.
  Plan keep_one(const SignInIdentifiers& before, const SignInIdentifiers& after) const;
  // Whether a plan that begins so was refused for that reason.
  static bool is_last(const Conflict& conflict);

  // The id of the open door, from which its code is derived. Nothing when the door is closed, and
  // as soon as there is an administrator, however they came.
  Task<std::optional<std::string>> find_setup_id() const;
  // Opens the door, if there is no administrator and it is not open yet. Any number of rows.
  Statement open_setup(const std::string& id) const;
  // Exactly one row: the door of that id was open, and there is no administrator.
  Statement pass_setup(const std::string& id) const;
  // Any number of rows.
  Statement close_setup() const;

 private:
  Database& database_;
};

}  // namespace daemun::storage

#endif
