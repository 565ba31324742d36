#include "daemun/auth/web/csrf.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace daemun::auth {

namespace {

const std::string origin = "https://app.example";

struct World {
  Keyring keyring{{Secret(std::string(32, 'a'))}};
  Keyring foreign{{Secret(std::string(32, 'x'))}};
  crypto::FakeRandom random{1};
  CsrfToken made = make_csrf_token({}, Scheme::https, keyring, random);

  Request a_post(std::vector<Header> headers = {}) const {
    Request request;
    request.method = "POST";
    request.headers = {{"Cookie", made.cookie->name + '=' + made.cookie->value}};
    request.headers.insert(request.headers.end(), headers.begin(), headers.end());
    return request;
  }
  Form a_form() const { return a_form_with({made.token}); }
  static Form a_form_with(const std::vector<std::string>& tokens) {
    Form form;
    for (const std::string& token : tokens)
      form.add("csrfToken", token);
    return form;
  }
};

}  // namespace

TEST_CASE("make_csrf_token keeps the token that the browser has") {
  World world;
  REQUIRE(world.made.cookie);
  CHECK(world.made.cookie->name == "__Host-daemun.csrf");
  const Cookies cookies{{world.made.cookie->name, world.made.cookie->value}};
  const auto again = make_csrf_token(cookies, Scheme::https, world.keyring, world.random);
  CHECK(again.token == world.made.token);
  CHECK_FALSE(again.cookie);
  // A token that this app has not signed is replaced.
  CHECK(make_csrf_token(cookies, Scheme::https, world.foreign, world.random).cookie);
}

TEST_CASE("is_own_form accepts the form of the app's own page") {
  World world;
  CHECK(is_own_form(world.a_post(), world.a_form(), origin, world.keyring));
  const auto sent = world.a_post({{"Origin", origin}, {"Sec-Fetch-Site", "same-origin"}});
  CHECK(is_own_form(sent, world.a_form(), origin, world.keyring));
  // From a page that says no-referrer.
  const auto silent = world.a_post({{"Origin", "null"}, {"Sec-Fetch-Site", "same-origin"}});
  CHECK(is_own_form(silent, world.a_form(), origin, world.keyring));
}

TEST_CASE("is_own_form refuses what another site can send") {
  World world;
  const auto is_own = [&](const Request& request, const Form& form) {
    return is_own_form(request, form, origin, world.keyring);
  };
  CHECK_FALSE(is_own(world.a_post(), Form()));
  CHECK_FALSE(is_own(world.a_post(), World::a_form_with({"guess"})));
  const auto twice = World::a_form_with({world.made.token, world.made.token});
  CHECK_FALSE(is_own(world.a_post(), twice));
  CHECK_FALSE(is_own(world.a_post({{"Origin", "https://evil.example"}}), world.a_form()));
  CHECK_FALSE(is_own(world.a_post({{"Origin", "null"}}), world.a_form()));
  CHECK_FALSE(is_own(world.a_post({{"Sec-Fetch-Site", "cross-site"}}), world.a_form()));
  CHECK_FALSE(is_own(world.a_post({{"Sec-Fetch-Site", "same-site"}}), world.a_form()));
  Request without_cookie;
  CHECK_FALSE(is_own(without_cookie, world.a_form()));
  // A cookie that somebody planted, with a token of their own.
  Request planted;
  planted.headers = {{"Cookie", "__Host-daemun.csrf=mine." + world.foreign.sign("mine", "csrf")}};
  CHECK_FALSE(is_own(planted, World::a_form_with({"mine"})));
  // Under http the name is another, and the https app does not look at it.
  Request unprefixed;
  unprefixed.headers = {{"Cookie", "daemun.csrf=" + world.made.cookie->value}};
  CHECK_FALSE(is_own(unprefixed, world.a_form()));
}

}  // namespace daemun::auth
