// Verification records of the Account API. Their secret parts are sealed by a key of the vault.
#ifndef DAEMUN_STORAGE_ACCOUNT_VERIFICATION_STORE_H
#define DAEMUN_STORAGE_ACCOUNT_VERIFICATION_STORE_H

#include "domain/account_verification.h"
#include "storage/database.h"
#include "storage/vault.h"

#include <optional>
#include <string>

namespace daemun::storage {

class AccountVerificationStore {
 public:
  AccountVerificationStore(Database& database, const Vault& vault, TenantId tenant)
      : database_(database), vault_(vault), tenant_(std::move(tenant)) {}

  // Of that user, and no other; expired ones as well.
  Task<std::optional<AccountVerification>> find(UserId user, std::string id) const;

  // The user's newest of that kind and purpose; expired ones as well.
  struct Kind {
    std::string kind{};
    std::string purpose{};
  };
  Task<std::optional<AccountVerification>> find_newest(UserId user, Kind wanted) const;

  // The user's oldest go when there are more than max_account_verifications.
  Plan insert(const AccountVerification& verification) const;
  // The first proof: `after` with its verified_at, data and secret. One row; none when the record
  // was verified already, or has gone.
  Statement verify(const AccountVerification& after) const;
  // One row; none when it has been used already.
  Statement remove(const UserId& user, const std::string& id) const;
  // At most 1,000.
  static Statement remove_expired(const TenantId& tenant, TimePoint now);

 private:
  AccountVerification verification_of(const Row& row) const;
  std::string place_of(const AccountVerification& verification) const;
  SqlValue seal(const AccountVerification& verification) const;

  Database& database_;
  const Vault& vault_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
