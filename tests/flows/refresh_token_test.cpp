// Refresh tokens: rotation that survives lost answers and crowds, and ends thieves.
#include "oidc/reference.h"

#include <doctest/doctest.h>

#include <mutex>
#include <set>
#include <thread>

#include "flows/harness/client.h"
#include "flows/harness/shop.h"

namespace daemun::flows {

namespace {

using std::chrono::hours;

std::string refresh_token_of(const Answer& tokens) {
  return tokens.text("refresh_token");
}

void check_invalid_grant(const Answer& answer) {
  CHECK(answer.status() == 400);
  CHECK(answer.text("code") == "oidc.invalid_grant");
  CHECK(answer.text("error_description") == "grant request is invalid");
}

GrantFacts grant_of(Server& server, const std::string& refresh_token) {
  const auto presented = oidc::parse_refresh_token(refresh_token);
  REQUIRE(presented);
  return server.find_grant(presented->grant_id);
}

}  // namespace

TEST_CASE("refresh answers with every token, in Logto's order") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    const auto first = client.tokens_of("alice");
    const auto second = client.refresh(refresh_token_of(first));
    CHECK(second.status() == 200);
    CHECK(second.members() == "access_token expires_in id_token refresh_token scope token_type");
    CHECK(second.text("scope") == "openid offline_access profile");
    CHECK(get_userinfo(server, second.text("access_token")).status() == 200);
    CHECK(header(second.response, "cache-control") == "no-store");
  });
}

TEST_CASE("refresh of a public client rotates at every use") {
  for_each_engine([](Server& server) {
    add_shop(server);
    for (const char* id : {"spa", "native"}) {
      const Client client(server, id);
      const auto first = refresh_token_of(client.tokens_of("alice"));
      const auto second = refresh_token_of(client.refresh(first));
      const auto third = refresh_token_of(client.refresh(second));
      CHECK(std::set{first, second, third}.size() == 3);
    }
  });
}

TEST_CASE("refresh with the same token twice gives the same successor within the grace time") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "spa");
    const auto first = refresh_token_of(client.tokens_of("alice"));
    const auto second = refresh_token_of(client.refresh(first));
    server.clock.advance(Seconds(29));
    CHECK(refresh_token_of(client.refresh(first)) == second);
    CHECK(grant_of(server, first).grant.refresh->generation == 2);
    const auto events = server.audit_log();
    const bool is_audited = std::any_of(events.begin(), events.end(), [](const auto& event) {
      return event.payload.find("refreshTokenReplay") != std::string::npos;
    });
    CHECK(is_audited);
    CHECK(client.refresh(second).status() == 200);
  });
}

TEST_CASE("refresh with a rotated token after the grace time ends the grant") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "spa");
    const auto tokens = client.tokens_of("alice");
    const auto first = refresh_token_of(tokens);
    const auto second = client.refresh(first);
    server.clock.advance(Seconds(30));
    check_invalid_grant(client.refresh(first));
    check_invalid_grant(client.refresh(refresh_token_of(second)));
    CHECK(get_userinfo(server, second.text("access_token")).status() == 401);
    CHECK(get_userinfo(server, tokens.text("access_token")).status() == 401);
  });
}

TEST_CASE("refresh with a token of two generations ago ends the grant even at once") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "spa");
    const auto first = refresh_token_of(client.tokens_of("alice"));
    const auto second = refresh_token_of(client.refresh(first));
    const auto third = refresh_token_of(client.refresh(second));
    check_invalid_grant(client.refresh(first));
    check_invalid_grant(client.refresh(third));
  });
}

TEST_CASE("refresh without a grace time ends the grant at the second use") {
  for_each_engine([](Server& server) {
    add_shop(server);
    auto strict = an_application("strict", ApplicationType::spa);
    strict.custom_client_metadata.refresh_token_rotation_grace = Seconds(0);
    server.insert(strict);
    const Client client(server, "strict");
    const auto first = refresh_token_of(client.tokens_of("alice"));
    const auto second = refresh_token_of(client.refresh(first));
    check_invalid_grant(client.refresh(first));
    check_invalid_grant(client.refresh(second));
  });
}

TEST_CASE("refresh by fifty clients at once makes one generation and one successor") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "spa");
    const auto first = refresh_token_of(client.tokens_of("alice"));
    std::mutex mutex;
    std::set<std::string> successors;
    int served = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 50; ++i) {
      threads.emplace_back([&] {
        const auto answer = client.refresh(first);
        const std::scoped_lock lock(mutex);
        if (answer.status() == 200) ++served;
        successors.insert(refresh_token_of(answer));
      });
    }
    for (auto& thread : threads)
      thread.join();
    CHECK(served == 50);
    CHECK(successors.size() == 1);
    CHECK(grant_of(server, first).grant.refresh->generation == 2);
    CHECK_FALSE(grant_of(server, first).grant.revoked_at);
    CHECK(client.refresh(*successors.begin()).status() == 200);
  });
}

TEST_CASE("refresh of a confidential client keeps the token until 70 % of its life") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    const auto first = refresh_token_of(client.tokens_of("alice"));
    CHECK(refresh_token_of(client.refresh(first)) == first);
    server.clock.advance(Seconds(hours(14 * 24)) * 7 / 10 - Seconds(1));
    CHECK(refresh_token_of(client.refresh(first)) == first);
    server.clock.advance(Seconds(1));
    const auto second = refresh_token_of(client.refresh(first));
    CHECK(second != first);
    server.clock.advance(hours(14 * 24) - Seconds(1));
    CHECK(client.refresh(second).status() == 200);
  });
}

TEST_CASE("refresh keeps the token of an application that turns rotation off") {
  for_each_engine([](Server& server) {
    add_shop(server);
    auto application = an_application("still", ApplicationType::native);
    application.custom_client_metadata.rotate_refresh_token = false;
    server.insert(application);
    const Client client(server, "still");
    const auto first = refresh_token_of(client.tokens_of("alice"));
    CHECK(refresh_token_of(client.refresh(first)) == first);
    CHECK(refresh_token_of(client.refresh(first)) == first);
  });
}

TEST_CASE("refresh ends with the token's life, which a single-page application cannot stretch") {
  for_each_engine([](Server& server) {
    add_shop(server);
    auto application = an_application("day", ApplicationType::spa);
    application.custom_client_metadata.refresh_token_ttl_in_days = 1;
    server.insert(application);
    auto native = an_application("days", ApplicationType::native);
    native.custom_client_metadata.refresh_token_ttl_in_days = 1;
    server.insert(native);
    const Client page(server, "day");
    const Client device(server, "days");
    auto page_token = refresh_token_of(page.tokens_of("alice"));
    auto device_token = refresh_token_of(device.tokens_of("alice"));
    server.clock.advance(hours(23));
    page_token = refresh_token_of(page.refresh(page_token));
    device_token = refresh_token_of(device.refresh(device_token));
    server.clock.advance(hours(1));
    check_invalid_grant(page.refresh(page_token));
    CHECK(device.refresh(device_token).status() == 200);
  });
}

TEST_CASE("refresh keeps the grant for as long as the token that it makes lives") {
  for_each_engine([](Server& server) {
    add_shop(server);
    auto kept = an_application("kept", ApplicationType::native);
    kept.custom_client_metadata.rotate_refresh_token = false;
    kept.custom_client_metadata.refresh_token_ttl_in_days = 1;
    server.insert(kept);
    auto slow = a_resource("https://slow.example", {});
    slow.access_token_ttl = hours(72);
    server.insert(slow);
    for (const auto* id : {"kept", "native"}) {
      CAPTURE(id);
      const Client client(server, id);
      auto token = refresh_token_of(client.tokens_of(
          "alice",
          {{"scope", "openid offline_access"},
           {"resource", "https://slow.example"},
           {"prompt", "consent"}}
      ));
      server.clock.advance(hours(23));
      const auto begin = server.clock.now();
      token = refresh_token_of(client.refresh(token));
      CHECK(grant_of(server, token).grant.expires_at >= begin + Seconds(3600));
      const auto slow_token = client.refresh(token, {{"resource", "https://slow.example"}});
      CHECK(slow_token.integer("expires_in") == 72 * 3600);
      token = refresh_token_of(slow_token);
      CHECK(grant_of(server, token).grant.expires_at >= begin + hours(72));
    }
  });
}

TEST_CASE("refresh narrows scopes on demand and never widens them") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    const auto token = refresh_token_of(client.tokens_of("alice"));
    const auto narrowed = client.refresh(token, {{"scope", "openid"}});
    CHECK(narrowed.text("scope") == "openid");
    CHECK(get_userinfo(server, narrowed.text("access_token")).members() == "sub");
    const auto without = client.refresh(token, {{"scope", "profile"}});
    CHECK_FALSE(without.has("id_token"));
    const auto more = client.refresh(token, {{"scope", "openid phone"}});
    CHECK(more.status() == 400);
    CHECK(more.text("error") == "invalid_scope");
    CHECK(more.text("error_description") == "refresh token missing requested scope");
    CHECK(more.text("scope") == "phone");
    CHECK(client.refresh(token).text("scope") == "openid offline_access profile");
  });
}

TEST_CASE("refresh that is refused consumes nothing") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "spa");
    const auto first = refresh_token_of(client.tokens_of("alice"));
    CHECK(client.refresh(first, {{"scope", "phone"}}).status() == 400);
    CHECK(client.refresh(first, {{"resource", shop_api}}).status() == 400);
    CHECK(client.refresh(first, {{"organization_id", "acme"}}).status() == 403);
    CHECK(grant_of(server, first).grant.refresh->generation == 1);
    CHECK(client.refresh(first).status() == 200);
  });
}

TEST_CASE("refresh follows the user's roles of today") {
  for_each_engine([](Server& server) {
    add_shop(server);
    server.insert_role("clerk", RoleType::user, {{shop_api, "shop:refund"}});
    const Client client(server, "web");
    const auto token = refresh_token_of(client.tokens_of("alice", shop_request));
    const Fields api{{"resource", shop_api}};
    CHECK(client.refresh(token, api).text("scope") == "shop:read shop:write");
    server.commit(storage::Statement{
        {"delete from users_roles where tenant_id = $1 and user_id = $2"},
        {server.tenant, UserId("alice")}});
    CHECK(client.refresh(token, api).text("scope") == "shop:write");
    // The sign-in asked for it, and a role that came later gives it.
    server.commit(server.users.assign_role(UserId("alice"), RoleId("clerk")));
    CHECK(client.refresh(token, api).text("scope") == "shop:write shop:refund");
    const auto less = refresh_token_of(client.tokens_of(
        "alice",
        {{"scope", "openid offline_access shop:read"},
         {"resource", shop_api},
         {"prompt", "consent"}}
    ));
    CHECK(client.refresh(less, api).text("scope").empty());
  });
}

TEST_CASE("refresh is refused for a user who is suspended, and the token is not consumed") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "spa");
    const auto token = refresh_token_of(client.tokens_of("alice"));
    server.commit(server.users.update_suspension(UserId("alice"), true, server.clock.now()));
    check_invalid_grant(client.refresh(token));
    server.commit(server.users.update_suspension(UserId("alice"), false, server.clock.now()));
    CHECK(client.refresh(token).status() == 200);
  });
}

TEST_CASE("refresh is refused for a user who is gone") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    const auto token = refresh_token_of(client.tokens_of("alice"));
    server.commit(server.users.remove(UserId("alice")));
    check_invalid_grant(client.refresh(token));
  });
}

TEST_CASE("refresh by another client is refused and ends the grant") {
  for_each_engine([](Server& server) {
    add_shop(server);
    server.insert(an_application("other"));
    const Client client(server, "web");
    for (const auto* thief : {"other", "spa"}) {
      const auto token = refresh_token_of(client.tokens_of("alice"));
      check_invalid_grant(Client(server, thief).refresh(token));
      check_invalid_grant(client.refresh(token));
    }
  });
}

TEST_CASE("refresh with a token that is damaged or missing is refused") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    const auto token = refresh_token_of(client.tokens_of("alice"));
    check_invalid_grant(client.refresh(token + "A"));
    check_invalid_grant(client.refresh(token.substr(0, token.size() - 1)));
    check_invalid_grant(client.refresh("none"));
    const auto missing = client.refresh("");
    CHECK(missing.text("error_description") == "missing required parameter 'refresh_token'");
    CHECK(client.refresh(token).status() == 200);
  });
}

TEST_CASE("refresh without offline_access ends with the session, with it lives on") {
  for_each_engine([](Server& server) {
    add_shop(server);
    auto application = an_application("bound");
    application.custom_client_metadata.always_issue_refresh_token = true;
    server.insert(application);
    const Client client(server, "bound");
    Browser browser(server);
    const auto bound =
        client.redeem(to_callback(client.sign_in(browser, "alice", {{"scope", "openid"}})));
    const auto offline = client.redeem(to_callback(client.authorize(browser, offline_profile)));
    CHECK(client.refresh(refresh_token_of(bound)).status() == 200);
    const auto session = grant_of(server, refresh_token_of(bound)).grant.session_id;
    REQUIRE(session);
    server.commit(server.sessions.remove(*session));
    check_invalid_grant(client.refresh(refresh_token_of(bound)));
    CHECK(get_userinfo(server, bound.text("access_token")).status() == 401);
    CHECK(client.refresh(refresh_token_of(offline)).status() == 200);
  });
}

TEST_CASE("refresh grants of one user and application beyond the limit end, oldest first") {
  for_each_engine([](Server& server) {
    add_shop(server);
    auto application = an_application("few");
    application.custom_client_metadata.max_allowed_grants = 2;
    server.insert(application);
    const Client client(server, "few");
    std::vector<std::string> tokens;
    for (int i = 0; i < 3; ++i) {
      tokens.push_back(refresh_token_of(client.tokens_of("alice")));
      server.clock.advance(Seconds(1));
    }
    check_invalid_grant(client.refresh(tokens[0]));
    CHECK(client.refresh(tokens[1]).status() == 200);
    CHECK(client.refresh(tokens[2]).status() == 200);
  });
}

}  // namespace daemun::flows
