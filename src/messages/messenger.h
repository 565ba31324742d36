// Messages to people, from the wish to send one to the plan that is committed with its cause.
#ifndef DAEMUN_MESSAGES_MESSENGER_H
#define DAEMUN_MESSAGES_MESSENGER_H

#include "connectors/connector.h"
#include "domain/connector.h"
#include "storage/development_mailbox.h"
#include "storage/email_template_store.h"
#include "storage/message_count_store.h"
#include "storage/message_store.h"
#include "storage/outbox_store.h"
#include "storage/tenant_context.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "api/request_error.h"
#include "messages/delivery.h"
#include "messages/equipment.h"
#include "messages/senders.h"

namespace daemun::messages {

// Outbox kinds. Codes have a lane of their own: they do not wait behind ten thousand invitations.
inline constexpr std::string_view message_kind = "message";
inline constexpr std::string_view code_message_kind = "code_message";

struct MessageOrder {
  connectors::ConnectorType type = connectors::ConnectorType::email;
  std::string to{};
  TemplateType usage = TemplateType::generic;
  json::object payload{};       // its `locale` chooses the language
  std::string ip{};             // of the person who asked for it
  std::string known_browser{};  // of the recipient, where it asks (messages/limits.h)
  std::string host{};           // of the sign-in page, which fills in the code of an SMS
  // `once`: a code. It is not sent again when it may have arrived, for two codes confuse.
  enum class Repetition { until_taken, once } repetition = Repetition::until_taken;
  // `machine`: an application or administrator, whose network may order for many people.
  enum class Caller { person, machine } caller = Caller::person;
  // `counted`: prepared like any other and then not sent, because nobody could use it. It takes
  // nothing of what costs money.
  enum class Use { sent, counted } use = Use::sent;
};

// Logto's word for it, in limits and in Message.RateLimited: "VerificationCodeSend" or
// "MessageSend"; a notice counts by itself, under its type.
std::string_view action_of(const MessageOrder& order);

// What the outbox keeps, sealed. The connector and its secrets are looked up when it is sent.
struct StoredMessage {
  connectors::ConnectorType type = connectors::ConnectorType::email;
  connectors::Message message{};
};

// A connector of the tenant, and what it is.
struct UsableConnector {
  Connector connector{};
  const connectors::ConnectorFactory* factory = nullptr;
};

class Messenger {
 public:
  // Keeps references.
  Messenger(const storage::TenantContext& context, const Equipment& equipment);

  const Equipment& equipment() const { return equipment_; }

  // Nothing when there is none of that type.
  Task<std::optional<UsableConnector>> find_connector(connectors::ConnectorType type) const;
  Task<Senders> find_senders() const;

  // Whether the development mailbox is on for what this address asks for.
  bool may_use_mailbox(const std::string& ip) const;

  // What sends the message, to be committed with its cause: without a connector, what puts it into
  // the development mailbox. Its places are taken by then. Errors, found before anything is stored:
  // 501 connector.not_found; connector.invalid_config, connector.template_not_found and what else
  // connectors::make_delivery refuses; 429 request.message_rate_limited, 422
  // request.sms_country_not_allowed.
  Task<api::Outcome<storage::Plan>> prepare(MessageOrder order) const;

  // Whether webhooks are told that the order was refused for its rate (messages/limits.h): once for
  // the bound that is full in the span of the limit, so that a flood is none of webhooks.
  Task<bool> is_first_refusal(MessageOrder order) const;

  // Sends at once and outside of the outbox, with a configuration that need not be stored.
  Task<api::Outcome<void>> send_now(
      const connectors::ConnectorFactory* factory, json::object config, MessageOrder order
  ) const;

  // Of a message of the outbox; nothing when it cannot be opened.
  std::optional<StoredMessage> open(const storage::OutboxMessage& message) const;
  // The same message once more in the outbox, from that time on.
  storage::Statement repeat(
      const storage::OutboxMessage& message, const StoredMessage& stored, TimePoint at
  ) const;

 private:
  CountedMessage counted_of(const MessageOrder& order) const;
  // Takes the places of a message.
  Task<api::Outcome<void>> count(MessageOrder order) const;
  Task<connectors::Message> load_message(MessageOrder order) const;
  Task<api::Outcome<storage::Plan>> put_into_mailbox(MessageOrder order) const;
  std::string seal(std::string_view id, const StoredMessage& stored) const;
  std::string place_of(std::string_view id) const;

  const storage::TenantContext& context_;
  const Equipment& equipment_;
  storage::EmailTemplateStore templates_;
  storage::OutboxStore outbox_;
  storage::MessageStore log_;
  storage::MessageCountStore counts_;
  storage::DevelopmentMailbox mailbox_;
};

}  // namespace daemun::messages

#endif
