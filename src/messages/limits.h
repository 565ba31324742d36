// What keeps a stranger from having messages sent by the thousand: bounds for each recipient, for
// each network that asks, and for text messages, which cost money (SMS pumping).
#ifndef DAEMUN_MESSAGES_LIMITS_H
#define DAEMUN_MESSAGES_LIMITS_H

#include "base/clock.h"
#include "connectors/connector.h"
#include "storage/message_count_store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/request_error.h"

namespace daemun::messages {

// Logto's, for each recipient and kind of message. Here they are those of one network that asks, so
// that a stranger who uses them up leaves others to the recipient; and of all networks together the
// recipient gets no more than `messages_a_recipient_in_all`. A browser in which the recipient has
// signed in before counts by itself.
inline constexpr std::int64_t messages_a_recipient = 10;
inline constexpr std::int64_t messages_a_recipient_in_all = 20;
inline constexpr Milliseconds message_span = std::chrono::minutes(10);

// The settings of the installation.
struct MessageLimits {
  // Within message_span; 0: any number. An IPv6 /48 has four times as many as a /64.
  std::int64_t codes_a_network = 0;
  std::int64_t sms_a_day = 0;                // of a tenant; 0: any number
  std::vector<std::string> sms_countries{};  // ISO 3166; empty: all
};

// What a message counts as.
struct CountedMessage {
  connectors::ConnectorType type = connectors::ConnectorType::email;
  std::string_view action{};  // "VerificationCodeSend", "MessageSend"
  std::string_view to{};
  std::string_view network{};        // the address that asked for it; empty: none that counts
  std::string_view known_browser{};  // the recipient's (experience/known_browser.h); may be empty
};

// The bounds that it must keep to.
std::vector<storage::MessageBound> bounds_of(
    const CountedMessage& message, const MessageLimits& limits, TimePoint now
);

// Whether the last of them is the day's.
bool is_counted_by_day(const CountedMessage& message, const MessageLimits& limits);
// Under which webhooks are told that the bound is full.
std::string told_hash(const storage::MessageBound& bound);

// 422 request.sms_country_not_allowed for a text message to another country.
std::optional<api::RequestError> find_forbidden_country(
    const CountedMessage& message, const MessageLimits& limits
);

// 429 request.message_rate_limited, which the caller tells its webhooks (Message.RateLimited).
api::RequestError message_rate_limited();
bool is_message_rate_limited(const api::RequestError& error);

}  // namespace daemun::messages

#endif
