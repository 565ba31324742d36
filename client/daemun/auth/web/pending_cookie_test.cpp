#include "daemun/auth/web/pending_cookie.h"

#include "daemun/auth/test_provider.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace daemun::auth {

namespace {

struct World {
  Keyring keyring{{Secret(std::string(32, 'a'))}};
  crypto::FakeRandom random{1};

  std::vector<SetCookie> make(const PendingAuthorization& pending, const Cookies& present = {}) {
    return make_pending_cookies(
        pending, ResponseMode::query, Scheme::https, present, keyring, random
    );
  }
};

}  // namespace

TEST_CASE("take_pending finds the sign-in that the state belongs to, once") {
  World world;
  auto pending = test::a_pending();
  const auto set = world.make(pending);
  REQUIRE(set.size() == 1);
  CHECK(set[0].name.starts_with("__Host-daemun.pending."));
  CHECK(set[0].max_age == Seconds(15 * 60));
  CHECK(set[0].same_site == SameSite::lax);

  const Cookies browser{{set[0].name, set[0].value}};
  const auto taken = take_pending("the-state", Scheme::https, browser, world.keyring);
  REQUIRE(taken.pending);
  CHECK(taken.pending->code_verifier.reveal() == "the-verifier");
  REQUIRE(taken.cookies.size() == 1);
  CHECK(taken.cookies[0].max_age == Seconds(0));

  CHECK_FALSE(take_pending("other", Scheme::https, browser, world.keyring).pending);
  CHECK_FALSE(take_pending("the-state", Scheme::https, {}, world.keyring).pending);
}

TEST_CASE("take_pending refuses a record that this app has not sealed for it") {
  World world;
  const auto set = world.make(test::a_pending());
  const Keyring foreign({Secret(std::string(32, 'x'))});
  const Cookies browser{{set[0].name, set[0].value}};
  CHECK_FALSE(take_pending("the-state", Scheme::https, browser, foreign).pending);
  const std::string session = world.keyring.seal("{}", "session cookie", world.random);
  const Cookies confused{{set[0].name, session}};
  CHECK_FALSE(take_pending("the-state", Scheme::https, confused, world.keyring).pending);
}

TEST_CASE("make_pending_cookies lets a form of the provider's page bring the cookie") {
  World world;
  const auto https = make_pending_cookies(
      test::a_pending(), ResponseMode::form_post, Scheme::https, {}, world.keyring, world.random
  );
  CHECK(https[0].same_site == SameSite::none);
  const auto http = make_pending_cookies(
      test::a_pending(), ResponseMode::form_post, Scheme::http, {}, world.keyring, world.random
  );
  CHECK(http[0].same_site == SameSite::lax);
}

TEST_CASE("make_pending_cookies leaves four sign-ins under way") {
  World world;
  Cookies browser{{"other", "1"}};
  for (int i = 0; i < 10; ++i) {
    auto pending = test::a_pending();
    pending.state = "state-" + std::to_string(i);
    for (const SetCookie& cookie : world.make(pending, browser)) {
      std::erase_if(browser, [&](const auto& kept) { return kept.first == cookie.name; });
      if (cookie.max_age != Seconds(0)) browser.emplace_back(cookie.name, cookie.value);
    }
  }
  CHECK(browser.size() == 5);
  CHECK(take_pending("state-9", Scheme::https, browser, world.keyring).pending);
}

}  // namespace daemun::auth
