// The messages log: what became of each e-mail and text message, for 30 days.
#ifndef DAEMUN_STORAGE_MESSAGE_STORE_H
#define DAEMUN_STORAGE_MESSAGE_STORE_H

#include "domain/message_record.h"
#include "storage/database.h"
#include "storage/search.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace daemun::storage {

inline constexpr Milliseconds message_record_lifetime = std::chrono::days(30);

// How a message ended.
struct MessageEnd {
  MessageStatus status = MessageStatus::sent;
  std::optional<std::string> error{};
  TimePoint at{};
};

class MessageStore {
 public:
  MessageStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  struct Page {
    std::vector<MessageRecord> records{};
    std::int64_t total = 0;
  };
  Task<Page> list_page(Window window) const;  // newest first

  Statement insert(const MessageRecord& record) const;
  // Of a record that is gone, nothing.
  Statement finish(const std::string& id, const MessageEnd& end) const;
  Statement remove_expired(TimePoint now) const;  // at most 1,000

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
