// The access rules of applications, and which of them are true of a user.
#ifndef DAEMUN_STORAGE_APPLICATION_ACCESS_STORE_H
#define DAEMUN_STORAGE_APPLICATION_ACCESS_STORE_H

#include "crypto/random.h"
#include "domain/application_access.h"
#include "storage/database.h"

namespace daemun::storage {

class ApplicationAccessStore {
 public:
  ApplicationAccessStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // Each list in the order of its ids.
  Task<ApplicationAccessRules> list_rules(ApplicationId application) const;
  // One query, however many rules there are.
  Task<ApplicationAccessFacts> find_facts(ApplicationId application, UserId user) const;

  // In place of all that there are; each rule once. Conflicts: foreign_key and row_count when a
  // rule names what does not exist, or a role that is not for users.
  Plan replace_rules(
      const ApplicationId& application, const ApplicationAccessRules& rules, crypto::Random& random
  ) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
