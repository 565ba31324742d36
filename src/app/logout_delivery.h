// Sends what waits in a tenant's outbox: back-channel logout notices (OpenID Connect Back-Channel
// Logout 1.0, 2.5). At least once: the message is claimed before it is sent and removed afterwards.
#ifndef DAEMUN_APP_LOGOUT_DELIVERY_H
#define DAEMUN_APP_LOGOUT_DELIVERY_H

#include "base/clock.h"
#include "base/task.h"
#include "http/client.h"
#include "oidc/backchannel_logout.h"
#include "oidc/dependencies.h"
#include "oidc/key_ring.h"
#include "storage/outbox_store.h"

#include <cstdint>

namespace daemun::app {

// How long to wait after that many failed attempts: 10 s, doubled each time, at most an hour.
Milliseconds delivery_pause(std::int64_t attempts);
// After this age a message is given up, with an error in the log.
inline constexpr Milliseconds delivery_lifetime = std::chrono::hours(24);

class LogoutDelivery {
 public:
  LogoutDelivery(const oidc::Dependencies& tenant, oidc::KeyRings& keys, http::HttpClient& client)
      : tenant_(tenant), keys_(keys), client_(client), outbox_(tenant.database, tenant.tenant) {}

  // Sends all that is due, a few at a time; blocks until each has been answered or timed out.
  void run_due();

 private:
  Task<void> deliver(storage::OutboxMessage message);
  Task<bool> send(storage::OutboxMessage message, oidc::LogoutNotice notice);
  Task<void> remove(std::string id);
  void give_up(const storage::OutboxMessage& message, std::string_view reason) const;

  const oidc::Dependencies& tenant_;
  oidc::KeyRings& keys_;
  http::HttpClient& client_;
  storage::OutboxStore outbox_;
};

}  // namespace daemun::app

#endif
