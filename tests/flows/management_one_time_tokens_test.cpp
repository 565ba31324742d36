// One-time tokens over the Management API.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "flows/harness/administrator.h"

namespace daemun::flows {
namespace {

using http::Method;

constexpr const char* path = "/one-time-tokens";

std::string string_at(const json::object& object, std::string_view name) {
  return std::string(find_string(object, name).value_or(""));
}

json::object create(Administrator& administrator, const std::string& email = "mina@example.com") {
  return administrator.expect(201, Method::post, path, R"({"email":")" + email + R"("})");
}

std::string use_of(const json::object& token, const std::string& email = "mina@example.com") {
  return R"({"token":")" + string_at(token, "token") + R"(","email":")" + email + R"("})";
}

std::string refusal(
    Administrator& administrator,
    int status,
    Method method,
    const std::string& where,
    const std::string& body = ""
) {
  return string_at(administrator.expect(status, method, where, body), "code");
}

}  // namespace

TEST_CASE("a one-time token is created, shown, revoked and deleted") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto made = administrator.expect(
        201,
        Method::post,
        path,
        R"({"email":"Mina@Example.com","expiresIn":60,"context":{"jitOrganizationIds":["acme"],)"
        R"("interactionEvent":"Register","other":1}})"
    );
    const auto id = string_at(made, "id");
    const auto token = string_at(made, "token");
    CHECK(id.size() == 21);
    CHECK(token.size() == 32);
    const auto now = to_unix_ms(server.clock.now());
    CHECK(
        json::serialize(made) ==
        R"({"tenantId":"default","id":")" + id + R"(","email":"mina@example.com","token":")" +
            token +
            R"(","context":{"jitOrganizationIds":["acme"],"interactionEvent":"Register"},)"
            R"("status":"active","createdAt":)" +
            std::to_string(now) + R"(,"expiresAt":)" + std::to_string(now + 60'000) + "}"
    );
    const auto one = std::string(path) + "/" + id;
    CHECK(administrator.get(one) == json::value(made));
    const auto revoked =
        administrator.expect(200, Method::put, one + "/status", R"({"status":"revoked"})");
    CHECK(string_at(revoked, "status") == "revoked");
    CHECK(string_at(administrator.get(one).as_object(), "status") == "revoked");
    CHECK(administrator.send(Method::delete_, one).status == 204);
    CHECK(refusal(administrator, 404, Method::delete_, one) == "entity.not_found");
    CHECK(refusal(administrator, 404, Method::get, one) == "entity.not_exists_with_id");
    CHECK(
        refusal(administrator, 404, Method::put, one + "/status", R"({"status":"revoked"})") ==
        "entity.not_exists_with_id"
    );
  });
}

TEST_CASE("a one-time token lives ten minutes and is then shown as expired") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto made = create(administrator);
    CHECK(made.at("expiresAt").as_int64() - made.at("createdAt").as_int64() == 600'000);
    server.clock.advance(Seconds(600));
    const auto one = administrator.get(std::string(path) + "/" + string_at(made, "id"));
    CHECK(string_at(one.as_object(), "status") == "expired");
    CHECK(
        refusal(administrator, 400, Method::post, "/one-time-tokens/verify", use_of(made)) ==
        "one_time_token.token_expired"
    );
  });
}

TEST_CASE("a one-time token is used once, by its address alone, however many try at once") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto made = create(administrator);
    const std::string verify = "/one-time-tokens/verify";
    CHECK(
        refusal(
            administrator, 404, Method::post, verify, R"({"token":"x","email":"a@b.example"})"
        ) == "one_time_token.token_not_found"
    );
    CHECK(
        refusal(administrator, 400, Method::post, verify, use_of(made, "juno@example.com")) ==
        "one_time_token.email_mismatch"
    );
    std::atomic<int> used = 0;
    std::atomic<int> refused = 0;
    std::vector<std::thread> crowd;
    for (int i = 0; i < 16; ++i) {
      crowd.emplace_back([&] {
        // The same address, typed otherwise.
        const auto answer =
            administrator.send(Method::post, verify, use_of(made, "MINA@example.com"));
        if (answer.status == 200) ++used;
        if (answer.body.find("one_time_token.token_consumed") != std::string::npos) ++refused;
      });
    }
    for (auto& one : crowd)
      one.join();
    CHECK(used == 1);
    CHECK(refused == 15);
  });
}

TEST_CASE("a one-time token that was answered is never active again") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto made = create(administrator);
    const auto status = std::string(path) + "/" + string_at(made, "id") + "/status";
    CHECK(
        refusal(administrator, 400, Method::put, status, R"({"status":"active"})") ==
        "one_time_token.cannot_reactivate_token"
    );
    administrator.expect(200, Method::put, status, R"({"status":"revoked"})");
    administrator.expect(200, Method::put, status, R"({"status":"revoked"})");
    CHECK(
        refusal(administrator, 400, Method::put, status, R"({"status":"active"})") ==
        "one_time_token.cannot_reactivate_token"
    );
    CHECK(
        refusal(administrator, 400, Method::post, "/one-time-tokens/verify", use_of(made)) ==
        "one_time_token.token_revoked"
    );
  });
}

TEST_CASE("one-time tokens are listed by page, address and status") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto first = create(administrator);
    server.clock.advance(Seconds(1));
    create(administrator, "juno@example.com");
    server.clock.advance(Seconds(1));
    create(administrator);
    const auto ids = [&](const std::string& query) {
      return administrator.get(path + query).as_array().size();
    };
    CHECK(ids("") == 3);
    CHECK(ids("?email=MINA%40example.com") == 2);
    administrator.expect(200, Method::post, "/one-time-tokens/verify", use_of(first));
    CHECK(ids("?status=consumed") == 1);
    CHECK(ids("?status=active&email=mina%40example.com") == 1);
    const auto before = server.database->counters().reads;
    const auto page = administrator.send(Method::get, std::string(path) + "?page=1&page_size=2");
    CHECK(server.database->counters().reads - before <= 3);
    CHECK(*page.find("total-number") == "3");
    CHECK(json::parse(page.body).as_array().size() == 2);
    for (const char* query : {"?status=none", "?email=none"}) {
      CHECK(
          refusal(administrator, 400, Method::get, std::string(path) + query) ==
          "guard.invalid_input"
      );
    }
  });
}

TEST_CASE("a one-time token needs an address, and a lifetime of some seconds") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    for (const char* body :
         {"{}",
          R"({"email":"none"})",
          R"({"email":"mina@example.com","expiresIn":0})",
          R"({"email":"mina@example.com","expiresIn":"60"})",
          R"({"email":"mina@example.com","context":{"interactionEvent":"Other"}})",
          R"({"email":"mina@example.com","context":{"jitOrganizationIds":"acme"}})"}) {
      CAPTURE(body);
      CHECK(refusal(administrator, 400, Method::post, path, body) == "guard.invalid_input");
    }
  });
}

}  // namespace daemun::flows

namespace daemun::flows {

TEST_CASE("a one-time token is mailed with a link of ours, when the call asks for it") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const std::string body = R"({"email":"Mina@Example.com","send":true,"locale":"ko",)"
                             R"("context":{"redirectUrl":"https://app.example/home"}})";
    CHECK(refusal(administrator, 501, Method::post, path, body) == "connector.not_found");
    CHECK(administrator.get(path).as_array().empty());

    add_mail_connector(administrator);
    const auto made = administrator.expect(201, Method::post, path, body);
    server.deliver_messages();
    const auto mails = server.mail.mails();
    REQUIRE(mails.size() == 1);
    CHECK(mails[0].to == "mina@example.com");
    const auto link =
        endpoint + "/magic-link?token=" + string_at(made, "token") + "&email=mina%40example.com";
    CHECK(mails[0].text.find(link + "\n") != std::string::npos);
    CHECK(mails[0].text.find("계속하려면") != std::string::npos);
    const auto wrong = std::string(body).replace(body.find("https:"), 6, "ftp:");
    CHECK(refusal(administrator, 400, Method::post, path, wrong) == "guard.invalid_input");
  });
}

}  // namespace daemun::flows
