// Messages to others, written in the plan of their cause and sent at least once by app/jobs.
#ifndef DAEMUN_STORAGE_OUTBOX_STORE_H
#define DAEMUN_STORAGE_OUTBOX_STORE_H

#include "base/clock.h"
#include "base/id.h"
#include "storage/database.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace daemun::storage {

struct OutboxMessage {
  std::string id{};        // 21 characters; receivers of logouts see it: repetitions are recognised
  std::string kind{};      // "backchannel_logout", "webhook"
  std::string receiver{};  // the client or hook that it is for
  std::string payload{};   // JSON; its members are the kind's
  std::int64_t attempts = 0;
  TimePoint created_at{};
  TimePoint next_attempt_at{};
};

// Which messages to look for.
struct DueMessages {
  std::string kind{};
  TimePoint now{};
  std::size_t limit = 10;
  std::vector<std::string> except_receivers{};
};

class OutboxStore {
 public:
  OutboxStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // The longest waiting first.
  Task<std::vector<OutboxMessage>> list_due(DueMessages due) const;

  Statement insert(const OutboxMessage& message) const;
  // Takes the message for one sender: hits one row when nobody else has tried since `attempts`.
  Statement claim(const std::string& id, std::int64_t attempts, TimePoint next_attempt_at) const;
  Statement remove(const std::string& id) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
