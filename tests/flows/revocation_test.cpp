// POST /oidc/token/revocation, from the request to the answer and the rows.
#include "oidc/revoke.h"
#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {

namespace {

using test::header;

struct Flow {
  test::TestTenant tenant;
  User user = test::a_user();
  Grant grant;
  std::string refresh_token;
  RevocationEndpoint revocation{*tenant.dependencies, *tenant.tokens};

  Flow() {
    tenant.insert(user);
    tenant.insert(test::an_application("app1"));
    tenant.insert(test::an_application("app2"));
    tenant.insert(test::an_application("spa1", ApplicationType::spa));
    grant = tenant.a_grant(ApplicationId("app1"), user.id, {"openid"});
    refresh_token = tenant.refresh_token(grant);
    tenant.insert(grant);
  }
  http::Response revoke(const std::string& token, const std::string& client = "app1") {
    auto request =
        test::a_request(http::Method::post, "/oidc/token/revocation", "", "token=" + token);
    return run_task(revocation.handle(test::with_basic(std::move(request), client)));
  }
  http::Response revoke_as_spa(const std::string& token) {
    return run_task(revocation.handle(test::a_request(
        http::Method::post, "/oidc/token/revocation", "", "client_id=spa1&token=" + token
    )));
  }
  bool is_revoked() { return tenant.find_grant(grant.id)->grant.revoked_at.has_value(); }
  std::vector<storage::LogStore::StoredEvent> events() {
    return run_task(storage::LogStore(*tenant.database, tenant.tenant).list(10));
  }
};

void check_success(const http::Response& response) {
  CHECK(response.status == 200);
  CHECK(response.body.empty());
  CHECK(header(response, "content-type") == "text/plain; charset=utf-8");
  CHECK(header(response, "access-control-allow-origin") == "*");
}

}  // namespace

TEST_CASE("POST /oidc/token/revocation of a refresh token revokes the grant and logs it") {
  Flow flow;
  check_success(flow.revoke(flow.refresh_token));
  CHECK(flow.is_revoked());
  const auto events = flow.events();
  REQUIRE(events.size() == 1);
  CHECK(events[0].key == "RevokeToken");
  const auto payload = parse_json_object(events[0].payload).value();
  CHECK(find_string(payload, "applicationId") == "app1");
  CHECK(find_string(payload, "userId") == "user00000001");
  CHECK(find_string(payload, "ip") == "192.0.2.1");
}

TEST_CASE("POST /oidc/token/revocation of an access token takes its refresh token along") {
  Flow flow;
  check_success(flow.revoke(flow.tenant.access_token(flow.grant.id)));
  CHECK(flow.is_revoked());
}

TEST_CASE("POST /oidc/token/revocation succeeds for unknown tokens and a second time") {
  Flow flow;
  check_success(flow.revoke("nonsense"));
  CHECK_FALSE(flow.is_revoked());
  check_success(flow.revoke(flow.refresh_token));
  check_success(flow.revoke(flow.refresh_token));
  CHECK(flow.events().size() == 1);
}

TEST_CASE("POST /oidc/token/revocation leaves another client's token alone") {
  Flow flow;
  const auto refused = flow.revoke(flow.refresh_token, "app2");
  CHECK(refused.status == 400);
  CHECK(test::error_of(refused) == "invalid_request");
  check_success(flow.revoke_as_spa(flow.refresh_token));
  CHECK_FALSE(flow.is_revoked());
  CHECK(flow.events().empty());
}

TEST_CASE("POST /oidc/token/revocation refuses JWTs") {
  Flow flow;
  const auto response = flow.revoke("a.b.c");
  CHECK(response.status == 400);
  CHECK(test::error_of(response) == "unsupported_token_type");
  CHECK(
      test::description_of(response) ==
      "Structured JWT Tokens cannot be revoked via the revocation_endpoint"
  );
}

TEST_CASE("POST /oidc/token/revocation demands a token and a client that proves itself") {
  Flow flow;
  CHECK(test::description_of(flow.revoke("")) == "missing required parameter 'token'");
  const auto response = run_task(flow.revocation.handle(test::a_request(
      http::Method::post, "/oidc/token/revocation", "", "client_id=app1&token=" + flow.refresh_token
  )));
  CHECK(response.status == 401);
  CHECK_FALSE(flow.is_revoked());
}

}  // namespace daemun::oidc
