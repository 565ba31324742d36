// How many people a connector is the only way in for: what an administrator should know before it
// is deleted.
#ifndef DAEMUN_STORAGE_DEPENDENT_USERS_H
#define DAEMUN_STORAGE_DEPENDENT_USERS_H

#include "domain/sso_connector.h"
#include "storage/database.h"

#include <cstdint>
#include <string>
#include <vector>

namespace daemun::storage {

// Besides a password of an account that has an identifier: what the tenant lets people sign in
// with.
struct WaysIn {
  bool email_code = false;
  bool phone_code = false;
  bool passkey = false;
  std::vector<std::string> social_targets{};
  std::vector<SsoConnectorId> sso_connectors{};
};

class DependentUsers {
 public:
  DependentUsers(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // Those with an account at the service, or by the enterprise connector, and no way in but it;
  // `others` may name it as well.
  Task<std::int64_t> count_by_target(std::string target, WaysIn others) const;
  Task<std::int64_t> count_by_sso_connector(SsoConnectorId connector, WaysIn others) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
