// The audit log: append only.
#ifndef DAEMUN_STORAGE_LOG_STORE_H
#define DAEMUN_STORAGE_LOG_STORE_H

#include "domain/audit_event.h"
#include "storage/database.h"
#include "storage/search.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace daemun::storage {

// The members that are given must match.
struct LogFilter {
  std::optional<UserId> user_id{};
  std::optional<ApplicationId> application_id{};
  // Deliveries of webhooks are shown with their webhook: without one, only all other lines.
  std::optional<HookId> hook_id{};
  std::optional<std::string> key{};
  std::optional<TimePoint> after{};   // exclusive
  std::optional<TimePoint> before{};  // exclusive
};

class LogStore {
 public:
  // No list counts further: a million lines take too long to count at each call.
  static constexpr std::int64_t count_limit = 10'000;

  LogStore(Database& database, TenantId tenant) : database_(database), tenant_(std::move(tenant)) {}

  struct StoredEvent {
    std::string id{};
    std::string key{};
    std::string payload{};  // JSON
    TimePoint created_at{};
  };
  // Newest first, of all kinds.
  Task<std::vector<StoredEvent>> list(std::size_t limit) const;
  struct Page {
    std::vector<StoredEvent> events{};
    std::int64_t total = 0;        // at most count_limit
    bool is_total_capped = false;  // there are more
  };
  // Newest first. Reads the rows of the page and of those before it from an index.
  Task<Page> list_page(LogFilter filter, Window window) const;
  Task<std::optional<StoredEvent>> find(std::string id) const;

  Statement insert(const AuditEvent& event) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
