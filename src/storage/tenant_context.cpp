#include "storage/tenant_context.h"

#include "base/text.h"

#include <utility>

namespace daemun::storage {

AuditEvent make_audit_event(const TenantContext& context, std::string key, RequestOrigin origin) {
  AuditEvent event;
  event.id = crypto::random_id(context.random, 21);
  event.key = std::move(key);
  event.ip = origin.ip;
  const auto user_agent = origin.user_agent.substr(0, max_user_agent_bytes);
  if (is_valid_utf8(user_agent)) event.user_agent = user_agent;
  event.created_at = context.clock.now();
  return event;
}

}  // namespace daemun::storage
