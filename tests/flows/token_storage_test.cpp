// The tokens of services that are kept for users, as administrators see them: never the tokens.
#include "connectors/social/test_service.h"
#include "storage/token_secret_store.h"

#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/shop.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string identity_path = "/users/alice/identities/second";

json::object a_connector(json::object more = {}) {
  json::object body{
      {"connectorId", "oidc"},
      {"id", "second"},
      {"enableTokenStorage", true},
      {"config", connectors::test::oidc_config()},
      {"metadata", {{"target", "second"}, {"name", {{"en", "The second"}}}}}};
  for (auto& member : more)
    body[member.key()] = std::move(member.value());
  return body;
}

std::string refusal_of(const http::Response& response) {
  return std::to_string(response.status) + " " + to_answer(response).text("code");
}

// alice has an account at the service "second", and tokens of it are kept.
struct World {
  explicit World(Server& its_server) : server(its_server) {
    add_shop(server);
    administrator.emplace(server);
    made = administrator->expect(200, Method::post, "/connectors", json::serialize(a_connector()));
    put_identity("ann");
    keep_tokens();
  }

  void put_identity(const std::string& id) {
    const json::object body{{"userId", id}, {"details", {{"id", id}}}};
    const auto answer = administrator->send(Method::put, identity_path, json::serialize(body));
    CHECK(answer.status < 300);
  }

  void keep_tokens() {
    const storage::TokenSecretStore secrets(
        *server.database, server.vault, server.random, server.tenant
    );
    const TokenSecret secret{
        .id = TokenSecretId("secret1"),
        .user_id = UserId("alice"),
        .source = SocialTokenSource{.connector_id = ConnectorId("second"), .target = "second"},
        .identity_id = "ann",
        .created_at = server.clock.now()};
    const TokenSet tokens{
        .access_token = Secret("the-access-token"),
        .refresh_token = Secret("the-refresh-token"),
        .scope = "mail",
        .token_type = "Bearer",
        .expires_at = server.clock.now() + Seconds(3600)};
    server.commit(secrets.put(secret, tokens));
  }

  bool has_tokens() {
    const auto shown = administrator->get(identity_path + "?includeTokenSecret=true");
    return shown.as_object().contains("tokenSecret");
  }

  std::string patch(const json::object& changes) {
    return refusal_of(
        administrator->send(Method::patch, "/connectors/second", json::serialize(changes))
    );
  }

  Server& server;
  std::optional<Administrator> administrator;
  json::object made;
};

}  // namespace

TEST_CASE("connectors keep tokens where the service's are of use later") {
  for_each_engine([](Server& server) {
    World world(server);
    CHECK(world.made.at("enableTokenStorage").as_bool());
    CHECK(world.made.at("isTokenStorageSupported").as_bool());
    const auto supports = [&](const std::string& id) {
      const auto factory = world.administrator->get("/connector-factories/" + id).as_object();
      return find_bool(factory, "isTokenStorageSupported").value_or(false);
    };
    for (const std::string id :
         {"oidc", "oauth2", "google-universal", "github-universal", "facebook-universal"}) {
      CAPTURE(id);
      CHECK(supports(id));
    }
    CHECK_FALSE(supports("kakao-universal"));
    CHECK_FALSE(supports("postmark-mail"));
    const json::object kakao{
        {"connectorId", "kakao-universal"},
        {"enableTokenStorage", true},
        {"config", {{"clientId", "a"}, {"clientSecret", "b"}}}};
    CHECK(
        refusal_of(world.administrator->send(Method::post, "/connectors", json::serialize(kakao))
        ) == "422 connector.token_storage_not_supported"
    );
  });
}

TEST_CASE("a user's identity shows that tokens are kept, where the call asks, and no token") {
  for_each_engine([](Server& server) {
    World world(server);
    const auto response =
        world.administrator->send(Method::get, identity_path + "?includeTokenSecret=true");
    CHECK(response.body.find("-token\"") == std::string::npos);
    const auto shown = json::parse(response.body).at("tokenSecret").as_object();
    const auto now = to_unix_ms(server.clock.now());
    const json::object expected{
        {"tenantId", "default"},
        {"id", "secret1"},
        {"userId", "alice"},
        {"type", "federated_token_set"},
        {"metadata",
         {{"scope", "mail"},
          {"expiresAt", to_unix_seconds(server.clock.now() + Seconds(3600))},
          {"tokenType", "Bearer"},
          {"hasRefreshToken", true}}},
        {"createdAt", now},
        {"updatedAt", now},
        {"connectorId", "second"},
        {"identityId", "ann"},
        {"target", "second"}};
    CHECK(json::value(shown) == json::value(expected));
    CHECK_FALSE(world.administrator->get(identity_path).as_object().contains("tokenSecret"));
    const std::string all = "/users/alice/all-identities";
    const auto listed = world.administrator->get(all + "?includeTokenSecret=true");
    CHECK(listed.at("socialIdentities").at(0).at("tokenSecret") == json::value(expected));
    for (const std::string query : {"", "?includeTokenSecret=false"}) {
      const auto plain = world.administrator->get(all + query).at("socialIdentities").at(0);
      CHECK_FALSE(plain.as_object().contains("tokenSecret"));
    }
  });
}

TEST_CASE("tokens go when the user gets another account at the service") {
  for_each_engine([](Server& server) {
    World world(server);
    world.put_identity("ann");
    CHECK(world.has_tokens());
    world.put_identity("bob");
    CHECK_FALSE(world.has_tokens());
  });
}

TEST_CASE("tokens go when the connector is to keep none, and when it goes") {
  for_each_engine([](Server& server) {
    World world(server);
    CHECK(world.patch({{"syncProfile", true}}) == "200 ");
    CHECK(world.has_tokens());
    CHECK(world.patch({{"enableTokenStorage", false}}) == "200 ");
    CHECK_FALSE(world.has_tokens());
    CHECK(world.patch({{"enableTokenStorage", true}}) == "200 ");
    world.keep_tokens();
    CHECK(world.has_tokens());
    CHECK(world.administrator->send(Method::delete_, "/connectors/second").status == 204);
    CHECK_FALSE(world.has_tokens());
  });
}

TEST_CASE("an administrator deletes the tokens of a user") {
  for_each_engine([](Server& server) {
    World world(server);
    CHECK(world.administrator->send(Method::delete_, "/secrets/secret1").status == 204);
    CHECK_FALSE(world.has_tokens());
    CHECK(
        refusal_of(world.administrator->send(Method::delete_, "/secrets/secret1")) ==
        "404 entity.not_found"
    );
  });
}

TEST_CASE("a file of the tenant has no tokens of services") {
  for_each_engine([](Server& server) {
    World world(server);
    for (const std::string query : {"", "?withSecrets=true"}) {
      const auto file = world.administrator->send(Method::get, "/configs/tenant-file" + query);
      CHECK(file.status == 200);
      CHECK(file.body.find("alice") != std::string::npos);
      CHECK(file.body.find("the-access-token") == std::string::npos);
      CHECK(file.body.find("the-refresh-token") == std::string::npos);
    }
  });
}

}  // namespace daemun::flows
