#include "daemun/auth/web/check_settings.h"

#include "daemun/auth/web/test_world.h"

#include <doctest/doctest.h>

#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace daemun::auth {
namespace {

struct Row {
  const char* name;
  std::function<void(AuthSettings&)> spoil;
};

void check_rows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.name);
    AuthSettings settings = test::a_setting();
    row.spoil(settings);
    CHECK_THROWS_AS(Auth{settings}, std::invalid_argument);
  }
}

AuthProvider& first(AuthSettings& settings) {
  return settings.providers.front();
}

// The complaint; empty when there is none.
std::string complaint_about(const AuthSettings& settings) {
  try {
    const Auth auth(settings);
    return "";
  } catch (const std::invalid_argument& complaint) {
    return complaint.what();
  }
}

TEST_CASE("Auth refuses settings of the app that cannot work") {
  check_rows({
      {"no secret", [](AuthSettings& s) { s.secrets.clear(); }},
      {"short secret", [](AuthSettings& s) { s.secrets = {Secret("short")}; }},
      {"no url", [](AuthSettings& s) { s.url.clear(); }},
      {"url with a path", [](AuthSettings& s) { s.url = "https://app.example/app"; }},
      {"no provider", [](AuthSettings& s) { s.providers.clear(); }},
      {"twice one id", [](AuthSettings& s) { s.providers.push_back(s.providers.front()); }},
      {"base path without slash", [](AuthSettings& s) { s.base_path = "api/auth"; }},
      {"base path with slash after", [](AuthSettings& s) { s.base_path = "/api/auth/"; }},
      {"base path with query", [](AuthSettings& s) { s.base_path = "/api?auth"; }},
      {"page elsewhere", [](AuthSettings& s) { s.pages.sign_in = "https://evil.example/"; }},
      {"page of another host", [](AuthSettings& s) { s.pages.error = "//evil.example/"; }},
      {"page without slash", [](AuthSettings& s) { s.pages.sign_out = "login"; }},
      {"page with backslash", [](AuthSettings& s) { s.pages.sign_in = "/\\evil.example"; }},
      {"cookie name", [](AuthSettings& s) { s.session.cookie_name = "a b;"; }},
      {"no cookie name", [](AuthSettings& s) { s.session.cookie_name.clear(); }},
      {"idle", [](AuthSettings& s) { s.session.lifetime.idle = Seconds(-1); }},
      {"absolute", [](AuthSettings& s) { s.session.lifetime.absolute = Seconds(0); }},
      {"endless", [](AuthSettings& s) { s.session.lifetime.absolute = Seconds::max() / 2000; }},
      {"renewal", [](AuthSettings& s) { s.session.lifetime.renewal = Seconds(-1); }},
      {"refresh_ahead", [](AuthSettings& s) { s.refresh_ahead = Seconds(-1); }},
      {"lease_poll", [](AuthSettings& s) { s.lease_poll = Milliseconds(0); }},
      {"little room", [](AuthSettings& s) { s.session.max_cookie_bytes = 100; }},
      {"much room", [](AuthSettings& s) { s.session.max_cookie_bytes = 100'000; }},
  });
  CHECK(complaint_about(test::a_setting()).empty());
}

TEST_CASE("Auth refuses settings of a provider that cannot work") {
  check_rows({
      {"id with a slash", [](AuthSettings& s) { first(s).id = "a/b"; }},
      {"no client id", [](AuthSettings& s) { first(s).client_id.clear(); }},
      {"no profile", [](AuthSettings& s) { first(s).profile = nullptr; }},
      {"no issuer", [](AuthSettings& s) { first(s).issuer.clear(); }},
      {"http issuer", [](AuthSettings& s) { first(s).issuer = "http://idp.example"; }},
      {"issuer without scheme", [](AuthSettings& s) { first(s).issuer = "idp.example/oidc"; }},
      {"issuer with query", [](AuthSettings& s) { first(s).issuer += "?a=b"; }},
      {"github with an issuer", [](AuthSettings& s) { first(s).id = "github"; }},
      {"apple without a key",
       [](AuthSettings& s) {
         first(s).id = "apple";
         first(s).client_secret = Secret();
       }},
      {"empty secret", [](AuthSettings& s) { first(s).authentication = ClientSecretPost(); }},
      {"home", [](AuthSettings& s) { first(s).post_logout_redirect_uri = "/"; }},
  });
  AuthSettings settings = test::a_setting();
  first(settings).id = "github";
  CHECK(complaint_about(settings).find("leave `issuer` empty") != std::string::npos);
  first(settings).issuer.clear();
  first(settings).authorization.scope.clear();
  CHECK(complaint_about(settings).empty());
  // This machine itself.
  settings = test::a_setting();
  first(settings).issuer = "http://localhost:3001/oidc";
  CHECK(complaint_about(settings).empty());
}

TEST_CASE("Auth refuses a signing key that cannot prove the client") {
  const auto signs = [](ClientAuthentication authentication) {
    AuthSettings settings = test::a_setting();
    first(settings).authentication = std::move(authentication);
    return complaint_about(settings);
  };
  const auto key = crypto::PrivateKey::generate(crypto::SignatureAlgorithm::es256);
  CHECK(signs(PrivateKeyJwt{.key = key}).empty());
  CHECK_FALSE(signs(PrivateKeyJwt{.key = key, .lifetime = Seconds(0)}).empty());
  CHECK(signs(AppleClientSecret{.key = key, .kid = "k", .team_id = "t"}).empty());
  CHECK_FALSE(signs(AppleClientSecret{.key = key}).empty());
  const AppleClientSecret year{
      .key = key, .kid = "k", .team_id = "t", .lifetime = Seconds(31'000'000)};
  CHECK_FALSE(signs(year).empty());
  const auto other = crypto::PrivateKey::generate(crypto::SignatureAlgorithm::es384);
  CHECK_FALSE(signs(AppleClientSecret{.key = other, .kid = "k", .team_id = "t"}).empty());
}

TEST_CASE("Auth refuses an authorization that no provider could grant") {
  check_rows({
      {"resource", [](AuthSettings& s) { first(s).authorization.resource = {"my api"}; }},
      {"extra",
       [](AuthSettings& s) {
         first(s).authorization.extra = {{"state", "x"}};
       }},
      {"prompt", [](AuthSettings& s) { first(s).authorization.prompt = "none login"; }},
      {"max_age", [](AuthSettings& s) { first(s).authorization.max_age = Seconds(-1); }},
      {"commas", [](AuthSettings& s) { first(s).authorization.scope = "openid,profile"; }},
      {"a comma", [](AuthSettings& s) { first(s).authorization.scope = "openid profile,email"; }},
      {"no openid", [](AuthSettings& s) { first(s).authorization.scope = "profile"; }},
  });
}

}  // namespace
}  // namespace daemun::auth
