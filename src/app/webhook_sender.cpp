#include "app/webhook_sender.h"

#include "base/log.h"
#include "base/text.h"

#include <utility>

namespace daemun::app {
namespace {

using Response = Result<net::Response, net::HttpError>;

constexpr JsonLimits body_limits{.max_bytes = 4 * 1024 * 1024, .max_depth = 64};
constexpr std::size_t max_logged_bytes = 4 * 1024;

std::string failure_of(const Response& response) {
  return response ? "status " + std::to_string(response->status) : response.error().description;
}

// The receiver's answer, for troubleshooting: JSON as such, else its beginning.
json::value loggable(const std::string& body) {
  if (body.size() <= max_logged_bytes) {
    if (auto parsed = parse_json(body)) return *std::move(parsed);
  }
  auto end = std::min(body.size(), max_logged_bytes);
  // Not in the middle of a character.
  while (end > 0 && end < body.size() && (static_cast<unsigned char>(body[end]) & 0xc0) == 0x80)
    --end;
  const auto text = std::string_view(body).substr(0, end);
  return is_valid_utf8(text) ? json::value(text) : json::value("");
}

// Logto's members. Neither the signature nor the custom headers, which may hold secrets.
AuditEvent make_event(const HookId& hook, json::object body, const Response& response) {
  AuditEvent event;
  event.key = "TriggerHook." + std::string(find_string(body, "event").value_or(""));
  event.is_success = management::is_accepted(response);
  event.hook_id = hook;
  event.details["hookRequest"] = json::object{{"body", std::move(body)}};
  if (!event.is_success) event.error = failure_of(response);
  if (response) {
    event.details["response"] =
        json::object{{"statusCode", response->status}, {"body", loggable(response->body)}};
  }
  return event;
}

}  // namespace

Task<Attempt> WebhookSender::send(storage::OutboxMessage message) {
  const HookId id(message.receiver);
  const auto hook = co_await hooks_.find(id);
  if (!hook || !hook->enabled) co_return Attempt{.is_over = true};
  auto body = parse_json_object(message.payload, body_limits);
  if (!body) {
    log_error("webhook.unreadable", {{"message", message.id}, {"hook", id.value()}});
    co_return Attempt{.is_over = true};
  }
  const auto config = parse_hook_config(hook->config);
  // A receiver that hangs takes only a few messages a minute, so a backlog would grow without end.
  const bool is_late = tenant_.clock.now() - message.created_at >= webhook_lifetime;
  Response response = net::HttpError{
      .code = net::HttpError::Code::timed_out, .description = "not delivered within an hour"};
  if (!is_late) {
    auto request =
        management::make_webhook_request(config, hook->signing_key, std::move(message.payload));
    response = co_await client_.send(std::move(request));
  }

  Attempt attempt{.has_failed = !management::is_accepted(response)};
  // An attempt that a crash has cut off counts as well, and yet one is made after it.
  attempt.is_over = !attempt.has_failed || is_late || message.attempts >= config.retries;
  if (attempt.has_failed) {
    log_warning(
        attempt.is_over ? "webhook.given_up" : "webhook.failed",
        {{"hook", id.value()}, {"attempt", message.attempts + 1}, {"reason", failure_of(response)}}
    );
  }
  if (!attempt.is_over) co_return attempt;
  auto event = make_event(id, *std::move(body), response);
  event.id = crypto::random_id(tenant_.random, 21);
  event.created_at = tenant_.clock.now();
  attempt.plan.add(logs_.insert(event));
  co_return attempt;
}

}  // namespace daemun::app
