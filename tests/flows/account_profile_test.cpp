// The Account API: who may call, and a person's own name, picture, user name, custom data and
// profile.
#include <doctest/doctest.h>

#include "flows/harness/account.h"
#include "flows/harness/shop.h"
#include "flows/harness/webhooks.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string me = "/my-account";

}  // namespace

TEST_CASE("the Account API takes an opaque token of an application's ordinary sign-in") {
  for_each_visit(
      [](Server& server) {
        add_shop(server);
        open_account_center(server);
      },
      "web",
      [](Server& server, const Client&, Browser&) {
        AccountOwner alice(server, "alice");
        CHECK(alice.token().find('.') == std::string::npos);
        CHECK(alice.tokens().text("scope") == account_scopes);
        const auto answer = alice.get(me);
        CHECK(answer.status() == 200);
        CHECK(answer.text("id") == "alice");
        CHECK(
            answer.members() ==
            "id username primaryEmail primaryPhone name avatar customData identities lastSignInAt "
            "createdAt updatedAt profile applicationId cimdClientId isSuspended hasPassword "
            "hasSecurityVerificationMethod ssoIdentities"
        );
        CHECK(header(answer.response, "cache-control") == "no-store");
        CHECK(alice.get(me + "/").status() == 200);
      }
  );
}

TEST_CASE("the Account API refuses everything but a living token of a person") {
  for_each_engine([](Server& server) {
    add_shop(server);
    open_account_center(server);
    AccountOwner alice(server, "alice");
    const auto token = alice.token();
    alice.set_token("");
    CHECK(alice.outcome(Method::get, me) == "401 auth.authorization_header_missing");
    alice.set_token("nonsense");
    CHECK(alice.outcome(Method::get, me) == "401 auth.unauthorized");
    Browser browser(server);
    const Client web(server, "web");
    const auto callback = to_callback(web.sign_in(browser, "alice", shop_request));
    const auto jwt = web.redeem(callback, {{"resource", shop_api}}).text("access_token");
    CHECK(jwt.find('.') != std::string::npos);
    alice.set_token(jwt);
    CHECK(alice.outcome(Method::get, me) == "401 auth.unauthorized");
    auto basic = a_request(Method::get, "/api" + me);
    basic.headers.push_back({"authorization", "Basic abc"});
    CHECK(
        outcome_of(to_answer(server.send(std::move(basic)))) ==
        "401 auth.authorization_token_type_not_supported"
    );
    alice.set_token(token);
    server.commit(server.users.update_suspension(UserId("alice"), true, server.clock.now()));
    CHECK(alice.outcome(Method::get, me) == "401 auth.unauthorized");
    server.commit(server.users.update_suspension(UserId("alice"), false, server.clock.now()));
    CHECK(alice.get(me).status() == 200);
    server.clock.advance(Seconds(3601));
    CHECK(alice.outcome(Method::get, me) == "401 auth.unauthorized");
  });
}

TEST_CASE("a closed account centre closes the Account API, after the token has been checked") {
  for_each_engine([](Server& server) {
    add_shop(server);
    AccountOwner alice(server, "alice");
    CHECK(alice.outcome(Method::get, me) == "400 account_center.not_enabled");
    close_account_center(server);
    CHECK(alice.outcome(Method::patch, me, "{}") == "400 account_center.not_enabled");
    alice.set_token("nonsense");
    CHECK(alice.outcome(Method::get, me) == "401 auth.unauthorized");
  });
}

TEST_CASE("any page may call the Account API with a token, and none with a cookie") {
  for_each_engine([](Server& server) {
    add_shop(server);
    open_account_center(server);
    auto preflight = a_request(Method::options, "/api/my-account/profile/");
    preflight.headers.push_back({"origin", "https://app.example"});
    preflight.headers.push_back(
        {"access-control-request-headers", "authorization,content-type,logto-verification-id"}
    );
    const auto allowed = server.send(std::move(preflight));
    CHECK(allowed.status == 204);
    CHECK(header(allowed, "access-control-allow-origin") == "https://app.example");
    CHECK(header(allowed, "access-control-allow-methods") == "PATCH");
    CHECK(
        header(allowed, "access-control-allow-headers") ==
        "authorization,content-type,logto-verification-id"
    );
    AccountOwner alice(server, "alice");
    for (const auto& answer : {alice.get(me), alice.send(Method::patch, me, "[]")}) {
      CHECK(header(answer.response, "access-control-allow-origin") == "https://app.example");
      CHECK(header(answer.response, "access-control-expose-headers") == "*");
      CHECK(header(answer.response, "access-control-allow-credentials").empty());
    }
  });
}

TEST_CASE("GET /my-account shows what the token's scopes and the account centre's fields allow") {
  for_each_engine([](Server& server) {
    add_shop(server);
    open_account_center(server);
    const auto members = [&](const std::string& scopes) {
      return AccountOwner(server, "alice", "web", scopes).get(me).members();
    };
    CHECK(members("openid") == "id hasSecurityVerificationMethod");
    CHECK(members("openid email") == "id primaryEmail hasSecurityVerificationMethod");
    CHECK(
        members("openid identities") == "id identities hasSecurityVerificationMethod ssoIdentities"
    );
    open_account_center(server, {{"name", "ReadOnly"}, {"profile", "Off"}});
    CHECK(
        members("openid profile phone custom_data") ==
        "id name lastSignInAt createdAt updatedAt applicationId cimdClientId isSuspended "
        "hasSecurityVerificationMethod"
    );
  });
}

TEST_CASE("PATCH /my-account changes what is sent, leaves a line and tells webhooks") {
  for_each_engine([](Server& server) {
    add_shop(server);
    open_account_center(server);
    listen(server, {"User.Data.Updated"});
    AccountOwner alice(server, "alice");
    server.clock.advance(Seconds(1));
    const auto answer = alice.send(
        Method::patch,
        me,
        R"({"name":"Alice","avatar":"https://x.example/a.png","customData":{"a":1},"id":"bob"})"
    );
    REQUIRE(answer.status() == 200);
    CHECK(answer.text("id") == "alice");
    CHECK(answer.text("name") == "Alice");
    CHECK(answer.integer("updatedAt") == to_unix_ms(server.clock.now()));
    const auto line = line_of(server, "Account.Update");
    CHECK(find_string(line, "userId") == "alice");
    CHECK(find_string(line, "applicationId") == "web");
    CHECK(json::serialize(line.at("members")) == R"(["name","avatar","customData"])");
    const auto shown = alice.get(me);
    CHECK(shown.response.body == answer.response.body);
    CHECK(alice.send(Method::patch, me, R"({"customData":{"b":2}})").status() == 200);
    CHECK(json::serialize(alice.get(me).body.at("customData")) == R"({"b":2})");
    CHECK(alice.send(Method::patch, me, R"({"name":null})").body.at("name").is_null());
    const auto events = told(server, "User.Data.Updated");
    REQUIRE(events.size() == 3);
    CHECK(find_string(events.front().at("data").as_object(), "id") == "alice");
    CHECK_FALSE(events.front().contains("path"));
  });
}

TEST_CASE("PATCH /my-account refuses values that are none") {
  for_each_engine([](Server& server) {
    add_shop(server);
    open_account_center(server);
    AccountOwner alice(server, "alice");
    for (const char* body :
         {R"({"avatar":""})",
          R"({"avatar":"javascript:a"})",
          R"({"name":1})",
          R"({"username":"1a"})",
          R"({"customData":[]})",
          R"([])"}) {
      CAPTURE(body);
      CHECK(alice.outcome(Method::patch, me, body) == "400 guard.invalid_input");
    }
    CHECK(
        alice.outcome(Method::patch, me, R"({"username":"alice2"})") ==
        "401 verification_record.permission_denied"
    );
  });
}

TEST_CASE("PATCH /my-account/profile merges members and replaces an address as a whole") {
  for_each_engine([](Server& server) {
    add_shop(server);
    open_account_center(server);
    AccountOwner alice(server, "alice");
    const std::string path = me + "/profile";
    CHECK(line_of(server, "Account.Profile.Update").empty());
    CHECK(
        alice
            .send(
                Method::patch,
                path,
                R"({"givenName":"A","address":{"country":"KR","region":"x"},"unknown":1})"
            )
            .response.body == R"({"givenName":"A","address":{"region":"x","country":"KR"}})"
    );
    CHECK_FALSE(line_of(server, "Account.Profile.Update").empty());
    CHECK(
        alice.send(Method::patch, path + "/", R"({"familyName":"","address":{"country":"FR"}})")
            .response.body == R"({"givenName":"A","address":{"country":"FR"},"familyName":""})"
    );
    CHECK(alice.outcome(Method::patch, path, R"({"givenName":null})") == "400 guard.invalid_input");
    CHECK(
        alice.outcome(Method::patch, path, R"({"website":"javascript:a"})") ==
        "400 guard.invalid_input"
    );
    AccountOwner narrow(server, "alice", "web", "openid profile");
    CHECK(
        narrow.send(Method::patch, path, R"({"nickname":"al"})").response.body ==
        R"({"givenName":"A","familyName":"","nickname":"al"})"
    );
    CHECK(narrow.outcome(Method::patch, path, R"({"address":{}})") == "400 auth.unauthorized");
    CHECK_FALSE(narrow.get(me).body.at("profile").as_object().contains("address"));
  });
}

TEST_CASE("what people write into their account has bounds") {
  for_each_engine([](Server& server) {
    add_shop(server);
    open_account_center(server);
    AccountOwner alice(server, "alice");
    const auto outcome = [&](const std::string& path, const json::object& body) {
      return alice.outcome(Method::patch, path, json::serialize(body));
    };
    const std::string refused = "400 guard.invalid_input";
    const std::string profile = me + "/profile";
    const auto url = [](std::size_t size) {
      return "https://x.example/" + std::string(size - 18, 'a');
    };
    CHECK(outcome(profile, {{"nickname", std::string(128, 'a')}}) == "200");
    CHECK(outcome(profile, {{"nickname", std::string(129, 'a')}}) == refused);
    CHECK(outcome(profile, {{"website", url(2048)}}) == "200");
    CHECK(outcome(profile, {{"website", url(2049)}}) == refused);
    CHECK(outcome(profile, {{"address", {{"formatted", std::string(1024, 'a')}}}}) == "200");
    CHECK(outcome(profile, {{"address", {{"formatted", std::string(1025, 'a')}}}}) == refused);
    CHECK(outcome(profile, {{"address", {{"locality", std::string(129, 'a')}}}}) == refused);
    const auto data = [](std::size_t size) {
      return json::object{{"customData", {{"a", std::string(size - 8, 'a')}}}};
    };
    CHECK(outcome(me, data(32'768)) == "200");
    CHECK(outcome(me, data(32'769)) == refused);
  });
}

TEST_CASE("a write that changes nothing leaves no line and tells no webhook") {
  for_each_engine([](Server& server) {
    add_shop(server);
    open_account_center(server);
    AccountOwner alice(server, "alice");
    const std::string account = R"({"name":"Alice","customData":{"a":[1]}})";
    const std::string profile = R"({"nickname":"al","address":{"country":"KR"}})";
    CHECK(alice.outcome(Method::patch, me, account) == "200");
    CHECK(alice.outcome(Method::patch, me + "/profile", profile) == "200");
    listen(server, {"User.Data.Updated"});
    const auto lines = server.audit_log(1000).size();
    server.clock.advance(Seconds(1));
    const auto same = alice.send(Method::patch, me, account);
    CHECK(same.response.body == alice.get(me).response.body);
    CHECK(same.integer("updatedAt") < to_unix_ms(server.clock.now()));
    CHECK(alice.outcome(Method::patch, me, "{}") == "200");
    CHECK(alice.send(Method::patch, me + "/profile", profile).response.body == profile);
    CHECK(server.audit_log(1000).size() == lines);
    CHECK(told(server, "User.Data.Updated").empty());
  });
}

TEST_CASE("an account is written to a hundred times an hour") {
  for_each_engine([](Server& server) {
    add_shop(server);
    server.insert(a_user("bob"));
    open_account_center(server);
    AccountOwner alice(server, "alice");
    AccountOwner bob(server, "bob");
    int count = 0;
    const auto write = [&](AccountOwner& owner) {
      const json::object body{{"nickname", std::to_string(++count)}};
      return owner.outcome(Method::patch, me + "/profile", json::serialize(body));
    };
    for (int i = 0; i < 100; ++i)
      REQUIRE(write(alice) == "200");
    CHECK(write(alice) == "429 request.too_many_requests");
    CHECK(alice.outcome(Method::patch, me, R"({"name":"x"})") == "429 request.too_many_requests");
    CHECK(write(bob) == "200");
    server.clock.advance(Seconds(3600));
    AccountOwner later(server, "alice");
    CHECK(write(later) == "200");
  });
}

TEST_CASE("a third-party application reads an account and changes nothing") {
  for_each_engine([](Server& server) {
    add_shop(server);
    open_account_center(server);
    insert_third_party(server);
    AccountOwner alice(server, "alice", "partner");
    CHECK(alice.get(me).status() == 200);
    CHECK(
        alice.outcome(Method::patch, me, R"({"name":"x"})") ==
        "403 auth.third_party_application_forbidden"
    );
    CHECK(
        alice.outcome(Method::patch, me + "/profile", "{}") ==
        "403 auth.third_party_application_forbidden"
    );
  });
}

}  // namespace daemun::flows
