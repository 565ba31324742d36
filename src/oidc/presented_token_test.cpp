#include "oidc/presented_token.h"

#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {

TEST_CASE("parse_presented_token tells the two kinds apart") {
  test::TestTenant tenant;
  auto grant = tenant.a_grant(ApplicationId("c"), UserId("u"), {"openid"});
  const auto opaque = parse_presented_token(*tenant.tokens, tenant.access_token(grant.id));
  REQUIRE(opaque);
  CHECK(std::holds_alternative<OpaqueToken>(*opaque));
  CHECK(grant_id_of(*opaque) == grant.id);

  const auto refresh = parse_presented_token(*tenant.tokens, tenant.refresh_token(grant));
  REQUIRE(refresh);
  CHECK(std::holds_alternative<PresentedRefreshToken>(*refresh));
  CHECK(grant_id_of(*refresh) == grant.id);

  CHECK_FALSE(parse_presented_token(*tenant.tokens, "x"));
  CHECK_FALSE(parse_presented_token(*tenant.tokens, ""));
}

TEST_CASE("parse_client_form refuses other bodies and repeated parameters") {
  const auto post = [](std::string body) {
    return test::a_request(http::Method::post, "/", "", std::move(body));
  };
  CHECK(parse_client_form(post("token=a&client_id=b")));
  CHECK_FALSE(parse_client_form(post("token=a&token=b")));
  CHECK_FALSE(parse_client_form(post("token=%zz")));
  auto text = post("token=a");
  text.headers = {{"content-type", "text/plain"}};
  CHECK_FALSE(parse_client_form(text));
}

TEST_CASE("parse_token_parameter demands a token that is no JWT") {
  http::Form form;
  auto token = parse_token_parameter(form, "no JWTs");
  REQUIRE_FALSE(token);
  CHECK(token.error().code == OAuthErrorCode::invalid_request);
  CHECK(token.error().description == "missing required parameter 'token'");

  form.add("token", "a.b.c");
  token = parse_token_parameter(form, "no JWTs");
  REQUIRE_FALSE(token);
  CHECK(token.error().code == OAuthErrorCode::unsupported_token_type);
  CHECK(token.error().description == "no JWTs");

  http::Form good;
  good.add("token", "abc");
  CHECK(parse_token_parameter(good, "no JWTs").value() == "abc");
}

}  // namespace daemun::oidc
