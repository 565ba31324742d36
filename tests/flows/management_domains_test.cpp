// A tenant's own domains over the Management API.
#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/client.h"

namespace daemun::flows {
namespace {

using http::Method;

std::string string_at(const json::object& object, std::string_view name) {
  return std::string(find_string(object, name).value_or(""));
}

std::string create(Administrator& administrator, const std::string& domain) {
  const auto made =
      administrator.expect(201, Method::post, "/domains", R"({"domain":")" + domain + R"("})");
  return string_at(made, "id");
}

void expect_refusal(
    Administrator& administrator, const std::string& domain, int status, const char* code
) {
  CAPTURE(domain);
  const auto response =
      administrator.send(Method::post, "/domains", R"({"domain":")" + domain + R"("})");
  CHECK(response.status == status);
  CHECK(to_answer(response).text("code") == code);
}

}  // namespace

TEST_CASE("a domain is created, shown and deleted, and says what the operator has to set") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    CHECK(administrator.get("/domains").as_array().empty());
    const auto id = create(administrator, "Login.Acme.example");
    CHECK(id.size() == 21);
    const auto domain = administrator.get("/domains/" + id);
    CHECK(
        json::serialize(domain) ==
        R"({"id":")" + id +
            R"(","domain":"login.acme.example","status":"PendingVerification",)"
            R"("errorMessage":null,"dnsRecords":[{"name":"login.acme.example","type":"CNAME",)"
            R"("value":"auth.example"}],"createdAt":)" +
            std::to_string(to_unix_ms(server.clock.now())) + "}"
    );
    CHECK(administrator.get("/domains").as_array() == json::array{domain});
    CHECK(administrator.send(Method::delete_, "/domains/" + id).status == 204);
    for (const auto method : {Method::get, Method::delete_}) {
      const auto gone = administrator.send(method, "/domains/" + id);
      CHECK(gone.status == 404);
      CHECK(to_answer(gone).text("code") == "entity.not_exists_with_id");
    }
  });
}

TEST_CASE("a domain that cannot be is refused") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    create(administrator, "a.example.com");
    expect_refusal(administrator, "A.example.com", 422, "domain.hostname_already_exists");
    expect_refusal(administrator, "auth.example", 422, "domain.domain_is_not_allowed");
    expect_refusal(administrator, "not a domain", 400, "guard.invalid_input");
    expect_refusal(administrator, "192.0.2.1", 400, "guard.invalid_input");
    expect_refusal(administrator, "", 400, "guard.invalid_input");
    for (int i = 1; i < 100; ++i)
      create(administrator, "d" + std::to_string(i) + ".example.com");
    expect_refusal(administrator, "one-more.example.com", 422, "domain.exceed_domain_limit");
  });
}

TEST_CASE("a domain's verification files are replaced as a whole") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto path = "/domains/" + create(administrator, "a.example.com") + "/verification-files";
    CHECK(json::serialize(administrator.get(path)) == "[]");
    const auto put = [&](const std::string& files) {
      const auto answer =
          administrator.send(Method::put, path, R"({"verificationFiles":)" + files + "}");
      CHECK(answer.status == 200);
      return answer.body;
    };
    const auto file = [](const char* name, const char* content, const char* type = "text/plain") {
      return json::serialize(json::object{
          {"path", name}, {"content", content}, {"contentType", type}});
    };
    const auto a = file("/a.txt", "one");
    const auto b = file("/.well-known/apple/b", "{}", "application/json");
    CHECK(put("[" + a + "," + b + "]") == "[" + a + "," + b + "]");
    CHECK(put("[" + b + "]") == "[" + b + "]");
    CHECK(json::serialize(administrator.get(path)) == "[" + b + "]");
    std::string many = a;
    for (char c = 'b'; c <= 'k'; ++c)
      many += "," + file((std::string("/") + c + ".txt").c_str(), "x");
    for (const std::string& refused : {
             std::string("1"),
             std::string("{}"),
             "[" + a + "," + a + "]",
             "[" + many + "]",
             "[" + file("/a", "x") + "]",
             "[" + file("/b/a.txt", "x") + "]",
             "[" + file("/.well-known/../a.txt", "x") + "]",
             "[" + file("/a.json", "{", "application/json") + "]",
             "[" + file("/a.html", "x", "text/html") + "]",
         }) {
      CAPTURE(refused);
      const auto response =
          administrator.send(Method::put, path, R"({"verificationFiles":)" + refused + "}");
      CHECK(response.status == 400);
      CHECK(to_answer(response).text("code") == "guard.invalid_input");
    }
    for (const auto method : {Method::get, Method::put}) {
      const auto none = administrator.send(
          method, "/domains/none/verification-files", R"({"verificationFiles":[]})"
      );
      CHECK(none.status == 404);
      CHECK(to_answer(none).text("code") == "entity.not_exists_with_id");
    }
  });
}

TEST_CASE("a clean-up deletes domains that have waited too long") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto old = create(administrator, "old.example.com");
    const auto active = create(administrator, "active.example.com");
    server.commit(storage::Statement{
        {"update domains set status = 'Active' where tenant_id = $1 and id = $2"},
        {server.tenant, active}});
    server.clock.advance(std::chrono::minutes(50));
    // Not a day old.
    const auto clean_up = [&](const std::string& body) {
      const auto token = administrator.token(management_api, "all");
      return administrator.send_with(token, Method::post, "/domains/cleanup", body);
    };
    CHECK(
        clean_up(R"({"staleDays":1})").body ==
        R"({"scannedCount":0,"deletedCount":0,"skippedActiveCount":0,"failedCount":0})"
    );
    server.clock.advance(std::chrono::hours(24));
    CHECK(
        clean_up(R"({"staleDays":1})").body ==
        R"({"scannedCount":2,"deletedCount":1,"skippedActiveCount":1,"failedCount":0})"
    );
    CHECK(clean_up(R"({"staleDays":0})").status == 400);
    const auto token = administrator.token(management_api, "all");
    CHECK(administrator.send_with(token, Method::get, "/domains/" + old, "").status == 404);
    CHECK(administrator.send_with(token, Method::get, "/domains/" + active, "").status == 200);
  });
}

}  // namespace daemun::flows
