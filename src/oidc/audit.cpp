#include "oidc/audit.h"

#include "crypto/random.h"

namespace daemun::oidc {

AuditEvent make_audit_event(
    const Dependencies& dependencies, std::string key, const http::Request& request
) {
  AuditEvent event;
  event.id = crypto::random_id(dependencies.random, 21);
  event.key = std::move(key);
  event.ip = request.remote_address;
  event.user_agent = request.header("user-agent").value_or("");
  event.created_at = dependencies.clock.now();
  return event;
}

}  // namespace daemun::oidc
