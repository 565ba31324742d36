// Several dialogues in one browser: two tabs of an application, and two tenants on one host.
#include <doctest/doctest.h>

#include "flows/harness/installation.h"
#include "flows/harness/shop.h"

namespace daemun::flows {

namespace {

using http::Method;

// The steps of the sign-in page of one tab.
struct Tab {
  Browser& browser;
  http::Response page;

  Tab(const Client& client, Browser& its_browser, const std::string& state)
      : browser(its_browser),
        page(client.authorize(browser, {{"scope", "openid"}, {"state", state}})) {}

  Answer call(Method method, const std::string& path, const json::object& body) {
    auto request = a_request(method, "/api/experience" + path);
    request.headers.push_back({"content-type", "application/json"});
    request.headers.push_back({"origin", endpoint});
    request.headers.push_back({"logto-app-id", "web"});
    request.headers.push_back({"daemun-interaction", dialogue_of(page)});
    request.body = json::serialize(body);
    return to_answer(browser.send(std::move(request)));
  }
  Callback sign_in(const std::string& username) {
    CHECK(call(Method::put, "", {{"interactionEvent", "SignIn"}}).status() == 204);
    const json::object credentials{
        {"identifier", {{"type", "username"}, {"value", username}}}, {"password", user_password}};
    const auto proof = call(Method::post, "/verification/password", credentials);
    const json::object identity{{"verificationId", proof.text("verificationId")}};
    CHECK(call(Method::post, "/identification", identity).status() == 204);
    const auto submitted = call(Method::post, "/submit", {});
    REQUIRE(submitted.status() == 200);
    return to_callback(browser.get(submitted.text("redirectTo")));
  }
  bool is_shown() { return browser.get(header(page, "location")).status == 200; }
};

}  // namespace

TEST_CASE("two tabs of one application end with their own states, whichever comes first") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    for (const bool is_older_first : {true, false}) {
      CAPTURE(is_older_first);
      Browser browser(server);
      Tab older(client, browser, "older"), newer(client, browser, "newer");
      auto& first = is_older_first ? older : newer;
      auto& second = is_older_first ? newer : older;
      CHECK(older.is_shown());
      CHECK(newer.is_shown());
      const auto one = first.sign_in("alice");
      CHECK(one.at("state") == (is_older_first ? "older" : "newer"));
      CHECK(client.redeem(one).status() == 200);
      // The other tab has not expired.
      CHECK(second.is_shown());
      const auto other = second.sign_in("alice");
      CHECK(other.at("state") == (is_older_first ? "newer" : "older"));
      CHECK(client.redeem(other).status() == 200);
      CHECK(browser.cookie("__Host-_interaction").empty());
    }
  });
}

TEST_CASE("a page that names no dialogue works on the newest one of its application") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    Browser browser(server);
    client.authorize(browser, {{"scope", "openid"}, {"state", "older"}});
    client.authorize(browser, {{"scope", "openid"}, {"state", "newer"}});
    const auto callback = to_callback(browser.get(pass_sign_in_page(browser, "web", "alice")));
    CHECK(callback.at("state") == "newer");
  });
}

TEST_CASE("a dialogue's handle opens nothing in another browser") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    Browser browser(server), thief(server);
    const Tab tab(client, browser, "st");
    CHECK(header(thief.get(header(tab.page, "location")), "location") == "/unknown-session");
    const auto handle = dialogue_of(tab.page);
    CHECK(handle.size() == 16);
    CHECK(thief.get("/oidc/auth/" + handle).status == 400);
  });
}

TEST_CASE("two tenants on one host have cookies of their own") {
  for_each_engine([](Server& server) {
    Installation installation(server);
    add_shop(server);
    installation.insert_administrator("ann");
    Browser apps(server), console(server, administration);
    Client(server, "web").sign_in(apps, "alice");
    const Fields fields{
        {"client_id", "admin-console"},
        {"redirect_uri", administration.endpoint + "/console/callback"},
        {"response_type", "code"},
        {"scope", "openid"},
        {"code_challenge", code_challenge_of(code_verifier)},
        {"code_challenge_method", "S256"}};
    console.get("/oidc/auth?" + to_form(fields));
    CHECK_FALSE(console.cookie("__Host-_admin_interaction").empty());
    console.get(pass_sign_in_page(console, "admin-console", "ann"));
    CHECK_FALSE(console.cookie("__Host-_admin_session").empty());
    CHECK(console.cookie("__Host-_session").empty());
    CHECK(apps.cookie("__Host-_admin_session").empty());
    // As one browser keeps them.
    apps.set_cookie("__Host-_admin_session", console.cookie("__Host-_admin_session"));
    const Fields silent{{"scope", "openid"}, {"prompt", "none"}};
    CHECK(to_callback(Client(server, "web").authorize(apps, silent)).parameters.contains("code"));
  });
}

}  // namespace daemun::flows
