// Sign-ins that a company's SAML provider begins on its own: off without a configuration, only to
// registered targets, and for the browser that brought the response.
#include "experience/saml_visit.h"
#include "experience/test_saml_provider.h"
#include "storage/application_store.h"
#include "storage/idp_initiated_config_store.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun::experience {
namespace {

using namespace test;

const std::string cookie_of_session = "__Host-_logto_idp_saml_sso_session_id";
const std::string unknown = "404 session.connector_validation_session_not_found";

void insert_portal(SamlWorld& world) {
  Application portal;
  portal.id = ApplicationId("portal");
  portal.name = "Portal";
  portal.oidc_client_metadata.redirect_uris = {"https://portal.example/callback"};
  portal.created_at = world.tenant.clock.now();
  world.tenant.commit(
      storage::ApplicationStore(*world.tenant.database, *world.tenant.vault, world.tenant.tenant)
          .insert(portal)
  );
}

IdpInitiatedConfig a_config(SamlWorld& world) {
  return {
      .connector_id = SsoConnectorId("acme"),
      .default_application_id = ApplicationId("portal"),
      .auto_send_authorization_request = true,
      .auth_parameters = {{"scope", "email"}, {"resource", "https://api"}, {"prompt", "none"}},
      .created_at = world.tenant.clock.now()};
}

void put(SamlWorld& world, const IdpInitiatedConfig& config) {
  world.tenant.commit(
      storage::IdpInitiatedConfigStore(*world.tenant.database, world.tenant.tenant).put(config)
  );
}

std::string cookie_in(const http::Response& answer) {
  const auto* set = answer.find("set-cookie");
  return set == nullptr ? "" : set->substr(0, set->find(';'));
}

}  // namespace

TEST_CASE("a provider begins no sign-in without a configuration") {
  SamlWorld world;
  const SamlText said;
  CHECK(sso_refusal_of(world.post(said.to_field(), "")) == unknown);
}

TEST_CASE("a provider begins a sign-in to the application of the configuration") {
  SamlWorld world;
  insert_portal(world);
  put(world, a_config(world));
  const SamlText said;
  const auto answer = world.post(said.to_field(), "");
  CHECK(answer.status == 302);
  CHECK(
      target_of(answer) ==
      "https://auth.example/oidc/auth?client_id=portal&redirect_uri=https%3A%2F%2Fportal.example"
      "%2Fcallback&response_type=code&prompt=login&direct_sign_in=sso%3Aacme&scope=openid+profile"
      "+email&resource=https%3A%2F%2Fapi"
  );
  const auto cookie = cookie_in(answer);
  CHECK(cookie.starts_with(cookie_of_session + "="));
  // It signs nobody in by itself; the dialogue that follows uses it, once.
  auto browser = world.browser("Register");
  browser.cookies = cookie;
  const auto begun = begin_sso(browser);
  const std::string url(body_of(begun).at("authorizationUri").as_string());
  CHECK(url.starts_with("https://auth.example/callback/acme?state=the-state&code="));
  const auto proof = finish_sso(browser, begun, data_of_url(url));
  CHECK(browser.identify(proof).status == 201);
  CHECK(browser.submit().status == 200);
  CHECK(find_employee(world.tenant, saml_person, saml_provider_id));
  auto again = world.browser();
  again.cookies = cookie;
  const std::string second(body_of(begin_sso(again)).at("authorizationUri").as_string());
  CHECK(second.starts_with(saml_provider_id));
}

TEST_CASE("the session of a provider's sign-in is for its browser, connector and time") {
  SamlWorld world;
  insert_portal(world);
  put(world, a_config(world));
  world.insert(a_saml_connector("other"));
  const SamlText said;
  const auto cookie = cookie_in(world.post(said.to_field(), ""));
  const auto begin = [&](const std::string& cookies, const std::string& connector) {
    auto browser = world.browser();
    browser.cookies = cookies;
    return std::string(body_of(begin_sso(browser, connector)).at("authorizationUri").as_string());
  };
  CHECK(begin("", "acme").starts_with(saml_provider_id));
  CHECK(begin(cookie_of_session + "=guessed", "acme").starts_with(saml_provider_id));
  CHECK(begin(cookie, "other").starts_with(saml_provider_id));
  world.tenant.clock.advance(std::chrono::minutes(11));
  CHECK(begin(cookie, "acme").starts_with(saml_provider_id));
}

TEST_CASE("a provider's sign-in goes to registered targets only") {
  const auto unregistered = [](IdpInitiatedConfig& config) {
    config.redirect_uri = "https://evil.example/callback";
  };
  const auto foreign_page = [](IdpInitiatedConfig& config) {
    config.auto_send_authorization_request = false;
    config.client_callback_uri = "https://evil.example/";
  };
  const auto no_page = [](IdpInitiatedConfig& config) {
    config.auto_send_authorization_request = false;
  };
  const auto third_party = [](IdpInitiatedConfig& config) {
    config.default_application_id = ApplicationId("app1");
  };
  const SamlText said;
  for (const auto change : {+unregistered, +foreign_page, +no_page, +third_party}) {
    SamlWorld world;
    insert_portal(world);
    auto config = a_config(world);
    change(config);
    put(world, config);
    CHECK(sso_refusal_of(world.post(said.to_field(), "")) == unknown);
  }
  SamlWorld world;
  insert_portal(world);
  auto config = a_config(world);
  config.auto_send_authorization_request = false;
  config.client_callback_uri = "https://portal.example/begin?x=1";
  put(world, config);
  CHECK(
      target_of(world.post(said.to_field(), "")) ==
      "https://portal.example/begin?x=1&ssoConnectorId=acme"
  );
}

TEST_CASE("a response begins a sign-in once, and an answer to a request begins none") {
  SamlWorld world;
  insert_portal(world);
  put(world, a_config(world));
  const SamlText said;
  CHECK(world.post(said.to_field(), "").status == 302);
  const std::string refused = "401 connector.authorization_failed";
  CHECK(sso_refusal_of(world.post(said.to_field(), "")) == refused);
  const SamlText answer{.request_id = "_request", .assertion_id = "_other"};
  CHECK(sso_refusal_of(world.post(answer.to_field(), "")) == refused);
  const SamlText elsewhere{.assertion_id = "_third", .connector = "other"};
  const auto bad = world.post(elsewhere.to_field(), "");
  CHECK(sso_refusal_of(bad) == refused);
  CHECK(bad.find("set-cookie") == nullptr);
}

}  // namespace daemun::experience
