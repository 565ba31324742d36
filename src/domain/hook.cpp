#include "domain/hook.h"

#include "base/text.h"

namespace daemun {

bool is_told(const Hook& hook, std::string_view event) {
  return hook.enabled && contains(hook.events, event);
}

std::string make_hook_body(const HookId& id, const HookEvent& event, TimePoint now) {
  json::object body{
      {"hookId", id.value()}, {"event", event.event}, {"createdAt", to_iso_text(now)}};
  for (const auto& member : event.payload)
    body[member.key()] = member.value();
  return json::serialize(body);
}

}  // namespace daemun
