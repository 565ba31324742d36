// Webhooks through the Management API.
#include "base/encoding.h"
#include "crypto/hmac.h"
#include "storage/hook_store.h"
#include "storage/log_store.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "flows/harness/administrator.h"
#include "flows/harness/webhooks.h"

namespace daemun::flows {
namespace {

using http::Method;

std::string string_at(const json::object& object, std::string_view name) {
  return std::string(find_string(object, name).value_or(""));
}

json::object create(
    Administrator& administrator,
    const std::string& body =
        R"({"name":"Mailer","events":["Role.Created"],"config":{"url":"https://a.example/hook"}})"
) {
  return administrator.expect(201, Method::post, "/hooks", body);
}

std::string header_of(const net::Request& request, std::string_view name) {
  for (const auto& header : request.headers) {
    if (header.name == name) return header.value;
  }
  return "";
}

// The name of a change that a row of the API tells of.
const std::string a_scope = R"({"name":"read"})";
json::object create_scope(Administrator& administrator) {
  return administrator.expect(201, Method::post, "/resources/urn:shop/scopes", a_scope);
}

}  // namespace

TEST_CASE("a webhook is created, shown, changed, given a new key and deleted") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto made = create(administrator);
    const auto id = string_at(made, "id");
    const auto key = string_at(made, "signingKey");
    CHECK(id.size() == 21);
    CHECK(key.size() == 32);
    CHECK(
        json::serialize(made) == R"({"tenantId":"default","id":")" + id +
                                     R"(","name":"Mailer","event":null,"events":["Role.Created"],)"
                                     R"("config":{"url":"https://a.example/hook"},"signingKey":")" +
                                     key + R"(","enabled":true,"createdAt":)" +
                                     std::to_string(to_unix_ms(server.clock.now())) + "}"
    );
    const auto path = "/hooks/" + id;
    CHECK(administrator.get(path) == json::value(made));

    auto changed = administrator.expect(
        200,
        Method::patch,
        path,
        R"({"enabled":false,"events":["PostSignIn","User.Deleted","PostSignIn"]})"
    );
    CHECK_FALSE(changed.at("enabled").as_bool());
    CHECK(json::serialize(changed.at("events")) == R"(["PostSignIn","User.Deleted"])");
    CHECK(string_at(changed, "name") == "Mailer");
    changed = administrator.expect(
        200,
        Method::patch,
        path,
        R"({"config":{"url":"https://b.example","headers":{"X-Key":"1"},"retries":0},)"
        R"("id":"x","signingKey":"y","createdAt":1})"
    );
    CHECK(
        json::serialize(changed.at("config")) ==
        R"({"url":"https://b.example","headers":{"X-Key":"1"},"retries":0})"
    );
    CHECK(string_at(changed, "signingKey") == key);
    CHECK(changed.at("createdAt") == made.at("createdAt"));

    changed = administrator.expect(200, Method::patch, path + "/signing-key", "");
    CHECK(string_at(changed, "signingKey").size() == 32);
    CHECK(string_at(changed, "signingKey") != key);
    CHECK(administrator.get(path) == json::value(changed));

    CHECK(administrator.send(Method::delete_, path).status == 204);
    CHECK(administrator.send(Method::get, path).status == 404);
    CHECK(administrator.send(Method::delete_, path).status == 404);
  });
}

TEST_CASE("webhooks are listed newest first, whole or by page, in two reads or three with counts") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    for (int i = 0; i < 5; ++i) {
      create(administrator);
      server.clock.advance(Seconds(1));
    }
    const auto all = administrator.get("/hooks").as_array();
    REQUIRE(all.size() == 5);
    CHECK(all[0].at("createdAt").as_int64() > all[4].at("createdAt").as_int64());
    CHECK_FALSE(all[0].as_object().contains("executionStats"));
    const auto page = administrator.send(Method::get, "/hooks?page=2&page_size=2");
    CHECK(*page.find("total-number") == "5");
    CHECK(json::parse(page.body).at(0) == all[2]);

    auto before = server.database->counters().reads;
    administrator.get("/hooks");
    CHECK(server.database->counters().reads - before <= 2);
    before = server.database->counters().reads;
    const auto counted = administrator.get("/hooks?includeExecutionStats=true").as_array();
    CHECK(server.database->counters().reads - before <= 3);
    CHECK(
        json::serialize(counted[0].at("executionStats")) == R"({"successCount":0,"requestCount":0})"
    );
  });
}

TEST_CASE("requests about webhooks that cannot be are refused with Logto's codes") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto path = "/hooks/" + string_at(create(administrator), "id");
    const std::string long_url = "https://a.example/" + std::string(2100, 'a');
    const struct {
      Method method;
      std::string path;
      std::string body;
      int status;
      const char* code;
    } cases[] = {
        {Method::post, "/hooks", R"({"events":["PostSignIn"]})", 400, "guard.invalid_input"},
        {Method::post, "/hooks", R"({"config":{"url":"https://a"}})", 400, "hook.missing_events"},
        {Method::post,
         "/hooks",
         R"({"events":[],"config":{"url":"https://a"}})",
         400,
         "guard.invalid_input"},
        {Method::post,
         "/hooks",
         R"({"events":["User.Renamed"],"config":{"url":"https://a"}})",
         400,
         "guard.invalid_input"},
        {Method::post,
         "/hooks",
         R"({"events":["PostSignIn"],"config":{"url":"https://a:b@c"}})",
         400,
         "guard.invalid_input"},
        {Method::get,
         path + "/recent-logs?start_time=2&end_time=1",
         "",
         400,
         "guard.invalid_input"},
        {Method::post,
         "/hooks",
         R"({"events":["PostSignIn"],"config":{"url":")" + long_url + R"("}})",
         400,
         "guard.invalid_input"},
        {Method::post,
         "/hooks",
         R"({"events":["PostSignIn"],"config":{"url":"https://a","retries":4}})",
         400,
         "guard.invalid_input"},
        {Method::patch,
         path,
         R"({"config":{"url":"https://a","headers":{"Host":"b"}}})",
         400,
         "guard.invalid_input"},
        {Method::patch, path, R"({"config":{}})", 400, "guard.invalid_input"},
        {Method::patch, path, R"({"events":[]})", 400, "guard.invalid_input"},
        {Method::patch, path, R"({"name":""})", 400, "guard.invalid_input"},
        {Method::get, "/hooks/none", "", 404, "entity.not_exists_with_id"},
        {Method::patch, "/hooks/none", R"({"name":"a"})", 404, "entity.not_exists"},
        {Method::patch, "/hooks/none/signing-key", "", 404, "entity.not_exists"},
        {Method::post,
         "/hooks/none/test",
         R"({"events":["PostSignIn"],"config":{"url":"https://a"}})",
         404,
         "entity.not_exists_with_id"},
        {Method::post,
         path + "/test",
         R"({"events":[],"config":{"url":"https://a"}})",
         400,
         "guard.invalid_input"},
        {Method::get, path + "/recent-logs?start_time=now", "", 400, "guard.invalid_input"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.path);
      CAPTURE(one.body);
      const auto response = administrator.send(one.method, one.path, one.body);
      CHECK(response.status == one.status);
      CHECK(to_answer(response).text("code") == one.code);
    }
    // A name that only begins like an address.
    create(
        administrator,
        R"({"events":["PostSignIn"],"config":{"url":"https://127.0.0.1.nip.io/hook"}})"
    );
  });
}

TEST_CASE("`event`, which Logto has replaced by `events`, still names one") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto made =
        create(administrator, R"({"event":"PostSignIn","config":{"url":"https://a.example"}})");
    CHECK(json::serialize(made.at("events")) == R"(["PostSignIn"])");
    CHECK(string_at(made, "name").empty());
    const auto path = "/hooks/" + string_at(made, "id");
    const auto changed = administrator.expect(200, Method::patch, path, R"({"event":null})");
    CHECK(json::serialize(changed.at("events")) == R"(["PostSignIn"])");
  });
}

TEST_CASE("a change through the API is told to the webhooks that listen, signed, once") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert(a_resource("urn:shop", {}));
    const auto hook = create(
        administrator,
        R"({"events":["Scope.Created"],"config":{"url":"https://a.example","headers":{"k":"v"}}})"
    );
    create(administrator);  // listens to something else
    create_scope(administrator);
    server.deliver_webhooks();
    server.deliver_webhooks();

    const auto requests = server.network.requests();
    REQUIRE(requests.size() == 1);
    CHECK(requests[0].url == "https://a.example");
    CHECK(header_of(requests[0], "k") == "v");
    CHECK(
        header_of(requests[0], "logto-signature-sha-256") ==
        to_hex(crypto::hmac_sha256(string_at(hook, "signingKey"), requests[0].body))
    );
    const auto body = json::parse(requests[0].body).as_object();
    CHECK(string_at(body, "hookId") == string_at(hook, "id"));
    CHECK(string_at(body, "event") == "Scope.Created");
    CHECK(string_at(body, "createdAt") == to_iso_text(server.clock.now()));
    CHECK(string_at(body, "method") == "POST");
    CHECK(string_at(body, "matchedRoute") == "/resources/:resourceId/scopes");
    CHECK(string_at(body, "path") == "/resources/urn:shop/scopes");
    CHECK(string_at(body.at("data").as_object(), "name") == "read");
    CHECK(server.outbox(storage::webhook_kind).empty());
  });
}

TEST_CASE("a webhook may have an address that is none, and its deliveries fail") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert(a_resource("urn:shop", {}));
    const auto hook = create(
        administrator, R"({"events":["Scope.Created"],"config":{"url":"not_work_url","retries":0}})"
    );
    CHECK(string_at(hook.at("config").as_object(), "url") == "not_work_url");
    create_scope(administrator);
    server.network.fail(net::HttpError::Code::invalid_url, "no such host");
    server.deliver_webhooks();
    const auto logs =
        administrator.get("/hooks/" + string_at(hook, "id") + "/recent-logs").as_array();
    REQUIRE(logs.size() == 1);
    CHECK(logs[0].at("payload").at("result") == "Error");
  });
}

TEST_CASE("a deleted user is told without what only the API shows") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert(a_user("alice"));
    listen(server, {"User.Deleted"});
    administrator.send(Method::delete_, "/users/alice");
    const auto bodies = told(server, "User.Deleted");
    REQUIRE(bodies.size() == 1);
    const auto& data = bodies[0].at("data").as_object();
    CHECK(string_at(data, "id") == "alice");
    CHECK_FALSE(data.contains("hasPassword"));
    CHECK(data.size() == 15);
    CHECK(string_at(bodies[0], "matchedRoute") == "/users/:userId");
    CHECK(string_at(bodies[0], "path") == "/users/alice");
  });
}

TEST_CASE("a refused change is told to nobody") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert(a_resource("urn:shop", {"read"}));
    create(administrator, R"({"events":["Scope.Created"],"config":{"url":"https://a.example"}})");
    const auto refused = administrator.send(Method::post, "/resources/urn:shop/scopes", a_scope);
    CHECK(refused.status == 422);
    CHECK(server.outbox(storage::webhook_kind).empty());
  });
}

TEST_CASE("the recent requests of a webhook are listed and counted for a day") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert(a_resource("urn:shop", {}));
    const auto hook = create(
        administrator,
        R"({"events":["Scope.Created","Scope.Deleted"],)"
        R"("config":{"url":"https://a.example","retries":0}})"
    );
    const auto path = "/hooks/" + string_at(hook, "id");
    const auto scope = create_scope(administrator);
    server.deliver_webhooks();
    server.clock.advance(Seconds(1));
    server.network.answer(500, "no");
    administrator.send(Method::delete_, "/resources/urn:shop/scopes/" + string_at(scope, "id"));
    server.deliver_webhooks();

    const auto page = administrator.send(Method::get, path + "/recent-logs");
    CHECK(*page.find("total-number") == "2");
    const auto logs = json::parse(page.body).as_array();
    REQUIRE(logs.size() == 2);
    const auto& failed = logs[0].as_object();
    CHECK(string_at(failed, "key") == "TriggerHook.Scope.Deleted");
    const auto& payload = failed.at("payload").as_object();
    CHECK(string_at(payload, "result") == "Error");
    CHECK(string_at(payload, "hookId") == string_at(hook, "id"));
    CHECK(json::serialize(payload.at("response")) == R"({"statusCode":500,"body":"no"})");
    CHECK(string_at(payload.at("hookRequest").at("body").as_object(), "event") == "Scope.Deleted");
    CHECK(logs[1].at("payload").at("result") == "Success");

    const auto count = [&](const std::string& query) {
      return json::parse(administrator.send(Method::get, path + "/recent-logs" + query).body)
          .as_array()
          .size();
    };
    CHECK(count("?logKey=TriggerHook.Scope.Created") == 1);
    CHECK(count("?page=2&page_size=1") == 1);
    const auto time = std::to_string(to_unix_ms(server.clock.now() - Milliseconds(1)));
    CHECK(count("?start_time=" + time) == 1);
    CHECK(count("?end_time=" + time) == 1);
    const auto stats = [&] {
      const auto shown = administrator.get(path + "?includeExecutionStats=true");
      return json::serialize(shown.at("executionStats"));
    };
    CHECK(stats() == R"({"successCount":1,"requestCount":2})");
    server.clock.advance(std::chrono::hours(24));
    administrator.renew_token();
    CHECK(count("") == 0);
    CHECK(count("?start_time=0") == 0);
    CHECK(stats() == R"({"successCount":0,"requestCount":0})");
  });
}

TEST_CASE("recent deliveries are counted up to a limit, and a large one is shown whole") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto id = string_at(create(administrator), "id");
    const storage::LogStore logs(*server.database, server.tenant);
    storage::Plan plan;
    for (int i = 0; i < 10'001; ++i) {
      AuditEvent line{
          .id = std::to_string(i),
          .key = "TriggerHook.User.Created",
          .hook_id = HookId(id),
          .created_at = server.clock.now()};
      if (i == 0) {
        line.created_at += Milliseconds(1);  // the newest
        line.details["hookRequest"] = std::string(100'000, 'x');
      }
      plan.add(logs.insert(line));
    }
    server.commit(std::move(plan));
    const auto page = administrator.send(Method::get, "/hooks/" + id + "/recent-logs?page_size=1");
    CHECK(*page.find("total-number") == "10000");
    REQUIRE(page.find("total-number-is-capped") != nullptr);
    const auto newest = json::parse(page.body).at(0).as_object();
    CHECK(newest.at("payload").at("hookRequest").as_string().size() == 100'000);
  });
}

TEST_CASE("a trial sends every event to the given endpoint at once, and stores nothing") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto hook = create(administrator);
    const auto path = "/hooks/" + string_at(hook, "id");
    json::array all;
    for (const auto event : hook_events)
      all.emplace_back(event);
    const json::object body{
        {"events", all}, {"config", {{"url", "https://other.example"}, {"headers", {{"k", "v"}}}}}};
    const auto response = administrator.send(Method::post, path + "/test", json::serialize(body));
    CHECK(response.status == 204);
    const auto requests = server.network.requests();
    REQUIRE(requests.size() == hook_events.size());
    for (const auto& request : requests) {
      CAPTURE(request.body);
      CHECK(request.url == "https://other.example");
      CHECK(header_of(request, "k") == "v");
      CHECK(
          header_of(request, "logto-signature-sha-256") ==
          to_hex(crypto::hmac_sha256(string_at(hook, "signingKey"), request.body))
      );
      const auto sent = json::parse(request.body).as_object();
      CHECK(string_at(sent, "hookId") == string_at(hook, "id"));
      const auto event = string_at(sent, "event");
      CHECK(std::count(hook_events.begin(), hook_events.end(), event) == 1);
      const bool is_change = sent.contains("data");
      CHECK(
          (is_change || event.starts_with("Post") || event.find(".L") != std::string::npos ||
           event.find(".R") != std::string::npos)
      );
    }
    CHECK(
        string_at(administrator.get(path).at("config").as_object(), "url") ==
        "https://a.example/hook"
    );
    CHECK(administrator.get(path + "/recent-logs").as_array().empty());
  });
}

TEST_CASE("a trial tells what the endpoint has answered, or why there is no answer") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto path = "/hooks/" + string_at(create(administrator), "id") + "/test";
    const std::string body = R"({"events":["PostSignIn"],"config":{"url":"https://a.example"}})";
    server.network.answer(503, "not now");
    auto refusal = administrator.expect(422, Method::post, path, body);
    CHECK(string_at(refusal, "code") == "hook.endpoint_responded_with_error");
    CHECK(
        json::serialize(refusal.at("data")) == R"({"responseStatus":503,"responseBody":"not now"})"
    );
    server.network.fail(net::HttpError::Code::blocked_address, "the address is not public");
    refusal = administrator.expect(422, Method::post, path, body);
    CHECK(string_at(refusal, "code") == "hook.send_test_payload_failed");
    CHECK(string_at(refusal, "details") == "the address is not public");
  });
}

TEST_CASE("a webhook of one tenant does not hear of another, nor is it seen there") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const storage::HookStore others(*server.database, server.vault, TenantId("admin"));
    const Hook hook{
        .id = HookId("of-admin"),
        .events = {"Scope.Created"},
        .config = {{"url", "https://admin.example"}},
        .signing_key = Secret("key")};
    server.commit(others.insert(hook));
    server.insert(a_resource("urn:shop", {}));
    create_scope(administrator);
    CHECK(administrator.get("/hooks").as_array().empty());
    CHECK(administrator.send(Method::get, "/hooks/of-admin").status == 404);
    server.deliver_webhooks();
    CHECK(server.network.requests().empty());
  });
}

}  // namespace daemun::flows
