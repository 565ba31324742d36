// Where sign-ins go that SAML providers begin on their own, one row a connector.
#ifndef DAEMUN_STORAGE_IDP_INITIATED_CONFIG_STORE_H
#define DAEMUN_STORAGE_IDP_INITIATED_CONFIG_STORE_H

#include "domain/idp_initiated_config.h"
#include "storage/database.h"

#include <optional>

namespace daemun::storage {

class IdpInitiatedConfigStore {
 public:
  IdpInitiatedConfigStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // Nothing: the connector takes no sign-in that it has not asked for.
  Task<std::optional<IdpInitiatedConfig>> find(SsoConnectorId connector) const;

  // In the place of the one before, whose created_at stays. A foreign_key conflict when the
  // connector or the application is gone.
  Statement put(const IdpInitiatedConfig& config) const;
  // One row; none when there is none.
  Statement remove(const SsoConnectorId& connector) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
