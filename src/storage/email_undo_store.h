// Undos of changed e-mail addresses: domain/email_undo.h. Of their tokens only hashes are kept.
#ifndef DAEMUN_STORAGE_EMAIL_UNDO_STORE_H
#define DAEMUN_STORAGE_EMAIL_UNDO_STORE_H

#include "base/secret.h"
#include "domain/email_undo.h"
#include "storage/database.h"

#include <optional>
#include <utility>
#include <vector>

namespace daemun::storage {

class EmailUndoStore {
 public:
  EmailUndoStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // Expired ones as well.
  Task<std::optional<EmailUndo>> find(Secret token) const;
  // Of a user, the oldest first; expired ones as well.
  Task<std::vector<EmailUndo>> list(UserId user) const;

  // It gets the next number of the user's. Conflicts: row_count when there is no such user.
  Plan insert(const EmailUndo& undo, const Secret& token) const;
  // Uses it up, and voids those of later changes. Holds once, and until it expires.
  Plan use(const EmailUndo& undo, const Secret& token, TimePoint now) const;
  // It and those of later changes: its address is the account's again.
  Statement remove_since(const EmailUndo& undo) const;
  // After the decision of an administrator about the address.
  Statement remove_all(const UserId& user) const;
  // At most 1,000.
  static Statement remove_expired(const TenantId& tenant, TimePoint before);

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
