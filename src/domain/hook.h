// Webhooks: who is told when something happens.
#ifndef DAEMUN_DOMAIN_HOOK_H
#define DAEMUN_DOMAIN_HOOK_H

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"
#include "base/secret.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daemun {

using HookId = Id<struct HookTag>;

// The events that a hook may name: Logto's list, so that its tools and scripts work. Some are never
// raised here (docs/operations.md).
inline constexpr std::array<std::string_view, 31> hook_events{
    "PostRegister",
    "PostSignIn",
    "PostSignInAdaptiveMfaTriggered",
    "PostResetPassword",
    "User.Created",
    "User.Deleted",
    "User.Data.Updated",
    "User.SuspensionStatus.Updated",
    "TrustedDevice.Created",
    "TrustedDevice.Deleted",
    "Role.Created",
    "Role.Deleted",
    "Role.Data.Updated",
    "Role.Scopes.Updated",
    "Scope.Created",
    "Scope.Deleted",
    "Scope.Data.Updated",
    "Organization.Created",
    "Organization.Deleted",
    "Organization.Data.Updated",
    "Organization.Membership.Updated",
    "OrganizationRole.Created",
    "OrganizationRole.Deleted",
    "OrganizationRole.Data.Updated",
    "OrganizationRole.Scopes.Updated",
    "OrganizationScope.Created",
    "OrganizationScope.Deleted",
    "OrganizationScope.Data.Updated",
    "Identifier.Lockout",
    "Message.RateLimited",
    "Grant.LimitExceeded",
};

struct Hook {
  HookId id{};
  std::string name{};
  std::vector<std::string> events{};
  json::object config{};  // as the API shows it; see HookConfig
  Secret signing_key{};
  bool enabled = true;
  TimePoint created_at{};
};

// {"url", "headers"?, "retries"?}
struct HookConfig {
  std::string url{};
  std::vector<std::pair<std::string, std::string>> headers{};
  std::int64_t retries = 3;  // after the first attempt
};

// Members of another type are ignored: they were checked when they came in.
HookConfig parse_hook_config(const json::object& config);

// Deliveries that have come to an end, well or not.
struct HookExecutions {
  std::int64_t requests = 0;
  std::int64_t successes = 0;
};

// An event. Receivers get the payload beside hookId, event and createdAt.
struct HookEvent {
  std::string event{};
  json::object payload{};
};

// Enabled, and listening to the event.
bool is_told(const Hook& hook, std::string_view event);

// The body that a receiver gets: {"hookId", "event", "createdAt", ...}.
std::string make_hook_body(const HookId& id, const HookEvent& event, TimePoint now);

}  // namespace daemun

#endif
