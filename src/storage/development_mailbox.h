// Messages that are shown instead of sent, so that a developer needs no mail service: the last 200,
// for a day. They hold codes and are sealed: a copy of the database tells nothing of them, and no
// export has them.
#ifndef DAEMUN_STORAGE_DEVELOPMENT_MAILBOX_H
#define DAEMUN_STORAGE_DEVELOPMENT_MAILBOX_H

#include "base/clock.h"
#include "base/json.h"
#include "storage/database.h"
#include "storage/vault.h"

#include <cstdint>
#include <string>
#include <vector>

namespace daemun::storage {

inline constexpr Milliseconds development_message_lifetime = std::chrono::hours(24);
inline constexpr std::int64_t max_development_messages = 200;

struct DevelopmentMessage {
  std::string id{};
  json::object content{};  // type, to, usageType, subject?, text, html?, payload
  TimePoint created_at{};
};

class DevelopmentMailbox {
 public:
  DevelopmentMailbox(Database& database, const Vault& vault, TenantId tenant)
      : database_(database), vault_(vault), tenant_(std::move(tenant)) {}

  Task<std::vector<DevelopmentMessage>> list(TimePoint now) const;  // newest first

  // With what makes room for it.
  Plan insert(const DevelopmentMessage& message) const;
  Statement remove_all() const;
  static Statement remove_expired(const TenantId& tenant, TimePoint now);

 private:
  std::string place_of(const std::string& id) const;

  Database& database_;
  const Vault& vault_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
