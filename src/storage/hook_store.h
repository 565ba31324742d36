// Webhooks, and the messages that wait for them in the outbox.
#ifndef DAEMUN_STORAGE_HOOK_STORE_H
#define DAEMUN_STORAGE_HOOK_STORE_H

#include "crypto/random.h"
#include "domain/hook.h"
#include "storage/database.h"
#include "storage/search.h"
#include "storage/sentinel_store.h"
#include "storage/vault.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::storage {

// Of an outbox message whose receiver is a hook's id, and whose payload is sent as it is.
inline constexpr std::string_view webhook_kind = "webhook";

// The members that are given change.
struct HookChanges {
  std::optional<std::string> name{};
  std::optional<std::vector<std::string>> events{};
  std::optional<json::object> config{};
  std::optional<bool> enabled{};
};

struct Lockout {
  SentinelTarget target{};
  TimePoint until{};
};

// One event about a target in such a span.
struct Rarity {
  std::string target_hash{};
  Milliseconds span{};
};

class HookStore {
 public:
  HookStore(Database& database, const Vault& vault, TenantId tenant)
      : database_(database), vault_(vault), tenant_(std::move(tenant)) {}

  Task<std::vector<Hook>> list() const;  // newest first
  struct Page {
    std::vector<Hook> hooks{};
    std::int64_t total = 0;
  };
  Task<Page> list_page(Window window) const;  // newest first
  Task<std::optional<Hook>> find(HookId id) const;
  // Of every hook of the tenant, after that time.
  Task<std::map<HookId, HookExecutions>> count_executions(TimePoint after) const;
  Task<HookExecutions> count_executions(HookId id, TimePoint after) const;

  Statement insert(const Hook& hook) const;
  // One row; none when there is no such hook.
  Statement update(const HookId& id, const HookChanges& changes) const;
  Statement update_signing_key(const HookId& id, const Secret& signing_key) const;
  Statement remove(const HookId& id) const;

  // A message for each hook that is told of the event.
  Plan insert_messages(
      const std::vector<Hook>& hooks, const HookEvent& event, crypto::Random& random, TimePoint now
  ) const;
  // The same, if the target is locked until exactly then: the attempt is the one that locked it.
  // One message a hook and lock, however many attempts at once meet it.
  Plan insert_lockout_messages(
      const std::vector<Hook>& hooks, const HookEvent& event, const Lockout& lockout, TimePoint now
  ) const;
  // The same, unless one has been told of the target within the span before `now`.
  Plan insert_rare_messages(
      const std::vector<Hook>& hooks, const HookEvent& event, const Rarity& rarity, TimePoint now
  ) const;

 private:
  Hook hook_of(const Row& row) const;

  Database& database_;
  const Vault& vault_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
