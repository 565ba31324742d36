#include "messages/limits.h"

#include "base/encoding.h"
#include "base/text.h"
#include "crypto/digest.h"
#include "domain/email_blocklist.h"
#include "domain/network.h"
#include "domain/phone_number.h"
#include "domain/user.h"

#include <algorithm>

namespace daemun::messages {
namespace {

using connectors::ConnectorType;

constexpr std::string_view rate_limited_code = "request.message_rate_limited";

std::string hash_of(std::string_view kind, std::string_view value) {
  return to_hex(crypto::sha256(std::string(kind) + ":" + std::string(value)));
}

// Without what a mailbox may have any number of: "user+tag", and Gmail's dots.
std::string mailbox_of(const std::string& address) {
  auto pattern = to_email_pattern(address);
  const auto at = pattern.rfind('@');
  const auto plus = pattern.find('+');
  if (at != std::string::npos && plus < at && plus > 0) pattern.erase(plus, at - plus);
  return pattern;
}

// In one spelling, so that another one of the same address is no other recipient.
std::string recipient_of(const CountedMessage& message) {
  const bool is_email = message.type == ConnectorType::email;
  const auto to = trim(message.to);
  auto identifier = parse_identifier(is_email ? IdentifierType::email : IdentifierType::phone, to);
  if (!identifier) return to_lower_ascii(to);
  return is_email ? mailbox_of(identifier->value) : std::move(identifier->value);
}

}  // namespace

std::vector<storage::MessageBound> bounds_of(
    const CountedMessage& message, const MessageLimits& limits, TimePoint now
) {
  std::vector<storage::MessageBound> bounds;
  const auto add = [&](const std::string& hash, std::int64_t limit) {
    bounds.push_back(storage::at_most_within(hash, limit, message_span, now));
  };
  const auto recipient = recipient_of(message);
  const std::string address(message.network);
  const auto network = network_of(address);
  if (message.known_browser.empty()) {
    add(hash_of(message.action, network + " " + recipient), messages_a_recipient);
    add(hash_of(message.action, recipient), messages_a_recipient_in_all);
  } else {
    const auto browser = std::string(message.known_browser) + " " + recipient;
    add(hash_of("browser", browser), messages_a_recipient);
    // Each sign-in without cookies makes another mark.
    add(hash_of("browsers", recipient), messages_a_recipient_in_all);
  }
  if (limits.codes_a_network > 0 && !network.empty()) {
    add(hash_of("network", network), limits.codes_a_network);
    if (const auto site = site_of(address))
      add(hash_of("network", *site), 4 * limits.codes_a_network);
  }
  if (is_counted_by_day(message, limits))
    bounds.push_back(storage::at_most_a_day(hash_of("sms", "day"), limits.sms_a_day, now));
  return bounds;
}

bool is_counted_by_day(const CountedMessage& message, const MessageLimits& limits) {
  return limits.sms_a_day > 0 && message.type == ConnectorType::sms;
}

std::string told_hash(const storage::MessageBound& bound) {
  return hash_of("told", bound.target_hash);
}

std::optional<api::RequestError> find_forbidden_country(
    const CountedMessage& message, const MessageLimits& limits
) {
  const auto& allowed = limits.sms_countries;
  if (message.type != ConnectorType::sms || allowed.empty()) return std::nullopt;
  const auto countries = find_phone_countries(recipient_of(message));
  const bool is_allowed =
      std::any_of(countries.begin(), countries.end(), [&](std::string_view country) {
        return contains(allowed, country);
      });
  if (is_allowed) return std::nullopt;
  return api::RequestError{.code = "request.sms_country_not_allowed", .status = 422};
}

api::RequestError message_rate_limited() {
  return {.code = std::string(rate_limited_code), .status = 429};
}

bool is_message_rate_limited(const api::RequestError& error) {
  return error.code == rate_limited_code;
}

}  // namespace daemun::messages
