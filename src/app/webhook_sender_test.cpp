#include "app/webhook_sender.h"

#include "app/test_house.h"

#include <vector>

namespace daemun::app {
namespace {

using house::FakeClient;
using house::House;
using house::with_house;

constexpr auto kind = storage::webhook_kind;

// A hook, and the lane of its tenant.
struct Fixture {
  explicit Fixture(House& a_house, json::object members = {})
      : house(a_house),
        hooks(*house.database, house.vault, house::tenant),
        lane(
            *house.database,
            house::tenant,
            house.clock,
            std::make_unique<WebhookSender>(*house.dependencies, client)
        ) {
    hook.id = HookId("hook1");
    hook.events = {"User.Created"};
    hook.config = std::move(members);
    hook.config["url"] = "https://a.example/hook";
    hook.signing_key = Secret("key");
    house.commit(hooks.insert(hook));
  }

  void raise() {
    const HookEvent event{.event = "User.Created", .payload = {{"data", {{"id", "u1"}}}}};
    house.commit(hooks.insert_messages({hook}, event, house.random, house.clock.now()));
  }
  // Runs what is due, then turns the clock to the next attempt.
  void run() {
    run_due(lane);
    for (const auto& message : house.messages(kind))
      house.clock.advance(message.next_attempt_at - house.clock.now());
  }
  std::vector<storage::LogStore::StoredEvent> logs() {
    return run_task(storage::LogStore(*house.database, house::tenant).list(100));
  }

  House& house;
  FakeClient client;
  storage::HookStore hooks;
  OutboxLane lane;
  Hook hook;
};

}  // namespace

TEST_CASE("WebhookSender posts the message as it was written, and logs the answer") {
  with_house([](House& house) {
    Fixture fixture(house, {{"headers", {{"authorization", "Bearer of-the-receiver"}}}});
    fixture.raise();
    const auto payload = house.messages(kind).at(0).payload;
    fixture.client.status = 202;
    fixture.client.body = R"({"ok":true})";
    fixture.run();
    REQUIRE(fixture.client.requests.size() == 1);
    CHECK(fixture.client.requests[0].url == "https://a.example/hook");
    CHECK(fixture.client.requests[0].body == payload);
    CHECK(house.messages(kind).empty());
    const auto logs = fixture.logs();
    REQUIRE(logs.size() == 1);
    CHECK(logs[0].key == "TriggerHook.User.Created");
    CHECK(
        logs[0].payload == R"({"hookRequest":{"body":)" + payload +
                               R"(},"response":{"statusCode":202,"body":{"ok":true}},)"
                               R"("key":"TriggerHook.User.Created","result":"Success",)"
                               R"("hookId":"hook1"})"
    );
    CHECK(logs[0].payload.find("of-the-receiver") == std::string::npos);
  });
}

TEST_CASE("WebhookSender tries as often as the hook says, and logs the end alone") {
  struct {
    json::object config;
    std::size_t attempts;
  } const cases[] = {{{{"retries", 0}}, 1}, {{{"retries", 1}}, 2}, {{{"retries", 3}}, 4}, {{}, 4}};
  for (const auto& one : cases) {
    with_house([&](House& house) {
      Fixture fixture(house, one.config);
      fixture.raise();
      fixture.client.status = 503;
      fixture.client.body = "later";
      for (int i = 0; i < 6; ++i)
        fixture.run();
      CHECK(fixture.client.requests.size() == one.attempts);
      CHECK(house.messages(kind).empty());
      const auto logs = fixture.logs();
      REQUIRE(logs.size() == 1);
      const auto payload = json::parse(logs[0].payload).as_object();
      CHECK(find_string(payload, "result") == "Error");
      CHECK(find_string(payload, "error") == "status 503");
      CHECK(json::serialize(payload.at("response")) == R"({"statusCode":503,"body":"later"})");
    });
  }
}

TEST_CASE("WebhookSender drops a message that has waited for an hour without sending it") {
  with_house([](House& house) {
    Fixture fixture(house);
    fixture.raise();
    house.clock.advance(webhook_lifetime);
    fixture.run();
    CHECK(fixture.client.requests.empty());
    CHECK(house.messages(kind).empty());
    const auto payload = json::parse(fixture.logs().at(0).payload).as_object();
    CHECK(find_string(payload, "error") == "not delivered within an hour");
  });
}

TEST_CASE("WebhookSender stops trying when the receiver has taken the message") {
  with_house([](House& house) {
    Fixture fixture(house);
    fixture.raise();
    fixture.client.status = 0;
    fixture.run();
    fixture.client.status = 200;
    fixture.run();
    fixture.run();
    CHECK(fixture.client.requests.size() == 2);
    CHECK(json::parse(fixture.logs().at(0).payload).at("result") == "Success");
  });
}

TEST_CASE("WebhookSender logs why a receiver could not be reached") {
  with_house([](House& house) {
    Fixture fixture(house, {{"retries", 0}});
    fixture.raise();
    fixture.client.status = 0;
    fixture.run();
    const auto payload = json::parse(fixture.logs().at(0).payload).as_object();
    CHECK(find_string(payload, "error") == "refused");
    CHECK_FALSE(payload.contains("response"));
  });
}

TEST_CASE("WebhookSender tries again after a crash in the last attempt") {
  with_house([](House& house) {
    Fixture fixture(house, {{"retries", 0}});
    fixture.raise();
    // Claimed, and then nothing more.
    house.commit(house.outbox().claim(house.messages(kind).at(0).id, 0, house.clock.now()));
    fixture.run();
    CHECK(fixture.client.requests.size() == 1);
    CHECK(house.messages(kind).empty());
  });
}

TEST_CASE("WebhookSender sends nothing for a hook that is disabled or gone by then") {
  for (const bool is_removed : {true, false}) {
    with_house([&](House& house) {
      Fixture fixture(house);
      fixture.raise();
      const HookId id("hook1");
      house.commit(
          is_removed ? fixture.hooks.remove(id) : fixture.hooks.update(id, {.enabled = false})
      );
      fixture.run();
      CHECK(fixture.client.requests.empty());
      CHECK(house.messages(kind).empty());
      CHECK(fixture.logs().empty());
    });
  }
}

TEST_CASE("WebhookSender uses the key and address that the hook has when it sends") {
  with_house([](House& house) {
    Fixture fixture(house);
    fixture.raise();
    const HookId id("hook1");
    house.commit(fixture.hooks.update(id, {.config = json::object{{"url", "https://b.example"}}}));
    house.commit(fixture.hooks.update_signing_key(id, Secret("new key")));
    fixture.run();
    const auto& request = fixture.client.requests.at(0);
    CHECK(request.url == "https://b.example");
    const auto expected =
        management::make_webhook_request(HookConfig{}, Secret("new key"), request.body);
    CHECK(request.headers.back().value == expected.headers.back().value);
  });
}

TEST_CASE("WebhookSender keeps of an answer what is text, and not too much of it") {
  const auto logged = [](const std::string& body) {
    std::string text;
    with_house([&](House& house) {
      Fixture fixture(house);
      fixture.raise();
      fixture.client.body = body;
      fixture.run();
      const auto payload = json::parse(fixture.logs().at(0).payload);
      text = json::serialize(payload.at("response").at("body"));
    });
    return text;
  };
  CHECK(logged("") == R"("")");
  CHECK(logged("<html>") == R"("<html>")");
  CHECK(logged("\xff\xfe") == R"("")");
  CHECK(logged(std::string(10'000, 'a')) == '"' + std::string(4096, 'a') + '"');
  // A character of three bytes across the bound.
  CHECK(logged(std::string(4095, 'a') + "\xea\xb0\x80") == '"' + std::string(4095, 'a') + '"');
}

}  // namespace daemun::app
