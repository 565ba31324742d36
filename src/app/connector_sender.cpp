#include "app/connector_sender.h"

#include "base/log.h"
#include "base/text.h"

#include <utility>

namespace daemun::app {
namespace {

using messages::DeliveryFailure;
using Outlook = DeliveryFailure::Outlook;

// Between the attempts for a code.
constexpr Milliseconds code_pause = std::chrono::seconds(10);

// A provider may repeat what it was sent. Logs never hold a code.
std::string without_secrets(std::string text, const json::object& payload) {
  for (const std::string_view name : {"code", "link", "token"}) {
    const auto secret = find_string(payload, name).value_or("");
    for (auto at = text.find(secret); !secret.empty() && at != std::string::npos;
         at = text.find(secret, at))
      text.replace(at, secret.size(), "***");
  }
  return is_valid_utf8(text) ? text : "";
}

std::string reason_of(const DeliveryFailure& failure, const json::object& payload) {
  const auto description = connectors::description_of(failure.error);
  std::string reason(connectors::to_string(failure.error.code));
  if (!description.empty()) reason += ": " + std::string(description);
  return without_secrets(std::move(reason), payload);
}

}  // namespace

Task<Attempt> ConnectorSender::send(storage::OutboxMessage message) {
  const auto stored = messenger_.open(message);
  if (!stored) co_return Attempt{.is_over = true};
  // An earlier attempt that was cut off: whether the code has arrived, nobody knows.
  if (lane_ == Lane::codes && message.attempts > 0) {
    co_return end(
        *stored, MessageStatus::uncertain, "the server stopped while the code was being sent"
    );
  }
  const auto failure = co_await try_once(&*stored);
  if (!failure) co_return end(*stored, MessageStatus::sent);
  co_return decide_next(message, *stored, *failure);
}

Task<std::optional<DeliveryFailure>> ConnectorSender::try_once(const messages::StoredMessage* stored
) {
  const auto found = co_await messenger_.find_connector(stored->type);
  if (!found) {
    co_return DeliveryFailure{
        connectors::make_error(connectors::ConnectorErrorCode::general, "there is no connector"),
        Outlook::later};
  }
  auto made = connectors::make_delivery(
      *found->factory,
      found->connector.config,
      stored->message,
      {tenant_.clock.now(), tenant_.random}
  );
  if (!made) co_return DeliveryFailure{std::move(made).error(), Outlook::never};
  co_return co_await messages::deliver(&equipment_, found->factory, *std::move(made));
}

Attempt ConnectorSender::decide_next(
    const storage::OutboxMessage& message,
    const messages::StoredMessage& stored,
    const DeliveryFailure& failure
) const {
  const bool is_code = lane_ == Lane::codes;
  const auto now = tenant_.clock.now();
  const auto lifetime = is_code ? code_message_lifetime : message_lifetime;
  const bool is_late = now - message.created_at >= lifetime;
  const bool is_uncertain = is_code && failure.outlook == Outlook::unknown;
  auto reason = reason_of(failure, stored.message.payload);
  Attempt attempt;
  if (is_late || is_uncertain || failure.outlook == Outlook::never) {
    const auto status = is_uncertain ? MessageStatus::uncertain : MessageStatus::failed;
    attempt = end(stored, status, std::move(reason));
  } else {
    log_warning("message.failed", {{"message", stored.message.id}, {"reason", reason}});
    // The claim stands for an attempt that may have been cut off, so a code goes on as a new row.
    attempt.is_over = is_code;
    if (is_code) attempt.plan.add(messenger_.repeat(message, stored, now + code_pause));
  }
  // A provider that refuses one message is well.
  attempt.has_failed = failure.outlook != Outlook::never;
  return attempt;
}

Attempt ConnectorSender::end(
    const messages::StoredMessage& stored, MessageStatus status, std::string error
) const {
  Attempt attempt{.is_over = true};
  const auto now = tenant_.clock.now();
  storage::MessageEnd ended{.status = status, .at = now};
  if (status != MessageStatus::sent) {
    const std::string id = stored.message.id;
    log_warning("message.given_up", {{"message", id}, {"reason", error}});
    AuditEvent event;
    event.id = crypto::random_id(tenant_.random, 21);
    event.key = "Message.Failed";
    event.is_success = false;
    event.error = error;
    event.details = {
        {"messageId", id},
        {"type", connectors::to_string(stored.type)},
        {"usageType", to_string(stored.message.type)},
        {"recipient", stored.message.to},
        {"status", to_string(status)}};
    event.created_at = now;
    attempt.plan.add(audit_log_.insert(event));
    ended.error = std::move(error);
  }
  attempt.plan.add(log_.finish(stored.message.id, ended));
  return attempt;
}

}  // namespace daemun::app
