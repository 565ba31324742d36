#include "oidc/logout_page.h"

#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {

namespace {

LogoutPage a_page() {
  return LogoutPage{
      .kind = LogoutPageKind::posts_itself,
      .action = "/oidc/session/end/confirm",
      .fields = {{"xsrf", "x"}, {"state", "a\"><script>alert(1)</script>&"}},
      .language = Language::en,
      .nonce = "NONCE",
  };
}

bool has(const http::Response& response, std::string_view text) {
  return response.body.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("the logout page escapes its fields") {
  const auto response = to_response(a_page());
  CHECK(has(response, "name=\"xsrf\" value=\"x\""));
  CHECK_FALSE(has(response, "alert(1)</script>"));
  CHECK(has(response, "&lt;script&gt;"));
}

TEST_CASE("the logout page runs its own script only, and nobody may frame it") {
  const auto response = to_response(a_page());
  CHECK(
      test::header(response, "content-security-policy") ==
      "default-src 'none'; script-src 'nonce-NONCE'; style-src 'nonce-NONCE'; base-uri 'none'; "
      "frame-ancestors 'none'"
  );
  CHECK(test::header(response, "x-frame-options") == "DENY");
  CHECK(test::header(response, "cache-control") == "no-store");
  CHECK(has(response, "<script nonce=\"NONCE\">document.forms[0].submit()</script>"));
}

TEST_CASE("the logout page has a button where no script runs") {
  CHECK(has(to_response(a_page()), "<noscript><button type=\"submit\">Continue</button></noscript>")
  );
}

TEST_CASE("the asking logout page waits for a click") {
  auto page = a_page();
  for (const auto kind : {LogoutPageKind::asks, LogoutPageKind::asks_about_account}) {
    page.kind = kind;
    const auto response = to_response(page);
    CHECK_FALSE(has(response, "<script"));
    CHECK_FALSE(has(response, "<noscript"));
    CHECK(has(response, "<button type=\"submit\">Sign out</button>"));
    CHECK(has(response, "another account") == (kind == LogoutPageKind::asks_about_account));
  }
}

TEST_CASE("the logout page speaks Korean") {
  auto page = a_page();
  page.language = Language::ko;
  CHECK(has(to_response(page), "<html lang=\"ko\">"));
  CHECK(has(to_response(page), "로그아웃하고 있어요."));
  page.kind = LogoutPageKind::asks;
  CHECK(has(to_response(page), "로그아웃할까요?"));
}

}  // namespace daemun::oidc
