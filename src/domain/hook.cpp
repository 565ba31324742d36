#include "domain/hook.h"

#include "base/text.h"

namespace daemun {

HookConfig parse_hook_config(const json::object& config) {
  HookConfig parsed;
  parsed.url = find_string(config, "url").value_or("");
  parsed.retries = find_integer(config, "retries").value_or(parsed.retries);
  if (const auto* headers = find_object(config, "headers")) {
    for (const auto& header : *headers) {
      if (!header.value().is_string()) continue;
      parsed.headers.emplace_back(header.key(), header.value().as_string());
    }
  }
  return parsed;
}

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
