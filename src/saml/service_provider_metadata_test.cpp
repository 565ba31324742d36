#include "saml/service_provider_metadata.h"

#include "base/encoding.h"

#include <doctest/doctest.h>

#include "saml/document.h"
#include "saml/names.h"
#include "saml/test_keys.h"

namespace daemun::saml {
namespace {

TEST_CASE("make_service_provider_metadata names the address for responses and all keys") {
  const auto& key = test::provider_key();
  const std::string xml = make_service_provider_metadata(
      {.entity_id = "https://auth.example.org/enterprise-sso/a&b",
       .assertion_consumer_service_url = "https://auth.example.org/acs",
       .requests = RequestsAre::signed_requests,
       .signing_certificates = {key.certificate},
       .encryption_certificates = {key.certificate, key.certificate}}
  );
  const auto document = parse_document(xml);
  REQUIRE(document);
  const xmlNode* entity = xmlDocGetRootElement(document->get());
  REQUIRE(is_element(entity, metadata_namespace, "EntityDescriptor"));
  CHECK(attribute(entity, "entityID") == "https://auth.example.org/enterprise-sso/a&b");
  const xmlNode* role = only_element(entity, metadata_namespace, "SPSSODescriptor");
  REQUIRE(role != nullptr);
  CHECK(attribute(role, "WantAssertionsSigned") == "true");
  CHECK(attribute(role, "AuthnRequestsSigned") == "true");
  CHECK(attribute(role, "protocolSupportEnumeration") == protocol_namespace);
  const xmlNode* service = only_element(role, metadata_namespace, "AssertionConsumerService");
  REQUIRE(service != nullptr);
  CHECK(attribute(service, "Binding") == post_binding);
  CHECK(attribute(service, "Location") == "https://auth.example.org/acs");
  const auto keys = elements_of(role, metadata_namespace, "KeyDescriptor");
  REQUIRE(keys.size() == 3);
  CHECK(attribute(keys[0], "use") == "signing");
  CHECK(attribute(keys[2], "use") == "encryption");
  CHECK(xml.find(to_base64(key.certificate.to_der())) != std::string::npos);
}

TEST_CASE("make_service_provider_metadata says that requests are not signed") {
  const std::string xml = make_service_provider_metadata(
      {.entity_id = "e", .assertion_consumer_service_url = "https://a.example"}
  );
  CHECK(xml.find("AuthnRequestsSigned=\"false\"") != std::string::npos);
  CHECK(xml.find("KeyDescriptor") == std::string::npos);
}

}  // namespace
}  // namespace daemun::saml
