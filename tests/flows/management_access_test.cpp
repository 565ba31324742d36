// Access to the Management API.
#include "app/app.h"

#include <doctest/doctest.h>

#include "flows/harness/administrator.h"

namespace daemun::flows {
namespace {

std::string code_of(const http::Response& response) {
  return to_answer(response).text("code");
}

}  // namespace

TEST_CASE("every operation of the Management API refuses who has no right to it") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert(a_resource("https://other.example/api", {"all"}));
    server.insert_role(
        "other", RoleType::machine_to_machine, {{"https://other.example/api", "all"}}
    );
    server.commit(server.applications.assign_role(ApplicationId("admin-machine"), RoleId("other")));
    const auto good = administrator.token(management_api, "all");
    auto forged = good;
    forged[forged.size() - 10] = forged[forged.size() - 10] == 'A' ? 'B' : 'A';
    const struct {
      const char* what;
      std::string token;
      int status;
      const char* code;
    } cases[] = {
        {"no token", "", 401, "auth.authorization_header_missing"},
        {"no JWT", "abc", 401, "auth.unauthorized"},
        {"forged", forged, 401, "auth.unauthorized"},
        {"wrong audience",
         administrator.token("https://other.example/api", "all"),
         401,
         "auth.unauthorized"},
        {"no scope", administrator.token(management_api, ""), 403, "auth.forbidden"},
    };
    for (const auto& operation : server.door->default_tenant().management.operations()) {
      for (const auto& one : cases) {
        CAPTURE(operation.path);
        CAPTURE(one.what);
        const auto response =
            administrator.send_with(one.token, operation.method, operation.path, "{}");
        CHECK(response.status == one.status);
        CHECK(code_of(response) == one.code);
      }
    }
    // The clocks of two nodes may differ by a minute.
    server.clock.advance(-Seconds(60));
    CHECK(administrator.send_with(good, http::Method::get, "/roles", "").status == 200);
    server.clock.advance(Seconds(60 + 3659));
    CHECK(administrator.send_with(good, http::Method::get, "/roles", "").status == 200);
    server.clock.advance(Seconds(1));
    for (const auto& operation : server.door->default_tenant().management.operations()) {
      const auto response = administrator.send_with(good, operation.method, operation.path, "{}");
      CAPTURE(operation.path);
      CHECK(response.status == 401);
      CHECK(code_of(response) == "auth.unauthorized");
    }
  });
}

TEST_CASE("a machine of the admin tenant may call the Management API of the other tenant") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto token = administrator.token_of_admin_tenant();
    CHECK(claims_of(token).at("iss").as_string() == "https://admin.example/oidc");
    const auto response = administrator.send_with(token, http::Method::get, "/resources", "");
    CHECK(response.status == 200);
    // Not its own: that API is another audience.
    http::Request request;
    request.path = "/api/resources";
    request.listener = http::Listener::admin;
    request.headers.push_back({"authorization", "Bearer " + token});
    CHECK(server.send(std::move(request)).status == 401);
  });
}

TEST_CASE("a user's ID token or opaque token does not open the Management API") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert(a_user("alice"));
    server.insert(an_application("web"));
    const auto tokens = Client(server, "web").tokens_of("alice");
    for (const auto* name : {"access_token", "id_token"}) {
      const auto response =
          administrator.send_with(tokens.text(name), http::Method::get, "/resources", "");
      CHECK(response.status == 401);
      CHECK(code_of(response) == "auth.unauthorized");
    }
  });
}

TEST_CASE("the OpenAPI document needs no token and has every operation") {
  for_each_engine([](Server& server) {
    http::Request request;
    request.path = "/api/swagger.json";
    const auto response = server.send(std::move(request));
    REQUIRE(response.status == 200);
    const auto document = json::parse(response.body).as_object();
    CHECK(document.at("openapi").as_string() == "3.0.3");
    const auto& paths = document.at("paths").as_object();
    std::size_t count = 0;
    for (const auto& path : paths)
      count += path.value().as_object().size();
    CHECK(count == server.door->default_tenant().management.operations().size());
    CHECK(paths.at("/api/resources/{id}").at("get").at("parameters").as_array().size() == 1);
  });
}

}  // namespace daemun::flows
