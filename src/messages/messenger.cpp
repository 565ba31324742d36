#include "messages/messenger.h"

#include "base/encoding.h"
#include "base/log.h"
#include "connectors/message_text.h"
#include "domain/network.h"

#include <stdexcept>
#include <utility>

#include "messages/mailbox_content.h"
#include "messages/refusal.h"

namespace daemun::messages {
namespace {

using connectors::ConnectorType;
using Repetition = MessageOrder::Repetition;

constexpr std::size_t id_length = 21;
constexpr JsonLimits stored_limits{.max_bytes = 4 * 1024 * 1024, .max_depth = 64};

std::string text_of(const json::object& object, std::string_view name) {
  return std::string(find_string(object, name).value_or(""));
}

json::object to_json(const MessageTemplate& stored) {
  json::object details{{"subject", stored.subject}, {"content", stored.content}};
  if (stored.content_type) details["contentType"] = to_string(*stored.content_type);
  if (!stored.reply_to.empty()) details["replyTo"] = stored.reply_to;
  if (!stored.send_from.empty()) details["sendFrom"] = stored.send_from;
  return details;
}

json::object to_json(const StoredMessage& stored) {
  const auto& message = stored.message;
  json::object body{
      {"id", message.id},
      {"type", connectors::to_string(stored.type)},
      {"to", message.to},
      {"usageType", to_string(message.type)},
      {"payload", message.payload},
      {"ip", message.ip},
      {"host", message.host},
      {"idDomain", message.id_domain}};
  if (message.stored) body["template"] = to_json(*message.stored);
  return body;
}

// Of the first try, for the later ones.
std::string id_domain_of(const connectors::Delivery& delivery) {
  const auto* mail = std::get_if<connectors::MailDelivery>(&delivery);
  if (mail == nullptr) return "";
  const auto& id = mail->mail.message_id;
  const auto begin = id.find('@') + 1;
  return id.substr(begin, id.find('>', begin) - begin);
}

StoredMessage parse_message(const json::object& body) {
  StoredMessage stored;
  const auto is_sms = find_string(body, "type") == connectors::to_string(ConnectorType::sms);
  stored.type = is_sms ? ConnectorType::sms : ConnectorType::email;
  auto& message = stored.message;
  message.id = text_of(body, "id");
  message.to = text_of(body, "to");
  message.type = parse_template_type(text_of(body, "usageType")).value_or(TemplateType::generic);
  message.ip = text_of(body, "ip");
  message.host = text_of(body, "host");
  message.id_domain = text_of(body, "idDomain");
  if (const auto* payload = find_object(body, "payload")) message.payload = *payload;
  if (const auto* details = find_object(body, "template"))
    message.stored = connectors::read_message_template(*details);
  return stored;
}

}  // namespace

std::string_view action_of(const MessageOrder& order) {
  if (is_notice(order.usage)) return to_string(order.usage);
  return order.repetition == Repetition::once ? "VerificationCodeSend" : "MessageSend";
}

Messenger::Messenger(const storage::TenantContext& context, const Equipment& equipment)
    : context_(context),
      equipment_(equipment),
      templates_(context.database, context.tenant),
      outbox_(context.database, context.tenant),
      log_(context.database, context.tenant),
      counts_(context.database, context.tenant),
      mailbox_(context.database, context.vault, context.tenant) {}

Task<std::optional<UsableConnector>> Messenger::find_connector(ConnectorType type) const {
  const auto all = co_await context_.settings.list_connectors();
  for (const auto& connector : *all) {
    const auto* factory = find_factory(equipment_, connector.factory_id);
    if (factory != nullptr && factory->type == type)
      co_return UsableConnector{.connector = connector, .factory = factory};
  }
  co_return std::nullopt;
}

Task<Senders> Messenger::find_senders() const {
  const auto email = co_await find_connector(ConnectorType::email);
  const auto sms = co_await find_connector(ConnectorType::sms);
  const bool has_mailbox = equipment_.mailbox != Mailbox::off;
  co_return Senders{
      .email = has_mailbox || email.has_value(), .sms = has_mailbox || sms.has_value()};
}

bool Messenger::may_use_mailbox(const std::string& ip) const {
  return equipment_.mailbox == Mailbox::on ||
         (equipment_.mailbox == Mailbox::loopback && is_loopback_address(ip));
}

Task<connectors::Message> Messenger::load_message(MessageOrder order) const {
  connectors::Message message;
  message.id = crypto::random_id(context_.random, id_length);
  message.to = std::move(order.to);
  message.type = order.usage;
  message.payload = std::move(order.payload);
  message.ip = std::move(order.ip);
  message.host = std::move(order.host);
  if (order.type == ConnectorType::email) {
    const auto experience = co_await context_.settings.find_sign_in_experience();
    const TemplateWish wish{
        .template_type = std::string(to_string(message.type)),
        .locale = text_of(message.payload, "locale"),
        .fallback_language = experience->fallback_language};
    const auto candidates = co_await templates_.list_candidates(wish);
    if (const auto* picked = pick_email_template(candidates, wish))
      message.stored = connectors::read_message_template(picked->details);
  }
  co_return message;
}

Task<api::Outcome<storage::Plan>> Messenger::prepare(MessageOrder order) const {
  const auto type = order.type;
  const auto repetition = order.repetition;
  const auto found = co_await find_connector(type);
  if (!found) {
    if (may_use_mailbox(order.ip)) co_return co_await put_into_mailbox(std::move(order));
    co_return no_connector();
  }
  auto message = co_await load_message(order);
  const auto now = context_.clock.now();
  // Only to see that it can be made: what is sent is made anew each time, for signatures expire.
  const auto made = connectors::make_delivery(
      *found->factory, found->connector.config, message, {now, context_.random}
  );
  if (!made) co_return to_request_error(made.error());
  const auto counted = co_await count(std::move(order));
  if (!counted) co_return counted.error();

  storage::Plan plan;
  plan.add(log_.insert(MessageRecord{
      .id = message.id,
      .type = std::string(connectors::to_string(type)),
      .usage_type = std::string(to_string(message.type)),
      .recipient = message.to,
      .factory_id = found->factory->id,
      .created_at = now,
  }));
  message.id_domain = id_domain_of(*made);
  const StoredMessage stored{.type = type, .message = std::move(message)};
  const auto kind = repetition == Repetition::once ? code_message_kind : message_kind;
  plan.add(outbox_.insert(storage::OutboxMessage{
      .id = stored.message.id,
      .kind = std::string(kind),
      .receiver = std::string(connectors::to_string(type)),
      .payload = seal(stored.message.id, stored),
      .created_at = now,
      .next_attempt_at = now,
  }));
  co_return plan;
}

CountedMessage Messenger::counted_of(const MessageOrder& order) const {
  const bool is_from_person =
      order.repetition == Repetition::once && order.caller == MessageOrder::Caller::person;
  return {
      .type = order.type,
      .action = action_of(order),
      .to = order.to,
      .network = is_from_person ? std::string_view(order.ip) : std::string_view(),
      .known_browser = order.known_browser};
}

Task<api::Outcome<void>> Messenger::count(MessageOrder order) const {
  // Each has cost a real change of the account: a thief must not be able to use them up.
  const bool is_about_change = is_notice(order.usage) && order.usage != TemplateType::new_browser;
  if (is_about_change) co_return api::Outcome<void>();
  const auto counted = counted_of(order);
  if (auto forbidden = find_forbidden_country(counted, equipment_.limits))
    co_return *std::move(forbidden);
  auto bounds = bounds_of(counted, equipment_.limits, context_.clock.now());
  if (order.use == MessageOrder::Use::counted && is_counted_by_day(counted, equipment_.limits)) {
    const bool is_day_over = co_await counts_.is_full(bounds.back());
    if (is_day_over) co_return message_rate_limited();
    bounds.pop_back();
  }
  const auto taken = co_await counts_.take(std::move(bounds));
  if (!taken) co_return message_rate_limited();
  co_return api::Outcome<void>();
}

Task<bool> Messenger::is_first_refusal(MessageOrder order) const {
  const auto now = context_.clock.now();
  for (const auto& bound : bounds_of(counted_of(order), equipment_.limits, now)) {
    const bool is_full = co_await counts_.is_full(bound);
    if (!is_full) continue;
    std::vector<storage::MessageBound> told;
    told.push_back(storage::at_most_within(told_hash(bound), 1, message_span, now));
    const auto taken = co_await counts_.take(std::move(told));
    co_return taken.has_value();
  }
  co_return false;
}

Task<api::Outcome<storage::Plan>> Messenger::put_into_mailbox(MessageOrder order) const {
  const auto type = order.type;
  const auto message = co_await load_message(order);
  const auto now = context_.clock.now();
  auto content = make_mailbox_content(type, message, {now, context_.random});
  if (!content) co_return to_request_error(content.error());
  const auto counted = co_await count(std::move(order));
  if (!counted) co_return counted.error();
  const storage::DevelopmentMessage shown{
      .id = message.id, .content = *std::move(content), .created_at = now};
  co_return mailbox_.insert(shown);
}

Task<api::Outcome<void>> Messenger::send_now(
    const connectors::ConnectorFactory* factory, json::object config, MessageOrder order
) const {
  const auto message = co_await load_message(std::move(order));
  auto made =
      connectors::make_delivery(*factory, config, message, {context_.clock.now(), context_.random});
  if (!made) co_return to_request_error(made.error());
  const auto failure = co_await deliver(&equipment_, factory, *std::move(made));
  if (failure) co_return to_request_error(failure->error);
  co_return api::Outcome<void>();
}

std::string Messenger::place_of(std::string_view id) const {
  return "outbox/" + context_.tenant.value() + "/" + std::string(id);
}

std::string Messenger::seal(std::string_view id, const StoredMessage& stored) const {
  const Secret text(json::serialize(to_json(stored)));
  return to_base64url(context_.vault.seal(place_of(id), text));
}

std::optional<StoredMessage> Messenger::open(const storage::OutboxMessage& message) const {
  try {
    const auto sealed = parse_base64url(message.payload);
    if (!sealed) return std::nullopt;
    const auto text = context_.vault.open(place_of(message.id), *sealed);
    const auto body = parse_json_object(text.reveal(), stored_limits);
    if (!body) return std::nullopt;
    return parse_message(*body);
  } catch (const std::runtime_error& error) {
    log_error("message.unreadable", {{"message", message.id}, {"error", error.what()}});
    return std::nullopt;
  }
}

storage::Statement Messenger::repeat(
    const storage::OutboxMessage& message, const StoredMessage& stored, TimePoint at
) const {
  const auto id = crypto::random_id(context_.random, id_length);
  return outbox_.insert(storage::OutboxMessage{
      .id = id,
      .kind = message.kind,
      .receiver = message.receiver,
      .payload = seal(id, stored),
      .created_at = message.created_at,
      .next_attempt_at = at,
  });
}

}  // namespace daemun::messages
