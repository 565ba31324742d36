// The audit log: append only.
#ifndef DAEMUN_STORAGE_LOG_STORE_H
#define DAEMUN_STORAGE_LOG_STORE_H

#include "domain/audit_event.h"
#include "storage/database.h"

#include <cstddef>
#include <string>
#include <vector>

namespace daemun::storage {

class LogStore {
 public:
  LogStore(Database& database, TenantId tenant) : database_(database), tenant_(std::move(tenant)) {}

  struct StoredEvent {
    std::string id;
    std::string key;
    std::string payload;  // JSON
    TimePoint created_at{};
  };
  // Newest first.
  Task<std::vector<StoredEvent>> list(std::size_t limit) const;

  Statement insert(const AuditEvent& event) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
