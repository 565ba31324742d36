// A session store that does not answer: an error of the call, an event and a page, never an
// exception.
#include "daemun/auth/web/test_failing_store.h"
#include "daemun/auth/web/test_world.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>

namespace daemun::auth {

using test::FailingStore;
using test::outcome;
using test::World;

namespace {

struct Down {
  explicit Down(AuthSettings settings = test::a_setting()) : world(with(std::move(settings))) {
    world.sign_in();
    REQUIRE(world.session());
  }

  AuthSettings with(AuthSettings settings) const {
    settings.session.store = store;
    settings.lease_poll = Milliseconds(1);
    return settings;
  }

  std::shared_ptr<FailingStore> store = std::make_shared<FailingStore>();
  World world;
};

}  // namespace

TEST_CASE("A store that is down leaves nobody signed in, says so, and is back at once") {
  Down down;
  World& world = down.world;
  down.store->stop();
  CHECK_FALSE(world.session());
  CHECK(world.errors == std::vector<std::string>{"store_unavailable"});

  Visit visit = world.visit();
  CHECK(visit.session() == nullptr);
  REQUIRE(visit.trouble);
  CHECK(visit.trouble->detail == "session store: Connection refused");
  // The user keeps the cookie: nobody has signed them out.
  CHECK(visit.headers().empty());
  CHECK(outcome(world.auth.access_token(visit)) == "store_unavailable");
  CHECK(outcome(world.auth.fetch_user_info(visit)) == "store_unavailable");
  CHECK_FALSE(world.auth.csrf_token(visit).empty());
  CHECK(world.errors.size() == 2);

  down.store->start();
  CHECK(world.session());
}

TEST_CASE("middleware answers 503 while the store is down, and leaves open pages open") {
  AuthSettings settings = test::a_setting();
  settings.callbacks.authorized = [](const Request& request, const Session* session) {
    return request.url == "/" || session != nullptr ? Verdict::allow : Verdict::deny;
  };
  Down down(settings);
  down.store->stop();
  CHECK_FALSE(down.world.auth.middleware(down.world.browser.get("/")).answer);
  const Passage passage = down.world.auth.middleware(down.world.browser.get("/claims"));
  REQUIRE(passage.answer);
  CHECK(passage.answer->status == 503);
  CHECK(passage.answer->body.find("try again shortly") != std::string::npos);
  const Passage posted = down.world.auth.middleware(down.world.browser.post("/claims", {}));
  CHECK(posted.answer->status == 503);
}

TEST_CASE("GET session answers 503 while the store is down") {
  Down down;
  down.store->stop();
  const Response response = down.world.get("/api/auth/session");
  CHECK(response.status == 503);
  CHECK(response.body == R"({"error":"unavailable"})");
}

TEST_CASE("The callback shows a page while the store is down, and nobody is signed in") {
  for (const bool is_readable : {false, true}) {
    CAPTURE(is_readable);
    Down down;
    down.store->is_readable = is_readable;
    down.store->is_writable = false;
    down.world.browser.cookies.clear();
    const Response response = down.world.sign_in();
    CHECK(response.status == 503);
    CHECK(down.world.last_error() == "store_unavailable");
    CHECK_FALSE(down.world.browser.has("__Host-daemun.session"));
  }
}

TEST_CASE(
    "POST signout removes the cookie while the store is down, and does not say that all is well"
) {
  for (const bool is_readable : {false, true}) {
    CAPTURE(is_readable);
    Down down;
    down.world.csrf();
    down.store->is_readable = is_readable;
    down.store->is_writable = false;
    down.world.fake.answer(test::issuer + "/token/revocation", Response{.status = 200});
    const Response response = down.world.post("/api/auth/signout");
    CHECK(response.status == 503);
    CHECK(down.world.last_error() == "store_unavailable");
    CHECK_FALSE(down.world.browser.has("__Host-daemun.session"));
  }
}

TEST_CASE("A logout token is refused while the store is down") {
  Down down;
  down.store->stop();
  Request request;
  request.method = "POST";
  request.url = "/api/auth/backchannel-logout/logto";
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  Form form;
  form.add(
      "logout_token",
      test::a_signer().sign(
          {{"iss", test::issuer},
           {"aud", "app"},
           {"sub", "user"},
           {"iat", 1'800'000'000},
           {"exp", 1'800'000'120},
           {"jti", "logout-1"},
           {"events", {{"http://schemas.openid.net/event/backchannel-logout", json::object()}}}},
          "logout+jwt"
      )
  );
  request.body = to_form_text(form);
  CHECK(down.world.auth.handle(request).status == 503);
  CHECK(down.world.last_error() == "store_unavailable");
}

TEST_CASE("access_token gives a token that is still good when the store fails during its refresh") {
  Down down;
  Visit visit = down.world.visit();
  down.world.clock->advance(Seconds(3600 - 30));
  down.store->stop();
  CHECK(down.world.auth.access_token(visit)->reveal() == "access-1");
  CHECK(down.world.last_error() == "store_unavailable");
  down.world.clock->advance(Seconds(30));
  CHECK(outcome(down.world.auth.access_token(visit)) == "store_unavailable");
  CHECK(visit.session() != nullptr);
}

TEST_CASE("A visit stays signed in when the store cannot note that the user is here") {
  Down down;
  down.world.clock->advance(Seconds(600));
  down.store->is_writable = false;
  CHECK(down.world.visit().session() != nullptr);
  CHECK(down.world.last_error() == "store_unavailable");
}

}  // namespace daemun::auth
