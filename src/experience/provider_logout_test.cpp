// A company's provider ends sessions here.
#include "experience/provider_logout.h"

#include "experience/test_enterprise.h"
#include "jose/jwt.h"
#include "storage/session_origin_store.h"
#include "storage/session_store.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun::experience {
namespace {

using namespace test;

constexpr auto logout_event = "http://schemas.openid.net/event/backchannel-logout";

struct World {
  World() {
    tenant.change_settings(sso_settings());
    ann = insert_employee(tenant);
  }

  // A session that was begun with the company's, of this id there.
  SessionId add_session(std::string id, std::string sid = "s-1") {
    const auto now = tenant.clock.now();
    const Session session{
        .id = SessionId(std::move(id)),
        .secret_hash = std::string(32, 'h'),
        .user_id = ann,
        .signed_in_at = now,
        .created_at = now,
        .renewed_at = now,
        .expires_at = now + Seconds{3600}};
    tenant.commit(sessions().insert(session));
    const SessionOrigin origin{
        .connector_id = SsoConnectorId("acme"), .subject = "ann", .sid = std::move(sid)};
    const storage::SessionOriginStore origins(*tenant.database, tenant.tenant);
    tenant.commit(origins.upsert(session.id, origin));
    return session.id;
  }
  bool is_there(const SessionId& id) { return run_task(sessions().find(id)).has_value(); }
  storage::SessionStore sessions() { return {*tenant.database, tenant.tenant}; }

  // Null takes a member away.
  std::string token(json::object more = {}, std::string type = "logout+jwt") {
    const auto now = to_unix_seconds(tenant.clock.now());
    json::object claims{
        {"iss", company_issuer},
        {"aud", "app"},
        {"iat", now},
        {"exp", now + 120},
        {"jti", "token-" + std::to_string(++tokens)},
        {"sub", "ann"},
        {"events", {{logout_event, json::object()}}}};
    for (const auto& member : more) {
      claims[member.key()] = member.value();
      if (member.value().is_null()) claims.erase(member.key());
    }
    return jose::sign_jwt(connectors::test::service_key(), "k", type, json::serialize(claims));
  }
  int take(const std::string& token, std::string connector = "acme") {
    http::Request request;
    request.method = http::Method::post;
    request.path = "/api/authn/back-channel-logout/" + connector;
    request.path_parameters = {{"connectorId", std::move(connector)}};
    request.headers = {{"content-type", "application/x-www-form-urlencoded"}};
    request.body = "logout_token=" + token;
    ProviderLogout logout(tenant.dependencies());
    return run_task(logout.take(std::move(request))).status;
  }

  TestTenant tenant;
  Company company{tenant};
  UserId ann{};
  int tokens = 0;
};

}  // namespace

TEST_CASE("a provider's logout token ends one session by its sid, and all of a person by the sub") {
  World world;
  const auto one = world.add_session("one", "s-1");
  const auto two = world.add_session("two", "s-2");
  CHECK(world.take(world.token({{"sid", "s-1"}})) == 200);
  CHECK_FALSE(world.is_there(one));
  CHECK(world.is_there(two));
  const auto three = world.add_session("three", "s-3");
  CHECK(world.take(world.token()) == 200);
  CHECK_FALSE(world.is_there(two));
  CHECK_FALSE(world.is_there(three));
  // Of what has ended nothing is left to end.
  CHECK(world.take(world.token()) == 200);
}

TEST_CASE("a provider's logout token ends no session of another person or connector") {
  World world;
  const auto session = world.add_session("one");
  CHECK(world.take(world.token({{"sub", "bob"}})) == 200);
  CHECK(world.take(world.token({{"sid", "s-9"}})) == 200);
  CHECK(world.take(world.token(), "nobody") == 400);
  CHECK(world.is_there(session));
}

TEST_CASE("a forged logout token, or one of another app or kind, ends nothing") {
  World world;
  const auto session = world.add_session("one");
  const auto stranger = crypto::PrivateKey::generate(crypto::SignatureAlgorithm::es256);
  CHECK(world.take(jose::sign_jwt(stranger, "k", "logout+jwt", "{}")) == 400);
  CHECK(world.take("x") == 400);
  for (const json::object& wrong : {
           json::object{{"iss", "https://evil.example"}},
           json::object{{"aud", "another"}},
           json::object{{"events", nullptr}},
           json::object{{"nonce", "n"}},
           json::object{{"sub", nullptr}},
           json::object{{"jti", nullptr}},
           json::object{{"exp", 1}},
       }) {
    CAPTURE(json::serialize(wrong));
    CHECK(world.take(world.token(wrong)) == 400);
  }
  CHECK(world.take(world.token({}, "at+jwt")) == 400);
  CHECK(world.is_there(session));
}

TEST_CASE("a logout token counts once: a session that follows it stays") {
  World world;
  world.add_session("one");
  const auto token = world.token();
  CHECK(world.take(token) == 200);
  const auto next = world.add_session("two");
  CHECK(world.take(token) == 400);
  CHECK(world.is_there(next));
}

TEST_CASE("a session knows the account that began it, and where the person is signed out") {
  World world;
  auto& service = world.company.service;
  service.claims["sid"] = "s-7";
  const auto sign_in = [&] {
    auto browser = a_dialogue(world.tenant, "SignIn");
    REQUIRE(browser.identify(world.company.prove(browser)).status == 204);
    REQUIRE(browser.submit().status == 200);
    return world.tenant.find(browser.interaction().id)->login->origin;
  };
  SessionOrigin expected{.connector_id = SsoConnectorId("acme"), .subject = "ann", .sid = "s-7"};
  CHECK(sign_in() == expected);

  auto config = world.company.connector.config;
  config["signOutAtProvider"] = true;
  world.company.change({.config = config});
  CHECK(sign_in() == expected);

  world.tenant.clock.advance(sso::Documents::kept_for);
  service.answers[company_issuer + "/.well-known/openid-configuration"] =
      connectors::test::to_answer(
          {{"issuer", company_issuer},
           {"authorization_endpoint", company_issuer + "/auth"},
           {"token_endpoint", company_issuer + "/token"},
           {"jwks_uri", company_issuer + "/jwks"},
           {"end_session_endpoint", company_issuer + "/out"},
           {"response_types_supported", json::array{"code"}},
           {"id_token_signing_alg_values_supported", json::array{"ES256"}}}
      );
  expected.logout_url = company_issuer + "/out?client_id=app";
  CHECK(sign_in() == expected);
}

}  // namespace daemun::experience
