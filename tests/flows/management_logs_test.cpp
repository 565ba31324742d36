// The audit log over the Management API, and that everything which happens has its line in it.
#include "app/app.h"
#include "base/encoding.h"

#include <doctest/doctest.h>

#include <set>

#include "flows/harness/administrator.h"
#include "flows/harness/client.h"
#include "flows/harness/shop.h"

namespace daemun::flows {
namespace {

using http::Method;

std::string string_at(const json::object& object, std::string_view name) {
  return std::string(find_string(object, name).value_or(""));
}

// Everything is written down that was only remembered.
void flush(Server& server) {
  run_task(server.door->default_tenant().journal.flush());
}

json::array list(Server& server, Administrator& administrator, const std::string& query) {
  flush(server);
  const auto response = administrator.send(Method::get, "/logs?page_size=100&" + query);
  REQUIRE(response.status == 200);
  return json::parse(response.body).as_array();
}

// The newest line of that key.
json::object newest(Server& server, Administrator& administrator, const std::string& key) {
  const auto lines = list(server, administrator, "logKey=" + key);
  CAPTURE(key);
  REQUIRE_FALSE(lines.empty());
  return lines.front().as_object();
}

// With credentials of our choosing: "web:secret".
Answer post_as(
    Server& server, const std::string& credentials, const std::string& path, const std::string& body
) {
  auto request = a_request(Method::post, path);
  request.headers.push_back({"content-type", "application/x-www-form-urlencoded"});
  request.headers.push_back({"authorization", "Basic " + to_base64(credentials)});
  request.body = body;
  return to_answer(server.send(std::move(request)));
}

json::object payload_of(const json::object& line) {
  return line.at("payload").as_object();
}

}  // namespace

TEST_CASE("a line of the audit log is listed and shown with Logto's members") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const AuditEvent event{
        .id = "0123456789abcdefghijk",
        .key = "Interaction.SignIn.Submit",
        .user_id = UserId("alice"),
        .application_id = ApplicationId("web"),
        .session_id = SessionId("s"),
        .ip = "192.0.2.1",
        .user_agent = "curl",
        .created_at = server.clock.now()};
    server.commit(storage::LogStore(*server.database, server.tenant).insert(event));
    const auto line = administrator.expect(200, Method::get, "/logs/" + event.id, "");
    CHECK(
        json::serialize(line) ==
        R"({"tenantId":"default","id":"0123456789abcdefghijk","key":"Interaction.SignIn.Submit",)"
        R"("payload":{"key":"Interaction.SignIn.Submit","result":"Success","ip":"192.0.2.1",)"
        R"("userAgent":"curl","userId":"alice","applicationId":"web","sessionId":"s"},"createdAt":)" +
            std::to_string(to_unix_ms(event.created_at)) + "}"
    );
    const auto lines = administrator.get("/logs?logKey=Interaction.SignIn.Submit").as_array();
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].as_object() == line);
    const auto none = administrator.send(Method::get, "/logs/none");
    CHECK(none.status == 404);
    CHECK(to_answer(none).text("code") == "entity.not_exists_with_id");
  });
}

TEST_CASE("the audit log is filtered by user, application, key and time, and paged") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    const auto start = server.clock.now();
    server.clock.advance(Seconds(10));
    Client(server, "web").tokens_of("alice");
    const auto count = [&](const std::string& query) {
      return list(server, administrator, query).size();
    };
    const auto of_alice = count("userId=alice");
    CHECK(of_alice > 3);
    CHECK(count("userId=nobody") == 0);
    CHECK(count("applicationId=web") >= of_alice);
    CHECK(count("applicationId=web&userId=alice&logKey=ExchangeTokenBy.AuthorizationCode") == 1);
    const auto at = [](TimePoint time) { return std::to_string(to_unix_ms(time)); };
    CHECK(count("userId=alice&start_time=" + at(start)) == of_alice);
    CHECK(count("userId=alice&end_time=" + at(start + Seconds(1))) == 0);
    CHECK(count("userId=alice&start_time=" + at(server.clock.now())) == 0);
    // Empty filters are none.
    CHECK(count("userId=alice&applicationId=&logKey=&start_time=") == of_alice);

    const auto page = administrator.send(Method::get, "/logs?userId=alice&page=2&page_size=1");
    CHECK(*page.find("total-number") == std::to_string(of_alice));
    CHECK(page.find("total-number-is-capped") == nullptr);
    CHECK(json::parse(page.body).as_array().size() == 1);
    for (const char* query :
         {"start_time=yesterday", "end_time=-1", "end_time=1e3", "start_time=2&end_time=1"}) {
      CAPTURE(query);
      const auto refused = administrator.send(Method::get, std::string("/logs?") + query);
      CHECK(refused.status == 400);
      CHECK(to_answer(refused).text("code") == "guard.invalid_input");
    }
  });
}

TEST_CASE("a long audit log is listed in two reads, with a total that is capped") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const storage::LogStore logs(*server.database, server.tenant);
    storage::Plan plan;
    for (int i = 0; i < 10'050; ++i) {
      plan.add(logs.insert(
          {.id = std::to_string(i), .key = "RevokeToken", .created_at = server.clock.now()}
      ));
    }
    server.commit(std::move(plan));
    administrator.get("/logs");  // settings are read once
    const auto before = server.database->counters().reads;
    const auto page = administrator.send(Method::get, "/logs?enableCap=true&page_size=5");
    CHECK(server.database->counters().reads - before <= 2);
    CHECK(*page.find("total-number") == "10000");
    CHECK(*page.find("total-number-is-capped") == "true");
    CHECK(page.find("link")->find("rel=\"last\"") == std::string::npos);
    CHECK(page.find("link")->find("rel=\"next\"") != std::string::npos);
  });
}

TEST_CASE("every token request has its line: who asked, for what, and how it ended") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    const Client web(server, "web");
    const Client spa(server, "spa");
    const auto tokens = web.tokens_of("alice");

    auto line = newest(server, administrator, "ExchangeTokenBy.AuthorizationCode");
    CHECK(string_at(payload_of(line), "userId") == "alice");
    CHECK(string_at(payload_of(line), "applicationId") == "web");
    CHECK(string_at(payload_of(line), "result") == "Success");
    CHECK(string_at(payload_of(line), "ip") != "");
    CHECK(
        string_at(payload_of(line).at("applicationSecret").as_object(), "name") == "Default secret"
    );

    // Confidential: the token stays. Public: it is rotated.
    REQUIRE(web.refresh(tokens.text("refresh_token")).status() == 200);
    line = newest(server, administrator, "ExchangeTokenBy.RefreshToken&applicationId=web");
    CHECK(string_at(payload_of(line), "userId") == "alice");
    const auto public_tokens = spa.tokens_of("alice");
    REQUIRE(spa.refresh(public_tokens.text("refresh_token")).status() == 200);
    line = newest(server, administrator, "ExchangeTokenBy.RefreshToken&applicationId=spa");
    CHECK(string_at(payload_of(line), "userId") == "alice");
    CHECK_FALSE(payload_of(line).contains("applicationSecret"));

    administrator.token(management_api, "all");
    line = newest(server, administrator, "ExchangeTokenBy.ClientCredentials");
    CHECK(string_at(payload_of(line), "applicationId") == "admin-machine");
    const auto parameters = payload_of(line).at("params").as_object();
    CHECK(string_at(parameters, "resource") == management_api);
    CHECK(string_at(parameters, "scope") == "all");
    CHECK_FALSE(payload_of(line).contains("userId"));

    web.post("/oidc/token/revocation", {{"token", tokens.text("refresh_token")}});
    line = newest(server, administrator, "RevokeToken");
    CHECK(string_at(payload_of(line), "userId") == "alice");
    server.clock.advance(Seconds(1));
    CHECK(post_as(server, "web:wrong", "/oidc/token/revocation", "token=any").status() == 401);
    line = newest(server, administrator, "RevokeToken");
    CHECK(string_at(payload_of(line), "error") == "oidc.invalid_client");
  });
}

TEST_CASE("every refused token request has its line, and no secret is in it") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    const Client web(server, "web");
    const struct {
      Fields fields;
      const char* key;
      const char* error;
      const char* application;
    } cases[] = {
        {{{"grant_type", "authorization_code"}, {"code", "forged-code"}},
         "ExchangeTokenBy.AuthorizationCode",
         "oidc.invalid_grant",
         "web"},
        {{{"grant_type", "refresh_token"}, {"refresh_token", "forged-token"}},
         "ExchangeTokenBy.RefreshToken",
         "oidc.invalid_grant",
         "web"},
        {{{"grant_type", "odd"}}, "ExchangeTokenBy.Unknown", "oidc.unsupported_grant_type", "web"},
        {{{"grant_type", "client_credentials"}},
         "ExchangeTokenBy.ClientCredentials",
         "oidc.invalid_request",
         "web"},
    };
    for (const auto& one : cases) {
      server.clock.advance(Seconds(1));
      CAPTURE(one.key);
      CAPTURE(one.error);
      CHECK(web.token(one.fields).status() >= 400);
      const auto line = newest(server, administrator, one.key);
      CHECK(line.at("createdAt").as_int64() == to_unix_ms(server.clock.now()));
      const auto payload = payload_of(line);
      CHECK(string_at(payload, "result") == "Error");
      CHECK(string_at(payload, "error") == one.error);
      CHECK(string_at(payload, "applicationId") == one.application);
      for (const char* secret : {"forged", "correct-horse"})
        CHECK(json::serialize(line).find(secret) == std::string::npos);
    }
  });
}

TEST_CASE("whoever fails to prove to be an application leaves a line with that application") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    const auto refuse = [&](const char* credentials) {
      server.clock.advance(Seconds(1));
      const auto body = "grant_type=refresh_token&refresh_token=stolen";
      CHECK(post_as(server, credentials, "/oidc/token", body).status() >= 400);
      const auto line = newest(server, administrator, "ExchangeTokenBy.RefreshToken");
      CHECK(line.at("createdAt").as_int64() == to_unix_ms(server.clock.now()));
      for (const char* secret : {"wrong-secret", "stolen"})
        CHECK(json::serialize(line).find(secret) == std::string::npos);
      CHECK(string_at(payload_of(line), "error") == "oidc.invalid_client");
      return string_at(payload_of(line), "applicationId");
    };
    CHECK(refuse("web:wrong-secret") == "web");
    // Nobody's name is taken from who asks.
    CHECK(refuse("nobody:wrong-secret").empty());
  });
}

TEST_CASE("a token for a machine takes no commit on its way") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    flush(server);
    const auto before = server.database->counters().commits;
    for (int i = 0; i < 5; ++i)
      administrator.token(management_api, "all");
    CHECK(server.database->counters().commits == before);
    flush(server);
    CHECK(server.database->counters().commits == before + 1);
  });
}

TEST_CASE("a sign-in leaves a trail from its first request to the code") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    Client(server, "web").tokens_of("alice");
    std::set<std::string> dialogues;
    for (const char* key :
         {"Interaction.Create",
          "Interaction.SignIn.Update",
          "Interaction.SignIn.Verification.Password.Submit",
          "Interaction.SignIn.Identifier.Submit",
          "Interaction.SignIn.Submit",
          "Interaction.End"}) {
      const auto payload = payload_of(newest(server, administrator, key));
      CAPTURE(key);
      CHECK(string_at(payload, "applicationId") == "web");
      CHECK(string_at(payload, "result") == "Success");
      dialogues.insert(string_at(payload, "interactionId"));
    }
    CHECK(dialogues.size() == 1);
    CHECK(dialogues.begin()->size() == 21);
    const auto end = payload_of(newest(server, administrator, "Interaction.End"));
    CHECK(string_at(end, "userId") == "alice");
  });
}

}  // namespace daemun::flows
