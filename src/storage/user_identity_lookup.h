// Whose an account at another service is. UserStore writes the identities.
#ifndef DAEMUN_STORAGE_USER_IDENTITY_LOOKUP_H
#define DAEMUN_STORAGE_USER_IDENTITY_LOOKUP_H

#include "storage/user_store.h"

#include <optional>
#include <string>

namespace daemun::storage {

// The account `id` of the service `target`.
struct ForeignIdentity {
  std::string target{};
  std::string id{};
};

class UserIdentityLookup {
 public:
  UserIdentityLookup(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  Task<std::optional<UserStore::WithPassword>> find_owner(ForeignIdentity identity) const;
  // One row as long as the identity is the user's, else none: for a plan that depends on it.
  Statement require(const UserId& user, const ForeignIdentity& identity) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
