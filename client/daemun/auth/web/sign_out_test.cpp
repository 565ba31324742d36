#include "daemun/auth/web/sign_out.h"

#include "daemun/auth/web/test_failing_store.h"
#include "daemun/auth/web/test_world.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun::auth {

using test::location_of;
using test::parameter_of;
using test::World;

namespace {

const std::string revocation_url = test::issuer + "/token/revocation";
const std::string logout_event = "http://schemas.openid.net/event/backchannel-logout";

Form back_to(const std::string& path) {
  Form form;
  form.add("callbackUrl", path);
  return form;
}

AuthSettings with_store() {
  AuthSettings settings = test::a_setting();
  settings.session.store = std::make_shared<MemoryStore>();
  return settings;
}

std::string logout_token(const json::object& changes = {}) {
  const auto claims = test::with(
      {{"iss", test::issuer},
       {"aud", "app"},
       {"sub", "user"},
       {"iat", 1'800'000'000},
       {"exp", 1'800'000'120},
       {"jti", "logout-1"},
       {"events", {{logout_event, json::object()}}}},
      changes
  );
  return test::a_signer().sign(claims, "logout+jwt");
}

Response send_logout(World& world, const std::string& token) {
  Request request;
  request.method = "POST";
  request.url = "/api/auth/backchannel-logout/logto";
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  Form form;
  form.add("logout_token", token);
  request.body = to_form_text(form);
  return world.auth.handle(request);
}

}  // namespace

TEST_CASE("POST signout ends the session and gives the refresh token back") {
  World world;
  world.sign_in();
  world.fake.answer(revocation_url, make_json_response("", 200));
  const Response response = world.post("/api/auth/signout", back_to("/bye"));
  CHECK(response.status == 303);
  CHECK(location_of(response) == "https://app.example/bye");
  CHECK_FALSE(world.session());
  CHECK_FALSE(world.browser.has("__Host-daemun.session"));
  const Request& sent = world.fake.requests().back();
  CHECK(sent.url == revocation_url);
  CHECK(sent.body.find("token=refresh-1") != std::string::npos);
}

TEST_CASE("POST signout signs out although the provider does not answer") {
  World world;
  world.sign_in();
  world.fake.fail(revocation_url, {HttpError::Code::timed_out, "no answer in time"});
  CHECK(location_of(world.post("/api/auth/signout")) == "https://app.example/");
  CHECK_FALSE(world.session());
  CHECK(world.last_error() == "not_reachable");
}

TEST_CASE("POST signout goes to the provider's sign-out where the settings say so") {
  AuthSettings settings = test::a_setting();
  settings.providers.front().post_logout_redirect_uri = "https://app.example/";
  World world(settings);
  world.sign_in();
  world.fake.answer(revocation_url, make_json_response("", 200));
  const std::string token = world.session()->tokens.id_token.reveal();
  const std::string url = location_of(world.post("/api/auth/signout"));
  CHECK(url.starts_with(test::issuer + "/session/end?"));
  CHECK(parameter_of(url, "id_token_hint") == token);
  CHECK(parameter_of(url, "post_logout_redirect_uri") == "https://app.example/");
  CHECK_FALSE(world.session());
}

TEST_CASE("POST signout leaves the session alone when another site sent the form") {
  World world;
  world.sign_in();
  CHECK(world.handle(world.browser.post("/api/auth/signout", {})).status == 403);
  CHECK(world.session());
}

TEST_CASE("POST signout ends a stored session for everybody who has its cookie") {
  World world(with_store());
  world.sign_in();
  world.fake.answer(revocation_url, make_json_response("", 200));
  const Cookies copied = world.browser.cookies;
  world.post("/api/auth/signout");
  world.browser.cookies = copied;
  CHECK_FALSE(world.session());
}

TEST_CASE("POST backchannel-logout ends the session that it names") {
  World world(with_store());
  world.sign_in({{"sid", "sid-1"}});
  const test::Browser first = world.browser;
  world.browser = {};
  world.sign_in({{"sid", "sid-2"}});

  CHECK(send_logout(world, logout_token({{"sid", "sid-1"}})).status == 200);
  CHECK(world.session());
  CHECK_FALSE(world.auth(first.get("/")));
  // Without a session id it is the user's all.
  CHECK(send_logout(world, logout_token({{"jti", "logout-2"}})).status == 200);
  CHECK_FALSE(world.session());
}

TEST_CASE("POST backchannel-logout refuses what the provider has not signed for this app, once") {
  World world(with_store());
  world.sign_in();
  CHECK(send_logout(world, "").status == 400);
  CHECK(send_logout(world, "a.b.c").status == 400);
  CHECK(send_logout(world, logout_token({{"aud", "other"}})).status == 400);
  CHECK(send_logout(world, logout_token({{"nonce", "n"}})).status == 400);
  CHECK(send_logout(world, world.id_token("n")).status == 400);
  CHECK(world.session());
  CHECK(send_logout(world, logout_token({{"sub", "other"}})).status == 200);
  CHECK(send_logout(world, logout_token({{"sub", "user"}})).status == 400);
  CHECK(world.last_error() == "replayed");
  CHECK(world.session());
}

TEST_CASE("POST backchannel-logout takes a token again that it could not carry out") {
  auto store = std::make_shared<test::FailingStore>();
  AuthSettings settings = test::a_setting();
  settings.session.store = store;
  World world(settings);
  world.sign_in();
  store->is_removable = false;
  CHECK(send_logout(world, logout_token()).status == 503);
  CHECK(world.session());
  store->is_removable = true;
  world.clock->advance(Seconds(5));
  CHECK(send_logout(world, logout_token()).status == 200);
  CHECK_FALSE(world.session());
  world.clock->advance(Seconds(60));
  CHECK(send_logout(world, logout_token()).status == 400);
}

TEST_CASE("POST backchannel-logout does not claim what sessions in cookies cannot do") {
  World world;
  world.sign_in();
  CHECK(send_logout(world, logout_token()).status == 400);
  CHECK(world.last_error() == "not_supported");
}

}  // namespace daemun::auth
