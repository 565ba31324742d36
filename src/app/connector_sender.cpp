#include "app/connector_sender.h"

#include "base/encoding.h"
#include "base/log.h"
#include "base/text.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace daemun::app {
namespace {

using messages::DeliveryFailure;
using Outlook = DeliveryFailure::Outlook;

// Between the attempts for a code.
constexpr Milliseconds code_pause = std::chrono::seconds(10);

std::vector<std::string_view> split_at_any(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(separators), text.size());
    parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

constexpr std::string_view mask = "***";
constexpr std::size_t max_reason_bytes = 1000;

void mask_all(std::string& text, std::string_view secret) {
  if (secret.empty()) return;
  for (auto at = text.find(secret); at != std::string::npos;
       at = text.find(secret, at + mask.size()))
    text.replace(at, secret.size(), mask);
  // The text may have been cut in the middle of it.
  constexpr std::size_t least = 3;
  for (auto size = std::min(secret.size(), text.size()); size >= least; --size) {
    if (!text.ends_with(secret.substr(0, size))) continue;
    text.replace(text.size() - size, size, mask);
    return;
  }
}

// A provider may repeat what it was sent, in another encoding too. Logs never hold a code.
std::string without_secrets(std::string text, const json::object& payload) {
  for (const std::string_view name : {"code", "link", "token"}) {
    const auto* value = payload.if_contains(name);
    if (value == nullptr || value->is_structured() || value->is_null()) continue;
    const auto* written = value->if_string();
    const std::string secret = written ? std::string(*written) : json::serialize(*value);
    // Each once, or a secret of asterisks would be masked in its mask.
    const std::set<std::string> forms{secret, to_html_escaped(secret), to_form_encoded(secret)};
    for (const auto& form : forms)
      mask_all(text, form);
    if (name != "link") continue;
    // Its token alone.
    constexpr std::size_t token_size = 16;
    for (const auto& part : split_at_any(secret, "/?&=#")) {
      if (part.size() >= token_size) mask_all(text, part);
    }
  }
  if (!is_valid_utf8(text)) return "";
  if (text.size() > max_reason_bytes) {
    text.resize(max_reason_bytes);
    while (!text.empty() && !is_valid_utf8(text))
      text.pop_back();
  }
  return text;
}

std::string reason_of(const DeliveryFailure& failure, const json::object& payload) {
  const auto description = connectors::description_of(failure.error);
  std::string reason(connectors::to_string(failure.error.code));
  if (!description.empty()) reason += ": " + std::string(description);
  return without_secrets(std::move(reason), payload);
}

}  // namespace

Task<Attempt> ConnectorSender::send(storage::OutboxMessage message) {
  auto stored = messenger_.open(message);
  if (!stored) {
    // Of its first row, the id is the message's.
    stored.emplace().message.id = message.id;
    co_return end(*stored, MessageStatus::failed, "the message cannot be read");
  }
  // An earlier attempt that was cut off: whether the code has arrived, nobody knows.
  if (lane_ == Lane::codes && message.attempts > 0) {
    co_return end(
        *stored, MessageStatus::uncertain, "the server stopped while the code was being sent"
    );
  }
  const bool is_old = tenant_.clock.now() - message.created_at >= code_message_lifetime;
  if (lane_ == Lane::codes && is_old)
    co_return end(*stored, MessageStatus::failed, "the code is too old to be sent");
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
  // A provider that refuses one message or recipient is well.
  attempt.has_failed =
      failure.outlook != Outlook::never && failure.outlook != Outlook::recipient_later;
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
