// Token exchange (RFC 8693): an application acts for the user whom another token stands for.
#include "storage/personal_access_token_store.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "flows/harness/administrator.h"
#include "flows/harness/client.h"
#include "flows/harness/golden.h"
#include "flows/harness/shop.h"

namespace daemun::flows {

namespace {

using http::Method;

constexpr const char* access_token_type = "urn:ietf:params:oauth:token-type:access_token";
constexpr const char* impersonation_type = "urn:logto:token-type:impersonation_token";
constexpr const char* personal_type = "urn:logto:token-type:personal_access_token";

Application an_exchanger(const std::string& id, ApplicationType type) {
  auto application = an_application(id, type);
  application.custom_client_metadata.allow_token_exchange = true;
  return application;
}

// The shop, with applications that may exchange: "backend" and "robot".
void add_world(Server& server) {
  add_shop(server);
  server.insert(an_exchanger("backend", ApplicationType::traditional));
  server.insert(an_exchanger("robot", ApplicationType::machine_to_machine));
}

Answer exchange(
    Server& server,
    const std::string& token,
    const std::string& type,
    const Fields& more = {},
    const std::string& client = "backend"
) {
  Fields fields{
      {"grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"},
      {"subject_token", token},
      {"subject_token_type", type}};
  fields.insert(fields.end(), more.begin(), more.end());
  return Client(server, client).token(fields);
}

std::string create_subject_token(Administrator& administrator, const std::string& user = "alice") {
  const auto made =
      administrator.expect(201, Method::post, "/subject-tokens", R"({"userId":")" + user + R"("})");
  return std::string(find_string(made, "subjectToken").value_or(""));
}

std::string opaque_token_of(
    Server& server, const std::string& user, const Fields& fields = offline_profile
) {
  return Client(server, "web").tokens_of(user, fields).text("access_token");
}

// Of alice, for the shop's API, issued to "web".
std::string api_token(Server& server, const Fields& fields = shop_request) {
  const Client web(server, "web");
  const auto tokens = web.tokens_of("alice", fields);
  return web.refresh(tokens.text("refresh_token"), {{"resource", shop_api}}).text("access_token");
}

std::string insert_personal_token(Server& server, std::optional<TimePoint> expires_at) {
  const storage::PersonalAccessTokenStore store(*server.database, server.vault, server.tenant);
  const Secret value("pat_abcdefghijklmnopqrstuvwxyz012345");
  server.commit(store.insert(
      {.user_id = UserId("alice"),
       .name = "script",
       .value = value,
       .created_at = server.clock.now(),
       .expires_at = expires_at}
  ));
  return value.reveal();
}

void check_invalid_grant(const Answer& answer) {
  CHECK(answer.status() == 400);
  CHECK(answer.text("error") == "invalid_grant");
  CHECK(answer.text("error_description") == "grant request is invalid");
}

std::string act_of(const Answer& answer) {
  const auto claims = claims_of(answer.text("access_token"));
  return claims.contains("act") ? json::serialize(claims.at("act")) : "";
}

const Fields for_shop{{"resource", shop_api}, {"scope", "shop:read shop:refund unknown"}};

}  // namespace

TEST_CASE("an impersonation token gives an access token with the rights of the user, and no more") {
  for_each_engine([](Server& server) {
    add_world(server);
    Administrator administrator(server);
    const auto token = create_subject_token(administrator);
    CHECK(token.starts_with("sub_"));
    CHECK(token.size() == 25);
    const auto answer = exchange(server, token, impersonation_type, for_shop);
    REQUIRE(answer.status() == 200);
    CHECK(answer.members() == "access_token expires_in token_type scope");
    CHECK(answer.text("scope") == "shop:read");
    CHECK(header(answer.response, "cache-control") == "no-store");
    const auto claims = to_golden(claims_of(answer.text("access_token")), {"jti"});
    CHECK(claims == load_golden("access_token_of_an_exchange.json", claims));
  });
}

TEST_CASE("an impersonation token is good once, however many ask at the same time") {
  for_each_engine([](Server& server) {
    add_world(server);
    Administrator administrator(server);
    const auto token = create_subject_token(administrator);
    std::atomic<int> given = 0;
    std::atomic<int> refused = 0;
    std::vector<std::thread> crowd;
    for (int i = 0; i < 16; ++i) {
      crowd.emplace_back([&] {
        const auto answer = exchange(server, token, impersonation_type, for_shop);
        if (answer.status() == 200) ++given;
        if (answer.text("error") == "invalid_grant") ++refused;
      });
    }
    for (auto& one : crowd)
      one.join();
    CHECK(given == 1);
    CHECK(refused == 15);
  });
}

TEST_CASE("an impersonation token is not consumed by a request that is refused") {
  for_each_engine([](Server& server) {
    add_world(server);
    Administrator administrator(server);
    const auto token = create_subject_token(administrator);
    const auto unknown =
        exchange(server, token, impersonation_type, {{"resource", "https://none.example"}});
    CHECK(unknown.text("error") == "invalid_target");
    const auto foreign =
        exchange(server, token, impersonation_type, {{"organization_id", "globex"}});
    CHECK(foreign.status() == 403);
    CHECK(foreign.text("error_description") == "user is not a member of the organization");
    server.commit(server.users.update_suspension(UserId("alice"), true, server.clock.now()));
    check_invalid_grant(exchange(server, token, impersonation_type));
    server.commit(server.users.update_suspension(UserId("alice"), false, server.clock.now()));
    CHECK(exchange(server, token, impersonation_type).status() == 200);
  });
}

TEST_CASE("an impersonation token ends after ten minutes, and with its user") {
  for_each_engine([](Server& server) {
    add_world(server);
    server.insert(a_user("bob"));
    Administrator administrator(server);
    const auto of_alice = create_subject_token(administrator);
    const auto of_bob = create_subject_token(administrator, "bob");
    server.commit(server.users.remove(UserId("bob")));
    check_invalid_grant(exchange(server, of_bob, impersonation_type));
    server.clock.advance(Seconds(600));
    check_invalid_grant(exchange(server, of_alice, impersonation_type));
  });
}

TEST_CASE("an impersonation token may be called an access token, and is nothing else") {
  for_each_engine([](Server& server) {
    add_world(server);
    Administrator administrator(server);
    const auto token = create_subject_token(administrator);
    check_invalid_grant(exchange(server, token, personal_type));
    check_invalid_grant(exchange(server, token, "urn:ietf:params:oauth:token-type:jwt"));
    check_invalid_grant(exchange(server, token + "x", impersonation_type));
    CHECK(get_userinfo(server, token).status() == 401);
    CHECK(exchange(server, token, access_token_type).status() == 200);
  });
}

TEST_CASE("an exchange without resource gives an opaque token that userinfo takes") {
  for_each_engine([](Server& server) {
    add_world(server);
    Administrator administrator(server);
    const auto answer = exchange(
        server,
        create_subject_token(administrator),
        impersonation_type,
        {{"scope", "openid profile shop:read"}}
    );
    REQUIRE(answer.status() == 200);
    CHECK(answer.text("scope") == "openid profile");
    const auto userinfo = get_userinfo(server, answer.text("access_token"));
    CHECK(userinfo.text("sub") == "alice");
    server.clock.advance(Seconds(3600));
    CHECK(get_userinfo(server, answer.text("access_token")).status() == 401);
  });
}

TEST_CASE("an exchange without scope gives a token without scope") {
  for_each_engine([](Server& server) {
    add_world(server);
    Administrator administrator(server);
    const auto opaque = exchange(server, create_subject_token(administrator), impersonation_type);
    CHECK(opaque.has("scope"));
    CHECK(opaque.text("scope").empty());
    CHECK(get_userinfo(server, opaque.text("access_token")).status() == 403);
    const auto api = exchange(
        server, create_subject_token(administrator), impersonation_type, {{"resource", shop_api}}
    );
    CHECK(find_string(claims_of(api.text("access_token")), "scope") == "");
  });
}

TEST_CASE("an exchange in an organization counts what the user holds there") {
  for_each_engine([](Server& server) {
    add_world(server);
    Administrator administrator(server);
    const Fields inside{{"organization_id", "acme"}, {"scope", "read:data write:data shop:write"}};
    const auto token =
        exchange(server, create_subject_token(administrator), impersonation_type, inside);
    REQUIRE(token.status() == 200);
    CHECK(token.text("scope") == "read:data");
    CHECK(
        find_string(claims_of(token.text("access_token")), "aud") == "urn:logto:organization:acme"
    );
    auto with_api = inside;
    with_api.emplace_back("resource", shop_api);
    const auto api =
        exchange(server, create_subject_token(administrator), impersonation_type, with_api);
    CHECK(api.text("scope") == "shop:write");
    CHECK(find_string(claims_of(api.text("access_token")), "organization_id") == "acme");
  });
}

TEST_CASE("an opaque access token is exchanged as often as it is good, and its session with it") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Client web(server, "web");
    Browser browser(server);
    const auto tokens = web.redeem(to_callback(web.sign_in(
        browser, "alice", {{"scope", "openid profile shop:read"}, {"resource", shop_api}}
    )));
    const auto subject = tokens.text("access_token");
    const auto api = exchange(server, subject, access_token_type, for_shop);
    CHECK(find_string(claims_of(api.text("access_token")), "sub") == "alice");
    CHECK(find_string(claims_of(api.text("access_token")), "client_id") == "backend");
    const auto opaque = exchange(server, subject, access_token_type, {{"scope", "openid"}});
    CHECK(get_userinfo(server, opaque.text("access_token")).status() == 200);

    // The session ends: so does what hangs on it.
    server.commit(storage::Statement{{"delete from sessions"}, {}});
    check_invalid_grant(exchange(server, subject, access_token_type, for_shop));
    CHECK(get_userinfo(server, opaque.text("access_token")).status() == 401);
  });
}

TEST_CASE("an opaque access token that has expired or was revoked is not exchanged") {
  for_each_engine([](Server& server) {
    add_world(server);
    const auto revoked = opaque_token_of(server, "alice");
    Client(server, "web").post("/oidc/token/revocation", {{"token", revoked}});
    check_invalid_grant(exchange(server, revoked, access_token_type));
    const auto expired = opaque_token_of(server, "alice");
    server.clock.advance(Seconds(3600));
    check_invalid_grant(exchange(server, expired, access_token_type));
  });
}

TEST_CASE("an API exchanges the token that it was called with for one of the next API") {
  for_each_engine([](Server& server) {
    add_world(server);
    server.insert(a_resource("https://stock.example", {"stock:read"}));
    server.insert_role("clerk", RoleType::user, {{"https://stock.example", "stock:read"}});
    server.commit(server.users.assign_role(UserId("alice"), RoleId("clerk")));
    const Fields next{{"resource", "https://stock.example"}, {"scope", "stock:read"}};
    // Not of a sign-in that did not ask for the next API.
    const auto refused = exchange(server, api_token(server), access_token_type, next, "robot");
    CHECK(refused.text("error") == "invalid_target");
    const auto subject = api_token(
        server,
        {{"scope", "openid offline_access shop:read stock:read"},
         {"resource", shop_api},
         {"resource", "https://stock.example"},
         {"prompt", "consent"}}
    );
    for (int i = 0; i < 2; ++i) {
      const auto answer = exchange(server, subject, access_token_type, next, "robot");
      REQUIRE(answer.status() == 200);
      const auto claims = claims_of(answer.text("access_token"));
      CHECK(find_string(claims, "sub") == "alice");
      CHECK(find_string(claims, "client_id") == "robot");
      CHECK(find_string(claims, "aud") == "https://stock.example");
      CHECK(find_string(claims, "scope") == "stock:read");
    }
    server.clock.advance(Seconds(3600));
    check_invalid_grant(exchange(server, subject, access_token_type, next));
  });
}

TEST_CASE("an exchange takes no token that is not a user's access token of this tenant") {
  for_each_engine([](Server& server) {
    add_world(server);
    Administrator administrator(server);
    const auto tokens = Client(server, "web").tokens_of("alice");
    const auto good = api_token(server);
    auto forged = good;
    forged[forged.size() - 10] = forged[forged.size() - 10] == 'A' ? 'B' : 'A';
    for (const auto& token :
         {std::string("none"),
          std::string(),
          forged,
          tokens.text("id_token"),
          tokens.text("refresh_token"),
          administrator.token(management_api, "all"),
          administrator.token_of_admin_tenant()}) {
      CAPTURE(token);
      const auto answer = exchange(server, token, access_token_type, for_shop);
      CHECK(answer.status() == 400);
      CHECK(answer.text("error") == (token.empty() ? "invalid_request" : "invalid_grant"));
    }
    CHECK(exchange(server, good, access_token_type, for_shop).status() == 200);
  });
}

TEST_CASE("an exchange takes no token that was issued to a third-party application") {
  for_each_engine([](Server& server) {
    add_world(server);
    const auto opaque = opaque_token_of(server, "alice");
    const auto jwt = api_token(server);
    CHECK(exchange(server, opaque, access_token_type).status() == 200);
    server.commit(storage::Statement{
        {"update applications set is_third_party = $1 where id = 'web'"}, {true}});
    check_invalid_grant(exchange(server, opaque, access_token_type));
    check_invalid_grant(exchange(server, jwt, access_token_type));
    server.commit(storage::Statement{{"delete from applications where id = 'web'"}, {}});
    check_invalid_grant(exchange(server, jwt, access_token_type));
  });
}

TEST_CASE("a token of an exchange ends with the grant that it came from, however many exchanges ago"
) {
  for_each_engine([](Server& server) {
    add_world(server);
    const Client web(server, "web");
    const auto tokens = web.tokens_of("alice", shop_request);
    const Fields openid{{"scope", "openid"}};
    const auto opaque = [&](const std::string& subject) {
      return exchange(server, subject, access_token_type, openid).text("access_token");
    };
    const auto child = opaque(tokens.text("access_token"));
    const auto api = exchange(server, child, access_token_type, for_shop).text("access_token");
    const auto of_api = opaque(api);
    for (const auto& token : {child, of_api})
      CHECK(get_userinfo(server, token).status() == 200);
    web.post("/oidc/token/revocation", {{"token", tokens.text("refresh_token")}});
    for (const auto& token : {child, of_api}) {
      CHECK(get_userinfo(server, token).status() == 401);
      check_invalid_grant(exchange(server, token, access_token_type, for_shop));
    }
    check_invalid_grant(exchange(server, api, access_token_type, for_shop));
  });
}

TEST_CASE("a token of an exchange ends with the exchange in the middle when that is revoked") {
  for_each_engine([](Server& server) {
    add_world(server);
    const auto parent = opaque_token_of(server, "alice");
    const Fields openid{{"scope", "openid"}};
    const auto child = exchange(server, parent, access_token_type, openid).text("access_token");
    const auto grandchild = exchange(server, child, access_token_type, openid).text("access_token");
    CHECK(get_userinfo(server, grandchild).status() == 200);
    Client(server, "backend").post("/oidc/token/revocation", {{"token", child}});
    CHECK(get_userinfo(server, grandchild).status() == 401);
    CHECK(get_userinfo(server, parent).status() == 200);
  });
}

TEST_CASE("a token of an exchange never lives longer than the one that it came from") {
  for_each_engine([](Server& server) {
    add_world(server);
    auto subject = api_token(server);
    server.clock.advance(Seconds(3000));
    for (const std::int64_t left : {600, 300}) {
      const auto api = exchange(server, subject, access_token_type, for_shop);
      CHECK(api.integer("expires_in") == left);
      subject = api.text("access_token");
      const auto opaque = exchange(server, subject, access_token_type, {{"scope", "openid"}});
      CHECK(opaque.integer("expires_in") == left);
      server.clock.advance(Seconds(300));
      CHECK(
          get_userinfo(server, opaque.text("access_token")).status() == (left == 600 ? 200 : 401)
      );
    }
    check_invalid_grant(exchange(server, subject, access_token_type, for_shop));
  });
}

TEST_CASE("an API token is not exchanged after its session has ended") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Client web(server, "web");
    Browser browser(server);
    const auto tokens = web.redeem(
        to_callback(web.sign_in(browser, "alice", {{"scope", "shop:read"}, {"resource", shop_api}}))
    );
    const auto api = tokens.text("access_token");
    CHECK(exchange(server, api, access_token_type, for_shop).status() == 200);
    sign_out(browser, "web");
    check_invalid_grant(exchange(server, api, access_token_type, for_shop));
  });
}

TEST_CASE("an exchange for the same API gives no more than the token had") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Client web(server, "web");
    const auto tokens = web.tokens_of("alice", shop_request);
    const auto narrow =
        web.refresh(tokens.text("refresh_token"), {{"resource", shop_api}, {"scope", "shop:read"}});
    CHECK(narrow.text("scope") == "shop:read");
    const Fields all{{"resource", shop_api}, {"scope", "shop:read shop:write"}};
    const auto of_narrow = exchange(server, narrow.text("access_token"), access_token_type, all);
    CHECK(of_narrow.text("scope") == "shop:read");
    CHECK(
        exchange(server, api_token(server), access_token_type, all).text("scope") ==
        "shop:read shop:write"
    );
    // Nor by a way around.
    const auto opaque = exchange(
        server, of_narrow.text("access_token"), access_token_type, {{"scope", "openid phone"}}
    );
    CHECK(opaque.text("scope") == "openid");
    CHECK(
        exchange(server, opaque.text("access_token"), access_token_type, all).text("scope") ==
        "shop:read"
    );
  });
}

TEST_CASE("an exchange is refused after ten in a row") {
  for_each_engine([](Server& server) {
    add_world(server);
    auto token = opaque_token_of(server, "alice");
    for (int i = 0; i < 10; ++i) {
      const auto answer = exchange(server, token, access_token_type, {{"scope", "openid"}});
      REQUIRE(answer.status() == 200);
      token = answer.text("access_token");
    }
    check_invalid_grant(exchange(server, token, access_token_type, {{"scope", "openid"}}));
  });
}

TEST_CASE("an actor is named in the token, and so is who acted before") {
  for_each_engine([](Server& server) {
    add_world(server);
    server.insert(a_user("bob"));
    server.insert(a_user("carol"));
    Administrator administrator(server);
    const auto acting = [&](const std::string& user) {
      return Fields{
          {"actor_token", opaque_token_of(server, user)},
          {"actor_token_type", access_token_type},
          {"resource", shop_api},
          {"scope", "shop:read"}};
    };
    const auto by_bob =
        exchange(server, create_subject_token(administrator), impersonation_type, acting("bob"));
    REQUIRE(by_bob.status() == 200);
    CHECK(act_of(by_bob) == R"({"sub":"bob"})");
    CHECK(find_string(claims_of(by_bob.text("access_token")), "sub") == "alice");
    const auto subject = by_bob.text("access_token");
    CHECK(act_of(exchange(server, subject, access_token_type, for_shop)) == R"({"sub":"bob"})");
    CHECK(
        act_of(exchange(server, subject, access_token_type, acting("carol"))) ==
        R"({"sub":"carol","act":{"sub":"bob"}})"
    );
    const auto opaque = exchange(server, subject, access_token_type, {{"scope", "openid"}});
    const auto seen =
        Client(server, "web")
            .post("/oidc/token/introspection", {{"token", opaque.text("access_token")}});
    CHECK(seen.body.at("active") == true);
    CHECK(json::serialize(seen.body.at("act")) == R"({"sub":"bob"})");
    CHECK(
        act_of(exchange(server, opaque.text("access_token"), access_token_type, for_shop)) ==
        R"({"sub":"bob"})"
    );
  });
}

TEST_CASE("an actor token must be an opaque access token with openid, and have its type") {
  for_each_engine([](Server& server) {
    add_world(server);
    server.insert(a_user("bob"));
    Administrator administrator(server);
    const auto subject = create_subject_token(administrator);
    const auto with = [&](const std::string& actor, const std::string& type) {
      return exchange(
          server, subject, impersonation_type, {{"actor_token", actor}, {"actor_token_type", type}}
      );
    };
    const auto good = opaque_token_of(server, "bob");
    CHECK(
        with(good, "").text("error_description") == "missing required parameter 'actor_token_type'"
    );
    check_invalid_grant(with(good, impersonation_type));
    check_invalid_grant(with("none", access_token_type));
    check_invalid_grant(with(api_token(server), access_token_type));
    check_invalid_grant(
        with(opaque_token_of(server, "bob", {{"scope", "profile"}}), access_token_type)
    );
    server.commit(server.users.update_suspension(UserId("bob"), true, server.clock.now()));
    check_invalid_grant(with(good, access_token_type));
    server.commit(server.users.update_suspension(UserId("bob"), false, server.clock.now()));
    CHECK(with(good, access_token_type).status() == 200);
  });
}

TEST_CASE("a personal access token is exchanged until it expires or is removed") {
  for_each_engine([](Server& server) {
    add_world(server);
    const auto token = insert_personal_token(server, server.clock.now() + Seconds(60));
    for (int i = 0; i < 2; ++i) {
      const auto answer = exchange(server, token, personal_type, for_shop, "robot");
      REQUIRE(answer.status() == 200);
      CHECK(answer.text("scope") == "shop:read");
    }
    check_invalid_grant(exchange(server, token, impersonation_type));
    check_invalid_grant(exchange(server, token, access_token_type));
    server.commit(server.users.update_suspension(UserId("alice"), true, server.clock.now()));
    check_invalid_grant(exchange(server, token, personal_type, for_shop));
    server.commit(server.users.update_suspension(UserId("alice"), false, server.clock.now()));
    server.clock.advance(Seconds(60));
    check_invalid_grant(exchange(server, token, personal_type, for_shop));
  });
}

TEST_CASE("a token of an exchange ends with the personal access token that it came from") {
  for_each_engine([](Server& server) {
    add_world(server);
    const auto token = insert_personal_token(server, std::nullopt);
    const auto api = exchange(server, token, personal_type, for_shop).text("access_token");
    const auto opaque = exchange(server, token, personal_type, {{"scope", "openid"}});
    const auto of_opaque =
        exchange(server, opaque.text("access_token"), access_token_type, {{"scope", "openid"}});
    for (const auto& answer : {opaque, of_opaque}) {
      CHECK(answer.integer("expires_in") == 3600);
      CHECK(get_userinfo(server, answer.text("access_token")).status() == 200);
    }
    const storage::PersonalAccessTokenStore store(*server.database, server.vault, server.tenant);
    server.commit(store.remove(UserId("alice"), "script"));
    for (const auto& answer : {opaque, of_opaque})
      CHECK(get_userinfo(server, answer.text("access_token")).status() == 401);
    check_invalid_grant(exchange(server, api, access_token_type, for_shop));
  });
}

TEST_CASE("a token made from a personal access token stands for no more than its own scopes") {
  for_each_engine([](Server& server) {
    add_world(server);
    const auto token = insert_personal_token(server, std::nullopt);
    const auto api = exchange(server, token, personal_type, for_shop).text("access_token");
    const auto again = exchange(server, api, access_token_type, for_shop);
    CHECK(again.text("scope") == "shop:read");
    const auto opaque = exchange(server, api, access_token_type, {{"scope", "openid profile"}});
    CHECK(opaque.text("scope") == "");
    CHECK(get_userinfo(server, opaque.text("access_token")).status() == 403);
    const auto profile = exchange(server, token, personal_type, {{"scope", "profile"}});
    const auto shop = exchange(server, profile.text("access_token"), access_token_type, for_shop);
    CHECK(shop.text("error") == "invalid_target");
  });
}

TEST_CASE("an exchange is for applications that an administrator allows it, and no third party") {
  for_each_engine([](Server& server) {
    add_world(server);
    auto stranger = an_exchanger("stranger", ApplicationType::traditional);
    stranger.is_third_party = true;
    server.insert(stranger);
    server.insert(an_exchanger("page", ApplicationType::spa));
    Administrator administrator(server);
    const auto token = create_subject_token(administrator);
    for (const char* client : {"web", "spa", "stranger"}) {
      const auto answer = exchange(server, token, impersonation_type, {}, client);
      CHECK(answer.status() == 400);
      CHECK(answer.text("error") == "invalid_request");
      CHECK(
          answer.text("error_description") == "requested grant type is not allowed for this client"
      );
    }
    CHECK(exchange(server, token, impersonation_type, {}, "page").status() == 200);
  });
}

TEST_CASE("an exchange is refused for a user whom the application's access rules leave out") {
  for_each_engine([](Server& server) {
    add_world(server);
    Administrator administrator(server);
    const std::string backend = "/applications/backend";
    administrator.expect(200, Method::patch, backend, R"({"appLevelAccessControlEnabled":true})");
    const auto token = create_subject_token(administrator);
    const auto refused = exchange(server, token, impersonation_type, for_shop);
    CHECK(refused.status() == 400);
    CHECK(refused.text("error") == "access_denied");
    administrator.expect(
        200,
        Method::put,
        backend + "/access-control",
        R"({"userIds":["alice"],"userRoleIds":[],"organizationIds":[],"organizationRoleRules":[]})"
    );
    // The refusal has not consumed it.
    CHECK(exchange(server, token, impersonation_type, for_shop).status() == 200);
  });
}

TEST_CASE("an exchange is written down with who asked for the subject token") {
  for_each_engine([](Server& server) {
    add_world(server);
    Administrator administrator(server);
    exchange(server, create_subject_token(administrator), impersonation_type, for_shop);
    const auto lines = administrator.get("/logs?logKey=ExchangeTokenBy.TokenExchange").as_array();
    REQUIRE(lines.size() == 1);
    const auto& payload = lines[0].at("payload").as_object();
    CHECK(find_string(payload, "userId") == "alice");
    CHECK(find_string(payload, "applicationId") == "backend");
    CHECK(find_string(payload, "creatorId") == "admin-machine");
    CHECK(find_string(payload, "subjectTokenType") == impersonation_type);
    CHECK(json::serialize(payload).find("sub_") == std::string::npos);
  });
}

TEST_CASE("an exchange takes nothing from the number of sign-ins that an application may have") {
  for_each_engine([](Server& server) {
    add_world(server);
    auto application = an_exchanger("few", ApplicationType::traditional);
    application.custom_client_metadata.max_allowed_grants = 1;
    server.insert(application);
    const Client few(server, "few");
    const auto first = few.tokens_of("alice");
    Administrator administrator(server);
    exchange(server, create_subject_token(administrator), impersonation_type, {}, "few");
    server.clock.advance(Seconds(1));
    CHECK(few.refresh(first.text("refresh_token")).status() == 200);
    const auto second = few.tokens_of("alice");
    CHECK(few.refresh(second.text("refresh_token")).status() == 200);
    check_invalid_grant(few.refresh(first.text("refresh_token")));
  });
}

}  // namespace daemun::flows
