// Messages to people, from the plan that is committed with their cause to the connector.
#include "app/app.h"

#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "messages/messenger.h"

namespace daemun::flows {
namespace {

using http::Method;
using messages::MessageOrder;

const json::object smtp_config{
    {"host", "mail.example"},
    {"port", 587},
    {"auth", {{"type", "login"}, {"user", "shop"}, {"pass", "hush"}}},
    {"fromEmail", "shop@shop.example"},
    {"templates",
     json::array{
         {{"usageType", "SignIn"},
          {"subject", "Sign in"},
          {"content", "{{code}}"},
          {"contentType", "text/plain"}},
         {{"usageType", "Register"},
          {"subject", "Register"},
          {"content", "{{code}}"},
          {"contentType", "text/plain"}},
         {{"usageType", "ForgotPassword"},
          {"subject", "Reset"},
          {"content", "{{code}}"},
          {"contentType", "text/plain"}},
         {{"usageType", "Generic"},
          {"subject", "Code"},
          {"content", "{{code}}"},
          {"contentType", "text/plain"}}}}};

void add_smtp(Administrator& administrator) {
  const json::object body{
      {"connectorId", "simple-mail-transfer-protocol"}, {"config", smtp_config}};
  administrator.expect(200, Method::post, "/connectors", json::serialize(body));
}

MessageOrder an_order(std::string locale = "en") {
  return {
      .to = "mina@mail.example",
      .usage = TemplateType::sign_in,
      .payload = {{"code", "123456"}, {"locale", std::move(locale)}},
      .ip = "127.0.0.1",
      .repetition = MessageOrder::Repetition::once};
}

api::Outcome<storage::Plan> prepare(Server& server, MessageOrder order = an_order()) {
  return run_task(server.door->default_tenant().messenger.prepare(std::move(order)));
}

void send(Server& server, MessageOrder order = an_order()) {
  auto plan = prepare(server, std::move(order));
  REQUIRE(plan);
  server.commit(*std::move(plan));
}

std::string refusal_of(const api::Outcome<storage::Plan>& plan) {
  REQUIRE_FALSE(plan);
  return std::to_string(plan.error().status) + " " + plan.error().code;
}

std::string subject_of_last(Server& server) {
  server.deliver_messages();
  const auto mails = server.mail.mails();
  REQUIRE_FALSE(mails.empty());
  return mails.back().subject;
}

}  // namespace

TEST_CASE("a message is sent by the tenant's connector, and its end is in the messages log") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_smtp(administrator);
    send(server);
    auto listed = administrator.get("/messages?page=1").as_array();
    REQUIRE(listed.size() == 1);
    CHECK(listed[0].at("status") == "waiting");
    CHECK(listed[0].at("endedAt").is_null());
    server.deliver_messages();
    const auto mails = server.mail.mails();
    REQUIRE(mails.size() == 1);
    CHECK(mails[0].to == "mina@mail.example");
    CHECK(mails[0].subject == "Sign in");
    CHECK(mails[0].text == "123456");
    CHECK(mails[0].server.host == "mail.example");
    CHECK_FALSE(mails[0].message_id.empty());
    listed = administrator.get("/messages?page=1").as_array();
    CHECK(listed[0].at("status") == "sent");
    CHECK(listed[0].at("type") == "Email");
    CHECK(listed[0].at("usageType") == "SignIn");
    CHECK(listed[0].at("recipient") == "mina@mail.example");
    CHECK(listed[0].at("connectorId") == "simple-mail-transfer-protocol");
    CHECK(listed[0].at("error").is_null());
    // The payload is gone with the row.
    CHECK(server.outbox(messages::code_message_kind).empty());
  });
}

TEST_CASE("the same Message-ID is used each time a message is tried") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_smtp(administrator);
    for (const auto repetition :
         {MessageOrder::Repetition::once, MessageOrder::Repetition::until_taken}) {
      auto order = an_order();
      order.repetition = repetition;
      send(server, order);
      server.mail.fail(net::MailError{.code = net::MailErrorCode::connect_failed});
      server.deliver_messages();
      const bool is_code = repetition == MessageOrder::Repetition::once;
      server.clock.advance(is_code ? Seconds(15) : Seconds(120));
      server.mail.fail(std::nullopt);
      server.deliver_messages();
      const auto mails = server.mail.mails();
      REQUIRE(mails.size() >= 2);
      CHECK(mails[mails.size() - 1].message_id == mails[mails.size() - 2].message_id);
    }
    const auto mails = server.mail.mails();
    CHECK(mails.size() == 4);
    CHECK(mails.front().message_id != mails.back().message_id);
  });
}

TEST_CASE("the Message-ID stays when the sender's address changes between two tries") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_smtp(administrator);
    auto order = an_order();
    order.repetition = MessageOrder::Repetition::until_taken;
    send(server, order);
    server.mail.fail(net::MailError{.code = net::MailErrorCode::connect_failed});
    server.deliver_messages();
    auto config = smtp_config;
    config["fromEmail"] = "club@club.example";
    const json::object body{
        {"connectorId", "simple-mail-transfer-protocol"}, {"config", std::move(config)}};
    administrator.expect(200, Method::post, "/connectors", json::serialize(body));
    server.clock.advance(Seconds(120));
    server.mail.fail(std::nullopt);
    server.deliver_messages();
    const auto mails = server.mail.mails();
    REQUIRE(mails.size() == 2);
    CHECK(mails[0].from.address == "shop@shop.example");
    CHECK(mails[1].from.address == "club@club.example");
    CHECK(mails[1].message_id == mails[0].message_id);
    CHECK(mails[0].message_id.ends_with("@shop.example>"));
  });
}

TEST_CASE("a message that cannot be sent is refused before anything is stored") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    CHECK(refusal_of(prepare(server)) == "501 connector.not_found");
    administrator.expect(
        200, Method::post, "/connectors", R"({"connectorId":"simple-mail-transfer-protocol"})"
    );
    CHECK(refusal_of(prepare(server)) == "400 connector.invalid_config");
    add_smtp(administrator);
    auto order = an_order();
    order.to = "mina@mail.example, eve@mail.example";
    CHECK(refusal_of(prepare(server, order)) == "400 connector.invalid_request_parameters");
    order = an_order();
    order.type = connectors::ConnectorType::sms;
    CHECK(refusal_of(prepare(server, order)) == "501 connector.not_found");
    CHECK(administrator.get("/messages?page=1").as_array().empty());
  });
}

TEST_CASE("the tenant's templates are taken by language and purpose before the connector's") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_smtp(administrator);
    const auto put = [&](const std::string& language, const std::string& type) {
      const json::object body{
          {"templates",
           json::array{
               {{"languageTag", language},
                {"templateType", type},
                {"details", {{"subject", type + " " + language}, {"content", "{{code}}"}}}}}}};
      const auto response =
          administrator.send(Method::put, "/email-templates", json::serialize(body));
      CHECK(response.status == 200);
    };
    put("ko", "Generic");  // counts in the tenant's language alone
    send(server, an_order("ko"));
    CHECK(subject_of_last(server) == "Sign in");
    put("en", "Generic");
    send(server, an_order("ko"));
    CHECK(subject_of_last(server) == "Generic en");
    put("en", "SignIn");
    send(server, an_order("ko"));
    CHECK(subject_of_last(server) == "SignIn en");
    put("ko", "SignIn");
    send(server, an_order("ko"));
    CHECK(subject_of_last(server) == "SignIn ko");
  });
}

TEST_CASE("without a connector, messages of this machine are in the development mailbox") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto mailbox = [&] { return administrator.get("/development-messages").as_object(); };
    CHECK_FALSE(mailbox().at("isEnabled").as_bool());
    CHECK(administrator.send(Method::delete_, "/development-messages").status == 404);

    server.equipment.mailbox = messages::Mailbox::loopback;
    auto order = an_order();
    order.ip = "203.0.113.7";
    CHECK(refusal_of(prepare(server, order)) == "501 connector.not_found");
    send(server, an_order("ko"));

    server.equipment.mailbox = messages::Mailbox::on;
    send(server, order);
    const auto shown = mailbox();
    CHECK(shown.at("isEnabled").as_bool());
    const auto& list = shown.at("messages").as_array();
    REQUIRE(list.size() == 2);
    CHECK(list[0].at("to") == "mina@mail.example");
    CHECK(list[0].at("payload").at("code") == "123456");
    CHECK(list[0].as_object().contains("createdAt"));
    CHECK(administrator.get("/connectors").as_array().empty());
    CHECK(administrator.send(Method::delete_, "/development-messages").status == 204);
    CHECK(mailbox().at("messages").as_array().empty());
  });
}

TEST_CASE("mock connectors are there only with their setting") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const std::string body = R"({"connectorId":"mock-email-service"})";
    CHECK(administrator.send(Method::post, "/connectors", body).status == 422);
    server.equipment.mock_folder = "/nonexistent";
    CHECK(administrator.send(Method::post, "/connectors", body).status == 200);
    CHECK(prepare(server));
    // Without the setting again, the connector is not there.
    server.equipment.mock_folder.clear();
    CHECK(administrator.get("/connectors").as_array().empty());
    CHECK(refusal_of(prepare(server)) == "501 connector.not_found");
  });
}

TEST_CASE("a recipient gets ten codes in ten minutes from one network, and twenty from all") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_smtp(administrator);
    auto order = an_order();
    const auto use_up = [&](const std::string& ip) {
      order.ip = ip;
      for (int i = 0; i < 10; ++i) {
        order.to = i % 2 == 0 ? "mina@mail.example" : "Mina@Mail.Example";
        send(server, order);
        server.clock.advance(Seconds(15));
      }
      CHECK(refusal_of(prepare(server, order)) == "429 request.message_rate_limited");
    };
    use_up("203.0.113.1");
    use_up("203.0.113.2");
    order.ip = "203.0.113.3";
    CHECK(refusal_of(prepare(server, order)) == "429 request.message_rate_limited");
    // A browser that the recipient has used before.
    auto known = order;
    known.known_browser = "mark";
    send(server, known);
    order.to = "nobody@mail.example";
    send(server, order);
    // An invitation is another kind of message.
    order.to = "mina@mail.example";
    order.repetition = MessageOrder::Repetition::until_taken;
    send(server, order);
    // The first of them is ten minutes old.
    server.clock.advance(Seconds(300));
    send(server);
    CHECK(refusal_of(prepare(server)) == "429 request.message_rate_limited");
  });
}

TEST_CASE("a code that is prepared and not sent counts like one that is") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_smtp(administrator);
    for (int i = 0; i < 5; ++i) {
      CHECK(prepare(server));
      send(server);
    }
    CHECK(refusal_of(prepare(server)) == "429 request.message_rate_limited");
  });
}

TEST_CASE("a message that cannot be sent takes no place") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    for (int i = 0; i < 11; ++i)
      CHECK(refusal_of(prepare(server)) == "501 connector.not_found");
    add_smtp(administrator);
    send(server);
  });
}

TEST_CASE("a network asks for so many codes in ten minutes, and an API for as many as it needs") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_smtp(administrator);
    server.equipment.limits.codes_a_network = 2;
    const auto order_for = [](int person, const char* ip) {
      auto order = an_order();
      order.to = "person" + std::to_string(person) + "@mail.example";
      order.ip = ip;
      return order;
    };
    send(server, order_for(1, "2001:db8::1"));
    send(server, order_for(2, "2001:db8::2"));
    const auto third = order_for(3, "2001:db8::3");
    CHECK(refusal_of(prepare(server, third)) == "429 request.message_rate_limited");
    send(server, order_for(3, "2001:db8:1::3"));
    for (int person = 4; person < 8; ++person) {
      auto order = order_for(person, "2001:db8::1");
      order.caller = MessageOrder::Caller::machine;
      send(server, order);
      order.caller = MessageOrder::Caller::person;
      order.repetition = MessageOrder::Repetition::until_taken;
      send(server, order);
    }
  });
}

TEST_CASE("text messages keep to the countries and the number of a day") {
  for_each_engine([](Server& server) {
    server.equipment.mailbox = messages::Mailbox::on;
    server.equipment.limits.sms_countries = {"KR"};
    server.equipment.limits.sms_a_day = 2;
    auto order = an_order();
    order.type = connectors::ConnectorType::sms;
    order.to = "447400123456";
    CHECK(refusal_of(prepare(server, order)) == "422 request.sms_country_not_allowed");
    for (const auto* number : {"821012345678", "821012345679"}) {
      order.to = number;
      send(server, order);
    }
    order.to = "821012345670";
    CHECK(refusal_of(prepare(server, order)) == "429 request.message_rate_limited");
    send(server);
    server.clock.advance(std::chrono::hours(24));
    send(server, order);
  });
}

}  // namespace daemun::flows
