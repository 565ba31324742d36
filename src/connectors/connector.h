// What a connector is, and what the providers of messages do: from a checked configuration and a
// message they make one HTTP request or one mail, and they read the answer to the request. Services
// that sign people in have social/social.h. A connector neither stores nor waits: time and
// randomness come in, and the caller sends.
#ifndef DAEMUN_CONNECTORS_CONNECTOR_H
#define DAEMUN_CONNECTORS_CONNECTOR_H

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"
#include "connectors/connector_error.h"
#include "crypto/random.h"
#include "domain/message_template.h"
#include "net/http.h"
#include "net/mail.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace daemun::connectors {

enum class ConnectorType { email, sms, social };

// "Email", "Sms", "Social"
std::string_view to_string(ConnectorType type);

struct Message {
  std::string id{};  // [0-9A-Za-z]+, the same each time the message is sent: makes its Message-ID
  // Behind the '@' of the Message-ID; empty: the sender's, which may change between two tries.
  std::string id_domain{};
  std::string to{};  // an e-mail address, or a phone number as stored: "821012345678"
  TemplateType type = TemplateType::generic;
  json::object payload{};  // what templates may use: code, link, locale, application ...
  std::string ip{};        // of the person who asked for it; may be empty
  std::string host{};      // of the sign-in page, which fills in the code of an SMS; may be empty
  // The tenant's template that fits (POST /api/email-templates); e-mail only.
  std::optional<MessageTemplate> stored{};
};

// A mail, and the request to send first when the mail server wants an OAuth access token: its
// answer goes through read_access_token into mail.server.access_token.
struct MailDelivery {
  net::Mail mail{};
  std::optional<net::Request> token_request{};
};

// A line for a file, of a mock connector.
struct Record {
  std::string file{};
  std::string line{};
};

using Delivery = std::variant<net::Request, MailDelivery, Record>;

// What differs from one try to the next.
struct Attempt {
  TimePoint now;
  crypto::Random& random;
};

// What a provider's function works on: the configuration is checked and has its defaults.
struct Order {
  const json::object& config;
  const Message& message;
  const Attempt& attempt;
};

// The functions of a provider.
struct Provider {
  std::string_view id;  // its data is data/<id>.json
  Result<Delivery, ConnectorError> (*make)(const Order& order);
  // The refusal that a complete HTTP answer holds; nothing for success.
  std::optional<ConnectorError> (*read)(const net::Response& response);
  // More to check than the fields say; null: nothing. Returns the issues.
  json::array (*check)(const json::object& config) = nullptr;
};

struct SocialProvider;  // social/service.h

struct ConnectorFactory {
  std::string id;
  std::string target;
  ConnectorType type = ConnectorType::email;
  // Members of the Management API, in its order: id, target, platform, name, description, logo,
  // logoDark, readme, formItems.
  json::object metadata;
  json::array fields;                      // what a configuration has: config_check.h
  Provider provider{};                     // of messages; of other types only the id
  const SocialProvider* social = nullptr;  // of a service that signs people in
  // Whether a tenant may have several, each with a target of its own.
  bool is_standard = false;
};

// The configuration with its defaults, unknown members kept. Errors: invalid_config.
Result<json::object, ConnectorError> check_config(
    const ConnectorFactory& factory, const json::object& config
);

// Errors: unexpected_type (a connector that sends nothing), invalid_config,
// invalid_request_parameters (the recipient), template_not_found, general (what the provider cannot
// take).
Result<Delivery, ConnectorError> make_delivery(
    const ConnectorFactory& factory,
    const json::object& config,
    const Message& message,
    const Attempt& attempt
);

// The refusal that a complete HTTP answer holds; nothing for success.
std::optional<ConnectorError> read_response(
    const ConnectorFactory& factory, const net::Response& response
);

// Errors: general.
Result<Secret, ConnectorError> read_access_token(const net::Response& response);

// For an HTTP request that got no answer, and for a mail that was not taken: general.
ConnectorError to_connector_error(const net::HttpError& error);
ConnectorError to_connector_error(const net::MailError& error);

}  // namespace daemun::connectors

#endif
