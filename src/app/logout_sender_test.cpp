#include "app/logout_sender.h"

#include "app/test_house.h"

#include <algorithm>

namespace daemun::app {
namespace {

using house::FakeClient;
using house::House;
using house::with_house;

constexpr auto kind = storage::backchannel_logout_kind;

void add_notice(House& house, std::string payload = "", std::string client = "demo-app") {
  const LogoutNotice notice{
      .client_id = ApplicationId(std::move(client)),
      .user_id = UserId("user"),
      .sid = "sid",
      .uri = "https://app.example.com/logout"};
  auto message = storage::make_logout_message(notice, house.random, house.clock.now());
  if (!payload.empty()) message.payload = std::move(payload);
  house.commit(house.outbox().insert(message));
}

OutboxLane a_lane(House& house, FakeClient& client) {
  return OutboxLane(
      *house.database,
      house::tenant,
      house.clock,
      std::make_unique<LogoutSender>(*house.dependencies, *house.keys, client)
  );
}

}  // namespace

TEST_CASE("LogoutSender posts a logout token as a form") {
  with_house([](House& house) {
    add_notice(house);
    FakeClient client;
    auto lane = a_lane(house, client);
    run_due(lane);
    REQUIRE(client.requests.size() == 1);
    const auto& request = client.requests[0];
    CHECK(request.method == "POST");
    CHECK(request.url == "https://app.example.com/logout");
    CHECK(request.body.starts_with("logout_token=ey"));
    CHECK(std::count(request.body.begin(), request.body.end(), '.') == 2);
    CHECK(house.messages(kind).empty());
  });
}

TEST_CASE("LogoutSender has a refused notice sent again until it is accepted") {
  with_house([](House& house) {
    add_notice(house);
    FakeClient client;
    auto lane = a_lane(house, client);
    for (const int status : {500, 0, 404}) {
      client.status = status;
      run_due(lane);
      run_due(lane);  // not due yet
      const auto waiting = house.messages(kind);
      REQUIRE(waiting.size() == 1);
      house.clock.advance(waiting[0].next_attempt_at - house.clock.now());
    }
    CHECK(client.requests.size() == 3);
    client.status = 204;
    run_due(lane);
    CHECK(client.requests.size() == 4);
    CHECK(house.messages(kind).empty());
  });
}

TEST_CASE("LogoutSender takes 400 for the application's last word") {
  with_house([](House& house) {
    add_notice(house);
    FakeClient client;
    client.status = 400;
    auto lane = a_lane(house, client);
    run_due(lane);
    CHECK(client.requests.size() == 1);
    CHECK(house.messages(kind).empty());
  });
}

TEST_CASE("LogoutSender sends nothing to an application that is gone") {
  with_house([](House& house) {
    add_notice(house, "", "gone");
    FakeClient client;
    auto lane = a_lane(house, client);
    run_due(lane);
    CHECK(client.requests.empty());
    CHECK(house.messages(kind).empty());
  });
}

TEST_CASE("LogoutSender gives a notice up after a day") {
  with_house([](House& house) {
    add_notice(house);
    FakeClient client;
    client.status = 500;
    house.clock.advance(logout_lifetime);
    auto lane = a_lane(house, client);
    run_due(lane);
    CHECK(client.requests.size() == 1);
    CHECK(house.messages(kind).empty());
  });
}

TEST_CASE("LogoutSender drops what it cannot read and sends nothing") {
  with_house([](House& house) {
    add_notice(house, "{}");
    FakeClient client;
    auto lane = a_lane(house, client);
    run_due(lane);
    CHECK(client.requests.empty());
    CHECK(house.messages(kind).empty());
  });
}

}  // namespace daemun::app
