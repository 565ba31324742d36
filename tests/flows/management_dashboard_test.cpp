// The dashboard over the Management API.
#include "app/app.h"

#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/client.h"

namespace daemun::flows {
namespace {

using http::Method;

constexpr Seconds one_day = std::chrono::hours(24);

json::object count_of(std::int64_t count, std::int64_t delta) {
  return {{"count", count}, {"delta", delta}};
}

json::object active(Server& server, Administrator& administrator, const std::string& query = "") {
  run_task(server.door->default_tenant().journal.flush());
  // Days go by: the token of the beginning is too old.
  const auto token = administrator.token(management_api, "all");
  const auto path = "/dashboard/users/active" + query;
  const auto response = administrator.send_with(token, Method::get, path, "");
  REQUIRE(response.status == 200);
  return json::parse(response.body).as_object();
}

std::string today_of(Server& server) {
  return to_iso_text(server.clock.now()).substr(0, 10);
}

}  // namespace

TEST_CASE("a user who signs in or gets a token is active on that day, once") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert(an_application("web"));
    for (const char* name : {"alice", "bob", "carol"})
      server.insert(a_user(name));
    const Client web(server, "web");
    const auto alice = web.tokens_of("alice");
    web.tokens_of("alice");
    web.refresh(alice.text("refresh_token"));
    web.tokens_of("bob");
    auto shown = active(server, administrator);
    CHECK(shown.at("dau").as_object() == count_of(2, 2));
    CHECK(shown.at("wau").as_object() == count_of(2, 2));
    CHECK(shown.at("mau").as_object() == count_of(2, 2));

    server.clock.advance(one_day);
    web.refresh(alice.text("refresh_token"));
    web.tokens_of("carol");
    shown = active(server, administrator);
    CHECK(shown.at("dau").as_object() == count_of(2, 0));
    CHECK(shown.at("wau").as_object() == count_of(3, 3));
    CHECK(shown.at("mau").as_object() == count_of(3, 3));
    const auto& curve = shown.at("dauCurve").as_array();
    REQUIRE(curve.size() == 30);
    CHECK(json::serialize(curve.back()) == R"({"date":")" + today_of(server) + R"(","count":2})");
    CHECK(curve[28].as_object().at("count").as_int64() == 2);
    CHECK(curve[27].as_object().at("count").as_int64() == 0);

    server.clock.advance(one_day * 7);
    web.tokens_of("bob");
    shown = active(server, administrator);
    CHECK(shown.at("dau").as_object() == count_of(1, 1));
    CHECK(shown.at("wau").as_object() == count_of(1, -2));
    CHECK(shown.at("mau").as_object() == count_of(3, 3));
  });
}

TEST_CASE("the dashboard of another day shows what it showed then") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert(an_application("web"));
    server.insert(a_user("alice"));
    Client(server, "web").tokens_of("alice");
    const auto then = today_of(server);
    const auto shown_then = active(server, administrator);
    server.clock.advance(one_day * 40);
    Client(server, "web").tokens_of("alice");
    CHECK(active(server, administrator).at("mau").as_object() == count_of(1, 0));
    CHECK(active(server, administrator, "?date=" + then) == shown_then);
    CHECK(
        active(server, administrator, "?date=2000-01-01").at("mau").as_object() == count_of(0, 0)
    );
  });
}

TEST_CASE("the dashboard refuses what is no date") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    for (const char* date : {"today", "2026-02-30", "2026-1-1", "2026-01-01T00:00:00Z"}) {
      CAPTURE(date);
      const auto response =
          administrator.send(Method::get, std::string("/dashboard/users/active?date=") + date);
      CHECK(response.status == 400);
      CHECK(to_answer(response).text("code") == "guard.invalid_input");
    }
  });
}

TEST_CASE("all users are counted without looking at them") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.commit(storage::Statement{
        {"insert into tenant_counters (tenant_id, name, value) values ($1, 'users', 12345) "
         "on conflict (tenant_id, name) do update set value = excluded.value"},
        {server.tenant}});
    CHECK(
        json::serialize(administrator.get("/dashboard/users/total")) ==
        R"({"totalUserCount":12345})"
    );
  });
}

TEST_CASE("new users are counted by the days of UTC") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto midnight = std::chrono::floor<std::chrono::days>(server.clock.now());
    const auto add = [&](const std::string& name, Milliseconds before_midnight) {
      auto user = a_user(name);
      user.created_at = midnight - before_midnight;
      server.insert(user);
    };
    add("first-today", Milliseconds(0));
    add("last-yesterday", Milliseconds(1));
    add("six-days-ago", one_day * 6);
    add("seven-days-ago", one_day * 7);
    add("long-ago", one_day * 30);
    CHECK(
        json::serialize(administrator.get("/dashboard/users/new")) ==
        R"({"today":{"count":1,"delta":0},"last7Days":{"count":3,"delta":2}})"
    );
  });
}

}  // namespace daemun::flows
