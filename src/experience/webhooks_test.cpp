// Webhook events of a dialogue.
#include "experience/test_dialogue.h"
#include "storage/hook_store.h"
#include "storage/outbox_store.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

namespace daemun::experience {
namespace {

using namespace test;

const std::vector<std::string> all_events(hook_events.begin(), hook_events.end());

void insert_hook(TestTenant& tenant, std::vector<std::string> events = all_events) {
  const storage::HookStore hooks(*tenant.database, *tenant.vault, tenant.tenant);
  tenant.commit(hooks.insert(Hook{
      .id = HookId("hook1"),
      .events = std::move(events),
      .config = {{"url", "https://a.example"}},
      .signing_key = Secret("key")}));
}

// By the name of the event.
std::map<std::string, json::object> messages(TestTenant& tenant) {
  const storage::OutboxStore outbox(*tenant.database, tenant.tenant);
  std::map<std::string, json::object> by_event;
  const storage::DueMessages due{.kind = "webhook", .now = tenant.clock.now(), .limit = 100};
  const auto waiting = run_task(outbox.list_due(due));
  for (const auto& message : waiting) {
    auto body = json::parse(message.payload).as_object();
    by_event.emplace(find_string(body, "event").value(), std::move(body));
  }
  CHECK(by_event.size() == waiting.size());
  return by_event;
}

std::string names_of(const std::map<std::string, json::object>& messages) {
  std::string names;
  for (const auto& [name, body] : messages)
    names += name + " ";
  return names;
}

void sign_in(Browser& browser) {
  browser.start("SignIn");
  browser.identify(browser.verify_password("ann", good_password));
  browser.submit();
}

std::string text_at(const json::object& object, std::string_view name) {
  return std::string(find_string(object, name).value_or(""));
}

}  // namespace

TEST_CASE("submit tells webhooks of a sign-in, with the user and the application") {
  TestTenant tenant;
  insert_hook(tenant);
  const auto user = tenant.insert_user("ann");
  Browser browser(tenant, tenant.insert_interaction("app1"));
  sign_in(browser);
  const auto told = messages(tenant);
  CHECK(names_of(told) == "PostSignIn ");
  const auto& body = told.at("PostSignIn");
  CHECK(text_at(body, "hookId") == "hook1");
  CHECK(text_at(body, "interactionEvent") == "SignIn");
  CHECK(text_at(body, "userId") == user.value());
  CHECK(text_at(body, "userIp") == "127.0.0.1");
  CHECK(text_at(body, "ip") == "127.0.0.1");
  CHECK(text_at(body, "userAgent") == "test");
  CHECK(text_at(body, "applicationId") == "app1");
  const auto now = std::to_string(to_unix_ms(tenant.clock.now()));
  CHECK(
      json::serialize(body.at("user")) ==
      R"({"id":")" + user.value() +
          R"(","username":"ann","primaryEmail":null,"primaryPhone":null,"name":null,)"
          R"("avatar":null,"customData":{},"identities":{},"lastSignInAt":)" +
          now + R"(,"createdAt":)" + now + R"(,"updatedAt":)" + now +
          R"(,"profile":{},"applicationId":null,"cimdClientId":null,"isSuspended":false})"
  );
  CHECK(
      json::serialize(body.at("application")) ==
      R"({"id":"app1","type":"Traditional","name":"App of app1","description":null})"
  );
  browser.submit();  // a second click
  CHECK(messages(tenant).size() == 1);
}

TEST_CASE("submit tells webhooks of a new account, without its password") {
  TestTenant tenant;
  insert_hook(tenant);
  Browser browser(tenant, tenant.insert_interaction("app1"));
  browser.start("Register");
  CHECK(browser.identify(browser.create_identity("ann", good_password)).status == 201);
  CHECK(browser.submit().status == 200);
  const auto told = messages(tenant);
  CHECK(names_of(told) == "PostRegister User.Created ");
  const auto& interaction = told.at("PostRegister");
  const auto& created = told.at("User.Created");
  CHECK(text_at(interaction, "interactionEvent") == "Register");
  CHECK(created.at("data") == interaction.at("user"));
  CHECK(text_at(created.at("data").as_object(), "username") == "ann");
  CHECK(text_at(created.at("data").as_object(), "applicationId") == "app1");
  for (const auto& [name, body] : told)
    CHECK(json::serialize(body).find("argon2") == std::string::npos);
}

TEST_CASE("submit tells webhooks of an account that was completed, as it is afterwards") {
  TestTenant tenant;
  insert_hook(tenant);
  tenant.insert_user("ann");
  Browser browser(tenant, tenant.insert_interaction("app1"));
  browser.start("SignIn");
  browser.identify(browser.verify_password("ann", good_password));
  const json::object nickname{
      {"type", "extraProfile"}, {"values", {{"name", "Ann"}, {"nickname", "A"}}}};
  REQUIRE(browser.add_profile(nickname).status == 204);
  CHECK(browser.submit().status == 200);
  const auto told = messages(tenant);
  CHECK(names_of(told) == "PostSignIn User.Data.Updated ");
  const auto& data = told.at("User.Data.Updated").at("data").as_object();
  CHECK(text_at(data, "name") == "Ann");
  CHECK(json::serialize(data.at("profile")) == R"({"nickname":"A"})");
  CHECK(told.at("PostSignIn").at("user") == told.at("User.Data.Updated").at("data"));
}

TEST_CASE("verify_password tells webhooks of a lock, once, with what was typed") {
  TestTenant tenant;
  insert_hook(tenant, {"Identifier.Lockout"});
  tenant.change_settings({{"sentinelPolicy", {{"maxAttempts", 3}, {"lockoutDuration", 10}}}});
  Browser browser(tenant, tenant.insert_interaction("app1"));
  browser.start("SignIn");
  for (int i = 0; i < 2; ++i)
    browser.verify_password("Nobody", bad_password);
  CHECK(messages(tenant).empty());
  for (int i = 0; i < 3; ++i)
    browser.verify_password("Nobody", bad_password);
  const auto told = messages(tenant);
  REQUIRE(told.size() == 1);
  const auto& body = told.at("Identifier.Lockout");
  CHECK(text_at(body, "type") == "username");
  CHECK(text_at(body, "value") == "Nobody");
  CHECK(text_at(body, "interactionEvent") == "SignIn");
  CHECK(text_at(body, "applicationId") == "app1");
  CHECK(json::serialize(body).find(bad_password) == std::string::npos);
}

TEST_CASE("a dialogue costs no query for webhooks where there are none, and no message") {
  TestTenant tenant;
  tenant.insert_user("ann");
  Browser first(tenant, tenant.insert_interaction("app1"));
  Browser browser(tenant, tenant.insert_interaction("app1"));
  sign_in(first);  // the settings are in the caches now
  browser.start("SignIn");
  browser.identify(browser.verify_password("ann", good_password));
  const auto before = tenant.database->counters().reads;
  CHECK(browser.submit().status == 200);
  // The dialogue, the user, and whether the account waits for its deletion.
  CHECK(tenant.database->counters().reads - before == 3);
  CHECK(messages(tenant).empty());
}

}  // namespace daemun::experience
