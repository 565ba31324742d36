// The lock against guessing: whom it stops, whom it does not, and what it tells.
#include "app/app.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/client.h"
#include "flows/harness/shop.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string locked = "400 session.verification_blocked_too_many_attempts";
const std::string wrong = "422 session.invalid_credentials";

// Minji with all three identifiers, and a policy that locks at the third wrong password.
void add_world(Server& server) {
  add_shop(server);
  auto user = a_user("minji");
  user.primary_email = "minji@example.com";
  user.primary_phone = "821012345678";
  server.insert(user);
  server.change_sign_in_experience(
      {{"sentinelPolicy", {{"maxAttempts", 3}, {"lockoutDuration", 10}}},
       {"signIn",
        {{"methods",
          {{{"identifier", "username"},
            {"password", true},
            {"verificationCode", false},
            {"isPasswordPrimary", true}},
           {{"identifier", "email"},
            {"password", true},
            {"verificationCode", false},
            {"isPasswordPrimary", true}},
           {{"identifier", "phone"},
            {"password", true},
            {"verificationCode", false},
            {"isPasswordPrimary", true}}}}}}}
  );
}

http::Request password_request(
    const std::string& type, const std::string& value, const std::string& password
) {
  auto request = a_request(Method::post, "/api/experience/verification/password");
  request.headers.push_back({"content-type", "application/json"});
  request.headers.push_back({"origin", endpoint});
  request.headers.push_back({"logto-app-id", "web"});
  request.body = json::serialize(json::object{
      {"identifier", {{"type", type}, {"value", value}}}, {"password", password}});
  return request;
}

void start(Server& server, Browser& browser) {
  Client(server, "web").authorize(browser, offline_profile);
  browser.send_json(Method::put, "/api/experience", {{"interactionEvent", "SignIn"}});
}

// The status and code of one more attempt in a new dialogue of that browser.
std::string attempt(
    Browser& browser,
    const std::string& password,
    const std::string& type = "username",
    const std::string& value = "minji"
) {
  browser.remove_cookie("__Host-_session");  // or there is nothing to ask
  start(browser.server(), browser);
  const auto response = browser.send(password_request(type, value, password));
  return std::to_string(response.status) + " " + to_answer(response).text("code");
}

void lock(Server& server) {
  Browser stranger(server);
  CHECK(attempt(stranger, "wrong") == wrong);
  CHECK(attempt(stranger, "wrong") == wrong);
  CHECK(attempt(stranger, "wrong") == locked);
}

}  // namespace

TEST_CASE("an account has one counter for all its identifiers") {
  for_each_engine([](Server& server) {
    add_world(server);
    Browser browser(server);
    CHECK(attempt(browser, "wrong", "username", "minji") == wrong);
    CHECK(attempt(browser, "wrong", "email", "Minji@Example.com") == wrong);
    CHECK(attempt(browser, "wrong", "phone", "821012345678") == locked);
    CHECK(attempt(browser, user_password, "username", "minji") == locked);
    CHECK(attempt(browser, user_password, "email", "minji@example.com") == locked);
    CHECK(attempt(browser, "wrong", "email", "minji@example.com") == locked);
  });
}

TEST_CASE("parallel guesses are evaluated as often as the policy allows, and the rest look alike") {
  for_each_engine([](Server& server) {
    add_world(server);
    Browser browser(server);
    start(server, browser);
    boost::asio::io_context loop(1);
    int evaluated = 0;
    int blocked = 0;
    for (int i = 0; i < 30; ++i) {
      auto request = password_request("username", "minji", "wrong");
      request.headers.push_back(
          {"cookie", "__Host-_interaction=" + browser.cookie("__Host-_interaction")}
      );
      boost::asio::co_spawn(
          loop.get_executor(),
          server.door->handle(std::move(request)),
          [&](std::exception_ptr failure, const http::Response& response) {
            REQUIRE_FALSE(failure);
            const auto code = to_answer(response).text("code");
            evaluated += code == "session.invalid_credentials" ? 1 : 0;
            blocked += code == "session.verification_blocked_too_many_attempts" ? 1 : 0;
          }
      );
    }
    loop.run();
    CHECK(evaluated <= 3);
    CHECK(evaluated + blocked == 30);
    CHECK(attempt(browser, user_password) == locked);
  });
}

TEST_CASE("a browser that has signed in before is not locked out by strangers") {
  for_each_engine([](Server& server) {
    add_world(server);
    Browser home(server);
    CHECK(Client(server, "web").sign_in(home, "minji").status == 303);
    REQUIRE(home.cookie("__Host-_known") != "");
    lock(server);
    Browser new_phone(server);
    CHECK(attempt(new_phone, user_password) == locked);
    CHECK(attempt(home, user_password) == "200 ");
    // Its success opens nothing to others.
    CHECK(attempt(new_phone, user_password) == locked);
    // It may not guess without end either, and locks nobody but itself.
    CHECK(attempt(home, "wrong") == wrong);
    CHECK(attempt(home, "wrong") == wrong);
    CHECK(attempt(home, "wrong") == locked);
    CHECK(attempt(home, user_password) == locked);
  });
}

TEST_CASE("the mark of a browser is of one account, and ends with the password") {
  for_each_engine([](Server& server) {
    add_world(server);
    Administrator administrator(server);
    Browser home(server);
    Client(server, "web").sign_in(home, "alice");
    lock(server);
    CHECK(attempt(home, user_password) == locked);

    administrator.send(
        Method::post,
        "/sentinel-activities/delete",
        R"({"targetType":"User","targets":["minji@example.com"]})"
    );
    home.remove_cookie("__Host-_session");
    CHECK(Client(server, "web").sign_in(home, "minji").status == 303);
    server.clock.advance(Seconds(5));
    administrator.renew_token();
    administrator.expect(
        200, Method::patch, "/users/minji/password", R"({"password":"Another-password-1"})"
    );
    lock(server);
    CHECK(attempt(home, "Another-password-1") == locked);
  });
}

TEST_CASE("unlocking an identifier unlocks its account, in known browsers too") {
  for_each_engine([](Server& server) {
    add_world(server);
    Administrator administrator(server);
    Browser home(server);
    Client(server, "web").sign_in(home, "minji");
    lock(server);
    for (int i = 0; i < 3; ++i)
      attempt(home, "wrong");
    CHECK(attempt(home, user_password) == locked);
    const auto unlocked = administrator.send(
        Method::post,
        "/sentinel-activities/delete",
        R"({"targetType":"User","targets":["821012345678"]})"
    );
    CHECK(unlocked.status == 204);
    CHECK(attempt(home, user_password) == "200 ");
    Browser stranger(server);
    CHECK(attempt(stranger, user_password, "email", "minji@example.com") == "200 ");
  });
}

}  // namespace daemun::flows
