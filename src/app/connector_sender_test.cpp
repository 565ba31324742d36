#include "app/connector_sender.h"

#include "app/test_house.h"
#include "storage/connector_store.h"

#include <vector>

namespace daemun::app {
namespace {

using connectors::ConnectorType;
using house::House;
using house::with_house;
using Repetition = messages::MessageOrder::Repetition;

json::object a_config() {
  json::array templates;
  for (const auto* type : {"SignIn", "Register", "ForgotPassword", "Generic"})
    templates.push_back({{"usageType", type}, {"templateAlias", std::string("of-") + type}});
  return {{"serverToken", "hush"}, {"fromEmail", "a@shop.example"}, {"templates", templates}};
}

// A tenant with a connector, and its lanes.
struct Fixture {
  explicit Fixture(House& a_house)
      : house(a_house),
        connectors(*house.database, house.vault, house::tenant),
        codes(make_lane(ConnectorSender::Lane::codes)),
        others(make_lane(ConnectorSender::Lane::others)) {
    house.commit(connectors.insert(
        {.id = ConnectorId("mail"),
         .factory_id = "postmark-mail",
         .type = "Email",
         .config = a_config()}
    ));
  }

  std::unique_ptr<OutboxLane> make_lane(ConnectorSender::Lane lane) {
    return std::make_unique<OutboxLane>(
        *house.database,
        house::tenant,
        house.clock,
        std::make_unique<ConnectorSender>(
            *house.dependencies, *house.messenger, house.equipment, lane
        )
    );
  }

  void order(Repetition repetition, json::object payload = {{"code", "246813"}}) {
    auto plan = run_task(house.messenger->prepare(
        {.to = "mina@mail.example",
         .usage = TemplateType::sign_in,
         .payload = std::move(payload),
         .repetition = repetition}
    ));
    REQUIRE(plan);
    house.commit(*std::move(plan));
  }
  std::vector<storage::OutboxMessage> waiting(Repetition repetition) {
    return house.messages(
        repetition == Repetition::once ? messages::code_message_kind : messages::message_kind
    );
  }
  // Runs what is due, then turns the clock to the next attempt.
  void run() {
    run_due(*codes);
    run_due(*others);
    for (const auto repetition : {Repetition::once, Repetition::until_taken}) {
      for (const auto& message : waiting(repetition))
        house.clock.advance(message.next_attempt_at - house.clock.now());
    }
  }
  MessageRecord record() {
    const storage::MessageStore log(*house.database, house::tenant);
    const auto page = run_task(log.list_page(storage::Window::all()));
    REQUIRE(page.records.size() == 1);
    return page.records.front();
  }
  std::vector<storage::LogStore::StoredEvent> audit_log() {
    return run_task(storage::LogStore(*house.database, house::tenant).list(100));
  }
  std::size_t attempts() const { return house.client.requests.size(); }

  House& house;
  storage::ConnectorStore connectors;
  std::unique_ptr<OutboxLane> codes;
  std::unique_ptr<OutboxLane> others;
};

}  // namespace

TEST_CASE("ConnectorSender sends a message with what the connector is when it is sent") {
  with_house([](House& house) {
    Fixture fixture(house);
    fixture.order(Repetition::once);
    const auto waiting = fixture.waiting(Repetition::once);
    REQUIRE(waiting.size() == 1);
    // What waits cannot be read, and holds no secret of the connector.
    CHECK(waiting[0].payload.find("246813") == std::string::npos);
    CHECK(waiting[0].payload.find("mina") == std::string::npos);
    CHECK(fixture.record().status == MessageStatus::waiting);

    auto config = a_config();
    config["serverToken"] = "changed";
    house.commit(fixture.connectors.update(ConnectorId("mail"), {.config = config}));
    fixture.run();
    REQUIRE(fixture.attempts() == 1);
    const auto& request = house.client.requests[0];
    CHECK(request.body.find("246813") != std::string::npos);
    CHECK(request.headers.back().value == "changed");
    CHECK(fixture.waiting(Repetition::once).empty());
    CHECK(fixture.record().status == MessageStatus::sent);
    CHECK(fixture.record().recipient == "mina@mail.example");
    CHECK(fixture.audit_log().empty());
  });
}

TEST_CASE("ConnectorSender does not repeat a code that may have arrived") {
  with_house([](House& house) {
    Fixture fixture(house);
    fixture.order(Repetition::once);
    house.client.status = 500;
    for (int i = 0; i < 3; ++i)
      fixture.run();
    CHECK(fixture.attempts() == 1);
    CHECK(fixture.record().status == MessageStatus::uncertain);
    REQUIRE(fixture.audit_log().size() == 1);
    CHECK(fixture.audit_log()[0].key == "Message.Failed");
  });
}

TEST_CASE("ConnectorSender does not send a code again after a crash in the middle") {
  with_house([](House& house) {
    Fixture fixture(house);
    fixture.order(Repetition::once);
    const auto waiting = fixture.waiting(Repetition::once);
    house.commit(house.outbox().claim(waiting[0].id, 0, house.clock.now()));
    fixture.run();
    CHECK(fixture.attempts() == 0);
    CHECK(fixture.record().status == MessageStatus::uncertain);
    CHECK(fixture.waiting(Repetition::once).empty());
  });
}

TEST_CASE("ConnectorSender repeats a code that was not taken, for as long as it is of use") {
  with_house([](House& house) {
    Fixture fixture(house);
    fixture.order(Repetition::once);
    house.client.status = 0;  // no connection
    fixture.run();
    fixture.run();
    CHECK(fixture.attempts() == 2);
    CHECK(fixture.record().status == MessageStatus::waiting);
    house.client.status = 200;
    fixture.run();
    CHECK(fixture.attempts() == 3);
    CHECK(fixture.record().status == MessageStatus::sent);
  });
  with_house([](House& house) {
    Fixture fixture(house);
    fixture.order(Repetition::once);
    house.client.status = 0;
    for (int i = 0; i < 20; ++i)
      fixture.run();
    CHECK(fixture.attempts() == 12);
    CHECK(fixture.record().status == MessageStatus::failed);
    CHECK(fixture.waiting(Repetition::once).empty());
  });
}

TEST_CASE("ConnectorSender repeats everything else until it is taken, or for a day") {
  for (const int status : {0, 401, 429, 500, 503}) {
    CAPTURE(status);
    with_house([&](House& house) {
      Fixture fixture(house);
      fixture.order(Repetition::until_taken);
      house.client.status = status;
      for (int i = 0; i < 3; ++i)
        fixture.run();
      CHECK(fixture.attempts() == 3);
      CHECK(fixture.record().status == MessageStatus::waiting);
      house.client.status = 200;
      fixture.run();
      CHECK(fixture.record().status == MessageStatus::sent);
    });
  }
  with_house([](House& house) {
    Fixture fixture(house);
    fixture.order(Repetition::until_taken);
    house.client.status = 500;
    fixture.run();
    house.clock.advance(message_lifetime);
    fixture.run();
    CHECK(fixture.attempts() == 2);
    CHECK(fixture.record().status == MessageStatus::failed);
    CHECK(fixture.waiting(Repetition::until_taken).empty());
  });
}

TEST_CASE("ConnectorSender gives up what is refused for good, and keeps no code of the reason") {
  with_house([](House& house) {
    Fixture fixture(house);
    fixture.order(Repetition::until_taken);
    house.client.status = 422;
    house.client.body = R"({"ErrorCode":300,"Message":"cannot take 246813"})";
    fixture.run();
    fixture.run();
    CHECK(fixture.attempts() == 1);
    const auto record = fixture.record();
    CHECK(record.status == MessageStatus::failed);
    CHECK(record.error == "general: cannot take ***");
    CHECK(record.ended_at);
    REQUIRE(fixture.audit_log().size() == 1);
    CHECK(fixture.audit_log()[0].payload.find("246813") == std::string::npos);
  });
}

TEST_CASE("ConnectorSender masks what it sent, however the provider writes it") {
  const std::string link = "https://a.example/?a=1&token=0123456789abcdefghij";
  const struct {
    json::object payload;
    std::string said;
    std::string kept;
  } cases[] = {
      {{{"code", "*"}}, "no * here", "no *** here"},
      {{{"code", "***"}}, "no *** here", "no *** here"},
      {{{"code", 246813}}, "no 246813", "no ***"},
      {{{"link", link}}, "no " + link + ".", "no ***."},
      {{{"link", link}}, "no https://a.example/?a=1&amp;token=0123456789abcdefghij.", "no ***."},
      {{{"link", link}}, "no token 0123456789abcdefghij.", "no token ***."},
      {{{"link", link}}, "no https://a.example/?a=1&tok", "no ***"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.said);
    with_house([&](House& house) {
      Fixture fixture(house);
      fixture.order(Repetition::until_taken, one.payload);
      house.client.status = 422;
      house.client.body = json::serialize(json::object{{"ErrorCode", 300}, {"Message", one.said}});
      fixture.run();
      CHECK(fixture.record().error == "general: " + one.kept);
    });
  }
}

TEST_CASE("ConnectorSender sends no code that has waited too long for its first attempt") {
  with_house([](House& house) {
    Fixture fixture(house);
    fixture.order(Repetition::once);
    house.clock.advance(std::chrono::hours(1));
    fixture.run();
    CHECK(fixture.attempts() == 0);
    CHECK(fixture.record().status == MessageStatus::failed);
    CHECK(fixture.waiting(Repetition::once).empty());
  });
}

TEST_CASE("ConnectorSender says of a message that it cannot read") {
  with_house([](House& house) {
    Fixture fixture(house);
    fixture.order(Repetition::until_taken);
    auto message = fixture.waiting(Repetition::until_taken).front();
    storage::Plan plan;
    plan.add(house.outbox().remove(message.id));
    message.payload = "AAAA";
    plan.add(house.outbox().insert(message));
    house.commit(std::move(plan));
    fixture.run();
    CHECK(fixture.record().status == MessageStatus::failed);
    CHECK(fixture.audit_log().size() == 1);
  });
}

TEST_CASE("ConnectorSender waits for a connector that was deleted meanwhile") {
  with_house([](House& house) {
    Fixture fixture(house);
    fixture.order(Repetition::until_taken);
    house.commit(fixture.connectors.remove(ConnectorId("mail")));
    fixture.run();
    CHECK(fixture.attempts() == 0);
    CHECK(fixture.record().status == MessageStatus::waiting);
    CHECK(fixture.waiting(Repetition::until_taken).size() == 1);
  });
}

TEST_CASE("ten thousand invitations that wait are not in the way of a code") {
  const auto steps_of_code = [](int invitations) {
    storage::Database::Counters steps;
    with_house([&](House& house) {
      Fixture fixture(house);
      storage::Plan plan;
      for (int i = 0; i < invitations; ++i) {
        plan.add(house.outbox().insert(
            {.id = "invitation-" + std::to_string(i),
             .kind = std::string(messages::message_kind),
             .receiver = "Email",
             .payload = "AAAA",
             .created_at = house.clock.now(),
             .next_attempt_at = house.clock.now()}
        ));
      }
      house.commit(std::move(plan));
      fixture.order(Repetition::once);
      const auto before = house.database->counters();
      run_due(*fixture.codes);
      const auto after = house.database->counters();
      steps.reads = after.reads - before.reads;
      steps.commits = after.commits - before.commits;
      CHECK(fixture.record().status == MessageStatus::sent);
      CHECK(fixture.attempts() == 1);
    });
    return steps;
  };
  const auto alone = steps_of_code(0);
  const auto behind = steps_of_code(10'000);
  CHECK(alone.commits == 2);  // its claim and its removal
  CHECK(behind.reads == alone.reads);
  CHECK(behind.commits == alone.commits);
}

}  // namespace daemun::app
