// A receiver hears of sign-ins, over the whole way: dialogue, outbox, delivery, audit log.
#include "storage/hook_store.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "flows/harness/client.h"
#include "flows/harness/shop.h"

namespace daemun::flows {
namespace {

void insert_hook(Server& server, std::vector<std::string> events) {
  const storage::HookStore hooks(*server.database, server.vault, server.tenant);
  const Hook hook{
      .id = HookId("hook1"),
      .events = std::move(events),
      .config = {{"url", "https://receiver.example"}},
      .signing_key = Secret("key")};
  server.commit(hooks.insert(hook));
}

}  // namespace

TEST_CASE("a sign-in is told to a webhook once, and each delivery is in the audit log") {
  for_each_engine([](Server& server) {
    add_shop(server);
    insert_hook(server, {"PostSignIn"});
    Browser browser(server);
    Client(server, "web").sign_in(browser, "alice");
    CHECK(server.network.requests().empty());
    server.deliver_webhooks();
    // The session goes on without a dialogue: no sign-in.
    Client(server, "spa").authorize(browser, offline_profile);
    server.deliver_webhooks();

    const auto requests = server.network.requests();
    REQUIRE(requests.size() == 1);
    const auto body = json::parse(requests[0].body).as_object();
    CHECK(find_string(body, "event") == "PostSignIn");
    CHECK(find_string(body.at("user").as_object(), "id") == "alice");
    CHECK(find_string(body.at("application").as_object(), "id") == "web");
    const auto logs = server.audit_log();
    CHECK(std::count_if(logs.begin(), logs.end(), [](const auto& log) {
            return log.key == "TriggerHook.PostSignIn";
          }) == 1);
  });
}

TEST_CASE("back-channel logouts do not wait for webhooks, nor the other way round") {
  for_each_engine([](Server& server) {
    add_shop(server);
    insert_hook(server, {"PostSignIn"});
    Browser browser(server);
    Client(server, "web").sign_in(browser, "alice");
    server.deliver_logouts();
    CHECK(server.network.requests().empty());
    CHECK(server.outbox(storage::webhook_kind).size() == 1);
  });
}

TEST_CASE("a lock is told to a webhook once, however many attempts meet it at once") {
  for_each_engine([](Server& server) {
    add_shop(server);
    insert_hook(server, {"Identifier.Lockout"});
    server.change_sign_in_experience(
        {{"sentinelPolicy", {{"maxAttempts", 2}, {"lockoutDuration", 10}}}}
    );
    Browser browser(server);
    Client(server, "web").authorize(browser, offline_profile);
    const auto send = [&](http::Method method, const char* path, const json::object& body) {
      return browser.send_json(method, std::string("/api/experience") + path, body).status;
    };
    CHECK(send(http::Method::put, "", {{"interactionEvent", "SignIn"}}) == 204);
    const json::object wrong{
        {"identifier", {{"type", "username"}, {"value", "alice"}}}, {"password", "wrong"}};
    CHECK(send(http::Method::post, "/verification/password", wrong) == 422);
    CHECK(server.outbox(storage::webhook_kind).empty());
    CHECK(send(http::Method::post, "/verification/password", wrong) == 400);
    CHECK(send(http::Method::post, "/verification/password", wrong) == 400);
    const auto messages = server.outbox(storage::webhook_kind);
    REQUIRE(messages.size() == 1);
    CHECK(find_string(json::parse(messages[0].payload).as_object(), "value") == "alice");
  });
}

}  // namespace daemun::flows
