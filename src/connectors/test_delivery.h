// For the tests of the providers: one message, one moment, and requests as one text.
#ifndef DAEMUN_CONNECTORS_TEST_DELIVERY_H
#define DAEMUN_CONNECTORS_TEST_DELIVERY_H

#include "connectors/registry.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace daemun::connectors::test {

inline Message a_message(std::string to, TemplateType type = TemplateType::sign_in) {
  return {
      .id = "m1",
      .to = std::move(to),
      .type = type,
      .payload = {{"code", "123456"}, {"locale", "en"}}};
}

// With a template of the tenant, whose values try to be more than text.
inline Message a_message_with_template(std::string to) {
  auto message = a_message(std::move(to));
  message.payload["user"] = {{"name", "<Ann>"}};
  message.stored = MessageTemplate{
      .subject = "Hi {{user.name}}",
      .content = "<p>{{user.name}} {{code}}</p>",
      .content_type = ContentType::html,
      .reply_to = "help@app.example",
      .send_from = "Club <club@app.example>"};
  return message;
}

// 2027-01-15T08:00:00Z, and the same random bytes each time.
inline Result<Delivery, ConnectorError> make(
    std::string_view id, std::string_view config, const Message& message
) {
  crypto::FakeRandom random(1);
  const auto* factory = find_factory(id);
  REQUIRE(factory != nullptr);
  const Attempt attempt{from_unix_seconds(1'800'000'000), random};
  return make_delivery(*factory, parse_json_object(config).value(), message, attempt);
}

// "POST https://...\nName: value\n\nbody"
inline std::string to_text(const net::Request& request) {
  std::string text = request.method + " " + request.url + "\n";
  for (const auto& header : request.headers)
    text += header.name + ": " + header.value + "\n";
  return text + "\n" + request.body;
}

// "general {...}"
inline std::string to_text(const ConnectorError& error) {
  return std::string(to_string(error.code)) + " " + json::serialize(error.data);
}

inline std::string make_text(std::string_view id, std::string_view config, const Message& message) {
  const auto delivery = make(id, config, message);
  if (!delivery) return to_text(delivery.error());
  const auto* request = std::get_if<net::Request>(&*delivery);
  REQUIRE(request != nullptr);
  return to_text(*request);
}

// "" for success, else "general {...}".
inline std::string read(std::string_view id, int status, std::string body) {
  const auto error = read_response(*find_factory(id), {status, {}, std::move(body)});
  return error ? to_text(*error) : "";
}

}  // namespace daemun::connectors::test

#endif
