#include "messages/mailbox_content.h"

#include <doctest/doctest.h>

namespace daemun::messages {
namespace {

using connectors::ConnectorType;

json::object content_of(ConnectorType type, const connectors::Message& message) {
  crypto::SystemRandom random;
  const auto content = make_mailbox_content(type, message, {from_unix_ms(0), random});
  REQUIRE(content);
  return *content;
}

}  // namespace

TEST_CASE("make_mailbox_content shows an e-mail in the reader's language") {
  const connectors::Message message{
      .id = "m",
      .to = "mina@mail.example",
      .type = TemplateType::sign_in,
      .payload = {{"code", "123456"}, {"locale", "ko"}}};
  const auto content = content_of(ConnectorType::email, message);
  CHECK(find_string(content, "type") == "Email");
  CHECK(find_string(content, "to") == "mina@mail.example");
  CHECK(find_string(content, "usageType") == "SignIn");
  CHECK(find_string(content, "text")->find("123456") != std::string_view::npos);
  CHECK(find_string(content, "html")->find("lang=\"ko\"") != std::string_view::npos);
  CHECK(content.at("payload") == message.payload);
}

TEST_CASE("make_mailbox_content shows the tenant's own template, with values escaped") {
  const connectors::Message message{
      .id = "m",
      .to = "mina@mail.example",
      .payload = {{"code", "123456"}, {"user", {{"name", "<b>"}}}},
      .stored = MessageTemplate{.subject = "Hi {{user.name}}", .content = "<p>{{user.name}}</p>"}};
  const auto content = content_of(ConnectorType::email, message);
  CHECK(find_string(content, "subject") == "Hi <b>");
  CHECK(find_string(content, "html") == "<p>&lt;b&gt;</p>");
  CHECK_FALSE(content.contains("text"));
}

TEST_CASE("make_mailbox_content shows a text message") {
  const connectors::Message message{
      .id = "m", .to = "821012345678", .payload = {{"code", "123456"}}};
  const auto content = content_of(ConnectorType::sms, message);
  CHECK(find_string(content, "type") == "Sms");
  CHECK(find_string(content, "text")->find("123456") != std::string_view::npos);
  CHECK_FALSE(content.contains("subject"));
}

}  // namespace daemun::messages
