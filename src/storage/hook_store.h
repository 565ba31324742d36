// Webhooks, and the messages that wait for them in the outbox.
#ifndef DAEMUN_STORAGE_HOOK_STORE_H
#define DAEMUN_STORAGE_HOOK_STORE_H

#include "crypto/random.h"
#include "domain/hook.h"
#include "storage/database.h"
#include "storage/vault.h"

#include <optional>
#include <string_view>
#include <vector>

namespace daemun::storage {

// Of an outbox message whose payload is {"hookId", "body"}: the body is sent as it is.
inline constexpr std::string_view webhook_kind = "webhook";

class HookStore {
 public:
  HookStore(Database& database, const Vault& vault, TenantId tenant)
      : database_(database), vault_(vault), tenant_(std::move(tenant)) {}

  Task<std::vector<Hook>> list() const;  // newest first
  Task<std::optional<Hook>> find(HookId id) const;

  Statement insert(const Hook& hook) const;
  // Every column but id, signing key and created_at; one row.
  Statement update(const Hook& hook) const;
  Statement update_signing_key(const HookId& id, const Secret& signing_key) const;
  Statement remove(const HookId& id) const;

  // A message for each hook that is told of the event.
  Plan insert_messages(
      const std::vector<Hook>& hooks, const HookEvent& event, crypto::Random& random, TimePoint now
  ) const;

 private:
  Hook hook_of(const Row& row) const;

  Database& database_;
  const Vault& vault_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
