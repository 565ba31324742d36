#include "daemun/auth/web/auth.h"

#include "daemun/auth/web/test_world.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>

namespace daemun::auth {

using test::location_of;
using test::parameter_of;
using test::World;

TEST_CASE("auth(request) knows nobody without a whole session of this app") {
  World world;
  CHECK_FALSE(world.session());
  world.sign_in();
  REQUIRE(world.session());
  auto& cookie = world.browser.cookies.back();
  REQUIRE(cookie.first == "__Host-daemun.session");
  const std::string whole = cookie.second;
  for (std::size_t i = 0; i < whole.size(); i += 7) {
    cookie.second = whole;
    cookie.second[i] = whole[i] == 'A' ? 'B' : 'A';
    CHECK_FALSE(world.session());
  }
  cookie.second = whole.substr(0, whole.size() - 1);
  CHECK_FALSE(world.session());
  // Under the name that plain http has.
  world.browser.cookies = {{"daemun.session", whole}};
  CHECK_FALSE(world.session());
}

TEST_CASE("auth(request) ends an idle session, and one that is too old") {
  AuthSettings settings = test::a_setting();
  settings.session.lifetime = {
      .idle = Seconds(1000), .absolute = Seconds(3000), .renewal = Seconds(300)};
  for (const bool has_store : {false, true}) {
    CAPTURE(has_store);
    const auto a_store = [&] {
      return has_store ? std::make_shared<MemoryStore>() : std::shared_ptr<MemoryStore>();
    };
    settings.session.store = a_store();
    World idle(settings);
    idle.sign_in();
    idle.clock->advance(Seconds(999));
    CHECK(idle.session());
    idle.clock->advance(Seconds(1));
    CHECK_FALSE(idle.session());

    settings.session.store = a_store();
    World busy(settings);
    busy.sign_in();
    for (int i = 0; i < 5; ++i) {
      busy.clock->advance(Seconds(500));
      const Visit visit = busy.visit();
      CHECK(visit.session() != nullptr);
      CHECK_FALSE(visit.headers().empty());
      busy.browser.take(visit.headers());
    }
    busy.clock->advance(Seconds(500));
    CHECK_FALSE(busy.session());
  }
}

TEST_CASE("visit writes a session down again only when it is due") {
  World world;
  world.sign_in();
  CHECK(world.visit().headers().empty());
  world.clock->advance(Seconds(299));
  CHECK(world.visit().headers().empty());
  world.clock->advance(Seconds(1));
  CHECK_FALSE(world.visit().headers().empty());
}

TEST_CASE("Sessions outlive a change of the secret") {
  World world;
  world.sign_in();
  AuthSettings settings = test::a_setting();
  settings.secrets = {Secret(std::string(32, 'n')), settings.secrets.front()};
  const Auth during(settings, world.parts());
  CHECK(during(world.browser.get("/")));
  settings.secrets.pop_back();
  const Auth after(settings, world.parts());
  CHECK_FALSE(after(world.browser.get("/")));
}

TEST_CASE("A session too large for the app's own server is refused with a page") {
  AuthSettings settings = test::a_setting();
  settings.callbacks.jwt = [](json::object& token, const Account&) {
    token["large"] = std::string(5'500, 'x');
  };
  World world(settings);
  const Response response = world.sign_in();
  CHECK(response.status == 500);
  CHECK(response.body.find("in its log") != std::string::npos);
  CHECK(world.last_error() == "session_too_large");
  CHECK_FALSE(world.browser.has("__Host-daemun.session"));

  settings.session.store = std::make_shared<MemoryStore>();
  World stored(settings);
  stored.sign_in();
  CHECK(stored.session()->token.at("large").as_string().size() == 5'500);

  settings.session.store = nullptr;
  settings.callbacks.jwt = [](json::object& token, const Account&) {
    token["large"] = std::string(2'500, 'x');
  };
  World chunked(settings);
  chunked.sign_in();
  CHECK(chunked.browser.has("__Host-daemun.session.1"));
  CHECK(chunked.session()->token.at("large").as_string().size() == 2'500);
}

TEST_CASE("Tokens of many organizations never make cookies that the server cannot read") {
  World world;
  world.sign_in();
  for (int i = 0; i < 12; ++i) {
    const std::string token = "org-" + std::to_string(i) + std::string(600, 'x');
    world.answer_tokens({{"access_token", token}});
    Visit visit = world.visit();
    CHECK(world.auth.organization_token(visit, "o" + std::to_string(i))->reveal() == token);
    world.browser.take(visit.headers());
    world.begin();
    CHECK(cookie_bytes(world.browser.cookies) <= 6'800);
    CHECK(world.session());
  }
  CHECK(world.last_error() == "session_too_large");
  // This process still knows those that the cookie has no room for.
  Visit visit = world.visit();
  CHECK(world.auth.organization_token(visit, "o0"));
  // The sign-in that was begun last can be completed beside them.
  CHECK(world.browser.has("__Host-daemun.pending."));
}

TEST_CASE("middleware brings a visitor to the sign-in page and back") {
  World world;
  CHECK_FALSE(world.auth.middleware(world.browser.get("/api/auth/session")).answer);
  const Passage turned = world.auth.middleware(world.browser.get("/claims?tab=1"));
  REQUIRE(turned.answer);
  const std::string page = location_of(*turned.answer);
  CHECK(parameter_of(page, "callbackUrl") == "/claims?tab=1");
  const Response response = world.get(page.substr(test::app_origin.size()));
  CHECK(response.status == 200);
  CHECK(response.body.find("value=\"/claims?tab=1\"") != std::string::npos);
  CHECK(response.body.find("Sign in with Logto") != std::string::npos);

  const Passage posted = world.auth.middleware(world.browser.post("/claims", {}));
  CHECK(posted.answer->status == 401);

  world.sign_in();
  const Passage passed = world.auth.middleware(world.browser.get("/claims"));
  CHECK_FALSE(passed.answer);
  CHECK(passed.visit.session()->subject == "user");
}

TEST_CASE("middleware asks the app who is authorized") {
  AuthSettings settings = test::a_setting();
  settings.callbacks.authorized = [](const Request& request, const Session* session) {
    if (request.url == "/") return Verdict::allow;
    return session != nullptr && request.url != "/admin" ? Verdict::allow : Verdict::deny;
  };
  World world(settings);
  CHECK_FALSE(world.auth.middleware(world.browser.get("/")).answer);
  CHECK(world.auth.middleware(world.browser.get("/claims")).answer->status == 302);
  world.sign_in();
  CHECK_FALSE(world.auth.middleware(world.browser.get("/claims")).answer);
  CHECK(world.auth.middleware(world.browser.get("/admin")).answer->status == 403);
}

TEST_CASE("GET session, csrf and providers answer as Auth.js does") {
  World world;
  CHECK(world.get("/api/auth/session").body == "null");
  const auto providers = parse_json_object(world.get("/api/auth/providers").body);
  const auto& logto = providers->at("logto").as_object();
  CHECK(logto.at("name") == "Logto");
  CHECK(logto.at("type") == "oidc");
  CHECK(logto.at("signinUrl") == "https://app.example/api/auth/signin/logto");
  CHECK(logto.at("callbackUrl") == "https://app.example/api/auth/callback/logto");
  world.sign_in();
  const Response response = world.get("/api/auth/session");
  CHECK(*find_header(response.headers, "Cache-Control") == "no-store");
  const auto session = parse_json_object(response.body);
  CHECK(find_string(*session, "expires") == "2027-01-22T08:00:00.000Z");
  CHECK(
      session->at("user") ==
      json::object{{"name", "Mina Kim"}, {"email", "mina@example.com"}, {"image", nullptr}}
  );
}

TEST_CASE("Handlers refuse paths and methods that there are not") {
  World world;
  for (const char* path :
       {"/api/auth/",
        "/api/auth/x",
        "/api/auth/callback",
        "/api/auth/callback/",
        "/api/auth/csrf/x",
        "/api/auth/callback/logto/x",
        "/api/auth/callback/unknown",
        "/api/auth/signin/unknown",
        "/api/auth/sessionx",
        "/elsewhere"}) {
    CAPTURE(path);
    CHECK(world.get(path).status == 404);
  }
  const Response response = world.handle(world.browser.post("/api/auth/session", {}));
  CHECK(response.status == 405);
  CHECK(*find_header(response.headers, "Allow") == "GET");
  CHECK(world.auth.handles(world.browser.get("/api/auth/x?y")));
  CHECK_FALSE(world.auth.handles(world.browser.get("/api/authors")));
  CHECK_FALSE(world.auth.handles(world.browser.get("/?/api/auth/")));
}

TEST_CASE("The app's own pages take the place of the built-in ones") {
  AuthSettings settings = test::a_setting();
  settings.pages = {.sign_in = "/login", .sign_out = "/logout", .error = "/oops"};
  World world(settings);
  CHECK(
      location_of(world.get("/api/auth/signin?callbackUrl=/claims")) ==
      "https://app.example/login?callbackUrl=%2Fclaims"
  );
  CHECK(location_of(world.get("/api/auth/signout")) == "https://app.example/logout");
  const Response response = world.get("/api/auth/callback/logto?state=x");
  CHECK(location_of(response) == "https://app.example/oops?error=expired");
}

TEST_CASE("csrf_token gives a form of the app's own page its field") {
  World world;
  Visit visit = world.visit();
  const std::string token = world.auth.csrf_token(visit);
  CHECK(world.auth.csrf_token(visit) == token);
  world.browser.take(visit.headers());
  Form form;
  form.add("csrfToken", token);
  CHECK(world.handle(world.browser.post("/api/auth/signin/logto", form)).status == 303);
}

TEST_CASE("sign_in goes to the provider with the options of this time") {
  World world;
  SignInOptions options;
  options.return_to = "/claims";
  options.prompt = "login";
  options.login_hint = "mina@example.com";
  options.extra = {{"first_screen", "register"}};
  const Response response = world.auth.sign_in(world.browser.get("/join"), "logto", options);
  const std::string url = location_of(response);
  CHECK(response.status == 302);
  CHECK(parameter_of(url, "prompt") == "login");
  CHECK(parameter_of(url, "login_hint") == "mina@example.com");
  CHECK(parameter_of(url, "first_screen") == "register");
}

}  // namespace daemun::auth
