// Unlocking users over the Management API.
#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/client.h"

namespace daemun::flows {
namespace {

using http::Method;

// The status and code of a password that is tried.
std::string try_password(
    Server& server, const std::string& type, const std::string& value, const std::string& password
) {
  Browser browser(server);
  const Client web(server, "web");
  web.authorize(browser, {{"scope", "openid"}});
  browser.send_json(Method::put, "/api/experience", {{"interactionEvent", "SignIn"}});
  const auto response = browser.send_json(
      Method::post,
      "/api/experience/verification/password",
      {{"identifier", {{"type", type}, {"value", value}}}, {"password", password}}
  );
  return std::to_string(response.status) + " " + to_answer(response).text("code");
}

const std::string locked = "400 session.verification_blocked_too_many_attempts";

}  // namespace

TEST_CASE("a user who is locked out may sign in again when an administrator says so") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.change_sign_in_experience(
        {{"sentinelPolicy", {{"maxAttempts", 2}, {"lockoutDuration", 60}}}}
    );
    server.insert(an_application("web"));
    for (const char* name : {"alice", "bob"}) {
      server.insert(a_user(name));
      try_password(server, "username", name, "wrong");
      try_password(server, "username", name, "wrong");
      CHECK(try_password(server, "username", name, user_password) == locked);
    }
    const auto unlock = [&](const std::string& body) {
      return administrator.send(Method::post, "/sentinel-activities/delete", body).status;
    };
    // Not meant: applications, and others.
    CHECK(unlock(R"({"targetType":"App","targets":["alice"]})") == 204);
    CHECK(unlock(R"({"targetType":"User","targets":["carol"]})") == 204);
    CHECK(unlock(R"({"targetType":"User","targets":[]})") == 204);
    CHECK(try_password(server, "username", "alice", user_password) == locked);

    CHECK(unlock(R"({"targetType":"User","targets":["alice","alice@example.com"]})") == 204);
    CHECK(try_password(server, "username", "alice", user_password) == "200 ");
    CHECK(try_password(server, "username", "bob", user_password) == locked);

    for (const char* body :
         {"{}",
          R"({"targetType":"Other","targets":["a"]})",
          R"({"targetType":"User","targets":[""]})",
          R"({"targetType":"User","targets":"alice"})"})
      CHECK(unlock(body) == 400);
  });
}

}  // namespace daemun::flows
