// GET and POST /oidc/me, from the request to the answer.
#include "oidc/userinfo.h"

#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {

namespace {

using test::header;

struct Flow {
  test::TestTenant tenant;
  User user = test::a_user();
  Application client = test::an_application("app1");
  Grant grant;
  Userinfo userinfo{*tenant.dependencies, *tenant.tokens};

  Flow() {
    user.name = "Cap";
    tenant.insert(user);
    tenant.insert(client);
    grant = tenant.a_grant(client.id, user.id, {"openid", "profile"});
    tenant.insert(grant);
  }
  http::Response get(const std::string& token, const std::string& origin = "") {
    auto request = test::with_header(
        test::a_request(http::Method::get, "/oidc/me"), "authorization", "Bearer " + token
    );
    if (!origin.empty()) request = test::with_header(std::move(request), "origin", origin);
    return run_task(userinfo.handle(std::move(request)));
  }
};

constexpr const char* challenge_of_invalid_token =
    "Bearer realm=\"https://auth.example/oidc\", error=\"invalid_token\", "
    "error_description=\"invalid token provided\"";

}  // namespace

TEST_CASE("GET /oidc/me gives the claims of the token's scopes") {
  Flow flow;
  const auto response = flow.get(flow.tenant.access_token(flow.grant.id));
  CHECK(response.status == 200);
  CHECK(
      response.body ==
      R"({"sub":"user00000001","name":"Cap","preferred_username":"cap_user00000001",)"
      R"("picture":null,"updated_at":1795412091488,"username":"cap_user00000001",)"
      R"("created_at":1795412090179})"
  );
  CHECK(header(response, "content-type") == "application/json; charset=utf-8");
  CHECK(header(response, "cache-control") == "no-store");
  CHECK(header(response, "access-control-allow-origin") == "*");
}

TEST_CASE("GET /oidc/me reads the database once for plain scopes, twice for relations") {
  Flow flow;
  const auto reads = [&](const GrantId& grant) {
    const auto token = flow.tenant.access_token(grant);
    flow.get(token);  // the client is cached from here on
    const auto before = flow.tenant.database->counters().reads;
    CHECK(flow.get(token).status == 200);
    return flow.tenant.database->counters().reads - before;
  };
  CHECK(reads(flow.grant.id) == 1);
  const auto with_roles = flow.tenant.a_grant(flow.client.id, flow.user.id, {"openid", "roles"});
  flow.tenant.insert(with_roles);
  CHECK(reads(with_roles.id) == 2);
}

TEST_CASE("POST /oidc/me takes the token from the form") {
  Flow flow;
  const auto body = "access_token=" + flow.tenant.access_token(flow.grant.id);
  const auto response =
      run_task(flow.userinfo.handle(test::a_request(http::Method::post, "/oidc/me", "", body)));
  CHECK(response.status == 200);
}

TEST_CASE("GET /oidc/me without a token is challenged and told no more") {
  Flow flow;
  const auto response =
      run_task(flow.userinfo.handle(test::a_request(http::Method::get, "/oidc/me")));
  CHECK(response.status == 401);
  CHECK(test::error_of(response) == "invalid_token");
  CHECK(test::description_of(response) == "no access token provided");
  CHECK(header(response, "www-authenticate") == "Bearer realm=\"https://auth.example/oidc\"");
  CHECK(header(response, "cache-control") == "no-store");
  CHECK(header(response, "access-control-allow-origin") == "*");
}

TEST_CASE("GET /oidc/me refuses tokens that are none, and JWTs") {
  Flow flow;
  const auto ring = run_task(flow.tenant.keys->current());
  const auto jwt = ring->default_signer().sign(
      jose::TokenType::access_token,
      R"({"iss":"https://auth.example/oidc","sub":"user00000001","aud":"https://api.example",)"
      R"("iat":1800000000,"exp":1900000000,"scope":"openid"})"
  );
  for (const auto& token : {std::string("nonsense"), jwt, flow.tenant.refresh_token(flow.grant)}) {
    const auto response = flow.get(token);
    CHECK(response.status == 401);
    CHECK(test::error_of(response) == "invalid_token");
    CHECK(header(response, "www-authenticate") == challenge_of_invalid_token);
  }
}

TEST_CASE("GET /oidc/me refuses an expired token") {
  Flow flow;
  const auto token = flow.tenant.access_token(flow.grant.id);
  flow.tenant.clock.advance(Seconds(3599));
  CHECK(flow.get(token).status == 200);
  flow.tenant.clock.advance(Seconds(1));
  CHECK(flow.get(token).status == 401);
}

TEST_CASE("GET /oidc/me refuses the token of a revoked grant") {
  Flow flow;
  const auto token = flow.tenant.access_token(flow.grant.id);
  const storage::GrantStore grants(*flow.tenant.database, flow.tenant.tenant);
  flow.tenant.commit(grants.revoke(flow.grant.id, flow.tenant.clock.now()));
  CHECK(flow.get(token).status == 401);
}

TEST_CASE("GET /oidc/me refuses the token of a suspended or deleted user with 401") {
  Flow flow;
  const auto token = flow.tenant.access_token(flow.grant.id);
  const storage::UserStore users(*flow.tenant.database, flow.tenant.tenant);
  flow.tenant.commit(users.update_suspension(flow.user.id, true, flow.tenant.clock.now()));
  CHECK(test::error_of(flow.get(token)) == "invalid_token");
  flow.tenant.commit(users.remove(flow.user.id));
  CHECK(flow.get(token).status == 401);
}

TEST_CASE("GET /oidc/me refuses a token that is bound to a session which has ended") {
  Flow flow;
  const auto session = flow.tenant.sign_in(flow.user.id).session;
  const auto bound = flow.tenant.a_grant(flow.client.id, flow.user.id, {"openid"}, session.id);
  flow.tenant.insert(bound);
  const auto token = flow.tenant.access_token(bound.id);
  CHECK(flow.get(token).status == 200);
  const storage::SessionStore sessions(*flow.tenant.database, flow.tenant.tenant);
  flow.tenant.commit(sessions.remove(session.id));
  CHECK(flow.get(token).status == 401);
}

TEST_CASE("GET /oidc/me demands the openid scope") {
  Flow flow;
  const auto grant = flow.tenant.a_grant(flow.client.id, flow.user.id, {"profile"});
  flow.tenant.insert(grant);
  const auto response = flow.get(flow.tenant.access_token(grant.id));
  CHECK(response.status == 403);
  CHECK(test::error_of(response) == "insufficient_scope");
  CHECK(
      header(response, "www-authenticate") ==
      "Bearer realm=\"https://auth.example/oidc\", error=\"insufficient_scope\", "
      "error_description=\"access token missing openid scope\", scope=\"openid\""
  );
}

TEST_CASE("GET /oidc/me answers pages of the client's origins and no others") {
  Flow flow;
  const auto token = flow.tenant.access_token(flow.grant.id);
  const auto own = flow.get(token, "https://app.example");
  CHECK(own.status == 200);
  CHECK(header(own, "access-control-allow-origin") == "https://app.example");
  const auto foreign = flow.get(token, "https://evil.example");
  CHECK(foreign.status == 400);
  CHECK(test::error_of(foreign) == "invalid_request");
  CHECK(foreign.find("access-control-allow-origin") == nullptr);
}

}  // namespace daemun::oidc
