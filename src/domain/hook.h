// Webhooks: who is told when something happens.
#ifndef DAEMUN_DOMAIN_HOOK_H
#define DAEMUN_DOMAIN_HOOK_H

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"
#include "base/secret.h"

#include <string>
#include <string_view>
#include <vector>

namespace daemun {

using HookId = Id<struct HookTag>;

struct Hook {
  HookId id{};
  std::string name{};
  std::vector<std::string> events{};  // "PostSignIn", "User.Created" ...
  json::object config{};              // {"url", "headers"?, "retries"?}
  Secret signing_key{};
  bool enabled = true;
  TimePoint created_at{};
};

// What happened. The payload is what receivers get beside hookId, event and createdAt.
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
