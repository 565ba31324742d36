#include "oidc/interaction_redirect.h"

#include "domain/interaction_cookie.h"
#include "oidc/test_tenant.h"
#include "storage/interaction_store.h"

#include <doctest/doctest.h>

namespace daemun::oidc {
namespace {

using test::header;
using test::with_header;

const InteractionId uid(std::string(43, 'u'));
const std::string handle = "&interaction=" + storage::interaction_handle(uid);

Interaction an_interaction(InteractionPrompt prompt = InteractionPrompt::login) {
  Interaction interaction;
  interaction.id = uid;
  interaction.prompt = prompt;
  interaction.request.client_id = ApplicationId("app");
  interaction.expires_at = from_unix_seconds(1'800'003'600);
  return interaction;
}

http::Request a_get() {
  return test::a_request(http::Method::get, "/oidc/auth");
}

std::vector<std::string> cookies(const http::Response& response) {
  std::vector<std::string> values;
  for (const auto& [name, value] : response.headers) {
    if (name == "set-cookie") values.push_back(value);
  }
  return values;
}

// The value of the interaction cookie that the response sets.
InteractionCookie interaction_cookie(const http::Response& response) {
  for (const auto& cookie : cookies(response)) {
    const std::string_view name = "__Host-_interaction=";
    if (!cookie.starts_with(name)) continue;
    return InteractionCookie::parse(cookie.substr(name.size(), cookie.find(';') - name.size()));
  }
  return {};
}

std::string login_page(const ExperienceParameters& parameters) {
  auto interaction = an_interaction();
  interaction.request.experience = parameters;
  return page_of(interaction);
}

}  // namespace

TEST_CASE("page_of begins a dialogue at the screen that the request names") {
  CHECK(login_page({}) == "/sign-in?app_id=app" + handle);
  CHECK(login_page({.first_screen = "sign_in"}) == "/sign-in?app_id=app" + handle);
  CHECK(login_page({.first_screen = "signIn"}) == "/sign-in?app_id=app" + handle);
  CHECK(login_page({.first_screen = "register"}) == "/register?app_id=app" + handle);
  CHECK(
      login_page({.first_screen = "identifier:sign_in"}) ==
      "/identifier-sign-in?app_id=app" + handle
  );
  CHECK(
      login_page({.first_screen = "identifier:register"}) ==
      "/identifier-register?app_id=app" + handle
  );
  CHECK(login_page({.first_screen = "reset_password"}) == "/reset-password?app_id=app" + handle);
  CHECK(login_page({.first_screen = "single_sign_on"}) == "/single-sign-on?app_id=app" + handle);
  CHECK(login_page({.interaction_mode = "signUp"}) == "/register?app_id=app" + handle);
  CHECK(login_page({.interaction_mode = "signIn"}) == "/sign-in?app_id=app" + handle);
  CHECK(
      login_page({.first_screen = "sign_in", .interaction_mode = "signUp"}) ==
      "/sign-in?app_id=app" + handle
  );
}

TEST_CASE("page_of goes to the service that the request names, with a screen to fall back to") {
  CHECK(
      login_page({.direct_sign_in = "social:github"}) ==
      "/direct/social/github?fallback=sign-in&app_id=app" + handle
  );
  CHECK(
      login_page({.first_screen = "register", .direct_sign_in = "social:a/../b?c"}) ==
      "/direct/social/a%2F..%2Fb%3Fc?fallback=register&app_id=app" + handle
  );
  CHECK(
      login_page({.direct_sign_in = "sso:acme"}) ==
      "/direct/sso/acme?fallback=sign-in&app_id=app" + handle
  );
  CHECK(
      login_page({.first_screen = "single_sign_on", .direct_sign_in = "sso:a/b"}) ==
      "/direct/sso/a%2Fb?fallback=single-sign-on&app_id=app" + handle
  );
  CHECK(login_page({.direct_sign_in = "sso:"}) == "/sign-in?app_id=app" + handle);
}

TEST_CASE("page_of hands on the present parameters in Logto's order, encoded") {
  auto interaction = an_interaction();
  interaction.request.ui_locales = "ko en";
  interaction.request.login_hint = "a+b@app.example&x=<";
  interaction.request.experience = {
      .organization_id = "acme", .identifier = "email phone", .one_time_token = "t"};
  CHECK(
      page_of(interaction) ==
      "/sign-in?app_id=app&organization_id=acme&ui_locales=ko+en&one_time_token=t&"
      "login_hint=a%2Bb%40app.example%26x%3D%3C&identifier=email+phone" +
          handle
  );
}

TEST_CASE("page_of asks for consent with the application alone") {
  auto interaction = an_interaction(InteractionPrompt::consent);
  interaction.request.login_hint = "alice";
  CHECK(page_of(interaction) == "/consent?app_id=app" + handle);
}

TEST_CASE("interaction_redirect binds the dialogue to the browser") {
  const test::TestTenant tenant;
  const auto response = interaction_redirect(*tenant.dependencies, a_get(), an_interaction());
  CHECK(response.status == 303);
  CHECK(header(response, "location") == "/sign-in?app_id=app" + handle);
  CHECK(header(response, "cache-control") == "no-store");
  const auto cookie = interaction_cookie(response);
  CHECK(cookie.find(ApplicationId("app")) == uid);
  CHECK(cookie.find_newest() == uid);
  REQUIRE(cookies(response).size() == 1);
  CHECK(cookies(response)[0].find("; path=/;") != std::string::npos);
  for (const auto& text : cookies(response)) {
    CHECK(text.find("httponly") != std::string::npos);
    CHECK(text.find("samesite=lax") != std::string::npos);
    CHECK(text.find("secure") != std::string::npos);
    CHECK(text.find("expires=") != std::string::npos);
  }
}

TEST_CASE("interaction_redirect keeps the dialogues of other applications") {
  const test::TestTenant tenant;
  InteractionCookie known;
  const InteractionId other(std::string(43, 'o'));
  known.set(ApplicationId("other"), other);
  const auto request = with_header(a_get(), "cookie", "__Host-_interaction=" + known.to_value());
  const auto cookie =
      interaction_cookie(interaction_redirect(*tenant.dependencies, request, an_interaction()));
  CHECK(cookie.find(ApplicationId("other")) == other);
  CHECK(cookie.find(ApplicationId("app")) == uid);
}

TEST_CASE("interaction_redirect forgets the dialogue that led to this one, and no other tab's") {
  const test::TestTenant tenant;
  InteractionCookie known;
  auto finished = an_interaction();
  finished.id = InteractionId(std::string(43, 'f'));
  const InteractionId other(std::string(43, 'o'));
  known.set(ApplicationId("app"), other);
  known.set(ApplicationId("app"), finished.id);
  const auto request = with_header(a_get(), "cookie", "__Host-_interaction=" + known.to_value());
  const auto cookie = interaction_cookie(
      interaction_redirect(*tenant.dependencies, request, an_interaction(), finished)
  );
  CHECK(cookie.list() == std::vector<InteractionId>{other, uid});
}

TEST_CASE("holds_dialogue knows the browser's dialogues, and refuses a cookie that is there twice"
) {
  const test::TestTenant tenant;
  InteractionCookie known;
  known.set(ApplicationId("app"), uid);
  known.set(ApplicationId("app"), InteractionId(std::string(43, 'v')));
  const auto holds = [&](const std::string& cookies, const InteractionId& id) {
    return holds_dialogue(*tenant.dependencies, with_header(a_get(), "cookie", cookies), id);
  };
  const auto good = "__Host-_interaction=" + known.to_value();
  CHECK(holds("a=b; " + good, uid));
  CHECK_FALSE(holds(good, InteractionId(std::string(43, 'w'))));
  CHECK_FALSE(holds(good, InteractionId()));
  CHECK_FALSE(holds(good + "; " + good, uid));
  CHECK_FALSE(holds("_interaction=" + known.to_value(), uid));
  CHECK_FALSE(holds("a=b", uid));
}

TEST_CASE("remove_interaction_cookies forgets the finished dialogue and no other") {
  const test::TestTenant tenant;
  const InteractionId other(std::string(43, 'o'));
  InteractionCookie known;
  known.set(ApplicationId("other"), other);
  known.set(ApplicationId("app"), uid);
  const auto request = with_header(a_get(), "cookie", "__Host-_interaction=" + known.to_value());
  http::Response response;
  remove_interaction_cookies(response, *tenant.dependencies, request, uid);
  CHECK_FALSE(interaction_cookie(response).find(ApplicationId("app")));
  CHECK(interaction_cookie(response).find(ApplicationId("other")) == other);
}

TEST_CASE("remove_interaction_cookies removes the cookie with its last dialogue") {
  const test::TestTenant tenant;
  InteractionCookie known;
  known.set(ApplicationId("app"), uid);
  http::Response response;
  remove_interaction_cookies(
      response,
      *tenant.dependencies,
      with_header(a_get(), "cookie", "__Host-_interaction=" + known.to_value()),
      uid
  );
  REQUIRE(cookies(response).size() == 1);
  CHECK(cookies(response)[0].starts_with("__Host-_interaction=;"));
  CHECK(cookies(response)[0].find("1970") != std::string::npos);
}

}  // namespace daemun::oidc
