// One line of the audit log, with Logto's keys and payload members.
#ifndef DAEMUN_DOMAIN_AUDIT_EVENT_H
#define DAEMUN_DOMAIN_AUDIT_EVENT_H

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"
#include "domain/hook.h"

#include <optional>
#include <string>

namespace daemun {

inline constexpr std::size_t max_user_agent_bytes = 512;

struct AuditEvent {
  std::string id{};   // 21 characters [0-9a-z]
  std::string key{};  // "ExchangeTokenBy.RefreshToken", "Interaction.SignIn.Submit" ...
  bool is_success = true;
  std::optional<std::string> error{};  // a code, never a secret
  std::optional<UserId> user_id{};
  std::optional<ApplicationId> application_id{};
  std::optional<SessionId> session_id{};
  std::optional<HookId> hook_id{};  // of the lines about deliveries of a webhook
  std::string ip{};
  std::string user_agent{};
  json::object details{};  // further members of the payload
  TimePoint created_at{};
};

// {"key", "result", "error"?, "ip"?, "userAgent"?, "userId"?, ...}. What a browser calls itself is
// cut after 512 bytes, and left out when it is not UTF-8, which a database would refuse.
std::string to_json_text(const AuditEvent& event);

}  // namespace daemun

#endif
