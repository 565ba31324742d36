// The account center signs in like any application: a code with PKCE, and tokens for it.
#include "crypto/digest.h"
#include "domain/cookie_names.h"
#include "oidc/authorize.h"
#include "oidc/test_tenant.h"
#include "oidc/token.h"

#include <doctest/doctest.h>

namespace daemun::oidc {
namespace {

const std::string verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

// Its row, which grants refer to, and a browser in which somebody is signed in.
struct Signed {
  test::TestTenant tenant{"https://login.example"};
  NewSession session;

  Signed() {
    tenant.insert(test::a_user());
    tenant.insert(test::an_application("account-center", ApplicationType::spa));
    session = tenant.sign_in(test::a_user().id);
  }

  http::Response authorize(const std::string& more) {
    AuthorizationEndpoint endpoint(*tenant.dependencies, *tenant.keys);
    const auto query =
        "client_id=account-center&response_type=code&scope=openid+profile"
        "&redirect_uri=https%3A%2F%2Flogin.example%2Faccount&state=s&nonce=n" +
        more;
    auto request = test::a_request(http::Method::get, "/oidc/auth", query);
    const auto name =
        cookie_name(session_cookie_name, tenant.tenant, tenant.dependencies->endpoint);
    return run_task(endpoint.handle(
        test::with_header(std::move(request), "cookie", name + "=" + session.cookie_value)
    ));
  }

  json::object redeem(const std::string& code) {
    TokenEndpoint endpoint(*tenant.dependencies, *tenant.keys, *tenant.tokens);
    const auto form =
        "grant_type=authorization_code&client_id=account-center&code=" + code +
        "&redirect_uri=https%3A%2F%2Flogin.example%2Faccount&code_verifier=" + verifier;
    const auto answer =
        run_task(endpoint.handle(test::a_request(http::Method::post, "/oidc/token", "", form)));
    INFO(answer.body);
    REQUIRE(answer.status == 200);
    return json::parse(answer.body).as_object();
  }
};

std::string challenge() {
  return "&code_challenge_method=S256&code_challenge=" + to_base64url(crypto::sha256(verifier));
}

}  // namespace

TEST_CASE("the account center gets tokens of a session, with a refresh token that ends with it") {
  Signed browser;
  const auto answer = browser.authorize(challenge());
  const auto location = test::header(answer, "location");
  INFO(location);
  REQUIRE(location.starts_with("https://login.example/account?code="));
  const auto begin = location.find("code=") + 5;
  const auto tokens = browser.redeem(location.substr(begin, location.find('&') - begin));
  CHECK(tokens.contains("access_token"));
  CHECK(tokens.contains("id_token"));
  REQUIRE(tokens.contains("refresh_token"));
  CHECK(tokens.at("scope").as_string() == "openid profile");
}

TEST_CASE("the account center has to prove the code, so no request can look like a link of a mail"
) {
  Signed browser;
  const auto location = test::header(browser.authorize(""), "location");
  INFO(location);
  CHECK(location.find("error=invalid_request") != std::string::npos);
  CHECK(location.find("code=") == std::string::npos);
}

}  // namespace daemun::oidc
