// Sends back-channel logout notices (OpenID Connect Back-Channel Logout 1.0, 2.5).
#ifndef DAEMUN_APP_LOGOUT_SENDER_H
#define DAEMUN_APP_LOGOUT_SENDER_H

#include "app/outbox_lane.h"
#include "domain/logout_notice.h"
#include "net/http_task.h"
#include "oidc/backchannel_logout.h"
#include "oidc/dependencies.h"
#include "oidc/key_ring.h"
#include "storage/session_end.h"

namespace daemun::app {

// After this age a notice is given up, with an error in the log.
inline constexpr Milliseconds logout_lifetime = std::chrono::hours(24);

class LogoutSender final : public MessageSender {
 public:
  // Keeps references.
  LogoutSender(const oidc::Dependencies& tenant, oidc::KeyRings& keys, net::TaskHttpClient& client)
      : tenant_(tenant), keys_(keys), client_(client) {}

  std::string_view kind() const override { return storage::backchannel_logout_kind; }
  Milliseconds timeout() const override { return std::chrono::seconds(5); }
  Task<Attempt> send(storage::OutboxMessage message) override;

 private:
  enum class Outcome { delivered, refused, failed };
  Task<Outcome> post(const storage::OutboxMessage& message, LogoutNotice notice);
  void give_up(const storage::OutboxMessage& message, std::string_view reason) const;

  const oidc::Dependencies& tenant_;
  oidc::KeyRings& keys_;
  net::TaskHttpClient& client_;
};

}  // namespace daemun::app

#endif
