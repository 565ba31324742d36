// The trusted devices of a user through the Management API, and every change that ends them.
#include "domain/trusted_device.h"
#include "storage/trusted_device_store.h"

#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/client.h"

namespace daemun::flows {
namespace {

using http::Method;

constexpr auto a_day = std::chrono::hours(24);

storage::TrustedDeviceStore devices_of(Server& server) {
  return {*server.database, server.tenant};
}

UserId add_user(Administrator& administrator, const std::string& name = "bob") {
  const json::object body{{"username", name}, {"password", "Xk29_vbnQ!z8"}};
  const auto user = administrator.expect(200, Method::post, "/users", json::serialize(body));
  return UserId(std::string(user.at("id").as_string()));
}

void trust(Server& server, const UserId& user, const std::string& id) {
  const auto now = server.clock.now();
  server.commit(devices_of(server).insert(
      {.id = id,
       .user_id = user,
       .secret_hash = storage::hash_trusted_device(Secret(id)),
       .user_agent = "Browser of " + id,
       .network = "192.0.2.1",
       .created_at = now,
       .last_used_at = now,
       .expires_at = now + 30 * a_day}
  ));
}

void set_trust(Administrator& administrator, const std::string& setting) {
  administrator.expect(200, Method::patch, "/sign-in-exp", R"({"trustedDevice":)" + setting + "}");
}

std::string path_of(const UserId& user) {
  return "/users/" + user.value() + "/trusted-devices";
}

std::size_t count(Server& server, const UserId& user) {
  return run_task(devices_of(server).list(user)).size();
}

std::string code_of(const http::Response& response) {
  const auto answer = to_answer(response);
  return std::to_string(answer.status()) + " " + answer.text("code");
}

}  // namespace

TEST_CASE("GET /users/{userId}/trusted-devices lists what is trusted, newest first") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    set_trust(administrator, R"({"enabled":true,"durationDays":10})");
    const auto bob = add_user(administrator);
    CHECK(administrator.get(path_of(bob)).as_array().empty());
    trust(server, add_user(administrator, "eve"), "of-eve");
    trust(server, bob, "old");
    const auto began = to_unix_ms(server.clock.now());
    server.clock.advance(Seconds(60));
    trust(server, bob, "new");
    const auto list = administrator.get(path_of(bob)).as_array();
    REQUIRE(list.size() == 2);
    CHECK(list.at(0).at("id") == "new");
    // The time that the setting has now.
    const auto end = began + Milliseconds(10 * a_day).count();
    const json::value old{
        {"id", "old"},
        {"userAgent", "Browser of old"},
        {"country", nullptr},
        {"city", nullptr},
        {"createdAt", began},
        {"lastUsedAt", began},
        {"expiresAt", end},
        {"network", "192.0.2.1"}};
    CHECK(list.at(1) == old);

    const auto page = administrator.send(Method::get, path_of(bob) + "?page=2&page_size=1");
    CHECK(*page.find("Total-Number") == "2");
    REQUIRE(json::parse(page.body).as_array().size() == 1);
    CHECK(json::parse(page.body).as_array().at(0).at("id") == "old");
    CHECK(administrator.get(path_of(bob) + "?page=3&page_size=1").as_array().empty());
    CHECK(code_of(administrator.send(Method::get, path_of(UserId("nobody")))).starts_with("404 "));

    server.clock.advance(10 * a_day - Seconds(60));
    administrator.renew_token();
    CHECK(administrator.get(path_of(bob)).as_array().size() == 1);
  });
}

TEST_CASE("DELETE /users/{userId}/trusted-devices/{trustedDeviceId} revokes one, and is logged") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    set_trust(administrator, R"({"enabled":true})");
    const auto bob = add_user(administrator);
    const auto eve = add_user(administrator, "eve");
    trust(server, bob, "first");
    trust(server, bob, "second");
    const auto revoke = [&](const UserId& user, const std::string& id) {
      return administrator.send(Method::delete_, path_of(user) + "/" + id);
    };
    CHECK(code_of(revoke(eve, "first")) == "404 entity.not_found");
    CHECK(count(server, bob) == 2);
    CHECK(revoke(bob, "first").status == 204);
    CHECK(code_of(revoke(bob, "first")) == "404 entity.not_found");
    CHECK(count(server, bob) == 1);
    const auto logs = administrator.get("/logs?logKey=TrustedDevice.Revoke").as_array();
    REQUIRE(logs.size() == 1);
    CHECK(logs.at(0).at("payload").at("userId").as_string() == bob.value());
    CHECK(logs.at(0).at("payload").at("trustedDeviceId") == "first");
  });
}

TEST_CASE("a change of password, factors, addresses or suspension ends the trust in all devices") {
  struct Change {
    Method method;
    const char* path;
    const char* body;
    bool ends_trust;
  };
  const Change changes[] = {
      {Method::patch, "/password", R"({"password":"another Xk29_"})", true},
      {Method::patch, "/is-suspended", R"({"isSuspended":true})", true},
      {Method::patch, "/is-suspended", R"({"isSuspended":false})", false},
      {Method::post, "/mfa-verifications", R"({"type":"Totp"})", true},
      {Method::post, "/mfa-verifications", R"({"type":"BackupCode"})", true},
      {Method::patch, "", R"({"primaryEmail":"bob@mail.example"})", true},
      {Method::patch, "", R"({"primaryPhone":"821012345678"})", true},
      {Method::patch, "", R"({"primaryPhone":"821012345678"})", false},
      {Method::patch, "", R"({"primaryEmail":null})", true},
      {Method::patch, "", R"({"name":"Bob"})", false},
  };
  for_each_engine([&](Server& server) {
    Administrator administrator(server);
    set_trust(administrator, R"({"enabled":true})");
    const auto bob = add_user(administrator);
    const auto eve = add_user(administrator, "eve");
    trust(server, eve, "of-eve");
    const auto path = "/users/" + bob.value();
    for (const auto& change : changes) {
      CAPTURE(change.path);
      CAPTURE(change.body);
      server.clock.advance(Seconds(1));
      server.commit(devices_of(server).remove_all(bob));
      trust(server, bob, "of-bob");
      CHECK(administrator.send(change.method, path + change.path, change.body).status == 200);
      CHECK(count(server, bob) == (change.ends_trust ? 0 : 1));
    }
    const auto factors = administrator.get(path + "/mfa-verifications").as_array();
    for (const auto& factor : factors) {
      server.commit(devices_of(server).remove_all(bob));
      trust(server, bob, "of-bob");
      const auto id = std::string(factor.at("id").as_string());
      CHECK(administrator.send(Method::delete_, path + "/mfa-verifications/" + id).status == 204);
      CHECK(count(server, bob) == 0);
    }
    CHECK(count(server, eve) == 1);
  });
}

TEST_CASE("PATCH /sign-in-exp ends the trust in all devices when it is switched off") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto bob = add_user(administrator);
    set_trust(administrator, R"({"enabled":true,"durationDays":365})");
    const auto shown = administrator.get("/sign-in-exp").at("trustedDevice");
    CHECK(shown == json::value{{"enabled", true}, {"durationDays", 365}});
    trust(server, bob, "of-bob");
    set_trust(administrator, R"({"enabled":true,"durationDays":1})");
    administrator.expect(200, Method::patch, "/sign-in-exp", R"({"supportEmail":""})");
    CHECK(count(server, bob) == 1);
    set_trust(administrator, "{}");
    CHECK(count(server, bob) == 0);
    set_trust(administrator, R"({"enabled":true})");
    CHECK(administrator.get(path_of(bob)).as_array().empty());
  });
}

}  // namespace daemun::flows
