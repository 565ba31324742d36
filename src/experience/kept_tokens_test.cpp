// What the service gives with a sign-in is kept for the user, where the connector is to keep it.
#include "experience/test_social.h"
#include "storage/token_secret_store.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>

namespace daemun::experience {
namespace {

using namespace test;

const std::string ann = "ann@mail.example";

storage::TokenSecretStore secrets_of(TestTenant& tenant) {
  return {*tenant.database, *tenant.vault, tenant.random, tenant.tenant};
}

std::string stored_state(TestTenant& tenant) {
  storage::Query query{.parameters = {tenant.tenant}};
  query.text = "select experience_state from interactions where tenant_id = $1";
  const auto rows = run_task(tenant.database->read(std::move(query)));
  std::string all;
  for (const auto& row : rows)
    all += row.text("experience_state");
  return all;
}

// A tenant whose club keeps tokens, with a member whom it does not know yet.
struct World {
  World() {
    tenant.change_settings(social_settings());
    switch_storage(true);
    club.service.token_answer = tokens("the-access-token");
  }

  void switch_storage(bool is_on) {
    const auto connectors = connectors_of(tenant);
    tenant.commit(connectors.update(ConnectorId("club"), {.enable_token_storage = is_on}));
  }

  net::Response tokens(std::string access_token, json::object more = {}) {
    json::object answer = club.service.tokens();
    answer["access_token"] = std::move(access_token);
    answer["refresh_token"] = "the-refresh-token";
    answer["scope"] = "openid mail";
    for (auto& member : more)
      answer[member.key()] = std::move(member.value());
    return connectors::test::to_answer(answer);
  }

  // The nonce of the ID token is known when the browser has gone to the service.
  http::Response prove(Browser& browser, std::string access_token = "the-access-token") {
    const auto begun = club.begin(browser);
    club.service.visit(std::string(*find_string(body_of(begun), "authorizationUri")));
    club.service.token_answer = tokens(std::move(access_token));
    return club.finish(browser, begun, {{"code", "the-code"}, {"state", "the-state"}});
  }

  Browser a_browser(std::string_view event) {
    Browser browser(tenant, tenant.insert_interaction("app1"));
    CHECK(browser.start(event).status == 204);
    return browser;
  }

  UserId owner() {
    storage::Query query{.parameters = {tenant.tenant}};
    query.text = "select user_id from user_identities where tenant_id = $1";
    return run_task(tenant.database->read(std::move(query))).front().id<UserId>("user_id");
  }

  std::optional<storage::StoredTokens> find(const UserId& user) {
    return run_task(secrets_of(tenant).find_social(user, "club"));
  }

  UserId register_ann() {
    auto browser = a_browser("Register");
    CHECK(browser.identify(prove(browser)).status == 201);
    CHECK(browser.submit().status == 200);
    return owner();
  }

  TestTenant tenant;
  Club club{tenant};
};

TEST_CASE("a registration keeps the tokens of the service") {
  World world;
  const auto user = world.register_ann();
  const auto kept = world.find(user);
  REQUIRE(kept);
  CHECK(kept->tokens.access_token.reveal() == "the-access-token");
  CHECK(kept->tokens.refresh_token.reveal() == "the-refresh-token");
  CHECK_FALSE(kept->tokens.id_token.empty());
  CHECK(kept->secret.scope == "openid mail");
  CHECK(kept->secret.token_type == "Bearer");
  CHECK(kept->secret.expires_at == world.tenant.clock.now() + Seconds(3600));
  CHECK(kept->secret.user_id == user);
  CHECK(kept->secret.identity_id == "ann");
  const auto& source = std::get<SocialTokenSource>(kept->secret.source);
  CHECK(source.connector_id == ConnectorId("club"));
  CHECK(source.target == "club");
}

TEST_CASE("a sign-in keeps the newest tokens of the service") {
  World world;
  const auto user = world.register_ann();
  auto browser = world.a_browser("SignIn");
  CHECK(browser.identify(world.prove(browser, "the-next-token")).status == 204);
  CHECK(world.find(user)->tokens.access_token.reveal() == "the-access-token");
  CHECK(browser.submit().status == 200);
  CHECK(world.find(user)->tokens.access_token.reveal() == "the-next-token");
}

TEST_CASE("a link to an account keeps the tokens of the service") {
  World world;
  const auto user = world.tenant.insert_user("ann");
  storage::UserChanges changes;
  changes.primary_email = {.is_given = true, .value = ann};
  world.tenant.commit(world.tenant.users().update(user, changes, world.tenant.clock.now()));
  world.club.service.claims["email"] = ann;
  world.club.service.claims["email_verified"] = true;
  auto browser = world.a_browser("SignIn");
  CHECK(browser.take(identify, link_of(world.prove(browser))).status == 204);
  CHECK_FALSE(world.find(user));
  CHECK(browser.submit().status == 200);
  CHECK(world.find(user));
}

TEST_CASE("a dialogue shows and stores no token of the service in clear") {
  World world;
  auto browser = world.a_browser("Register");
  const auto proof = world.prove(browser);
  CHECK(proof.body.find("-token\"") == std::string::npos);
  CHECK(browser.identify(proof).status == 201);
  const auto state = stored_state(world.tenant);
  REQUIRE(state.find("\"tokens\":\"") != std::string::npos);
  CHECK(state.find("the-access-token") == std::string::npos);
  CHECK(state.find("the-refresh-token") == std::string::npos);
  CHECK(state.find("eyJ") == std::string::npos);
}

TEST_CASE("the tokens of another dialogue or account do not open") {
  World world;
  auto browser = world.a_browser("Register");
  const auto proof = world.prove(browser);
  CHECK(browser.identify(proof).status == 201);
  auto other = world.a_browser("Register");
  world.club.service.claims["sub"] = "bob";
  CHECK(other.identify(world.prove(other)).status == 201);
  auto mine = *world.tenant.find(browser.interaction().id);
  const auto theirs = *world.tenant.find(other.interaction().id);
  const auto tokens_of = [](const Interaction& interaction) {
    const auto state = json::parse(interaction.experience_state);
    return std::string(state.at("verifications").at(0).at("tokens").as_string());
  };
  auto& state = mine.experience_state;
  const auto own = tokens_of(mine);
  state.replace(state.find(own), own.size(), tokens_of(theirs));
  world.tenant.commit(world.tenant.interactions().update(mine));
  CHECK_THROWS_AS(browser.submit(), std::runtime_error);
}

TEST_CASE("a connector that is not to keep tokens keeps none") {
  World world;
  SUBCASE("from the beginning") {
    world.switch_storage(false);
    CHECK_FALSE(world.find(world.register_ann()));
  }
  SUBCASE("since the service was asked") {
    auto browser = world.a_browser("Register");
    CHECK(browser.identify(world.prove(browser)).status == 201);
    world.switch_storage(false);
    CHECK(browser.submit().status == 200);
    CHECK_FALSE(world.find(world.owner()));
  }
}

TEST_CASE("an answer with a token that is too long signs in and keeps none") {
  World world;
  auto browser = world.a_browser("Register");
  const auto begun = world.club.begin(browser);
  world.club.service.visit(std::string(*find_string(body_of(begun), "authorizationUri")));
  world.club.service.token_answer =
      world.tokens("the-access-token", {{"refresh_token", std::string(9000, 'r')}});
  const auto proof =
      world.club.finish(browser, begun, {{"code", "the-code"}, {"state", "the-state"}});
  CHECK(browser.identify(proof).status == 201);
  CHECK(browser.submit().status == 200);
  CHECK_FALSE(world.find(world.owner()));
}

}  // namespace
}  // namespace daemun::experience
