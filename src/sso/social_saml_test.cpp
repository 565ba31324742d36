#include "sso/social_saml.h"

#include "connectors/registry.h"

#include <doctest/doctest.h>

#include <string>

#include "saml/test_metadata.h"

namespace daemun::sso {
namespace {

const std::string endpoint = "https://auth.example";
const ConnectorId club("club");

json::object a_config(json::object more = {}) {
  json::object config{
      {"entityID", "https://auth.example/club"},
      {"idpMetadataXml", saml::test::a_metadata_document()}};
  for (auto& member : more)
    config[member.key()] = std::move(member.value());
  return config;
}

Result<SamlParty, connectors::ConnectorError> party_of(const json::object& config) {
  return make_social_party(
      {.factory = *connectors::find_factory("saml"),
       .config = config,
       .connector = club,
       .endpoint = endpoint}
  );
}

std::string refusal_of(json::object more) {
  const auto party = party_of(a_config(std::move(more)));
  return party ? "" : std::string(connectors::to_string(party.error().code));
}

TEST_CASE("make_social_party has the names of the configuration and the provider's metadata") {
  const auto party = party_of(a_config());
  REQUIRE(party);
  CHECK(party->entity_id == "https://auth.example/club");
  CHECK(party->consumer_url == "https://auth.example/api/authn/saml/club");
  CHECK(party->provider.entity_id == "https://idp.example");
  CHECK(party->provider.sign_in_url == "https://idp.example/sso");
  CHECK(party->provider.signing_certificates.size() == 1);
  CHECK(party->name_id_format == "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified");
  CHECK_FALSE(party->signer);
  CHECK(party->decryption_keys.empty());
}

TEST_CASE("make_social_party takes the keys that are switched on") {
  const auto pem = saml::test::service_key().key.to_pem().reveal();
  json::object config{
      {"privateKey", pem},
      {"encPrivateKey", pem},
      {"requestSignatureAlgorithm", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"}};
  CHECK_FALSE(party_of(a_config(config))->signer);
  CHECK(party_of(a_config(config))->decryption_keys.empty());
  config["signAuthnRequest"] = true;
  config["encryptAssertion"] = true;
  const auto party = party_of(a_config(config));
  REQUIRE(party->signer);
  CHECK(party->signer->algorithm == saml::RequestSignatureAlgorithm::rsa_sha512);
  CHECK(party->decryption_keys.size() == 1);
}

TEST_CASE("make_social_party refuses what nobody can sign in with") {
  CHECK(refusal_of({}).empty());
  CHECK(refusal_of({{"entityID", ""}}) == "invalid_config");
  CHECK(refusal_of({{"idpMetadataXml", "<x/>"}}) == "invalid_metadata");
  CHECK(refusal_of({{"idpMetadataXml", std::string(300 * 1024, ' ')}}) == "invalid_config");
  CHECK(refusal_of({{"idpMetadataXml", std::string(300 * 1024, 'x')}}) == "invalid_metadata");
  CHECK(refusal_of({{"signAuthnRequest", true}}) == "invalid_config");
  const std::string consumer = "assertionConsumerServiceUrl";
  CHECK(refusal_of({{consumer, "https://auth.example/api/authn/saml/club"}}).empty());
  CHECK(refusal_of({{consumer, "https://auth.example/api/authn/saml/other"}}) == "invalid_config");
  CHECK(refusal_of({{consumer, "https://evil.example/api/authn/saml/club"}}) == "invalid_config");
}

TEST_CASE("make_social_party trusts no certificate but those of the metadata") {
  const auto foreign = saml::test::foreign_key().certificate.to_pem();
  const auto party = party_of(a_config({{"x509Certificate", foreign}}));
  REQUIRE(party);
  REQUIRE(party->provider.signing_certificates.size() == 1);
  CHECK(
      party->provider.signing_certificates.front().to_der() ==
      saml::test::provider_key().certificate.to_der()
  );
}

}  // namespace
}  // namespace daemun::sso
