// Authorization codes: for one client, one redirect URI, one verifier, one use, one minute.
#include "oidc/reference.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "flows/harness/client.h"

namespace daemun::flows {

namespace {

void add_world(Server& server) {
  server.insert(an_application("web"));
  server.insert(an_application("other"));
  server.insert(an_application("spa", ApplicationType::spa));
  server.insert(a_user("alice"));
}

void check_invalid_grant(const Answer& answer) {
  CHECK(answer.status() == 400);
  CHECK(answer.text("code") == "oidc.invalid_grant");
  CHECK(answer.text("error") == "invalid_grant");
  CHECK(answer.text("error_description") == "grant request is invalid");
  CHECK(answer.text("error_uri") == "https://openid.sh/debug/invalid_grant");
  CHECK_FALSE(answer.text("message").empty());
}

}  // namespace

TEST_CASE("a code used twice is refused, and everything that came of it dies") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Client client(server, "web");
    Browser browser(server);
    const auto callback = to_callback(client.sign_in(browser, "alice"));
    const auto tokens = client.redeem(callback);
    CHECK(get_userinfo(server, tokens.text("access_token")).status() == 200);
    check_invalid_grant(client.redeem(callback));
    CHECK(get_userinfo(server, tokens.text("access_token")).status() == 401);
    check_invalid_grant(client.refresh(tokens.text("refresh_token")));
    const auto introspected =
        client.post("/oidc/token/introspection", {{"token", tokens.text("access_token")}});
    CHECK(introspected.response.body == R"({"active":false})");
  });
}

TEST_CASE("a code redeemed by eight clients at once serves at most one") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Client client(server, "web");
    Browser browser(server);
    const auto callback = to_callback(client.sign_in(browser, "alice"));
    std::atomic<int> served = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        if (client.redeem(callback).status() == 200) ++served;
      });
    }
    for (auto& thread : threads)
      thread.join();
    CHECK(served <= 1);
    const auto code = oidc::parse_code(callback.at("code"));
    REQUIRE(code);
    CHECK(server.find_grant(code->grant_id).grant.revoked_at);
  });
}

TEST_CASE("a code of another client is refused and stays good for its own") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Client client(server, "web");
    Browser browser(server);
    const auto callback = to_callback(client.sign_in(browser, "alice"));
    check_invalid_grant(Client(server, "other").redeem(callback));
    check_invalid_grant(Client(server, "spa").redeem(callback));
    CHECK(client.redeem(callback).status() == 200);
  });
}

TEST_CASE("a code lives for a minute") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Client client(server, "web");
    Browser browser(server);
    const auto late = to_callback(client.sign_in(browser, "alice"));
    server.clock.advance(Seconds(60));
    check_invalid_grant(client.redeem(late));
    const auto in_time = to_callback(client.authorize(browser, {{"scope", "openid"}}));
    server.clock.advance(Seconds(59));
    CHECK(client.redeem(in_time).status() == 200);
  });
}

TEST_CASE("a code needs the redirect URI of its request, to the letter") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Client client(server, "web");
    Browser browser(server);
    const auto callback = to_callback(client.sign_in(browser, "alice"));
    for (const char* uri :
         {"https://web.example/callback/",
          "https://WEB.example/callback",
          "https://web.example",
          ""})
      check_invalid_grant(client.redeem(callback, {{"redirect_uri", uri}}));
    CHECK(client.redeem(callback).status() == 200);
  });
}

TEST_CASE("a code whose request named no redirect URI needs none") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Client client(server, "web");
    Browser browser(server);
    const auto callback =
        to_callback(client.sign_in(browser, "alice", {{"scope", "openid"}, {"redirect_uri", ""}}));
    CHECK(callback.location == "https://web.example/callback");
    CHECK(client.redeem(callback, {{"redirect_uri", ""}}).status() == 200);
  });
}

TEST_CASE("a code that is damaged or made up is refused, and a missing one is named") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Client client(server, "web");
    Browser browser(server);
    const auto callback = to_callback(client.sign_in(browser, "alice"));
    const auto code = callback.at("code");
    for (const auto& text :
         {std::string("none"), code + "A", code.substr(1), std::string(43, 'A'), std::string("=")})
      check_invalid_grant(client.redeem(callback, {{"code", text}}));
    const auto missing = client.redeem(callback, {{"code", ""}});
    CHECK(missing.status() == 400);
    CHECK(missing.text("error") == "invalid_request");
    CHECK(missing.text("error_description") == "missing required parameter 'code'");
    CHECK(client.redeem(callback).status() == 200);
  });
}

TEST_CASE("a code of a user who was suspended or deleted meanwhile is refused") {
  for_each_engine([](Server& server) {
    add_world(server);
    server.insert(a_user("bob"));
    const Client client(server, "web");
    Browser browser(server);
    Browser other_browser(server);
    const auto suspended = to_callback(client.sign_in(browser, "alice"));
    const auto deleted = to_callback(client.sign_in(other_browser, "bob"));
    server.commit(server.users.update_suspension(UserId("alice"), true, server.clock.now()));
    server.commit(server.users.remove(UserId("bob")));
    check_invalid_grant(client.redeem(suspended));
    check_invalid_grant(client.redeem(deleted));
  });
}

TEST_CASE("a code, a refresh token and an access token are not taken for one another") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Client client(server, "web");
    Browser browser(server);
    const auto callback = to_callback(client.sign_in(browser, "alice"));
    check_invalid_grant(client.refresh(callback.at("code")));
    CHECK(get_userinfo(server, callback.at("code")).status() == 401);
    const auto tokens = client.redeem(callback);
    for (const char* name : {"refresh_token", "access_token", "id_token"})
      check_invalid_grant(client.redeem(callback, {{"code", tokens.text(name)}}));
    for (const char* name : {"access_token", "id_token"})
      check_invalid_grant(client.refresh(tokens.text(name)));
    for (const char* name : {"refresh_token", "id_token"})
      CHECK(get_userinfo(server, tokens.text(name)).status() == 401);
    CHECK(client.refresh(tokens.text("refresh_token")).status() == 200);
  });
}

TEST_CASE("PKCE: a verifier is needed where there is a challenge, and refused where there is none"
) {
  for_each_engine([](Server& server) {
    add_world(server);
    const Client client(server, "web");
    Browser browser(server);
    CHECK(client.redeem(to_callback(client.sign_in(browser, "alice"))).status() == 200);
    for (const auto& verifier : {std::string(), std::string(43, 'a'), std::string("short")}) {
      const auto with = to_callback(client.authorize(browser, {{"scope", "openid"}}));
      check_invalid_grant(client.redeem(with, {{"code_verifier", verifier}}));
      check_invalid_grant(client.redeem(with));  // no second guess
    }
    const Fields unchallenged{
        {"scope", "openid"}, {"code_challenge", ""}, {"code_challenge_method", ""}};
    const auto downgraded = to_callback(client.authorize(browser, unchallenged));
    check_invalid_grant(client.redeem(downgraded));
    check_invalid_grant(client.redeem(downgraded, {{"code_verifier", ""}}));
    const auto without = to_callback(client.authorize(browser, unchallenged));
    CHECK(client.redeem(without, {{"code_verifier", ""}}).status() == 200);
  });
}

TEST_CASE("PKCE: public clients must use it, and only with S256") {
  for_each_engine([](Server& server) {
    add_world(server);
    const auto error = [&](const char* id, const Fields& fields) {
      Browser browser(server);
      auto all = fields;
      all.emplace_back("scope", "openid");
      const auto callback = to_callback(Client(server, id).authorize(browser, all));
      CHECK(callback.location == "https://" + std::string(id) + ".example/callback");
      return callback.at("error") + ": " + callback.at("error_description");
    };
    const Fields none{{"code_challenge", ""}, {"code_challenge_method", ""}};
    CHECK(error("spa", none).starts_with("invalid_request: "));
    CHECK(
        error("web", {{"code_challenge_method", "plain"}}) ==
        "invalid_request: not supported value of code_challenge_method"
    );
    CHECK(error("web", {{"code_challenge_method", ""}}).starts_with("invalid_request: "));
    CHECK(error("web", {{"code_challenge", ""}}).starts_with("invalid_request: "));
    CHECK(error("web", {{"code_challenge", "short"}}).starts_with("invalid_request: "));
    CHECK(error("web", {{"code_challenge", std::string(129, 'a')}}).starts_with("invalid_request: ")
    );
    CHECK(error("web", {{"code_challenge", std::string(43, '!')}}).starts_with("invalid_request: ")
    );
  });
}

}  // namespace daemun::flows
