// When a person is asked to sign in, and when not.
#include <doctest/doctest.h>

#include "flows/harness/client.h"

namespace daemun::flows {

namespace {

void add_world(Server& server) {
  server.insert(an_application("web"));
  server.insert(an_application("second"));
  server.insert(an_application("native", ApplicationType::native));
  server.insert(a_user("alice"));
  server.insert(a_user("bob"));
}

}  // namespace

TEST_CASE("prompt=none without a session answers login_required and shows nothing") {
  for_each_engine([](Server& server) {
    add_world(server);
    Browser browser(server);
    const auto callback = to_callback(
        Client(server, "web").authorize(browser, {{"scope", "openid"}, {"prompt", "none"}})
    );
    CHECK(callback.response.status == 303);
    CHECK(
        header(callback.response, "location") ==
        "https://web.example/callback?error=login_required&error_description=End-User+"
        "authentication+is+required&state=st&iss=https%3A%2F%2Fauth.example%2Foidc"
    );
    CHECK(browser.cookie("__Host-_interaction").empty());
    CHECK(browser.cookie("__Host-_session").empty());
  });
}

TEST_CASE("prompt=none with a session gives a code without a page") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Client client(server, "web");
    Browser browser(server);
    client.sign_in(browser, "alice");
    const auto callback =
        to_callback(client.authorize(browser, {{"scope", "openid"}, {"prompt", "none"}}));
    CHECK(client.redeem(callback).status() == 200);
  });
}

TEST_CASE("prompt=none of a native application is refused, for it cannot prove who it is") {
  for_each_engine([](Server& server) {
    add_world(server);
    Browser browser(server);
    Client(server, "web").sign_in(browser, "alice");
    const auto callback = to_callback(
        Client(server, "native").authorize(browser, {{"scope", "openid"}, {"prompt", "none"}})
    );
    CHECK(callback.at("error") == "interaction_required");
  });
}

TEST_CASE("prompt=none goes with no other value, and unknown values are refused") {
  for_each_engine([](Server& server) {
    add_world(server);
    for (const char* prompt : {"none login", "consent none", "select_account", "create"}) {
      Browser browser(server);
      const auto callback = to_callback(
          Client(server, "web").authorize(browser, {{"scope", "openid"}, {"prompt", prompt}})
      );
      CHECK(callback.location == "https://web.example/callback");
      CHECK(callback.at("error") == "invalid_request");
      CHECK(callback.at("iss") == issuer);
    }
  });
}

TEST_CASE("a second application signs in without asking") {
  for_each_engine([](Server& server) {
    add_world(server);
    Browser browser(server);
    Client(server, "web").sign_in(browser, "alice");
    const Client second(server, "second");
    const auto callback = to_callback(second.authorize(browser, offline_profile));
    CHECK(callback.location == "https://second.example/callback");
    const auto tokens = second.redeem(callback);
    CHECK(tokens.status() == 200);
    CHECK(find_string(claims_of(tokens.text("id_token")), "sub") == "alice");
    CHECK(find_string(claims_of(tokens.text("id_token")), "aud") == "second");
  });
}

TEST_CASE("prompt=login asks again, and the new authentication has its own time") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Client client(server, "web");
    Browser browser(server);
    client.sign_in(browser, "alice");
    server.clock.advance(Seconds(100));
    const auto callback = to_callback(client.sign_in(
        browser, "alice", {{"scope", "openid"}, {"prompt", "login"}, {"max_age", "1000"}}
    ));
    const auto claims = claims_of(client.redeem(callback).text("id_token"));
    CHECK(find_integer(claims, "auth_time") == to_unix_seconds(server.clock.now()));
  });
}

TEST_CASE("prompt=login that is abandoned leaves the old authentication as it was") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Client client(server, "web");
    Browser browser(server);
    client.sign_in(browser, "alice");
    const auto signed_in_at = to_unix_seconds(server.clock.now());
    server.clock.advance(Seconds(100));
    const auto asked = client.authorize(browser, {{"scope", "openid"}, {"prompt", "login"}});
    CHECK(page_of(asked) == "/sign-in?app_id=web");
    const auto callback =
        to_callback(client.authorize(browser, {{"scope", "openid"}, {"max_age", "1000"}}));
    const auto claims = claims_of(client.redeem(callback).text("id_token"));
    CHECK(find_integer(claims, "auth_time") == signed_in_at);
  });
}

TEST_CASE("max_age asks again once the authentication is older") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Client client(server, "web");
    Browser browser(server);
    client.sign_in(browser, "alice");
    server.clock.advance(Seconds(60));
    CHECK_FALSE(to_callback(client.authorize(browser, {{"scope", "openid"}, {"max_age", "60"}}))
                    .at("code")
                    .empty());
    server.clock.advance(Seconds(1));
    const Fields request{{"scope", "openid"}, {"max_age", "60"}};
    CHECK(page_of(client.authorize(browser, request)) == "/sign-in?app_id=web");
    Fields silent = request;
    silent.emplace_back("prompt", "none");
    CHECK(to_callback(client.authorize(browser, silent)).at("error") == "login_required");
    CHECK_FALSE(to_callback(client.sign_in(browser, "alice", request)).at("code").empty());
  });
}

TEST_CASE("max_age that is no number is refused") {
  for_each_engine([](Server& server) {
    add_world(server);
    for (const char* max_age : {"-1", "abc", "1.5", "99999999999999999999"}) {
      Browser browser(server);
      const auto callback = to_callback(
          Client(server, "web").authorize(browser, {{"scope", "openid"}, {"max_age", max_age}})
      );
      CHECK(callback.at("error") == "invalid_request");
    }
  });
}

TEST_CASE("id_token_hint of another user asks to sign in, and refuses that person's answer") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Client client(server, "web");
    const auto hint = client.tokens_of("bob").text("id_token");
    Browser browser(server);
    client.sign_in(browser, "alice");
    const Fields request{{"scope", "openid"}, {"id_token_hint", hint}};
    CHECK(page_of(client.authorize(browser, request)) == "/sign-in?app_id=web");
    CHECK(to_callback(client.sign_in(browser, "alice", request)).at("error") == "login_required");
    CHECK_FALSE(to_callback(client.sign_in(browser, "bob", request)).at("code").empty());
  });
}

TEST_CASE("id_token_hint may be expired, but not of another client or forged") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Client client(server, "web");
    const auto hint = client.tokens_of("alice").text("id_token");
    const auto foreign = Client(server, "second").tokens_of("alice").text("id_token");
    server.clock.advance(Seconds(7200));
    Browser browser(server);
    client.sign_in(browser, "alice");
    const auto answer = [&](const std::string& text) {
      return to_callback(client.authorize(browser, {{"scope", "openid"}, {"id_token_hint", text}}));
    };
    CHECK_FALSE(answer(hint).at("code").empty());
    CHECK(answer(foreign).at("error") == "invalid_request");
    CHECK(answer("e30.e30.e30").at("error") == "invalid_request");
    CHECK(answer(hint.substr(0, hint.size() - 4) + "AAAA").at("error") == "invalid_request");
  });
}

}  // namespace daemun::flows
