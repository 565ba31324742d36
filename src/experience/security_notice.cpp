#include "experience/security_notice.h"

#include "base/log.h"
#include "experience/code_message.h"

#include <utility>

namespace daemun::experience {
namespace {

// "2026-11-29 20:53 UTC"
std::string to_minute_text(TimePoint time) {
  const auto text = to_iso_text(time);
  return text.substr(0, 10) + " " + text.substr(11, 5) + " UTC";
}

}  // namespace

Task<storage::Plan> plan_security_notice(const Call* call, TemplateType event, User user) {
  if (!user.primary_email) co_return storage::Plan();
  const Dependencies& dependencies = call->dependencies;
  auto payload = co_await make_common_payload(call, connectors::ConnectorType::email);
  payload["time"] = to_minute_text(dependencies.clock.now());
  payload["ip"] = call->request.remote_address;
  messages::MessageOrder order{
      .to = *std::move(user.primary_email),
      .usage = event,
      .payload = std::move(payload),
      .ip = call->request.remote_address};
  auto message = co_await dependencies.messenger.prepare(std::move(order));
  if (!message) {
    const auto& error = message.error();
    if (error.code != "connector.not_found")
      log_warning("message.refused", {{"error", error.code}, {"usage", to_string(event)}});
    co_return storage::Plan();
  }
  co_return *std::move(message);
}

}  // namespace daemun::experience
