// Signing in with the generic SAML connector: as with a service, and with every check of companies'
// SAML providers.
#include "experience/test_saml_provider.h"
#include "experience/test_social.h"
#include "storage/user_identity_lookup.h"

#include <doctest/doctest.h>

#include <string>

#include "saml/test_metadata.h"

namespace daemun::experience {
namespace {

using namespace test;

const std::string entity_id = "https://auth.example/club";

Connector a_saml_club(const std::string& id = "club", const std::string& target = "club") {
  auto connector = a_connector(
      id, target, {{"entityID", entity_id}, {"idpMetadataXml", idp::a_metadata_document()}}
  );
  connector.factory_id = "saml";
  return connector;
}

std::string consumer_of_club(const std::string& connector = "club") {
  return "https://auth.example/api/authn/saml/" + connector;
}

struct World {
  explicit World(json::object more = {}) {
    tenant.change_settings(social_settings(std::move(more)));
    tenant.commit(connectors_of(tenant).insert(a_saml_club()));
  }

  Browser browser(std::string_view event = "SignIn") { return a_dialogue(tenant, event); }
  void configure(json::object more) {
    auto config = a_saml_club().config;
    for (auto& member : more)
      config[member.key()] = std::move(member.value());
    tenant.commit(connectors_of(tenant).update(ConnectorId("club"), {.config = std::move(config)}));
  }

  http::Response begin(Browser& browser, std::string connector = "club") {
    const json::object body{
        {"state", "the-state"}, {"redirectUri", "https://auth.example/callback/" + connector}};
    return browser.take(
        social_method.endpoints[0].step, body, {{"connectorId", std::move(connector)}}
    );
  }
  // The form that the provider's page posts.
  http::Response post(
      const std::string& field, const std::string& relay_state, const std::string& to = "club"
  ) {
    http::Request request;
    request.method = http::Method::post;
    request.headers = {
        {"content-type", "application/x-www-form-urlencoded"}, {"origin", saml_provider_id}};
    request.path_parameters = {{"connectorId", to}};
    request.body = "SAMLResponse=" + to_percent_encoded(field);
    if (!relay_state.empty()) request.body += "&RelayState=" + to_percent_encoded(relay_state);
    return run_task(sso.take_social_response(std::move(request)));
  }
  http::Response finish(Browser& browser, const http::Response& begun, json::object data) {
    return browser.take(
        social_method.endpoints[1].step,
        {{"connectorData", std::move(data)},
         {"verificationId", find_string(body_of(begun), "verificationId").value_or("-")}},
        {{"connectorId", "club"}}
    );
  }
  SamlText says(const std::string& relay_state, const std::string& assertion = "_assertion") {
    const storage::SamlSignInStore store(*tenant.database, tenant.tenant);
    const auto visit = run_task(store.find_visit(storage::hash_saml_secret(relay_state)));
    return {
        .request_id = visit ? visit->request_id : "",
        .assertion_id = assertion,
        .consumer = consumer_of_club(),
        .audience = entity_id};
  }
  // There and back.
  http::Response prove(Browser& browser, const std::string& assertion = "_assertion") {
    const auto begun = begin(browser);
    const auto relay_state = relay_state_of(begun);
    const auto answer = post(says(relay_state, assertion).to_field(), relay_state);
    return finish(browser, begun, data_of_callback(answer));
  }
  std::string last_reason() {
    const storage::LogStore logs(*tenant.database, tenant.tenant);
    const auto lines = run_task(logs.list(1));
    if (lines.empty()) return "";
    const auto payload = json::parse(lines.front().payload).as_object();
    return std::string(find_string(payload, "reason").value_or(""));
  }
  std::optional<User> find_member() {
    const storage::UserIdentityLookup lookup(*tenant.database, tenant.tenant);
    const auto owner = run_task(lookup.find_owner({.target = "club", .id = saml_person}));
    if (!owner) return std::nullopt;
    return owner->user;
  }

  TestTenant tenant;
  SingleSignOn sso{tenant.dependencies()};
};

}  // namespace

TEST_CASE("a SAML connector signs its person up, and in from then on") {
  World world;
  auto browser = world.browser("Register");
  const auto begun = world.begin(browser);
  const std::string url(body_of(begun).at("authorizationUri").as_string());
  CHECK(url.starts_with(saml_provider_id + "/sso?SAMLRequest="));
  CHECK(url.find("&Signature=") == std::string::npos);
  const auto relay_state = relay_state_of(begun);
  const auto answer = world.post(world.says(relay_state).to_field(), relay_state);
  CHECK(answer.status == 302);
  CHECK(target_of(answer).starts_with("https://auth.example/callback/club?state=the-state&code="));
  const auto proof = world.finish(browser, begun, data_of_callback(answer));
  CHECK(browser.identify(proof).status == 201);
  CHECK(browser.submit().status == 200);
  const auto member = world.find_member();
  REQUIRE(member);
  // Nobody says that the address is verified.
  CHECK_FALSE(member->primary_email);
  const auto identities = json::parse(member->identities);
  CHECK(
      json::serialize(identities.at("club").at("details").at("rawData").at("groups")) ==
      R"(["one","two"])"
  );
  auto again = world.browser();
  CHECK(again.identify(world.prove(again, "_second")).status == 204);
  CHECK(again.submit().status == 200);
}

TEST_CASE("an address of a SAML connector counts where the administrator trusts it") {
  World world;
  world.configure({{"trustUnverifiedEmail", true}});
  auto browser = world.browser("Register");
  CHECK(browser.identify(world.prove(browser)).status == 201);
  CHECK(browser.submit().status == 200);
  CHECK(world.find_member()->primary_email == saml_person);
}

TEST_CASE("a response to a SAML connector is for the browser that brought it and its dialogue") {
  World world;
  auto stranger = world.browser("Register");
  const auto begun = world.begin(stranger);
  const auto relay_state = relay_state_of(begun);
  const auto data = data_of_callback(world.post(world.says(relay_state).to_field(), relay_state));
  auto victim = world.browser("Register");
  CHECK(
      sso_refusal_of(world.finish(victim, begun, data)) ==
      "404 session.verification_session_not_found"
  );
  CHECK(
      sso_refusal_of(world.finish(stranger, begun, {{"code", "guessed"}})) ==
      "401 connector.authorization_failed"
  );
  CHECK(
      sso_refusal_of(world.finish(stranger, begun, data)) ==
      "400 session.connector_validation_session_not_found"
  );
}

TEST_CASE("a SAML connector without a response has proven nothing") {
  World world;
  auto browser = world.browser();
  const auto begun = world.begin(browser);
  CHECK(
      sso_refusal_of(world.finish(browser, begun, {{"code", ""}})) ==
      "400 session.connector_session_not_found"
  );
}

TEST_CASE("every bad response to a SAML connector has the same answer, and ends its visit") {
  World world;
  const auto unsigned_one = [](SamlText& said) { said.is_signed = false; };
  const auto to_another_request = [](SamlText& said) { said.request_id = "_another"; };
  const auto unasked = [](SamlText& said) { said.request_id.clear(); };
  const auto to_another_place = [](SamlText& said) { said.consumer = consumer_of("club"); };
  const auto for_another = [](SamlText& said) { said.audience = "https://other.example"; };
  const auto encrypted = [](SamlText& said) { said.is_encrypted = true; };
  const std::pair<void (*)(SamlText&), const char*> rows[] = {
      {unsigned_one, "not_signed"},
      {to_another_request, "wrong_in_response_to"},
      {unasked, "wrong_in_response_to"},
      {to_another_place, "wrong_destination"},
      {for_another, "wrong_audience"},
      {encrypted, "no_decryption_key"}};
  for (const auto& [change, reason] : rows) {
    const auto captured = reason;  // clang 14 captures no binding
    CAPTURE(captured);
    world.tenant.clock.advance(Milliseconds(1));
    auto browser = world.browser();
    const auto begun = world.begin(browser);
    const auto relay_state = relay_state_of(begun);
    auto said = world.says(relay_state);
    change(said);
    const auto answer = world.post(said.to_field(), relay_state);
    CHECK(
        target_of(answer) ==
        "https://auth.example/callback/club?state=the-state&error=authorization_failed"
    );
    CHECK(world.last_reason() == reason);
    CHECK(
        sso_refusal_of(world.post(world.says(relay_state).to_field(), relay_state)) ==
        "400 session.not_found"
    );
    CHECK(
        sso_refusal_of(world.finish(browser, begun, data_of_callback(answer))) ==
        "400 session.connector_validation_session_not_found"
    );
  }
}

TEST_CASE("an assertion for a SAML connector counts once, whatever it answers") {
  World world;
  auto browser = world.browser();
  CHECK(world.prove(browser).status == 200);
  auto another = world.browser();
  const auto relay_state = relay_state_of(world.begin(another));
  const auto refused =
      data_of_callback(world.post(world.says(relay_state).to_field(), relay_state));
  CHECK(refused.at("error") == "authorization_failed");
  CHECK(world.last_reason() == "replayed");
}

TEST_CASE("a response finds the visits of its own connector alone") {
  World world({{"socialSignInConnectorTargets", json::array{"club", "rival"}}});
  world.tenant.commit(connectors_of(world.tenant).insert(a_saml_club("rival", "rival")));
  auto browser = world.browser();
  const auto relay_state = relay_state_of(world.begin(browser));
  CHECK(sso_refusal_of(world.post("x", "unknown")) == "400 session.not_found");
  CHECK(sso_refusal_of(world.post("x", relay_state, "rival")) == "400 session.not_found");
  CHECK(sso_refusal_of(world.post("x", "")) == "400 connector.invalid_response");
  CHECK(sso_refusal_of(world.post("x", relay_state, "none")) == "422 session.invalid_connector_id");
  // A company's consumer takes none of a social connector, and has none of this id.
  http::Request request;
  request.headers = {{"content-type", "application/x-www-form-urlencoded"}};
  request.path_parameters = {{"connectorId", "club"}};
  request.body = "SAMLResponse=x&RelayState=" + relay_state;
  CHECK(
      sso_refusal_of(run_task(world.sso.take_response(std::move(request)))) ==
      "404 entity.not_found"
  );
  world.tenant.clock.advance(std::chrono::minutes(16));
  CHECK(sso_refusal_of(world.post("x", relay_state)) == "400 session.not_found");
}

TEST_CASE("a SAML connector that is not in use takes no response, nor does one of another kind") {
  World world;
  auto browser = world.browser();
  const auto relay_state = relay_state_of(world.begin(browser));
  const auto said = world.says(relay_state);
  world.tenant.change_settings(social_settings({{"socialSignInConnectorTargets", json::array()}}));
  CHECK(
      sso_refusal_of(world.post(said.to_field(), relay_state)) ==
      "422 user.sign_in_method_not_enabled"
  );
  world.tenant.commit(connectors_of(world.tenant)
                          .insert(a_connector("open", "open", connectors::test::oidc_config())));
  CHECK(
      sso_refusal_of(world.post(said.to_field(), relay_state, "open")) ==
      "501 connector.not_implemented"
  );
}

TEST_CASE("requests of a SAML connector are signed and assertions decrypted with its own keys") {
  World world;
  const auto pem = idp::service_key().key.to_pem().reveal();
  world.configure(
      {{"signAuthnRequest", true},
       {"privateKey", pem},
       {"encryptAssertion", true},
       {"encPrivateKey", pem}}
  );
  auto browser = world.browser("Register");
  const auto begun = world.begin(browser);
  const std::string url(body_of(begun).at("authorizationUri").as_string());
  CHECK(url.find("&Signature=") != std::string::npos);
  const auto relay_state = relay_state_of(begun);
  auto said = world.says(relay_state);
  said.is_encrypted = true;
  const auto data = data_of_callback(world.post(said.to_field(), relay_state));
  CHECK(browser.identify(world.finish(browser, begun, data)).status == 201);
}

TEST_CASE("nobody is sent to the provider of a SAML connector that cannot be used") {
  World world;
  world.configure({{"idpMetadataXml", "<x/>"}});
  auto browser = world.browser();
  CHECK(sso_refusal_of(world.begin(browser)) == "400 connector.invalid_metadata");
}

}  // namespace daemun::experience
