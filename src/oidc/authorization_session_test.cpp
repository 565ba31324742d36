#include "oidc/authorization_session.h"

#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {
namespace {

SignInContext context_with(const std::string& agent) {
  const auto request = test::a_request(http::Method::get, "/oidc/auth/i1");
  return sign_in_context_of(test::with_header(request, "user-agent", agent));
}

}  // namespace

TEST_CASE("sign_in_context_of keeps what the browser calls itself, up to 512 bytes") {
  CHECK(context_with("Browser/1.0").user_agent == "Browser/1.0");
  CHECK(context_with(std::string(600, 'a')).user_agent == std::string(512, 'a'));
  CHECK(context_with("Browser \xff").user_agent.empty());
  CHECK(sign_in_context_of(test::a_request(http::Method::get, "/oidc/auth/i1")).user_agent.empty());
}

}  // namespace daemun::oidc
