// The deliveries of webhooks.
#ifndef DAEMUN_TESTS_FLOWS_HARNESS_WEBHOOKS_H
#define DAEMUN_TESTS_FLOWS_HARNESS_WEBHOOKS_H

#include "base/json.h"
#include "storage/hook_store.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "flows/harness/server.h"

namespace daemun::flows {

// A webhook for these events.
inline void listen(Server& server, std::vector<std::string> events) {
  const storage::HookStore hooks(*server.database, server.vault, server.tenant);
  server.commit(hooks.insert(
      {.id = HookId("hook"),
       .name = "Hook",
       .events = std::move(events),
       .config = {{"url", "https://hook.example"}},
       .signing_key = Secret("key"),
       .created_at = server.clock.now()}
  ));
}

// The bodies that wait for it, of one event.
inline std::vector<json::object> told(Server& server, std::string_view event) {
  std::vector<json::object> bodies;
  for (const auto& message : server.outbox(storage::webhook_kind)) {
    auto body = json::parse(message.payload).as_object();
    if (find_string(body, "event") == event) bodies.push_back(std::move(body));
  }
  return bodies;
}

}  // namespace daemun::flows

#endif
