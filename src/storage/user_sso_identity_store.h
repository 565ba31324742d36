// Users' accounts at companies' identity providers.
#ifndef DAEMUN_STORAGE_USER_SSO_IDENTITY_STORE_H
#define DAEMUN_STORAGE_USER_SSO_IDENTITY_STORE_H

#include "domain/sso_connector.h"
#include "storage/database.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::storage {

// The account `id` at an issuer.
struct SsoAccount {
  std::string issuer{};
  std::string id{};
};

class UserSsoIdentityStore {
 public:
  UserSsoIdentityStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  Task<std::vector<SsoIdentity>> list(UserId user) const;  // oldest first
  // Those of each, oldest first.
  Task<std::vector<SsoIdentity>> list_all(std::vector<UserId> users) const;
  Task<std::optional<SsoIdentity>> find(SsoAccount account) const;

  // A conflict: unique when the account is somebody's, or the user has one by this connector;
  // foreign_key when the user or the connector is gone.
  Statement insert(const SsoIdentity& identity) const;
  // What the provider says now. One row as long as the account is the user's, else none: for a plan
  // that depends on it.
  Statement refresh(
      const UserId& user, const SsoAccount& account, const json::object& detail, TimePoint now
  ) const;
  // The account at a provider that the connector was for before: another takes its place.
  Statement remove_of_other_issuers(
      const UserId& user, const SsoConnectorId& connector, const std::string& issuer
  ) const;
  // One row; none when there is no such identity.
  Statement remove(const UserId& user, const SsoConnectorId& connector) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
