#include "oidc/one_tap_request.h"

#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun::oidc {
namespace {

const std::string credential = "an.id.token";

http::Form a_form(const std::string& value = credential) {
  http::Form form;
  form.add("google_one_tap_credential", value);
  return form;
}

Application a_shop() {
  Application shop;
  shop.oidc_client_metadata.redirect_uris = {
      "https://shop.example/callback", "http://localhost:3000/cb", "com.shop.app://cb"};
  return shop;
}

std::optional<std::string> find(const http::Form& form, const std::string& referer) {
  auto request = test::a_request(http::Method::get, "/oidc/auth");
  if (!referer.empty()) request = test::with_header(std::move(request), "referer", referer);
  return find_one_tap_credential(form, request, a_shop());
}

TEST_CASE("find_one_tap_credential takes it from a page of the application") {
  CHECK(find(a_form(), "https://shop.example/") == credential);
  CHECK(find(a_form(), "https://shop.example/cart?x=1") == credential);
  CHECK(find(a_form(), "http://localhost:3000/") == credential);
}

TEST_CASE("find_one_tap_credential takes it from nobody else") {
  for (const std::string referer :
       {"",
        "https://evil.example/",
        "https://shop.example.evil.example/",
        "http://shop.example/",
        "https://shop.example:444/",
        "com.shop.app://cb",
        "about:blank",
        "https://shop.example@evil.example/"}) {
    CAPTURE(referer);
    CHECK_FALSE(find(a_form(), referer));
  }
  CHECK_FALSE(find({}, "https://shop.example/"));
  CHECK_FALSE(find(a_form("no token"), "https://shop.example/"));
}

TEST_CASE("prefer_google sends such a request to Google, also without the credential") {
  AuthorizationRequest authorization;
  prefer_google({}, authorization);
  CHECK_FALSE(authorization.experience.direct_sign_in);
  prefer_google(a_form("no token"), authorization);
  CHECK_FALSE(authorization.experience.direct_sign_in);
  prefer_google(a_form(), authorization);
  CHECK(authorization.experience.direct_sign_in == "social:google");
}

TEST_CASE("add_one_tap_cookie keeps it for a minute, on the way to Google alone") {
  const test::TestTenant tenant;
  auto elsewhere = http::redirect_response(303, "https://shop.example/callback?code=x");
  add_one_tap_cookie(*tenant.dependencies, credential, elsewhere);
  CHECK(elsewhere.find("set-cookie") == nullptr);
  auto there = http::redirect_response(303, "/direct/social/google?fallback=sign-in");
  add_one_tap_cookie(*tenant.dependencies, credential, there);
  const std::string cookie(test::header(there, "set-cookie"));
  CHECK(cookie.starts_with("__Host-_logto_google_one_tap_credential=an.id.token;"));
  CHECK(cookie.find("secure") != std::string::npos);
  CHECK(cookie.find("samesite=lax") != std::string::npos);
  CHECK(cookie.find("expires=") != std::string::npos);
  // The page reads it.
  CHECK(cookie.find("httponly") == std::string::npos);
}

}  // namespace
}  // namespace daemun::oidc
