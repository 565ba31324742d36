// The sessions and grants of a user, over the Management API: listed, and ended at once.
#include "domain/logout_notice.h"

#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/shop.h"

namespace daemun::flows {
namespace {

using http::Method;

std::string string_at(const json::object& object, std::string_view name) {
  return std::string(find_string(object, name).value_or(""));
}

json::array list(Administrator& administrator, const std::string& path, const char* name) {
  return administrator.get(path).at(name).as_array();
}

// alice is signed in to "web", with a refresh token.
struct SignedIn {
  Browser browser;
  Answer web{};

  explicit SignedIn(Server& server) : browser(server) {
    const Client client(server, "web");
    web = client.redeem(to_callback(client.sign_in(browser, "alice")));
    REQUIRE(web.status() == 200);
  }
};

bool is_active(Server& server, const std::string& token) {
  const auto answer = Client(server, "web").post("/oidc/token/introspection", {{"token", token}});
  return answer.body.at("active").as_bool();
}

}  // namespace

TEST_CASE("the sessions and grants of a user are shown") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Administrator administrator(server);
    CHECK(list(administrator, "/users/alice/sessions", "sessions").empty());
    CHECK(list(administrator, "/users/alice/grants", "grants").empty());
    const SignedIn signed_in(server);
    const auto sessions = list(administrator, "/users/alice/sessions", "sessions");
    REQUIRE(sessions.size() == 1);
    const auto& session = sessions[0].as_object();
    const auto& payload = session.at("payload").as_object();
    const auto id = string_at(payload, "jti");
    CHECK(string_at(payload, "uid") == id);
    CHECK(string_at(payload, "kind") == "Session");
    CHECK(string_at(payload, "accountId") == "alice");
    CHECK(payload.at("exp").as_int64() * 1000 <= session.at("expiresAt").as_int64());
    CHECK(string_at(session, "clientId") == "web");
    const auto& authorization = payload.at("authorizations").at("web").as_object();
    CHECK_FALSE(string_at(authorization, "sid").empty());
    CHECK(administrator.get("/users/alice/sessions/" + id).as_object() == session);

    const auto grants = list(administrator, "/users/alice/grants", "grants");
    REQUIRE(grants.size() == 1);
    const auto& grant = grants[0].as_object();
    CHECK(string_at(grant, "id") == string_at(authorization, "grantId"));
    CHECK(json::serialize(grant.at("application")) == R"({"id":"web","name":"web"})");
    const auto& granted = grant.at("payload").as_object();
    CHECK(string_at(granted, "clientId") == "web");
    CHECK(string_at(granted.at("openid").as_object(), "scope").starts_with("openid "));
    CHECK(list(administrator, "/users/alice/grants?appType=firstParty", "grants").size() == 1);
    CHECK(list(administrator, "/users/alice/grants?appType=thirdParty", "grants").empty());
    CHECK(administrator.send(Method::get, "/users/alice/grants?appType=any").status == 400);
  });
}

TEST_CASE("a session that is ended leaves what was to outlive it, unless that is named") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Administrator administrator(server);
    for (const std::string query :
         {"", "?revokeGrantsTarget=firstParty", "?revokeGrantsTarget=all"}) {
      CAPTURE(query);
      Browser browser(server);
      const Client client(server, "web");
      const auto tokens = client.redeem(to_callback(client.sign_in(browser, "alice")));
      const auto sessions = list(administrator, "/users/alice/sessions", "sessions");
      REQUIRE(sessions.size() == 1);
      const auto path =
          "/users/alice/sessions/" + string_at(sessions[0].at("payload").as_object(), "jti");
      CHECK(administrator.send(Method::delete_, path + "?revokeGrantsTarget=some").status == 400);
      CHECK(administrator.send(Method::delete_, path + query).status == 204);
      CHECK(list(administrator, "/users/alice/sessions", "sessions").empty());
      CHECK(is_active(server, tokens.text("refresh_token")) == query.empty());
      const Fields silent{{"scope", "openid"}, {"prompt", "none"}};
      CHECK(to_callback(client.authorize(browser, silent)).parameters.contains("error"));
      const auto again = administrator.send(Method::delete_, path);
      CHECK(again.status == 404);
      CHECK(to_answer(again).text("code") == "oidc.session_not_found");
    }
  });
}

TEST_CASE("a grant that is revoked takes its tokens along, and is asked for anew") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Administrator administrator(server);
    SignedIn signed_in(server);
    const auto grants = list(administrator, "/users/alice/grants", "grants");
    REQUIRE(grants.size() == 1);
    const auto path = "/users/alice/grants/" + string_at(grants[0].as_object(), "id");
    CHECK(administrator.send(Method::delete_, path).status == 204);
    CHECK_FALSE(is_active(server, signed_in.web.text("refresh_token")));
    CHECK_FALSE(is_active(server, signed_in.web.text("access_token")));
    CHECK(Client(server, "web").refresh(signed_in.web.text("refresh_token")).status() == 400);
    CHECK(list(administrator, "/users/alice/grants", "grants").empty());
    const auto sessions = list(administrator, "/users/alice/sessions", "sessions");
    REQUIRE(sessions.size() == 1);
    CHECK_FALSE(sessions[0].at("payload").as_object().contains("authorizations"));
  });
}

TEST_CASE("sessions and grants of others are not this user's") {
  for_each_engine([](Server& server) {
    add_shop(server);
    server.insert(a_user("bob"));
    Administrator administrator(server);
    const SignedIn signed_in(server);
    const auto session = string_at(
        list(administrator, "/users/alice/sessions", "sessions")[0].at("payload").as_object(), "jti"
    );
    const auto grant =
        string_at(list(administrator, "/users/alice/grants", "grants")[0].as_object(), "id");
    for (const auto method : {Method::get, Method::delete_}) {
      const auto response = administrator.send(method, "/users/bob/sessions/" + session);
      CHECK(response.status == 404);
      CHECK(to_answer(response).text("code") == "oidc.session_not_found");
    }
    const auto response = administrator.send(Method::delete_, "/users/bob/grants/" + grant);
    CHECK(response.status == 404);
    CHECK(to_answer(response).text("code") == "oidc.invalid_grant");
    CHECK(administrator.send(Method::delete_, "/users/alice/grants/none").status == 404);
    CHECK(administrator.send(Method::get, "/users/alice/sessions/none").status == 404);
    CHECK(is_active(server, signed_in.web.text("refresh_token")));
  });
}

TEST_CASE("nothing of a suspended user works, and applications are told") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Administrator administrator(server);
    auto listener = an_application("listener");
    listener.oidc_client_metadata.backchannel_logout_uri = "https://listener.example/logout";
    server.insert(listener);
    const Client client(server, "listener");
    Browser browser(server);
    const auto tokens = client.redeem(to_callback(client.sign_in(browser, "alice")));
    REQUIRE(tokens.status() == 200);
    const auto user = administrator.expect(
        200, Method::patch, "/users/alice/is-suspended", R"({"isSuspended":true})"
    );
    CHECK(user.at("isSuspended").as_bool());
    CHECK(list(administrator, "/users/alice/sessions", "sessions").empty());
    CHECK(list(administrator, "/users/alice/grants", "grants").empty());
    CHECK_FALSE(is_active(server, tokens.text("refresh_token")));
    CHECK(client.refresh(tokens.text("refresh_token")).status() == 400);
    CHECK(get_userinfo(server, tokens.text("access_token")).status() == 401);
    const auto messages = server.outbox();
    REQUIRE(messages.size() == 1);
    const auto notice = parse_logout_notice(messages[0].payload);
    REQUIRE(notice);
    CHECK(notice->client_id == ApplicationId("listener"));
    CHECK(notice->user_id == UserId("alice"));

    administrator.expect(
        200, Method::patch, "/users/alice/is-suspended", R"({"isSuspended":false})"
    );
    CHECK(client.refresh(tokens.text("refresh_token")).status() == 400);
    CHECK(client.tokens_of("alice").status() == 200);
  });
}

TEST_CASE("nothing of a deleted user works, and applications are told") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Administrator administrator(server);
    auto listener = an_application("listener");
    listener.oidc_client_metadata.backchannel_logout_uri = "https://listener.example/logout";
    server.insert(listener);
    const Client client(server, "listener");
    const auto tokens = client.tokens_of("alice");
    REQUIRE(tokens.status() == 200);
    CHECK(administrator.send(Method::delete_, "/users/alice").status == 204);
    CHECK(client.refresh(tokens.text("refresh_token")).status() == 400);
    CHECK(get_userinfo(server, tokens.text("access_token")).status() == 401);
    REQUIRE(server.outbox().size() == 1);
    CHECK(
        parse_logout_notice(server.outbox()[0].payload)->uri == "https://listener.example/logout"
    );
  });
}

}  // namespace daemun::flows
