// Rows that no longer count: dialogues, pushed requests, sessions and so on that have expired, and
// lines of the audit log that are older than they are kept.
#ifndef DAEMUN_STORAGE_EXPIRED_ROWS_H
#define DAEMUN_STORAGE_EXPIRED_ROWS_H

#include "storage/database.h"

#include <optional>

namespace daemun::storage {

struct Expiry {
  TimePoint before{};                           // rows that expired before that
  std::optional<TimePoint> log_lines_before{};  // nothing: all are kept
};

Task<bool> has_expired_rows(Database& database, TenantId tenant, Expiry expiry);
// At most 1,000 of each kind (lines of webhooks are a kind), so that the writer is never busy for
// long.
Plan remove_expired_rows(Database& database, const TenantId& tenant, const Expiry& expiry);

}  // namespace daemun::storage

#endif
