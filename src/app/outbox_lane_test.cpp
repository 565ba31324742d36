#include "app/outbox_lane.h"

#include "app/outbox_thread.h"
#include "app/test_house.h"
#include "storage/waking_database.h"

#include <boost/asio/detached.hpp>

#include <algorithm>
#include <atomic>
#include <stdexcept>

namespace daemun::app {
namespace {

using house::House;
using house::with_house;

constexpr std::string_view kind = "test";

// Takes messages, holds them back when it is told to, and answers as it is told.
class FakeSender final : public MessageSender {
 public:
  std::string_view kind() const override { return app::kind; }
  Milliseconds timeout() const override { return Milliseconds(7'000); }

  Task<Attempt> send(storage::OutboxMessage message) override {
    const std::string receiver = message.receiver;
    sent += message.id + " ";
    ++count;
    ++in_flight[receiver];
    most_of[receiver] = std::max(most_of[receiver], in_flight[receiver]);
    most = std::max(most, ++all_in_flight);
    if (holds) {
      auto keep = [this](Resume<bool> resume) { held.push_back(std::move(resume)); };
      co_await suspend_for<bool>(std::move(keep));
    }
    --in_flight[receiver];
    --all_in_flight;
    if (breaks) throw std::runtime_error("broken");
    co_return answer;
  }

  void release() {
    holds = false;
    for (auto& resume : std::exchange(held, {}))
      resume(true);
  }

  Attempt answer{.is_over = true};
  bool breaks = false;
  bool holds = false;
  std::vector<Resume<bool>> held;
  std::string sent;
  std::atomic<std::size_t> count = 0;
  std::map<std::string, std::size_t> in_flight;
  std::map<std::string, std::size_t> most_of;
  std::size_t all_in_flight = 0;
  std::size_t most = 0;
};

storage::OutboxMessage a_message(House& house, std::string id, std::string receiver) {
  return {
      .id = std::move(id),
      .kind = std::string(kind),
      .receiver = std::move(receiver),
      .payload = "{}",
      .created_at = house.clock.now(),
      .next_attempt_at = house.clock.now()};
}

void add_message(House& house, std::string id, std::string receiver = "r") {
  house.commit(house.outbox().insert(a_message(house, std::move(id), std::move(receiver))));
}

struct Lane {
  explicit Lane(House& house) {
    auto made = std::make_unique<FakeSender>();
    sender = made.get();
    lane =
        std::make_unique<OutboxLane>(*house.database, house::tenant, house.clock, std::move(made));
  }

  // Until that many messages are held back.
  void run_until_held(std::size_t count) {
    boost::asio::co_spawn(loop.get_executor(), lane->send_due(), boost::asio::detached);
    while (sender->held.size() < count)
      REQUIRE(loop.run_one() > 0);
  }
  void release() {
    sender->release();
    loop.run();
  }

  FakeSender* sender = nullptr;
  std::unique_ptr<OutboxLane> lane;
  boost::asio::io_context loop{1};
};

}  // namespace

TEST_CASE("delivery_pause doubles from ten seconds to an hour") {
  CHECK(delivery_pause(0) == Seconds(10));
  CHECK(delivery_pause(1) == Seconds(20));
  CHECK(delivery_pause(8) == Seconds(2560));
  CHECK(delivery_pause(9) == Seconds(3600));
  CHECK(delivery_pause(1'000'000) == Seconds(3600));
}

TEST_CASE("send_due sends what is due, and commits what belongs to it with its removal") {
  with_house([](House& house) {
    Lane lane(house);
    add_message(house, "a");
    lane.sender->answer.plan.add(house.outbox().insert(storage::OutboxMessage{
        .id = "next", .kind = "other", .next_attempt_at = house.clock.now()}));
    run_due(*lane.lane);
    run_due(*lane.lane);
    CHECK(lane.sender->sent == "a ");
    CHECK(house.messages(kind).empty());
    CHECK(house.messages("other").size() == 1);
  });
}

TEST_CASE("send_due tries what is not over again, later each time") {
  with_house([](House& house) {
    Lane lane(house);
    add_message(house, "a");
    lane.sender->answer = {.is_over = false, .has_failed = true};
    for (const int pause : {10, 20, 40}) {
      run_due(*lane.lane);
      run_due(*lane.lane);  // not due yet
      const auto waiting = house.messages(kind);
      REQUIRE(waiting.size() == 1);
      // Nobody else must take it before the attempt has timed out.
      CHECK(waiting[0].next_attempt_at - house.clock.now() == Seconds(7 + pause));
      house.clock.advance(Seconds(7 + pause));
    }
    CHECK(lane.sender->sent == "a a a ");
  });
}

TEST_CASE("send_due lets a message wait whose sender breaks") {
  with_house([](House& house) {
    Lane lane(house);
    add_message(house, "a");
    lane.sender->breaks = true;
    run_due(*lane.lane);
    CHECK(lane.sender->count == 1);
    REQUIRE(house.messages(kind).size() == 1);
    lane.sender->breaks = false;
    house.clock.advance(Seconds(17));
    run_due(*lane.lane);
    CHECK(house.messages(kind).empty());
  });
}

TEST_CASE("send_due sends no more than five messages at once to a receiver, and to others besides"
) {
  with_house([](House& house) {
    Lane lane(house);
    for (const char* id : {"a", "b", "c", "d", "e", "f", "g"})
      add_message(house, id, "slow");
    add_message(house, "z", "fast");
    lane.sender->holds = true;
    lane.run_until_held(6);
    CHECK(lane.sender->in_flight["slow"] == 5);
    CHECK(lane.sender->in_flight["fast"] == 1);
    lane.release();
    CHECK(lane.sender->count == 8);
    CHECK(lane.sender->most_of["slow"] == 5);
    CHECK(house.messages(kind).empty());
  });
}

TEST_CASE("send_due sends no more than ten messages at once, and goes on as they end") {
  with_house([](House& house) {
    Lane lane(house);
    for (int i = 0; i < 45; ++i)
      add_message(house, std::to_string(i), std::to_string(i % 15));
    lane.sender->holds = true;
    lane.run_until_held(10);
    lane.release();
    CHECK(lane.sender->count == 45);
    CHECK(lane.sender->most == 10);
    CHECK(house.messages(kind).empty());
  });
}

TEST_CASE("send_due sends one message at a time to a receiver that has failed, until it answers") {
  with_house([](House& house) {
    Lane lane(house);
    add_message(house, "a");
    lane.sender->answer = {.is_over = true, .has_failed = true};
    run_due(*lane.lane);
    for (const char* id : {"b", "c", "d", "e"})
      add_message(house, id);
    lane.sender->most_of.clear();
    run_due(*lane.lane);
    CHECK(lane.sender->count == 5);
    CHECK(lane.sender->most_of["r"] == 1);
    lane.sender->answer = {.is_over = true};
    add_message(house, "f");
    run_due(*lane.lane);
    for (const char* id : {"g", "h", "i", "j"})
      add_message(house, id);
    lane.sender->holds = true;
    lane.run_until_held(4);
    lane.release();
    CHECK(lane.sender->count == 10);
  });
}

TEST_CASE("send_due of two nodes sends a message once") {
  with_house([](House& house) {
    Lane one(house);
    Lane other(house);
    for (int i = 0; i < 20; ++i)
      add_message(house, std::to_string(i), std::to_string(i));
    boost::asio::io_context loop(1);
    boost::asio::co_spawn(loop.get_executor(), one.lane->send_due(), boost::asio::detached);
    boost::asio::co_spawn(loop.get_executor(), other.lane->send_due(), boost::asio::detached);
    loop.run();
    CHECK(one.sender->count + other.sender->count == 20);
    CHECK(house.messages(kind).empty());
  });
}

TEST_CASE("OutboxThread sends what comes, and waits for what is under way when it ends") {
  with_house([](House& house) {
    Lane lane(house);
    std::vector<std::unique_ptr<OutboxLane>> lanes;
    lanes.push_back(std::move(lane.lane));
    {
      const OutboxThread thread(std::move(lanes), Milliseconds(1));
      add_message(house, "a");
      while (lane.sender->count == 0)
        std::this_thread::yield();
    }
    CHECK(house.messages(kind).empty());
  });
}

TEST_CASE("OutboxThread sends a message when it is committed, long before it would look") {
  with_house([](House& house) {
    storage::WakingDatabase database(*house.database);
    Lane lane(house);
    std::vector<std::unique_ptr<OutboxLane>> lanes;
    lanes.push_back(std::move(lane.lane));
    OutboxThread thread(std::move(lanes), std::chrono::hours(1));
    database.listen([&thread] { thread.wake(); });
    for (std::size_t i = 0; i < 100; ++i) {
      storage::Plan plan;
      plan.add(house.outbox().insert(a_message(house, std::to_string(i), "r")));
      REQUIRE(run_task(database.commit(std::move(plan))));
      while (lane.sender->count <= i)
        std::this_thread::yield();
    }
    database.listen(nullptr);
  });
}

}  // namespace daemun::app
