// Sends what webhooks are told. The end of each message, well or not, is an event of the audit log,
// which the Management API shows as the hook's recent requests.
#ifndef DAEMUN_APP_WEBHOOK_SENDER_H
#define DAEMUN_APP_WEBHOOK_SENDER_H

#include "app/outbox_lane.h"
#include "management/webhook_request.h"
#include "net/http_task.h"
#include "oidc/dependencies.h"
#include "storage/hook_store.h"
#include "storage/log_store.h"

namespace daemun::app {

// A message that has waited for so long is given up.
inline constexpr Milliseconds webhook_lifetime = std::chrono::hours(1);

class WebhookSender final : public MessageSender {
 public:
  // Keeps references.
  WebhookSender(const oidc::Dependencies& tenant, net::TaskHttpClient& client)
      : tenant_(tenant),
        client_(client),
        hooks_(tenant.database, tenant.vault, tenant.tenant),
        logs_(tenant.database, tenant.tenant) {}

  std::string_view kind() const override { return storage::webhook_kind; }
  Milliseconds timeout() const override { return management::webhook_timeout; }
  Task<Attempt> send(storage::OutboxMessage message) override;

 private:
  const oidc::Dependencies& tenant_;
  net::TaskHttpClient& client_;
  storage::HookStore hooks_;
  storage::LogStore logs_;
};

}  // namespace daemun::app

#endif
