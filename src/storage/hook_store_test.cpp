#include "storage/hook_store.h"

#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

Hook a_hook(std::string id = "hook1", std::vector<std::string> events = {"User.Created"}) {
  return Hook{
      .id = HookId(std::move(id)),
      .name = "Mailer",
      .events = std::move(events),
      .config = {{"url", "https://mail.example"}, {"retries", 2}},
      .signing_key = Secret("key of the hook"),
      .enabled = true,
      .created_at = now};
}

AuditEvent an_execution(std::string id, std::string hook, bool is_success, TimePoint when) {
  return AuditEvent{
      .id = std::move(id),
      .key = "TriggerHook.User.Created",
      .is_success = is_success,
      .hook_id = HookId(std::move(hook)),
      // What a receiver is told must not count as its answer.
      .details = {{"hookRequest", {{"body", {{"result", "Success"}}}}}},
      .created_at = when};
}

std::vector<OutboxMessage> messages(Stores& stores) {
  return run_task(stores.outbox.list_due({.kind = "webhook", .now = now}));
}

}  // namespace

TEST_CASE("HookStore gives back a hook, and its signing key only to its own tenant") {
  for_each_engine([](Stores& stores, Stores& others) {
    const HookStore hooks(stores.database, stores.vault, stores.tenant);
    const HookStore others_hooks(others.database, others.vault, others.tenant);
    stores.run(hooks.insert(a_hook()));
    const auto found = run_task(hooks.find(HookId("hook1")));
    REQUIRE(found);
    CHECK(found->name == "Mailer");
    CHECK(found->events == std::vector<std::string>{"User.Created"});
    CHECK(json::serialize(found->config) == R"({"url":"https://mail.example","retries":2})");
    CHECK(found->signing_key.reveal() == "key of the hook");
    CHECK(found->enabled);
    CHECK(found->created_at == now);
    CHECK_FALSE(run_task(others_hooks.find(HookId("hook1"))));
    CHECK(others.conflict(others_hooks.remove(HookId("hook1"))) == Conflict::Reason::row_count);
    stores.run(hooks.update_signing_key(HookId("hook1"), Secret("another")));
    CHECK(run_task(hooks.find(HookId("hook1")))->signing_key.reveal() == "another");
    stores.run(hooks.remove(HookId("hook1")));
    CHECK(run_task(hooks.list()).empty());
  });
}

TEST_CASE("HookStore changes what is given and leaves the rest") {
  for_each_engine([](Stores& stores) {
    const HookStore hooks(stores.database, stores.vault, stores.tenant);
    const HookId id("hook1");
    stores.run(hooks.insert(a_hook()));
    stores.run(hooks.update(id, {.enabled = false}));
    stores.run(hooks.update(id, {.events = std::vector<std::string>{"PostSignIn", "User.Deleted"}})
    );
    stores.run(hooks.update(id, {.config = json::object{{"url", "https://b.example"}}}));
    stores.run(hooks.update(id, {.name = ""}));
    const auto found = run_task(hooks.find(id));
    REQUIRE(found);
    CHECK_FALSE(found->enabled);
    CHECK(found->events.size() == 2);
    CHECK(json::serialize(found->config) == R"({"url":"https://b.example"})");
    CHECK(found->name.empty());
    CHECK(found->signing_key.reveal() == "key of the hook");
    CHECK(stores.conflict(hooks.update(HookId("none"), {})) == Conflict::Reason::row_count);
  });
}

TEST_CASE("HookStore lists the newest hooks first, whole or in windows") {
  for_each_engine([](Stores& stores) {
    const HookStore hooks(stores.database, stores.vault, stores.tenant);
    for (const char* id : {"a", "b", "c"}) {
      auto hook = a_hook(id);
      hook.created_at = now + Seconds(id[0]);
      stores.run(hooks.insert(hook));
    }
    const auto page = run_task(hooks.list_page(Window{.limit = 1, .offset = 1}));
    CHECK(page.total == 3);
    REQUIRE(page.hooks.size() == 1);
    CHECK(page.hooks[0].id == HookId("b"));
    CHECK(run_task(hooks.list_page(Window::all())).hooks.size() == 3);
  });
}

TEST_CASE("HookStore counts the executions of each hook after a time by their result") {
  for_each_engine([](Stores& stores) {
    const HookStore hooks(stores.database, stores.vault, stores.tenant);
    for (const char* id : {"a", "b"})
      stores.run(hooks.insert(a_hook(id)));
    stores.run(stores.logs.insert(an_execution("1", "a", true, now)));
    stores.run(stores.logs.insert(an_execution("2", "a", true, now + Seconds(1))));
    stores.run(stores.logs.insert(an_execution("3", "a", false, now + Seconds(1))));
    stores.run(stores.logs.insert(an_execution("4", "removed", true, now + Seconds(1))));
    const auto all = run_task(hooks.count_executions(now));
    CHECK(all.size() == 2);
    CHECK(all.at(HookId("a")).requests == 2);
    CHECK(all.at(HookId("a")).successes == 1);
    CHECK(all.at(HookId("b")).requests == 0);
    CHECK(run_task(hooks.count_executions(HookId("a"), now)).successes == 1);
    CHECK(run_task(hooks.count_executions(HookId("none"), now)).requests == 0);
  });
}

TEST_CASE("LogStore lists what was sent to one hook, by key and time") {
  for_each_engine([](Stores& stores, Stores& others) {
    for (int i = 0; i < 4; ++i) {
      auto event = an_execution(std::to_string(i), "a", i != 2, now + Seconds(i));
      if (i == 1) event.key = "TriggerHook.User.Deleted";
      stores.run(stores.logs.insert(event));
    }
    stores.run(stores.logs.insert(an_execution("5", "b", true, now)));
    LogFilter filter{.hook_id = HookId("a"), .after = now, .before = now + Seconds(3)};
    const auto between = run_task(stores.logs.list_page(filter, Window::all()));
    CHECK(between.total == 2);
    REQUIRE(between.events.size() == 2);
    CHECK(between.events[0].id == "2");
    CHECK(between.events[1].id == "1");
    filter.key = "TriggerHook.User.Created";
    CHECK(run_task(stores.logs.list_page(filter, Window::all())).total == 1);
    filter = {.hook_id = HookId("a")};
    const auto page = run_task(stores.logs.list_page(filter, Window{.limit = 1, .offset = 3}));
    CHECK(page.total == 4);
    CHECK(page.events.at(0).id == "0");
    CHECK(run_task(others.logs.list_page(filter, Window::all())).total == 0);
  });
}

TEST_CASE("HookStore writes a message for each enabled hook that listens") {
  for_each_engine([](Stores& stores) {
    const HookStore hooks(stores.database, stores.vault, stores.tenant);
    auto disabled = a_hook("c");
    disabled.enabled = false;
    const std::vector<Hook> all{a_hook("a"), a_hook("b", {"User.Deleted"}), disabled};
    crypto::SystemRandom random;
    const HookEvent event{.event = "User.Created", .payload = {{"data", {{"id", "u"}}}}};
    auto plan = hooks.insert_messages(all, event, random, now);
    CHECK(test::commit(stores.database, std::move(plan)).committed());
    const auto sent = messages(stores);
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].receiver == "a");
    CHECK(
        sent[0].payload == R"({"hookId":"a","event":"User.Created","createdAt":")" +
                               to_iso_text(now) + R"(","data":{"id":"u"}})"
    );
  });
}

TEST_CASE("HookStore tells of a lock only to the attempt that sets it") {
  for_each_engine([](Stores& stores) {
    const HookStore hooks(stores.database, stores.vault, stores.tenant);
    const std::vector<Hook> all{a_hook("a", {"Identifier.Lockout"}), a_hook("b")};
    const HookEvent event{.event = "Identifier.Lockout", .payload = {{"value", "ann"}}};
    const SentinelPolicy policy{.max_attempts = 2, .lockout_duration = std::chrono::minutes(5)};
    const auto fail = [&](TimePoint when) {
      const Lockout lockout{
          .target = {.target_hash = "hash", .action = "Password"},
          .until = when + policy.lockout_duration};
      static_cast<void>(run_task(stores.sentinel.take_place(lockout.target, policy, when)));
      Plan plan;
      plan.add(hooks.insert_lockout_messages(all, event, lockout, when));
      CHECK(test::commit(stores.database, std::move(plan)).committed());
    };
    fail(now - Milliseconds(2));
    CHECK(messages(stores).empty());
    fail(now - Milliseconds(1));  // locks
    fail(now - Milliseconds(1));  // has been under way at the same time
    fail(now);                    // has been under way a little longer
    const auto sent = messages(stores);
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].receiver == "a");
    CHECK(sent[0].id.size() == 21);
  });
}

TEST_CASE("HookStore tells rare events of a target once in their span") {
  for_each_engine([](Stores& stores) {
    const auto hooks = HookStore(stores.database, stores.vault, stores.tenant);
    const std::vector<Hook> all{a_hook("a", {"Rare"}), a_hook("b", {"Rare"}), a_hook("c")};
    const auto tell = [&](const char* target, Milliseconds later) {
      const Rarity rarity{.target_hash = target, .span = Seconds(10)};
      Plan plan;
      const HookEvent event{.event = "Rare"};
      plan.add(hooks.insert_rare_messages(all, event, rarity, now - Seconds(60) + later));
      CHECK(test::commit(stores.database, std::move(plan)).committed());
      return messages(stores).size();
    };
    CHECK(tell("ann", Seconds(0)) == 2);
    CHECK(tell("ann", Seconds(0)) == 2);  // at the same time
    CHECK(tell("ann", Seconds(1)) == 2);
    CHECK(tell("ann", Milliseconds(9999)) == 2);
    CHECK(tell("bob", Seconds(5)) == 4);
    CHECK(tell("ann", Seconds(10)) == 6);
    CHECK(tell("ann", Seconds(11)) == 6);
  });
}

}  // namespace daemun::storage
