#include "daemun/auth/web/sign_in.h"

#include "daemun/auth/web/test_world.h"

#include <doctest/doctest.h>

#include <functional>

namespace daemun::auth {

using test::location_of;
using test::parameter_of;
using test::World;

TEST_CASE("POST signin sends the browser to the provider with all that binds its return") {
  World world;
  const Response response = world.begin();
  CHECK(response.status == 303);
  const std::string url = location_of(response);
  CHECK(url.starts_with("https://id.example/oidc/auth?"));
  CHECK(parameter_of(url, "redirect_uri") == "https://app.example/api/auth/callback/logto");
  CHECK(parameter_of(url, "client_id") == "app");
  CHECK(parameter_of(url, "scope") == "openid offline_access profile");
  CHECK(parameter_of(url, "code_challenge_method") == "S256");
  CHECK_FALSE(parameter_of(url, "state").empty());
  CHECK_FALSE(parameter_of(url, "nonce").empty());
  CHECK(world.browser.has("__Host-daemun.pending."));
  CHECK(*find_header(response.headers, "Cache-Control") == "no-store");
}

TEST_CASE("The callback signs the user in and goes where the user wanted to go") {
  World world;
  const Response response = world.sign_in();
  CHECK(world.last_error() == "");
  CHECK(location_of(response) == "https://app.example/claims");
  CHECK(world.browser.has("__Host-daemun.session"));
  CHECK_FALSE(world.browser.has("__Host-daemun.pending."));
  const auto session = world.session();
  REQUIRE(session);
  CHECK(
      session->user ==
      json::object{
          {"id", "user"}, {"name", "Mina Kim"}, {"email", "mina@example.com"}, {"image", nullptr}}
  );
  CHECK(session->issuer == test::issuer);
  CHECK(session->provider_session_id == "sid-1");
  CHECK(session->tokens.refresh_token.reveal() == "refresh-1");
  const Request& sent = world.fake.requests().back();
  CHECK(sent.url == test::issuer + "/jwks");
}

TEST_CASE("A provider that no table knows follows the standards") {
  AuthSettings settings = test::a_setting();
  settings.providers.front().id = "corporate";
  settings.providers.front().authorization.scope.clear();
  World world(settings);
  const std::string url = location_of(world.post("/api/auth/signin/corporate"));
  CHECK(url.starts_with("https://id.example/oidc/auth?"));
  CHECK(parameter_of(url, "scope") == "openid profile email");
  world.answer_tokens({{"id_token", world.id_token(parameter_of(url, "nonce"))}});
  std::string target = "/api/auth/callback/corporate?code=c";
  target = with_query_parameter(target, "state", parameter_of(url, "state"));
  target = with_query_parameter(target, "iss", test::issuer);
  world.get(target);
  CHECK(world.last_error() == "");
  REQUIRE(world.session());
  CHECK(world.session()->provider_id == "corporate");
}

TEST_CASE("The callback keeps the session out of the cookie when there is a store") {
  AuthSettings settings = test::a_setting();
  settings.session.store = std::make_shared<MemoryStore>();
  World world(settings);
  world.sign_in();
  const auto cookie = find_cookie(world.browser.cookies, "__Host-daemun.session");
  REQUIRE(cookie);
  CHECK(cookie->size() == 43);
  CHECK(world.session()->subject == "user");
  // Another sign-in has another key, and ends the one before.
  const Cookies before = world.browser.cookies;
  world.sign_in();
  CHECK(world.session());
  world.browser.cookies = before;
  CHECK_FALSE(world.session());
}

TEST_CASE("POST signin without the page's token starts nothing") {
  World world;
  const Response response = world.handle(world.browser.post("/api/auth/signin/logto", {}));
  CHECK(response.status == 403);
  CHECK_FALSE(world.browser.has("__Host-daemun.pending."));
}

TEST_CASE("The callback lets nobody in who has not begun the sign-in in this browser") {
  World world;
  const std::string url = location_of(world.begin());
  world.browser.cookies.clear();
  const Response response = world.get(world.callback_target(url));
  CHECK(response.status == 400);
  CHECK(world.last_error() == "expired_authorization");
  CHECK_FALSE(world.session());
}

TEST_CASE("The callback is good for one time") {
  World world;
  const std::string url = location_of(world.begin());
  const Cookies kept = world.browser.cookies;
  const std::string token = world.id_token(parameter_of(url, "nonce"));
  world.answer_tokens({{"id_token", token}});
  world.get(world.callback_target(url));
  REQUIRE(world.session());

  world.get(world.callback_target(url));
  CHECK(world.last_error() == "expired_authorization");
  // With a copy of the cookie, and a provider that takes a code twice.
  world.browser.cookies = kept;
  world.answer_tokens({{"id_token", token}});
  world.get(world.callback_target(url));
  CHECK(world.last_error() == "replayed");
  CHECK_FALSE(world.session());
}

TEST_CASE("The callback refuses a provider that another one is taken for") {
  AuthSettings settings = test::a_setting();
  AuthProvider other = settings.providers.front();
  other.id = "other";
  other.issuer = "https://other.example";
  settings.providers.push_back(other);
  World world(settings);
  world.fake.answer(
      "https://other.example/.well-known/openid-configuration",
      make_json_response(json::serialize(test::a_document({{"issuer", "https://other.example"}})))
  );
  const std::string url = location_of(world.begin());
  std::string target = world.callback_target(url);
  target.replace(target.find("/logto"), 6, "/other");
  world.get(target);
  CHECK(world.last_error() == "wrong_provider");
  CHECK_FALSE(world.session());
}

TEST_CASE("The callback never signs in on less than the whole proof") {
  struct Row {
    const char* name;
    json::object claims;
    json::object tokens;
    const char* error;
  };
  const std::vector<Row> rows{
      {"another nonce", {{"nonce", "guess"}}, {}, "wrong_nonce"},
      {"no nonce", {{"nonce", nullptr}}, {}, "missing_nonce"},
      {"another issuer", {{"iss", "https://evil.example"}}, {}, "wrong_issuer"},
      {"another audience", {{"aud", "other"}}, {}, "wrong_audience"},
      {"another party", {{"azp", "other"}}, {}, "wrong_authorized_party"},
      {"expired", {{"exp", 1'799'990'000}}, {}, "expired"},
      {"no subject", {{"sub", nullptr}}, {}, "missing_claim"},
      {"no ID token", {}, {{"id_token", nullptr}}, "missing_id_token"},
      {"not an ID token", {}, {{"id_token", "a.b.c"}}, "bad_base64"},
      {"no access token", {}, {{"access_token", nullptr}}, "missing_member"},
      {"another kind", {}, {{"token_type", "mac"}}, "unsupported_token_type"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    World world;
    const Response response = world.sign_in(row.claims, row.tokens);
    CHECK(response.status >= 400);
    CHECK(world.last_error() == row.error);
    CHECK_FALSE(world.session());
    CHECK_FALSE(world.browser.has("__Host-daemun.session"));
  }
}

TEST_CASE("The callback survives a broken provider without signing anybody in") {
  struct Row {
    const char* name;
    std::function<void(FakeHttp&)> answer;
    const char* error;
    int status;
  };
  Response huge = make_json_response(std::string(1'000'000, ' '));
  const std::vector<Row> rows{
      {"slow",
       [](FakeHttp& fake) {
         fake.fail(test::token_url, {HttpError::Code::timed_out, "no answer in time"});
       },
       "not_reachable",
       503},
      {"failing",
       [](FakeHttp& fake) { fake.answer(test::token_url, make_json_response("{}", 500)); },
       "provider_unavailable",
       503},
      {"garbage",
       [](FakeHttp& fake) { fake.answer(test::token_url, make_json_response("<html>")); },
       "bad_json",
       500},
      {"huge", [&](FakeHttp& fake) { fake.answer(test::token_url, huge); }, "too_large", 500},
      {"refusing",
       [](FakeHttp& fake) {
         fake.answer(test::token_url, make_json_response(R"({"error":"invalid_client"})", 401));
       },
       "refused_by_provider invalid_client",
       500},
      {"spent",
       [](FakeHttp& fake) {
         fake.answer(test::token_url, make_json_response(R"({"error":"invalid_grant"})", 400));
       },
       "refused_by_provider invalid_grant",
       400},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    World world;
    const std::string url = location_of(world.begin());
    row.answer(world.fake);
    const Response response = world.get(world.callback_target(url));
    CHECK(response.status == row.status);
    CHECK(world.last_error() == row.error);
    CHECK_FALSE(world.session());
  }
}

TEST_CASE("The callback tells the user that the provider said no") {
  World world;
  const std::string url = location_of(world.begin());
  std::string target = "/api/auth/callback/logto?error=access_denied";
  target = with_query_parameter(target, "state", parameter_of(url, "state"));
  target = with_query_parameter(target, "iss", test::issuer);
  const Response response = world.get(target);
  CHECK(response.status == 400);
  CHECK(response.body.find("cancelled or refused") != std::string::npos);
  CHECK(world.last_error() == "refused_by_provider access_denied");
}

TEST_CASE("POST signin says so when the provider cannot be reached, and recovers") {
  World world(test::a_setting(), test::a_document({{"token_endpoint", nullptr}}));
  CHECK(world.begin().status == 500);
  CHECK(world.last_error() == "missing_member");
  world.clock->advance(Seconds(10));
  world.fake.answer(
      test::issuer + "/.well-known/openid-configuration",
      make_json_response(json::serialize(test::a_document()))
  );
  CHECK(world.begin().status == 303);
}

TEST_CASE("POST signin pushes the request where the provider wants it so") {
  const auto document = test::a_document(
      {{"pushed_authorization_request_endpoint", test::issuer + "/request"},
       {"require_pushed_authorization_requests", true}}
  );
  World world(test::a_setting(), document);
  world.fake.answer(
      test::issuer + "/request",
      make_json_response(R"({"request_uri":"urn:x:1","expires_in":60})", 201)
  );
  const std::string url = location_of(world.begin());
  CHECK(parameter_of(url, "request_uri") == "urn:x:1");
  CHECK(parameter_of(url, "state").empty());
}

TEST_CASE("POST signin never sends a user to another site afterwards") {
  World world;
  for (const char* bad : {"https://evil.example/", "//evil.example", "/\\evil.example"}) {
    const std::string url = location_of(world.begin(bad));
    world.answer_tokens({{"id_token", world.id_token(parameter_of(url, "nonce"))}});
    CHECK(location_of(world.get(world.callback_target(url))) == "https://app.example/");
  }
}

TEST_CASE("Callbacks decide who comes in and what the session holds") {
  AuthSettings settings = test::a_setting();
  settings.callbacks.sign_in = [](const json::object& user, const Account&) {
    return find_string(user, "email") == "mina@example.com" ? Verdict::allow : Verdict::deny;
  };
  settings.callbacks.jwt = [](json::object& token, const Account& account) {
    token["accessToken"] = account.tokens.access_token.reveal();
  };
  settings.callbacks.session = [](json::object& answer, const Session& session) {
    answer["accessToken"] = session.token.at("accessToken");
  };
  World world(settings);
  CHECK(world.sign_in({{"email", "other@example.com"}}).status == 403);
  CHECK(world.last_error() == "denied");
  CHECK_FALSE(world.session());

  world.sign_in();
  const auto answer = parse_json_object(world.get("/api/auth/session").body);
  REQUIRE(answer);
  CHECK(find_string(*answer, "accessToken") == "access-1");
  CHECK(find_string(*find_object(*answer, "user"), "email") == "mina@example.com");
}

TEST_CASE("A provider without ID tokens signs in whom its userinfo names") {
  AuthSettings settings = test::a_setting();
  AuthProvider github;
  github.id = "github";
  github.client_id = "app";
  github.client_secret = Secret("secret");
  settings.providers = {github};
  World world(settings);
  const std::string url = location_of(world.post("/api/auth/signin/github"));
  CHECK(url.starts_with("https://github.com/login/oauth/authorize?"));
  world.fake.answer(
      "https://github.com/login/oauth/access_token",
      make_json_response(R"({"access_token":"t","token_type":"bearer","scope":"read:user"})")
  );
  world.fake.answer(
      "https://api.github.com/user",
      make_json_response(R"({"id":42,"login":"mina","name":null,"avatar_url":"https://x/y"})")
  );
  std::string target = "/api/auth/callback/github?code=c";
  target = with_query_parameter(target, "state", parameter_of(url, "state"));
  world.get(target);
  CHECK(world.last_error() == "");
  const auto session = world.session();
  REQUIRE(session);
  CHECK(session->subject == "42");
  CHECK(session->user.at("id") == "42");
  CHECK(session->user.at("name") == "mina");
}

}  // namespace daemun::auth
