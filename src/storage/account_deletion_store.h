// Accounts that wait for their deletion: domain/account_deletion.h. Their sessions and grants end
// with the plan that inserts the row, and as long as it is there the account has none: the reads of
// sessions and grants look at it.
#ifndef DAEMUN_STORAGE_ACCOUNT_DELETION_STORE_H
#define DAEMUN_STORAGE_ACCOUNT_DELETION_STORE_H

#include "domain/account_deletion.h"
#include "storage/database.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace daemun::storage {

class AccountDeletionStore {
 public:
  AccountDeletionStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  Task<std::optional<AccountDeletion>> find(UserId user) const;
  // At most `limit`, the oldest first. A suspended user is not erased: an administrator looks into
  // the account.
  Task<std::vector<AccountDeletion>> list_due(TimePoint now, std::int64_t limit) const;

  // Before what ends sessions and grants. Conflicts: unique when it is scheduled already, row_count
  // when there is no such user.
  Plan insert(const AccountDeletion& deletion) const;
  // One row while it is scheduled as it was read: the account stays.
  Statement cancel(const AccountDeletion& deletion) const;
  // The account stays, scheduled or not.
  Statement remove(const UserId& user) const;
  // Begins the plan that erases the account. Holds only while it is due.
  Plan finish(const UserId& user, TimePoint now) const;
  // One row while no deletion is scheduled; changes nothing. After a statement that holds the
  // user's row, or a deletion that is scheduled at the same time is not seen.
  Statement require_none(const UserId& user) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
