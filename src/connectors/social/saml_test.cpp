#include "base/secret.h"
#include "connectors/config_check.h"
#include "connectors/registry.h"
#include "connectors/social/exchange.h"
#include "crypto/signing_key.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun::connectors {
namespace {

json::object a_config(json::object more = {}) {
  json::object config{{"entityID", "https://auth.example/saml"}, {"idpMetadataXml", "<x/>"}};
  for (auto& member : more)
    config[member.key()] = std::move(member.value());
  return config;
}

std::string new_key(crypto::SignatureAlgorithm algorithm) {
  return crypto::PrivateKey::generate(algorithm).to_pem().reveal();
}

// "path message" of the first issue.
std::string issue_of(json::object more) {
  const auto checked = check_config(*find_factory("saml"), a_config(std::move(more)));
  if (checked) return "";
  const auto& issue = checked.error().data.at("issues").at(0);
  return json::serialize(issue.at("path")) + " " + std::string(issue.at("message").as_string());
}

TEST_CASE("saml: keys are there where they are needed, and usable") {
  const auto rsa = new_key(crypto::SignatureAlgorithm::rs256);
  CHECK(issue_of({}).empty());
  CHECK(issue_of({{"signAuthnRequest", true}}) == R"(["privateKey"] Required)");
  CHECK(issue_of({{"encryptAssertion", true}}) == R"(["encPrivateKey"] Required)");
  CHECK(issue_of({{"signAuthnRequest", true}, {"privateKey", rsa}}).empty());
  CHECK(issue_of({{"encryptAssertion", true}, {"encPrivateKey", rsa}}).empty());
  const auto ec = new_key(crypto::SignatureAlgorithm::es256);
  CHECK(issue_of({{"privateKey", ec}}).starts_with(R"(["privateKey"] Must be an RSA key)"));
  CHECK(issue_of({{"encPrivateKey", "x"}}).starts_with(R"(["encPrivateKey"] Must be an RSA key)"));
  CHECK(issue_of({{"privateKeyPass", "hush"}}).starts_with(R"(["privateKeyPass"] Is not supported)")
  );
}

TEST_CASE("saml: SHA-1, an unknown name ID format and a map of anything but texts are refused") {
  CHECK(
      issue_of({{"requestSignatureAlgorithm", "http://www.w3.org/2000/09/xmldsig#rsa-sha1"}}) ==
      R"(["requestSignatureAlgorithm"] Invalid option)"
  );
  CHECK(issue_of({{"nameIDFormat", "urn:x"}}) == R"(["nameIDFormat"] Invalid option)");
  CHECK(issue_of({{"profileMap", {{"id", 7}}}}) == R"(["profileMap","id"] Expected a string)");
}

TEST_CASE("saml: what Logto's connector wants and nobody uses is taken") {
  CHECK(issue_of({{"x509Certificate", "any"}, {"signInEndpoint", "https://a"}, {"timeout", 5}}
  ).empty());
}

TEST_CASE("saml: nothing of it is OAuth") {
  const auto& factory = *find_factory("saml");
  CHECK(factory.is_standard);
  CHECK(factory.metadata.at("platform") == "Universal");
  crypto::SystemRandom random;
  const Attempt attempt{from_unix_seconds(1'800'000'000), random};
  const auto begun = begin_social(factory, a_config(), {}, attempt);
  REQUIRE_FALSE(begun);
  CHECK(begun.error().code == ConnectorErrorCode::unexpected_type);
  const auto resumed = resume_social(factory, a_config(), {}, attempt);
  REQUIRE_FALSE(resumed);
  CHECK(resumed.error().code == ConnectorErrorCode::unexpected_type);
  CHECK_FALSE(resume_credential(factory, a_config(), Secret("x")));
  CHECK_FALSE(binds_code(factory, a_config()));
}

}  // namespace
}  // namespace daemun::connectors
