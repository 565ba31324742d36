#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

OutboxMessage a_message(std::string id, TimePoint due = now) {
  return OutboxMessage{
      .id = std::move(id),
      .kind = "backchannel_logout",
      .receiver = "app1",
      .payload = R"({"sid":"s"})",
      .attempts = 0,
      .created_at = now - Seconds(5),
      .next_attempt_at = due};
}

std::string due_ids(Stores& stores, TimePoint when, std::size_t limit = 10) {
  std::string ids;
  const DueMessages due{.kind = "backchannel_logout", .now = when, .limit = limit};
  for (const auto& message : run_task(stores.outbox.list_due(due)))
    ids += message.id;
  return ids;
}

std::vector<OutboxMessage> due_at(Stores& stores, TimePoint when) {
  return run_task(stores.outbox.list_due({.kind = "backchannel_logout", .now = when}));
}

}  // namespace

TEST_CASE("OutboxStore gives back every column of a due message") {
  for_each_engine([](Stores& stores, Stores& others) {
    auto message = a_message("a");
    message.attempts = 3;
    stores.run(stores.outbox.insert(message));
    const auto due = due_at(stores, now);
    REQUIRE(due.size() == 1);
    CHECK(due[0].id == message.id);
    CHECK(due[0].kind == message.kind);
    CHECK(due[0].receiver == message.receiver);
    CHECK(due[0].payload == message.payload);
    CHECK(due[0].attempts == 3);
    CHECK(due[0].created_at == message.created_at);
    CHECK(due[0].next_attempt_at == message.next_attempt_at);
    CHECK(due_ids(others, now).empty());
    CHECK(stores.conflict(stores.outbox.insert(message)) == Conflict::Reason::unique);
  });
}

TEST_CASE("OutboxStore lists what is due, the longest waiting first") {
  for_each_engine([](Stores& stores) {
    stores.run(stores.outbox.insert(a_message("c", now)));
    stores.run(stores.outbox.insert(a_message("a", now - Seconds(1))));
    stores.run(stores.outbox.insert(a_message("b", now)));
    stores.run(stores.outbox.insert(a_message("later", now + Milliseconds(1))));
    CHECK(due_ids(stores, now) == "abc");
    CHECK(due_ids(stores, now, 2) == "ab");
    CHECK(due_ids(stores, now - Seconds(2)).empty());
  });
}

TEST_CASE("OutboxStore lists the messages of one kind, without those of some receivers") {
  for_each_engine([](Stores& stores) {
    for (const char* id : {"a", "b", "c"}) {
      auto message = a_message(id);
      message.receiver = std::string("to ") + id;
      stores.run(stores.outbox.insert(message));
    }
    auto other = a_message("d");
    other.kind = "webhook";
    stores.run(stores.outbox.insert(other));
    DueMessages due{.kind = "backchannel_logout", .now = now};
    due.except_receivers = {"to a", "to c", "to '\"\\"};
    const auto messages = run_task(stores.outbox.list_due(due));
    REQUIRE(messages.size() == 1);
    CHECK(messages[0].id == "b");
    CHECK(run_task(stores.outbox.list_due({.kind = "webhook", .now = now})).size() == 1);
    CHECK(run_task(stores.outbox.list_due({.kind = "none", .now = now})).empty());
  });
}

TEST_CASE("OutboxStore gives a message to exactly one of many senders") {
  for_each_engine([](Stores& stores) {
    stores.run(stores.outbox.insert(a_message("a")));
    CHECK(stores.winners(stores.outbox.claim("a", 0, now + Seconds(60))) == 1);
    CHECK(due_ids(stores, now).empty());
    const auto due = due_at(stores, now + Seconds(60));
    REQUIRE(due.size() == 1);
    CHECK(due[0].attempts == 1);
    CHECK(stores.conflict(stores.outbox.claim("a", 0, now)) == Conflict::Reason::row_count);
    stores.run(stores.outbox.claim("a", 1, now));
    CHECK(stores.conflict(stores.outbox.claim("none", 0, now)) == Conflict::Reason::row_count);
  });
}

TEST_CASE("OutboxStore removes a delivered message, also twice") {
  for_each_engine([](Stores& stores) {
    stores.run(stores.outbox.insert(a_message("a")));
    stores.run(stores.outbox.insert(a_message("b")));
    stores.run(stores.outbox.remove("a"));
    stores.run(stores.outbox.remove("a"));
    CHECK(due_ids(stores, now) == "b");
  });
}

}  // namespace daemun::storage
