#include "domain/audit_event.h"

#include "base/text.h"

namespace daemun {

std::string to_json_text(const AuditEvent& event) {
  json::object payload = event.details;
  payload["key"] = event.key;
  payload["result"] = event.is_success ? "Success" : "Error";
  if (event.error) payload["error"] = *event.error;
  if (!event.ip.empty()) payload["ip"] = event.ip;
  const auto user_agent = std::string_view(event.user_agent).substr(0, max_user_agent_bytes);
  if (!user_agent.empty() && is_valid_utf8(user_agent)) payload["userAgent"] = user_agent;
  if (event.user_id) payload["userId"] = event.user_id->value();
  if (event.application_id) payload["applicationId"] = event.application_id->value();
  if (event.session_id) payload["sessionId"] = event.session_id->value();
  if (event.hook_id) payload["hookId"] = event.hook_id->value();
  return json::serialize(payload);
}

}  // namespace daemun
