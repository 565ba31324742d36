#include "oidc/authorization_response.h"

#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {
namespace {

using test::header;

ResponseTarget a_target(ResponseMode mode, std::string uri = "https://app.example/cb") {
  return {.redirect_uri = std::move(uri), .mode = mode, .state = "s&t"};
}

http::Response respond(const ResponseTarget& target) {
  const test::TestTenant tenant;
  return authorization_response(*tenant.dependencies, target, {{"code", "c+d"}});
}

std::string location(const ResponseTarget& target) {
  const auto response = respond(target);
  CHECK(response.status == 303);
  CHECK(header(response, "cache-control") == "no-store");
  return header(response, "location");
}

const std::string members = "code=c%2Bd&state=s%26t&iss=https%3A%2F%2Fauth.example%2Foidc";

}  // namespace

TEST_CASE("authorization_response appends code, state and issuer to the query") {
  CHECK(location(a_target(ResponseMode::query)) == "https://app.example/cb?" + members);
  CHECK(
      location(a_target(ResponseMode::query, "https://app.example/cb?a=1")) ==
      "https://app.example/cb?a=1&" + members
  );
  CHECK(
      location(a_target(ResponseMode::query, "com.example.app:/cb")) ==
      "com.example.app:/cb?" + members
  );
}

TEST_CASE("authorization_response appends them to the fragment") {
  CHECK(location(a_target(ResponseMode::fragment)) == "https://app.example/cb#" + members);
  CHECK(
      location(a_target(ResponseMode::fragment, "https://app.example/cb?a=1")) ==
      "https://app.example/cb?a=1#" + members
  );
}

TEST_CASE("authorization_response leaves out a state that was not sent") {
  auto target = a_target(ResponseMode::query);
  target.state.reset();
  CHECK(
      location(target) == "https://app.example/cb?code=c%2Bd&iss=https%3A%2F%2Fauth.example%2Foidc"
  );
}

TEST_CASE("authorization_response posts a form that cannot be framed, stored or injected into") {
  auto target = a_target(ResponseMode::form_post, "https://app.example/cb?a=1&b=\"><script>");
  target.state = "\"><script>alert(1)</script>";
  const auto response = respond(target);
  CHECK(response.status == 200);
  CHECK(header(response, "content-type") == "text/html; charset=utf-8");
  CHECK(header(response, "cache-control") == "no-store");
  CHECK(header(response, "x-frame-options") == "DENY");
  CHECK(header(response, "referrer-policy") == "no-referrer");
  const auto policy = header(response, "content-security-policy");
  CHECK(policy.find("default-src 'none'") != std::string::npos);
  CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
  const auto begin = policy.find("'nonce-") + 7;
  const auto nonce = policy.substr(begin, policy.find('\'', begin) - begin);
  CHECK(nonce.size() == 43);
  CHECK(response.body.find("<script nonce=\"" + nonce + "\">") != std::string::npos);
  CHECK(response.body.find("<script>") == std::string::npos);
  CHECK(response.body.find("name=\"code\" value=\"c+d\"") != std::string::npos);
  CHECK(
      response.body.find("name=\"iss\" value=\"https://auth.example/oidc\"") != std::string::npos
  );
  CHECK(respond(target).body != response.body);  // another nonce
}

TEST_CASE("authorization_error_response names error, description, scope, state and issuer") {
  const test::TestTenant tenant;
  const auto located = [&](const OAuthError& error) {
    return header(
        authorization_error_response(*tenant.dependencies, a_target(ResponseMode::query), error),
        "location"
    );
  };
  const std::string rest = "&state=s%26t&iss=https%3A%2F%2Fauth.example%2Foidc";
  CHECK(
      located(
          {.code = OAuthErrorCode::login_required,
           .description = "End-User authentication is required",
           .detail = "secret detail"}
      ) ==
      "https://app.example/cb?error=login_required&error_description="
      "End-User+authentication+is+required" +
          rest
  );
  CHECK(
      located({.code = OAuthErrorCode::invalid_scope, .description = "no", .scope = "email phone"}
      ) ==
      "https://app.example/cb?error=invalid_scope&error_description=no&scope=email+phone" + rest
  );
}

}  // namespace daemun::oidc
