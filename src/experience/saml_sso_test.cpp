// Signing in with a company's SAML provider: the response comes with another site's form, without
// cookies, and is for the browser that brought it and the dialogue that asked for it alone.
#include "experience/test_saml_provider.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun::experience {

using namespace test;

TEST_CASE("a SAML response signs its person up, and in from then on") {
  SamlWorld world;
  auto browser = world.browser("Register");
  const auto begun = begin_sso(browser);
  const std::string url(body_of(begun).at("authorizationUri").as_string());
  CHECK(url.starts_with(saml_provider_id + "/sso?SAMLRequest="));
  const auto relay_state = relay_state_of(begun);
  CHECK(relay_state.size() == 43);
  const SamlText said{.request_id = world.request_id_of(relay_state)};
  const auto answer = world.post(said.to_field(), relay_state);
  CHECK(answer.status == 302);
  const auto data = data_of_callback(answer);
  CHECK(data.at("state") == "the-state");
  CHECK(target_of(answer).starts_with("https://auth.example/callback/acme?"));
  const auto proof = finish_sso(browser, begun, data);
  CHECK(browser.identify(proof).status == 201);
  CHECK(browser.submit().status == 200);
  const auto identity = find_employee(world.tenant, saml_person, saml_provider_id);
  REQUIRE(identity);
  const auto user = run_task(world.tenant.users().find(identity->user_id));
  CHECK(user->primary_email == saml_person);
  CHECK(json::serialize(identity->detail.at("groups")) == R"(["one","two"])");
  auto again = world.browser();
  const auto visit = begin_sso(again);
  const auto relay = relay_state_of(visit);
  const SamlText more{.request_id = world.request_id_of(relay), .assertion_id = "_second"};
  const auto back = finish_sso(again, visit, data_of_callback(world.post(more.to_field(), relay)));
  CHECK(again.identify(back).status == 204);
  CHECK(again.submit().status == 200);
}

TEST_CASE("a response is for the browser that brought it and the dialogue that asked for it") {
  SamlWorld world;
  // An attacker sends a victim to the provider with a visit that the attacker has begun.
  auto stranger = world.browser("Register");
  const auto begun = begin_sso(stranger);
  const auto relay_state = relay_state_of(begun);
  const SamlText said{.request_id = world.request_id_of(relay_state)};
  const auto data = data_of_callback(world.post(said.to_field(), relay_state));
  // The other browser has the code, and no such dialogue.
  auto victim = world.browser("Register");
  CHECK(
      sso_refusal_of(finish_sso(victim, begun, data)) ==
      "404 session.verification_session_not_found"
  );
  // The stranger has the dialogue, and no code. That ends it.
  CHECK(
      sso_refusal_of(finish_sso(stranger, begun, {{"code", "guessed"}})) ==
      "401 connector.authorization_failed"
  );
  CHECK(
      sso_refusal_of(finish_sso(stranger, begun, data)) ==
      "400 session.connector_validation_session_not_found"
  );
}

TEST_CASE("a dialogue without a response has proven nothing") {
  SamlWorld world;
  auto browser = world.browser();
  const auto begun = begin_sso(browser);
  CHECK(
      sso_refusal_of(finish_sso(browser, begun, {{"code", ""}})) ==
      "400 session.connector_session_not_found"
  );
}

TEST_CASE("a response counts once, and so does a RelayState") {
  SamlWorld world;
  auto browser = world.browser();
  const auto begun = begin_sso(browser);
  const auto relay_state = relay_state_of(begun);
  const SamlText said{.request_id = world.request_id_of(relay_state)};
  CHECK(data_of_callback(world.post(said.to_field(), relay_state)).contains("code"));
  CHECK(
      sso_refusal_of(world.post(said.to_field(), relay_state)) ==
      "404 session.connector_validation_session_not_found"
  );
  // The same assertion as the answer to another request.
  auto another = world.browser();
  const auto relay = relay_state_of(begin_sso(another));
  const SamlText replayed{.request_id = world.request_id_of(relay)};
  const auto refused = data_of_callback(world.post(replayed.to_field(), relay));
  CHECK(refused.at("error") == "authorization_failed");
  CHECK_FALSE(refused.contains("code"));
  CHECK(world.last_reason() == "replayed");
}

TEST_CASE("every bad response has the same answer, and ends its visit") {
  SamlWorld world;
  world.insert(a_saml_connector("other"));
  const auto to_foreign_request = [](SamlText& said) { said.request_id = "_another"; };
  const auto to_nothing = [](SamlText& said) { said.request_id.clear(); };
  const auto for_another_connector = [](SamlText& said) { said.connector = "other"; };
  const std::pair<void (*)(SamlText&), const char*> rows[] = {
      {to_foreign_request, "wrong_in_response_to"},
      {to_nothing, "wrong_in_response_to"},
      {for_another_connector, "wrong_destination"}};
  for (const auto& [change, reason] : rows) {
    const auto captured = reason;  // clang 14 captures no binding
    CAPTURE(captured);
    world.tenant.clock.advance(Milliseconds(1));
    auto browser = world.browser();
    const auto begun = begin_sso(browser);
    const auto relay_state = relay_state_of(begun);
    SamlText said{.request_id = world.request_id_of(relay_state)};
    change(said);
    const auto answer = world.post(said.to_field(), relay_state);
    CHECK(answer.status == 302);
    CHECK(
        target_of(answer) ==
        "https://auth.example/callback/acme?state=the-state&error=authorization_failed"
    );
    CHECK(world.last_reason() == reason);
    const SamlText good{.request_id = said.request_id};
    CHECK(
        sso_refusal_of(world.post(good.to_field(), relay_state)) ==
        "404 session.connector_validation_session_not_found"
    );
    CHECK(
        sso_refusal_of(finish_sso(browser, begun, data_of_callback(answer))) ==
        "400 session.connector_validation_session_not_found"
    );
  }
}

TEST_CASE("no XML is read without a visit of the connector that waits") {
  SamlWorld world;
  world.insert(a_saml_connector("other"));
  auto browser = world.browser();
  const auto relay_state = relay_state_of(begin_sso(browser));
  const std::string unknown = "404 session.connector_validation_session_not_found";
  CHECK(sso_refusal_of(world.post("x", "")) == unknown);
  CHECK(sso_refusal_of(world.post("x", "unknown")) == unknown);
  CHECK(sso_refusal_of(world.post("x", std::string(5000, 'a'))) == unknown);
  CHECK(sso_refusal_of(world.post("x", relay_state, "other")) == unknown);
  world.tenant.clock.advance(std::chrono::minutes(16));
  CHECK(sso_refusal_of(world.post("x", relay_state)) == unknown);
  CHECK(sso_refusal_of(world.post("x", relay_state, "none")) == "404 entity.not_found");
}

TEST_CASE("a connector that is removed during a visit takes no response") {
  SamlWorld world;
  auto browser = world.browser();
  const auto relay_state = relay_state_of(begin_sso(browser));
  const SamlText said{.request_id = world.request_id_of(relay_state)};
  world.tenant.commit(sso_connectors_of(world.tenant).remove(SsoConnectorId("acme")));
  CHECK(sso_refusal_of(world.post(said.to_field(), relay_state)) == "404 entity.not_found");
  world.insert(a_saml_connector());
  CHECK(
      sso_refusal_of(world.post(said.to_field(), relay_state)) ==
      "404 session.connector_validation_session_not_found"
  );
}

TEST_CASE("requests are signed and assertions decrypted with the key of the connector") {
  SamlWorld world;
  world.insert_key();
  auto config = a_saml_connector().config;
  config["signAuthnRequest"] = true;
  world.tenant.commit(
      sso_connectors_of(world.tenant).update(SsoConnectorId("acme"), {.config = config})
  );
  auto browser = world.browser("Register");
  const auto begun = begin_sso(browser);
  const std::string url(body_of(begun).at("authorizationUri").as_string());
  CHECK(url.find("&Signature=") != std::string::npos);
  const auto relay_state = relay_state_of(begun);
  const SamlText said{.request_id = world.request_id_of(relay_state), .is_encrypted = true};
  const auto data = data_of_callback(world.post(said.to_field(), relay_state));
  CHECK(browser.identify(finish_sso(browser, begun, data)).status == 201);
}

TEST_CASE("nobody is sent to the provider with an unsigned request that has to be signed") {
  SamlWorld world;
  auto config = a_saml_connector().config;
  config["signAuthnRequest"] = true;
  world.tenant.commit(
      sso_connectors_of(world.tenant).update(SsoConnectorId("acme"), {.config = config})
  );
  auto browser = world.browser();
  CHECK(sso_refusal_of(begin_sso(browser)) == "422 single_sign_on.sso_signing_unavailable");
}

TEST_CASE("metadata shows the names and certificates of this server to the provider") {
  SamlWorld world;
  world.insert_key();
  const auto show = [&](const std::string& connector) {
    http::Request request;
    request.path_parameters = {{"connectorId", connector}};
    return run_task(world.sso.show_metadata(std::move(request)));
  };
  const auto shown = show("acme");
  CHECK(shown.status == 200);
  CHECK(*shown.find("content-type") == "application/samlmetadata+xml");
  CHECK(shown.body.find("https://auth.example/enterprise-sso/acme") != std::string::npos);
  CHECK(shown.body.find(consumer_of("acme")) != std::string::npos);
  CHECK(shown.body.find("use=\"encryption\"") != std::string::npos);
  CHECK(shown.body.find("PRIVATE") == std::string::npos);
  CHECK(sso_refusal_of(show("none")) == "404 entity.not_found");
  auto by_oidc = an_oidc_connector("other");
  world.insert(by_oidc);
  CHECK(sso_refusal_of(show("other")) == "400 connector.unexpected_type");
  CHECK(sso_refusal_of(world.post("x", "y", "other")) == "400 connector.unexpected_type");
}

}  // namespace daemun::experience
