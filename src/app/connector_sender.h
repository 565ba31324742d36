// Sends e-mail and text messages through the tenant's connectors. A code whose delivery is
// uncertain is not sent again; everything else is sent at least once, with the same Message-ID each
// time.
#ifndef DAEMUN_APP_CONNECTOR_SENDER_H
#define DAEMUN_APP_CONNECTOR_SENDER_H

#include "app/outbox_lane.h"
#include "storage/log_store.h"
#include "storage/message_store.h"
#include "storage/tenant_context.h"

#include "messages/messenger.h"

namespace daemun::app {

// After that time a message that its provider does not take is given up. A code that comes later is
// of no use: the person has asked for another one.
inline constexpr Milliseconds message_lifetime = std::chrono::hours(24);
inline constexpr Milliseconds code_message_lifetime = std::chrono::minutes(2);

class ConnectorSender final : public MessageSender {
 public:
  enum class Lane { codes, others };

  // Keeps references. `equipment` is the lane's own, so that others do not wait for it.
  ConnectorSender(
      const storage::TenantContext& tenant,
      const messages::Messenger& messenger,
      const messages::Equipment& equipment,
      Lane lane
  )
      : tenant_(tenant),
        messenger_(messenger),
        equipment_(equipment),
        lane_(lane),
        log_(tenant.database, tenant.tenant),
        audit_log_(tenant.database, tenant.tenant) {}

  std::string_view kind() const override {
    return lane_ == Lane::codes ? messages::code_message_kind : messages::message_kind;
  }
  Milliseconds timeout() const override { return messages::delivery_timeout; }
  Task<Attempt> send(storage::OutboxMessage message) override;

 private:
  Task<std::optional<messages::DeliveryFailure>> try_once(const messages::StoredMessage* stored);
  Attempt decide_next(
      const storage::OutboxMessage& message,
      const messages::StoredMessage& stored,
      const messages::DeliveryFailure& failure
  ) const;
  // The message is over.
  Attempt end(const messages::StoredMessage& stored, MessageStatus status, std::string error = {})
      const;

  const storage::TenantContext& tenant_;
  const messages::Messenger& messenger_;
  const messages::Equipment& equipment_;
  const Lane lane_;
  storage::MessageStore log_;
  storage::LogStore audit_log_;
};

}  // namespace daemun::app

#endif
