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

TEST_CASE("LogStore finds an event by its id") {
  for_each_engine([](Stores& stores, Stores& others) {
    stores.run(stores.logs.insert(an_event("a")));
    const auto found = run_task(stores.logs.find("a"));
    REQUIRE(found);
    CHECK(found->payload == to_json_text(an_event("a")));
    CHECK_FALSE(run_task(stores.logs.find("b")));
    CHECK_FALSE(run_task(others.logs.find("a")));
  });
}

TEST_CASE("LogStore lists a page of what matches all of a filter, newest first") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto add = [&](const char* id, Seconds when, const auto& change) {
      AuditEvent event{.id = id, .key = "RevokeToken", .created_at = now + when};
      change(event);
      stores.run(stores.logs.insert(event));
    };
    const auto of_alice = [](AuditEvent& event) { event.user_id = UserId("alice"); };
    add("a", Seconds(1), of_alice);
    add("b", Seconds(2), [](AuditEvent& event) {
      event.user_id = UserId("alice");
      event.application_id = ApplicationId("web");
      event.key = "ExchangeTokenBy.RefreshToken";
    });
    add("c", Seconds(3), [](AuditEvent& event) { event.application_id = ApplicationId("web"); });
    add("d", Seconds(4), [](AuditEvent& event) {
      event.hook_id = HookId("hook");
      event.key = "TriggerHook.PostSignIn";
    });
    add("e", Seconds(4), of_alice);
    others.run(others.logs.insert(an_event("a")));

    const auto list = [&](LogFilter filter, Window window = Window::all()) {
      const auto page = run_task(stores.logs.list_page(std::move(filter), window));
      CHECK_FALSE(page.is_total_capped);
      std::string text = std::to_string(page.total) + ":";
      for (const auto& event : page.events)
        text += event.id;
      return text;
    };
    CHECK(list({}) == "4:ecba");
    CHECK(list({}, Window{.limit = 2, .offset = 1}) == "4:cb");
    CHECK(list({.user_id = UserId("alice")}) == "3:eba");
    CHECK(list({.application_id = ApplicationId("web")}) == "2:cb");
    CHECK(list({.user_id = UserId("alice"), .application_id = ApplicationId("web")}) == "1:b");
    CHECK(list({.hook_id = HookId("hook")}) == "1:d");
    CHECK(list({.key = "RevokeToken"}) == "3:eca");
    CHECK(list({.key = "TriggerHook.PostSignIn"}) == "0:");
    CHECK(list({.after = now + Seconds(1), .before = now + Seconds(4)}) == "2:cb");
    CHECK(list({.user_id = UserId("nobody")}) == "0:");
  });
}

TEST_CASE("LogStore counts up to its limit and says that there is more") {
  for_each_engine([](Stores& stores) {
    Plan plan;
    for (std::int64_t i = 0; i <= LogStore::count_limit; ++i)
      plan.add(stores.logs.insert(an_event(std::to_string(i), now + Milliseconds(i))));
    REQUIRE(test::commit(stores.database, std::move(plan)).committed());
    const auto window = Window{.limit = 1, .offset = LogStore::count_limit};
    const auto page = run_task(stores.logs.list_page({}, window));
    CHECK(page.total == LogStore::count_limit);
    CHECK(page.is_total_capped);
    REQUIRE(page.events.size() == 1);
    CHECK(page.events[0].id == "0");
  });
}

}  // namespace daemun::storage
