#include "sso/service.h"

#include "base/encoding.h"
#include "base/task_loop.h"
#include "connectors/social/exchange.h"
#include "connectors/social/test_service.h"
#include "crypto/random.h"

#include <doctest/doctest.h>

#include <string>
#include <variant>

#include "saml/test_keys.h"
#include "sso/saml_account.h"
#include "sso/test_http.h"

namespace daemun::sso {
namespace {

using connectors::test::service_issuer;
using connectors::test::TestService;

json::object discovery(json::object more = {}) {
  json::object document{
      {"issuer", service_issuer},
      {"authorization_endpoint", service_issuer + "/auth"},
      {"token_endpoint", service_issuer + "/token"},
      {"userinfo_endpoint", service_issuer + "/me"},
      {"jwks_uri", service_issuer + "/jwks"},
      {"response_types_supported", json::array{"code"}},
      {"id_token_signing_alg_values_supported", json::array{"ES256"}}};
  for (auto& member : more)
    document[member.key()] = member.value();
  return document;
}

SsoConnector a_connector(std::string provider = "OIDC", json::object more = {}) {
  SsoConnector connector{
      .id = SsoConnectorId("company"),
      .provider_name = std::move(provider),
      .config =
          {{"clientId", "app"},
           {"clientSecret", "hush"},
           {"issuer", service_issuer},
           {"scope", "groups email"}},
      .domains = {"company.example"}};
  for (auto& member : more)
    connector.config[member.key()] = member.value();
  return connector;
}

struct House {
  Result<Service, connectors::ConnectorError> load(SsoConnector connector) {
    return run_task(load_service(&documents, std::move(connector), Freshness::fetched));
  }
  OidcService load_oidc(SsoConnector connector) {
    return std::get<OidcService>(load(std::move(connector)).value());
  }

  FakeClock clock;
  test::PreparedHttp http;
  Documents documents{http, clock};
};

// There and back; the service's answers are prepared.
Result<connectors::SocialUser, connectors::ConnectorError> sign_in(
    const OidcService& used, TestService& service
) {
  crypto::SystemRandom random;
  const connectors::Attempt attempt{service.now, random};
  const connectors::SocialStart start{
      .connector_id = "company", .state = "s", .redirect_uri = "https://auth.example/callback/c"};
  const auto begun = connectors::begin_social(used.factory, used.config, start, attempt).value();
  service.visit(begun.url);
  auto exchange = connectors::resume_social(
      used.factory,
      used.config,
      {.connector_id = "company",
       .session = begun.session,
       .data = {{"code", "the-code"}, {"state", "s"}}},
      attempt
  );
  if (!exchange) return exchange.error();
  while (const auto* request = std::get_if<net::Request>(&exchange->step())) {
    const auto read = exchange->read(service.answer(*request), service.now);
    if (!read) return read.error();
  }
  return std::get<connectors::SocialUser>(exchange->step());
}

TestService a_service(json::object user) {
  TestService service;
  service.answers[service_issuer + "/me"] = connectors::test::to_answer(user);
  return service;
}

TEST_CASE("load_service makes an OpenID provider of its discovery document") {
  House house;
  house.http.say(json::serialize(discovery()));
  const auto connector = a_connector();
  const auto loaded = house.load(connector);
  REQUIRE(loaded);
  CHECK(house.http.requests[0].url == service_issuer + "/.well-known/openid-configuration");
  CHECK(issuer_of(connector, *loaded) == service_issuer);

  const auto& used = std::get<OidcService>(*loaded);
  auto service = a_service({{"sub", "ann"}, {"name", "Ann"}});
  const auto user = sign_in(used, service);
  REQUIRE(user);
  CHECK(user->id == "ann");
  CHECK(user->name == "Ann");
  // The client proves itself as the specification has it without a list.
  const auto* proof = net::find_header(service.requests[0].headers, "Authorization");
  REQUIRE(proof != nullptr);
  CHECK(proof->starts_with("Basic "));
}

TEST_CASE("an OpenID provider is asked for a profile and for what is configured") {
  House house;
  house.http.say(json::serialize(discovery()));
  const auto used = house.load_oidc(a_connector());
  crypto::SystemRandom random;
  const auto begun = connectors::begin_social(
      used.factory,
      used.config,
      {.connector_id = "company", .state = "s", .redirect_uri = "https://auth.example/callback/c"},
      {house.clock.now(), random}
  );
  REQUIRE(begun);
  const auto form = parse_form(connectors::test::query_of(begun->url)).value();
  CHECK(form.find("scope") == "openid profile email groups");
  CHECK(form.find("code_challenge_method") == "S256");
  CHECK(form.count("nonce") == 1);
}

TEST_CASE("an OpenID provider's address counts if it is verified, or trusted and not denied") {
  struct Case {
    json::object user;
    bool is_trusted;
    bool counts;
  };
  const std::vector<Case> cases{
      {{{"email_verified", true}}, false, true},
      {{}, false, false},
      {{}, true, true},
      {{{"email_verified", false}}, true, false},
      {{{"email_verified", "true"}}, true, false},
  };
  for (const auto& [more, is_trusted, counts] : cases) {
    const auto captured = json::serialize(more);  // clang 14 captures no binding
    CAPTURE(captured);
    House house;
    house.http.say(json::serialize(discovery()));
    const auto used = house.load_oidc(a_connector("OIDC", {{"trustUnverifiedEmail", is_trusted}}));
    json::object claims{{"sub", "ann"}, {"email", "ann@company.example"}};
    for (const auto& member : more)
      claims[member.key()] = member.value();
    auto service = a_service(claims);
    const auto user = sign_in(used, service);
    REQUIRE(user);
    CHECK(user->email.has_value() == counts);
  }
}

TEST_CASE("the word about an address comes from the answer that has the address") {
  House house;
  house.http.say(json::serialize(discovery()));
  const auto used = house.load_oidc(a_connector());
  auto service = a_service({{"sub", "ann"}, {"email", "boss@company.example"}});
  service.claims["email"] = "ann@company.example";
  service.claims["email_verified"] = true;
  CHECK_FALSE(sign_in(used, service)->email);
}

TEST_CASE("user information of another person is refused") {
  House house;
  house.http.say(json::serialize(discovery()));
  const auto used = house.load_oidc(a_connector());
  auto service = a_service({{"sub", "bob"}});
  CHECK_FALSE(sign_in(used, service));
}

TEST_CASE("load_service tells what is wrong with a connection, and no more") {
  House house;
  house.http.be_down();
  auto loaded = house.load(a_connector());
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().code == connectors::ConnectorErrorCode::invalid_config);
  CHECK(loaded.error().data.at("message") == "fail_to_fetch_config");
  house.http.say("secret of the network", 503);
  loaded = house.load(a_connector());
  CHECK(json::serialize(loaded.error().data).find("secret") == std::string::npos);
  house.http.say(json::serialize(discovery({{"issuer", "https://other.example"}})));
  loaded = house.load(a_connector());
  CHECK(loaded.error().data.at("message") == "invalid_config_response");
}

TEST_CASE("load_service reads SAML metadata from its address, from its text, and from fields") {
  const auto metadata =
      R"(<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example">)"
      R"(<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">)"
      R"(<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>)"
      "<X509Certificate>" +
      to_base64(saml::test::provider_key().certificate.to_der()) +
      R"(</X509Certificate></X509Data></KeyInfo></KeyDescriptor>)"
      R"(<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example/sso"/>)"
      "</IDPSSODescriptor></EntityDescriptor>";
  const json::array configs{
      {{"metadataUrl", "https://idp.example/metadata"}, {"signAuthnRequest", false}},
      {{"metadata", metadata}, {"signAuthnRequest", false}},
      {{"entityId", "https://idp.example"},
       {"signInEndpoint", "https://idp.example/sso"},
       {"x509Certificate", saml::test::provider_key().certificate.to_pem()}}};
  for (const auto& value : configs) {
    const auto& config = value.as_object();
    House house;
    house.http.say(metadata);
    SsoConnector connector{.provider_name = "SAML", .config = config};
    const auto loaded = house.load(connector);
    REQUIRE(loaded);
    CHECK(std::get<SamlService>(*loaded).provider.sign_in_url == "https://idp.example/sso");
    CHECK(issuer_of(connector, *loaded) == "https://idp.example");
    CHECK(house.http.requests.size() == (config.contains("metadataUrl") ? 1 : 0));
  }
}

TEST_CASE("load_service tells bad metadata from a bad certificate") {
  House house;
  const auto code_of = [&](json::object config) {
    return house.load({.provider_name = "SAML", .config = std::move(config)}).error().code;
  };
  CHECK(code_of({{"metadata", "<a/>"}}) == connectors::ConnectorErrorCode::invalid_metadata);
  house.http.be_down();
  CHECK(
      code_of({{"metadataUrl", "https://idp.example/m"}}) ==
      connectors::ConnectorErrorCode::invalid_metadata
  );
  CHECK(
      code_of(
          {{"entityId", "i"}, {"signInEndpoint", "https://idp.example"}, {"x509Certificate", "MII"}}
      ) == connectors::ConnectorErrorCode::invalid_certificate
  );
}

TEST_CASE("is_available wants a known provider, a configuration and a domain") {
  CHECK(is_available(a_connector()));
  CHECK_FALSE(is_available(a_connector("Facebook")));
  auto without = a_connector();
  without.domains.clear();
  CHECK_FALSE(is_available(without));
  CHECK_FALSE(is_available(a_connector("OIDC", {{"clientSecret", nullptr}})));
}

}  // namespace
}  // namespace daemun::sso
