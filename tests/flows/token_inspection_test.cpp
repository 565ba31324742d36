// Introspection and revocation, on tokens that came the whole way.
#include <doctest/doctest.h>

#include "flows/harness/client.h"
#include "flows/harness/shop.h"

namespace daemun::flows {

namespace {

Answer introspect(const Client& client, const std::string& token) {
  return client.post("/oidc/token/introspection", {{"token", token}});
}

Answer revoke(const Client& client, const std::string& token) {
  return client.post("/oidc/token/revocation", {{"token", token}});
}

constexpr const char* inactive = R"({"active":false})";

}  // namespace

TEST_CASE("introspection tells of an opaque token what Logto tells") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    const auto tokens = client.tokens_of("alice");
    const auto answer = introspect(client, tokens.text("access_token"));
    CHECK(answer.status() == 200);
    CHECK(
        answer.response.body ==
        R"({"active":true,"sub":"alice","client_id":"web","exp":1800003600,"iat":1800000000,)"
        R"("iss":"https://auth.example/oidc","scope":"openid offline_access profile",)"
        R"("token_type":"Bearer"})"
    );
    server.clock.advance(Seconds(3600));
    CHECK(introspect(client, tokens.text("access_token")).response.body == inactive);
    CHECK(introspect(client, "x").response.body == inactive);
  });
}

TEST_CASE("introspection and revocation refuse JWTs, each with its own words") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    const auto refresh_token = client.tokens_of("alice", shop_request).text("refresh_token");
    const auto jwt = client.refresh(refresh_token, {{"resource", shop_api}}).text("access_token");
    const auto introspected = introspect(client, jwt);
    CHECK(introspected.status() == 400);
    CHECK(introspected.text("error") == "unsupported_token_type");
    CHECK(
        introspected.text("error_description") ==
        "Structured JWT Tokens cannot be introspected via the introspection_endpoint"
    );
    const auto revoked = revoke(client, jwt);
    CHECK(revoked.status() == 400);
    CHECK(
        revoked.text("error_description") ==
        "Structured JWT Tokens cannot be revoked via the revocation_endpoint"
    );
  });
}

TEST_CASE("revoking a refresh token ends everything of its grant, and nothing of another") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    const auto tokens = client.tokens_of("alice");
    const auto others = client.tokens_of("alice");
    const auto answer = revoke(client, tokens.text("refresh_token"));
    CHECK(answer.status() == 200);
    CHECK(answer.response.body.empty());
    CHECK(client.refresh(tokens.text("refresh_token")).text("error") == "invalid_grant");
    CHECK(get_userinfo(server, tokens.text("access_token")).status() == 401);
    CHECK(introspect(client, tokens.text("access_token")).response.body == inactive);
    CHECK(client.refresh(others.text("refresh_token")).status() == 200);
    CHECK(revoke(client, tokens.text("refresh_token")).status() == 200);
    CHECK(revoke(client, "nonsense").status() == 200);
  });
}

TEST_CASE("revoking an opaque access token ends the refresh token beside it") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    const auto tokens = client.tokens_of("alice");
    CHECK(revoke(client, tokens.text("access_token")).status() == 200);
    CHECK(get_userinfo(server, tokens.text("access_token")).status() == 401);
    CHECK(client.refresh(tokens.text("refresh_token")).text("error") == "invalid_grant");
  });
}

TEST_CASE("another application revokes nothing") {
  for_each_engine([](Server& server) {
    add_shop(server);
    server.insert(an_application("other"));
    const Client client(server, "web");
    const auto tokens = client.tokens_of("alice");
    CHECK(revoke(Client(server, "other"), tokens.text("refresh_token")).status() == 400);
    CHECK(revoke(Client(server, "spa"), tokens.text("refresh_token")).status() == 200);
    CHECK(client.refresh(tokens.text("refresh_token")).status() == 200);
  });
}

}  // namespace daemun::flows
