// What became of an e-mail or text message, for those who look why one has not arrived.
#ifndef DAEMUN_DOMAIN_MESSAGE_RECORD_H
#define DAEMUN_DOMAIN_MESSAGE_RECORD_H

#include "base/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun {

// `uncertain`: a code that may have arrived. It is not sent again.
enum class MessageStatus { waiting, sent, failed, uncertain };

constexpr std::string_view to_string(MessageStatus status) {
  switch (status) {
    case MessageStatus::waiting:
      return "waiting";
    case MessageStatus::sent:
      return "sent";
    case MessageStatus::failed:
      return "failed";
    case MessageStatus::uncertain:
      return "uncertain";
  }
  return "";
}

struct MessageRecord {
  std::string id{};
  std::string type{};  // "Email", "Sms"
  std::string usage_type{};
  std::string recipient{};
  std::string factory_id{};
  MessageStatus status = MessageStatus::waiting;
  std::optional<std::string> error{};
  TimePoint created_at{};
  std::optional<TimePoint> ended_at{};
};

}  // namespace daemun

#endif
