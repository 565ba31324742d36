// Google One Tap, call by call: the credential that a page brings, and the browser it is from.
#include "experience/one_tap.h"

#include "domain/one_tap_credential.h"
#include "experience/public_settings.h"
#include "experience/test_social.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun::experience {
namespace {

using namespace test;

Connector a_google(json::object more = {{"oneTap", {{"isEnabled", true}, {"autoSelect", false}}}}) {
  json::object config{{"clientId", "app"}, {"clientSecret", "hush"}};
  for (auto& member : more)
    config[member.key()] = std::move(member.value());
  Connector google{.id = ConnectorId("google1"), .type = "Social", .config = std::move(config)};
  google.factory_id = "google-universal";
  return google;
}

// A tenant whose pages offer Google.
struct World {
  explicit World(Connector connector = a_google()) {
    tenant.http.service = [this](const net::Request& request) {
      service.now = tenant.clock.now();
      return service.answer(request);
    };
    tenant.commit(connectors_of(tenant).insert(connector));
    tenant.change_settings(social_settings({{"socialSignInConnectorTargets", {"google"}}}));
    service.claims = {{"iss", "https://accounts.google.com"}, {"sub", "10"}, {"name", "Ann"}};
    service.now = tenant.clock.now();
  }

  http::Response verify(Browser& browser, json::object data) {
    return browser.take(
        social_method.endpoints[1].step,
        {{"connectorData", std::move(data)}},
        {{"connectorId", "google1"}}
    );
  }

  TestTenant tenant;
  connectors::test::TestService service;
};

std::string refusal_of(const http::Response& response) {
  return std::to_string(response.status) + " " + code_of(response);
}

TEST_CASE("a credential of One Tap makes an account, and signs in to it the next time") {
  World world;
  for (const int status : {404, 204}) {
    auto browser = a_dialogue(world.tenant);
    browser.cookies = "g_csrf_token=c5rf";
    const auto proof =
        world.verify(browser, {{"credential", world.service.id_token()}, {"g_csrf_token", "c5rf"}});
    REQUIRE(proof.status == 200);
    CHECK(browser.identify(proof).status == status);
    if (status == 404) {
      CHECK(browser.take(change_event, {{"interactionEvent", "Register"}}).status == 204);
      CHECK(browser.identify(proof).status == 201);
    }
    CHECK(browser.submit().status == 200);
  }
}

TEST_CASE("a credential counts only in the browser that had the page") {
  World world;
  const auto credential = world.service.id_token();
  const auto refusal = [&](std::string cookies, json::object data) {
    auto browser = a_dialogue(world.tenant);
    browser.cookies = std::move(cookies);
    return refusal_of(world.verify(browser, std::move(data)));
  };
  const std::string mismatch = "400 session.csrf_token_mismatch";
  CHECK(refusal("", {{"credential", credential}, {"g_csrf_token", ""}}) == mismatch);
  CHECK(refusal("", {{"credential", credential}, {"g_csrf_token", "a"}}) == mismatch);
  CHECK(refusal("g_csrf_token=a", {{"credential", credential}, {"g_csrf_token", "b"}}) == mismatch);
  // One of the two may be another host's.
  CHECK(
      refusal(
          "g_csrf_token=a; g_csrf_token=b", {{"credential", credential}, {"g_csrf_token", "a"}}
      ) == mismatch
  );
  CHECK(
      refusal("g_csrf_token=a", {{"credential", 7}, {"g_csrf_token", "a"}}) ==
      "400 guard.invalid_input"
  );
  CHECK(world.service.requests.empty());
  CHECK(
      refusal("g_csrf_token=a", {{"credential", "forged"}, {"g_csrf_token", "a"}}) ==
      "401 connector.social_invalid_id_token"
  );
}

TEST_CASE("a credential of an application's page counts in the browser that came with it") {
  World world;
  const auto credential = world.service.id_token();
  const std::string name = "__Host-" + std::string(one_tap_cookie_name);
  const auto prove = [&](std::string cookies, json::object data) {
    auto browser = a_dialogue(world.tenant);
    browser.cookies = std::move(cookies);
    return world.verify(browser, std::move(data));
  };
  const std::string mismatch = "400 session.google_one_tap.cookie_mismatch";
  for (const auto& cookies :
       {std::string(),
        std::string("g_csrf_token=a"),
        name + "=",
        name + "=another.id.token",
        name + "=" + credential + "; " + name + "=" + credential}) {
    CAPTURE(cookies);
    CHECK(refusal_of(prove(cookies, {{"credential", credential}})) == mismatch);
  }
  CHECK(world.service.requests.empty());
  CHECK(prove(name + "=" + credential, {{"credential", credential}}).status == 200);
  // A token of the script's is held against the script's cookie.
  CHECK(
      refusal_of(prove(name + "=" + credential, {{"credential", credential}, {"g_csrf_token", "a"}})
      ) == "400 session.csrf_token_mismatch"
  );
}

TEST_CASE("a credential is refused where One Tap is switched off") {
  World world(a_google({}));
  auto browser = a_dialogue(world.tenant);
  browser.cookies = "g_csrf_token=a";
  const auto refused =
      world.verify(browser, {{"credential", world.service.id_token()}, {"g_csrf_token", "a"}});
  CHECK(refusal_of(refused) == "400 connector.general");
}

TEST_CASE("the public settings say what the pages need for One Tap, and no secret") {
  World world;
  const auto shown = run_task(load_public_settings(world.tenant.dependencies(), {}));
  CHECK(
      json::serialize(shown.at("googleOneTap")) ==
      R"({"isEnabled":true,"autoSelect":false,"clientId":"app","connectorId":"google1"})"
  );
  CHECK(has_one_tap(shown));
  world.tenant.change_settings(social_settings({{"socialSignInConnectorTargets", json::array()}}));
  CHECK(!run_task(load_public_settings(world.tenant.dependencies(), {})).contains("googleOneTap"));
  World other(a_google({}));
  CHECK(!has_one_tap(run_task(load_public_settings(other.tenant.dependencies(), {}))));
}

}  // namespace
}  // namespace daemun::experience
