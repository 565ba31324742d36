// Subject tokens: found by their value, of which only the hash is kept, and consumed once.
#ifndef DAEMUN_STORAGE_SUBJECT_TOKEN_STORE_H
#define DAEMUN_STORAGE_SUBJECT_TOKEN_STORE_H

#include "base/secret.h"
#include "domain/subject_token.h"
#include "storage/database.h"

#include <optional>

namespace daemun::storage {

class SubjectTokenStore {
 public:
  SubjectTokenStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // Also consumed and expired ones: the caller says why it refuses.
  Task<std::optional<SubjectToken>> find_by_value(Secret value) const;

  // Conflicts: foreign_key when there is no such user.
  Statement insert(const SubjectToken& token, const Secret& value) const;
  // Hits one row when the token is neither consumed nor expired.
  Statement consume(const SubjectTokenId& id, TimePoint now) const;
  // At most 1,000 rows.
  Statement remove_expired(TimePoint before) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
