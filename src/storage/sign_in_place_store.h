// Where people have signed in: what the adaptive rules compare a sign-in with.
#ifndef DAEMUN_STORAGE_SIGN_IN_PLACE_STORE_H
#define DAEMUN_STORAGE_SIGN_IN_PLACE_STORE_H

#include "domain/sign_in_place.h"
#include "storage/database.h"

#include <optional>
#include <utility>

namespace daemun::storage {

class SignInPlaceStore {
 public:
  SignInPlaceStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // Empty for a person who has signed in nowhere yet. Nothing for a row that cannot be read, which
  // the next upsert replaces: it must not stop every sign-in of the person.
  Task<std::optional<KnownPlaces>> find(UserId user) const;

  // In the place of what was known. Of two sign-ins at once the later one counts: a country that
  // it did not see is asked about once more.
  Statement upsert(const UserId& user, const KnownPlaces& known, TimePoint now) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
