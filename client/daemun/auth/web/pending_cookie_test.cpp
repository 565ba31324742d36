#include "daemun/auth/web/pending_cookie.h"

#include "daemun/auth/test_provider.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace daemun::auth {

namespace {

struct World {
  Keyring keyring{{Secret(std::string(32, 'a'))}};
  crypto::FakeRandom random{1};

  PendingRules rules(Scheme scheme = Scheme::https, std::size_t max_bytes = 6'800) const {
    return {.scheme = scheme, .keyring = keyring, .max_bytes = max_bytes};
  }
  std::vector<SetCookie> make(const PendingAuthorization& pending, const Cookies& present = {}) {
    return make_pending_cookies(pending, ResponseMode::query, rules(), present, random);
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
      test::a_pending(), ResponseMode::form_post, world.rules(), {}, world.random
  );
  CHECK(https[0].same_site == SameSite::none);
  const auto http = make_pending_cookies(
      test::a_pending(), ResponseMode::form_post, world.rules(Scheme::http), {}, world.random
  );
  CHECK(http[0].same_site == SameSite::lax);
}

TEST_CASE("make_pending_cookies keeps the newest four sign-ins under way") {
  World world;
  Cookies browser{{"other", "1"}};
  for (int i = 0; i < 10; ++i) {
    auto pending = test::a_pending();
    pending.state = "state-" + std::to_string(i);
    pending.created_at += Seconds(i);
    browser = apply_cookies(browser, world.make(pending, browser));
    // In any order that a browser sends them.
    std::ranges::reverse(browser);
  }
  CHECK(browser.size() == 5);
  for (int i = 0; i < 10; ++i) {
    const std::string state = "state-" + std::to_string(i);
    const auto taken = take_pending(state, Scheme::https, browser, world.keyring);
    CHECK(taken.pending.has_value() == (i >= 6));
  }
}

TEST_CASE("make_pending_cookies removes first what nobody can use") {
  World world;
  Cookies browser{{"__Host-daemun.pending.broken", "x"}};
  for (int i = 0; i < 4; ++i) {
    auto pending = test::a_pending();
    pending.state = "state-" + std::to_string(i);
    browser = apply_cookies(browser, world.make(pending, browser));
  }
  CHECK(browser.size() == 4);
  CHECK(take_pending("state-0", Scheme::https, browser, world.keyring).pending);
}

TEST_CASE("make_pending_cookies makes room among the browser's cookies for the newest sign-in") {
  World world;
  auto pending = test::a_pending();
  const Cookies one = apply_cookies({}, world.make(pending));
  Cookies browser = one;
  browser.emplace_back("theme", std::string(500, 'x'));
  pending.state = "state-2";
  const auto rules = world.rules(Scheme::https, cookie_bytes(browser) + 100);
  browser = apply_cookies(
      browser, make_pending_cookies(pending, ResponseMode::query, rules, browser, world.random)
  );
  CHECK_FALSE(take_pending("the-state", Scheme::https, browser, world.keyring).pending);
  CHECK(take_pending("state-2", Scheme::https, browser, world.keyring).pending);
  CHECK(find_cookie(browser, "theme"));
}

}  // namespace daemun::auth
