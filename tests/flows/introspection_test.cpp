// POST /oidc/token/introspection, from the request to the answer.
#include "oidc/introspect.h"
#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {

namespace {

using test::header;

struct Flow {
  test::TestTenant tenant;
  User user = test::a_user();
  Application client = test::an_application("app1");
  Application spa = test::an_application("spa1", ApplicationType::spa);
  Grant grant;
  std::string refresh_token;
  Introspection introspection{*tenant.dependencies, *tenant.tokens};

  Flow() {
    tenant.insert(user);
    tenant.insert(client);
    tenant.insert(spa);
    grant = tenant.a_grant(client.id, user.id, {"openid", "profile"});
    refresh_token = tenant.refresh_token(grant);
    tenant.insert(grant);
  }
  http::Response ask(const std::string& body) {
    auto request = test::a_request(http::Method::post, "/oidc/token/introspection", "", body);
    return run_task(introspection.handle(test::with_basic(std::move(request), "app1")));
  }
  http::Response ask_as_spa(const std::string& token) {
    return run_task(introspection.handle(test::a_request(
        http::Method::post, "/oidc/token/introspection", "", "client_id=spa1&token=" + token
    )));
  }
};

constexpr const char* inactive = R"({"active":false})";

}  // namespace

TEST_CASE("POST /oidc/token/introspection describes a living access token") {
  Flow flow;
  const auto response = flow.ask("token=" + flow.tenant.access_token(flow.grant.id));
  CHECK(response.status == 200);
  CHECK(
      response.body ==
      R"({"active":true,"sub":"user00000001","client_id":"app1","exp":1800003600,)"
      R"("iat":1800000000,"iss":"https://auth.example/oidc","scope":"openid profile",)"
      R"("token_type":"Bearer"})"
  );
  CHECK(header(response, "cache-control") == "no-store");
  CHECK(header(response, "access-control-allow-origin") == "*");
}

TEST_CASE("POST /oidc/token/introspection describes a refresh token, whatever the hint says") {
  Flow flow;
  const auto response = flow.ask("token_type_hint=access_token&token=" + flow.refresh_token);
  CHECK(response.status == 200);
  const auto body = parse_json_object(response.body).value();
  CHECK(find_bool(body, "active") == true);
  CHECK_FALSE(body.contains("token_type"));
}

TEST_CASE("POST /oidc/token/introspection says inactive of unknown and revoked tokens") {
  Flow flow;
  CHECK(flow.ask("token=x").body == inactive);
  const auto token = flow.tenant.access_token(flow.grant.id);
  const storage::GrantStore grants(*flow.tenant.database, flow.tenant.tenant);
  flow.tenant.commit(grants.revoke(flow.grant.id, flow.tenant.clock.now()));
  CHECK(flow.ask("token=" + token).body == inactive);
  CHECK(flow.ask("token=" + flow.refresh_token).body == inactive);
}

TEST_CASE("POST /oidc/token/introspection tells a public client nothing about others' tokens") {
  Flow flow;
  const auto response = flow.ask_as_spa(flow.tenant.access_token(flow.grant.id));
  CHECK(response.status == 200);
  CHECK(response.body == inactive);
}

TEST_CASE("POST /oidc/token/introspection refuses JWTs") {
  Flow flow;
  const auto response = flow.ask("token=a.b.c");
  CHECK(response.status == 400);
  CHECK(test::error_of(response) == "unsupported_token_type");
  CHECK(
      test::description_of(response) ==
      "Structured JWT Tokens cannot be introspected via the introspection_endpoint"
  );
}

TEST_CASE("POST /oidc/token/introspection demands a token and a client") {
  Flow flow;
  CHECK(test::description_of(flow.ask("token=")) == "missing required parameter 'token'");
  const auto anonymous = run_task(flow.introspection.handle(
      test::a_request(http::Method::post, "/oidc/token/introspection", "", "token=x")
  ));
  CHECK(anonymous.status == 400);
  CHECK(test::error_of(anonymous) == "invalid_request");
  auto wrong = test::a_request(
      http::Method::post,
      "/oidc/token/introspection",
      "",
      "client_id=app1&client_secret=wrong&token=x"
  );
  const auto refused = run_task(flow.introspection.handle(std::move(wrong)));
  CHECK(refused.status == 401);
  CHECK(test::error_of(refused) == "invalid_client");
}

TEST_CASE("POST /oidc/token/introspection reads the database once") {
  Flow flow;
  const auto body = "token=" + flow.tenant.access_token(flow.grant.id);
  flow.ask(body);  // the client is cached from here on
  const auto before = flow.tenant.database->counters().reads;
  flow.ask(body);
  CHECK(flow.tenant.database->counters().reads - before == 1);
}

}  // namespace daemun::oidc
