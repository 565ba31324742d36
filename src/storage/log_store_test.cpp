#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

AuditEvent an_event(std::string id, TimePoint when = now) {
  return AuditEvent{
      .id = std::move(id),
      .key = "ExchangeTokenBy.RefreshToken",
      .user_id = UserId("user00000001"),
      .user_agent = "\"\uc774\" \\",
      .created_at = when};
}

}  // namespace

TEST_CASE("LogStore gives back an event as Logto's API shows it") {
  for_each_engine([](Stores& stores, Stores& others) {
    stores.run(stores.logs.insert(an_event("a")));
    const auto events = run_task(stores.logs.list(10));
    REQUIRE(events.size() == 1);
    CHECK(events[0].id == "a");
    CHECK(events[0].key == "ExchangeTokenBy.RefreshToken");
    CHECK(events[0].payload == to_json_text(an_event("a")));
    CHECK(events[0].created_at == now);
    CHECK(run_task(others.logs.list(10)).empty());
    CHECK(stores.conflict(stores.logs.insert(an_event("a"))) == Conflict::Reason::unique);
  });
}

TEST_CASE("LogStore lists the newest events first") {
  for_each_engine([](Stores& stores) {
    stores.run(stores.logs.insert(an_event("a", now)));
    stores.run(stores.logs.insert(an_event("c", now + Seconds(1))));
    stores.run(stores.logs.insert(an_event("b", now + Seconds(1))));
    const auto ids = [&](std::size_t limit) {
      std::string text;
      for (const auto& event : run_task(stores.logs.list(limit)))
        text += event.id;
      return text;
    };
    CHECK(ids(10) == "bca");
    CHECK(ids(2) == "bc");
  });
}

}  // namespace daemun::storage
