// One administrator must always be able to sign in to the console: the refusal of changes that
// could shut out the last one, of a user of the admin tenant or of its settings.
#ifndef DAEMUN_STORAGE_LAST_ADMINISTRATOR_H
#define DAEMUN_STORAGE_LAST_ADMINISTRATOR_H

#include "domain/sign_in_experience.h"
#include "storage/settings.h"
#include "storage/sql.h"
#include "storage/user_store.h"

namespace daemun::storage {

// Makes the beginnings of plans that hold only if an administrator is left who can sign in. They
// are empty in other tenants, whose users run nothing, and where nobody is shut out.
class LastAdministrator {
 public:
  // Both outlive it.
  LastAdministrator(Database& database, Settings& settings)
      : database_(database), settings_(settings) {}

  // After the change `user` cannot sign in, or is no administrator.
  Task<Plan> without(UserId user) const;
  // The change is one of identifiers of `user`.
  Task<Plan> with_identifiers(UserId user, UserChanges changes) const;
  // The change is one of the sign-in experience.
  Plan with_settings(const SignInExperience& before, const SignInExperience& after) const;

  // Whether a plan that begins so was refused for that reason: 422 console.last_administrator.
  static bool is_refused(const Plan& beginning, const Conflict& conflict);

 private:
  bool is_here() const;

  Database& database_;
  Settings& settings_;
};

}  // namespace daemun::storage

#endif
