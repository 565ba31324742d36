#include "oidc/userinfo.h"

#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {

namespace {

const TimePoint now = from_unix_seconds(1'800'000'000);

http::Form access_token_form(std::string token) {
  http::Form form;
  form.add("access_token", std::move(token));
  return form;
}

http::Request with_authorization(std::string value) {
  return test::with_header(test::a_request(http::Method::get, "/oidc/me"), "authorization", value);
}

OpaqueToken a_token() {
  return OpaqueToken{
      .grant_id = GrantId("g"),
      .issued_at = now - Seconds(10),
      .expires_at = now + Seconds(10),
      .narrowed_scopes = std::nullopt,
  };
}

GrantFacts a_live_grant() {
  GrantFacts facts;
  facts.grant.scopes = {"openid", "profile"};
  facts.grant.is_offline = true;
  facts.grant.expires_at = now + Seconds(100);
  facts.user = test::a_user();
  return facts;
}

void check_invalid(const Result<std::vector<std::string>, OAuthError>& decision) {
  REQUIRE_FALSE(decision);
  CHECK(decision.error().code == OAuthErrorCode::invalid_token);
  CHECK(decision.error().description == "invalid token provided");
}

}  // namespace

TEST_CASE("parse_bearer_token takes the token of the header or the form") {
  const http::Form no_form;
  for (const char* header : {"Bearer abc", "bearer abc", "BEARER  abc"}) {
    const auto token = parse_bearer_token(with_authorization(header), no_form);
    REQUIRE(token);
    CHECK(token->reveal() == "abc");
  }
  const auto token =
      parse_bearer_token(test::a_request(http::Method::post, "/oidc/me"), access_token_form("abc"));
  REQUIRE(token);
  CHECK(token->reveal() == "abc");
}

TEST_CASE("parse_bearer_token refuses other headers, two tokens and none") {
  struct Row {
    std::string header;
    std::string in_form;
    OAuthErrorCode code;
    std::string description;
  };
  const Row rows[] = {
      {"", "", OAuthErrorCode::invalid_token, "no access token provided"},
      {"Bearer", "", OAuthErrorCode::invalid_request, "invalid authorization header value format"},
      {"Bearer a b",
       "",
       OAuthErrorCode::invalid_request,
       "invalid authorization header value format"},
      {"Basic abc",
       "",
       OAuthErrorCode::invalid_request,
       "authorization header scheme must be `Bearer`"},
      {"Bearer abc",
       "abc",
       OAuthErrorCode::invalid_request,
       "access token must only be provided using one mechanism"},
  };
  for (const Row& row : rows) {
    const auto request = row.header.empty() ? test::a_request(http::Method::get, "/oidc/me")
                                            : with_authorization(row.header);
    const auto token = parse_bearer_token(request, access_token_form(row.in_form));
    REQUIRE_FALSE(token);
    CHECK(token.error().code == row.code);
    CHECK(token.error().description == row.description);
  }
}

TEST_CASE("parse_bearer_token does not look at the query") {
  auto request = test::a_request(http::Method::get, "/oidc/me", "access_token=abc");
  CHECK_FALSE(parse_bearer_token(request, http::Form()));
}

TEST_CASE("decide_userinfo gives the grant's scopes, or the token's narrower ones") {
  CHECK(
      decide_userinfo(a_token(), a_live_grant(), now).value() ==
      std::vector<std::string>{"openid", "profile"}
  );
  auto narrowed = a_token();
  narrowed.narrowed_scopes = {"openid"};
  CHECK(
      decide_userinfo(narrowed, a_live_grant(), now).value() == std::vector<std::string>{"openid"}
  );
}

TEST_CASE("decide_userinfo gives no scope that the grant has lost") {
  auto narrowed = a_token();
  narrowed.narrowed_scopes = {"openid", "email"};
  CHECK(
      decide_userinfo(narrowed, a_live_grant(), now).value() == std::vector<std::string>{"openid"}
  );
}

TEST_CASE("decide_userinfo refuses what is not alive any more") {
  auto token = a_token();
  token.expires_at = now;
  check_invalid(decide_userinfo(token, a_live_grant(), now));
  check_invalid(decide_userinfo(a_token(), std::nullopt, now));

  auto revoked = a_live_grant();
  revoked.grant.revoked_at = now - Seconds(1);
  check_invalid(decide_userinfo(a_token(), revoked, now));
  auto suspended = a_live_grant();
  suspended.user->is_suspended = true;
  check_invalid(decide_userinfo(a_token(), suspended, now));
  auto deleted = a_live_grant();
  deleted.user.reset();
  check_invalid(decide_userinfo(a_token(), deleted, now));
  auto signed_out = a_live_grant();
  signed_out.grant.is_offline = false;
  check_invalid(decide_userinfo(a_token(), signed_out, now));
}

TEST_CASE("decide_userinfo demands openid, of the token and not only of the grant") {
  auto facts = a_live_grant();
  facts.grant.scopes = {"profile"};
  auto decision = decide_userinfo(a_token(), facts, now);
  REQUIRE_FALSE(decision);
  CHECK(decision.error().code == OAuthErrorCode::insufficient_scope);
  CHECK(decision.error().scope == "openid");

  auto token = a_token();
  token.narrowed_scopes = {"profile"};
  decision = decide_userinfo(token, a_live_grant(), now);
  REQUIRE_FALSE(decision);
  CHECK(decision.error().code == OAuthErrorCode::insufficient_scope);
}

}  // namespace daemun::oidc
