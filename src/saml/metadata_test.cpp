#include "saml/metadata.h"

#include "base/encoding.h"

#include <doctest/doctest.h>

#include "saml/test_keys.h"

namespace daemun::saml {
namespace {

using Code = SamlError::Code;

std::string key_descriptor(const std::string& attributes, const std::string& certificate) {
  return "<KeyDescriptor" + attributes +
         "><ds:KeyInfo "
         "xmlns:ds='http://www.w3.org/2000/09/xmldsig#'><ds:X509Data><ds:X509Certificate>" +
         certificate + "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>";
}

std::string certificate_text() {
  return to_base64(test::provider_key().certificate.to_der());
}

struct MetadataText {
  std::string entity = " entityID='https://idp.example'";
  std::string role =
      " protocolSupportEnumeration='urn:oasis:names:tc:SAML:1.1:protocol "
      "urn:oasis:names:tc:SAML:2.0:protocol'";
  std::string keys = key_descriptor(" use='signing'", certificate_text());
  std::string services =
      "<SingleSignOnService Binding='urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST' "
      "Location='https://idp.example/post'/>"
      "<SingleSignOnService Binding='urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect' "
      "Location='https://idp.example/sso?a=b&amp;c=d'/>";
  std::string roles = "IDPSSODescriptor";
  std::string more{};
};

std::string to_xml(const MetadataText& text) {
  return "<EntityDescriptor xmlns='urn:oasis:names:tc:SAML:2.0:metadata'" + text.entity + "><" +
         text.roles + text.role + ">" + text.keys + text.services + "</" + text.roles + ">" +
         text.more + "</EntityDescriptor>";
}

Code refusal(const MetadataText& text) {
  const auto provider = parse_identity_provider_metadata(to_xml(text));
  REQUIRE_FALSE(provider);
  return provider.error().code;
}

TEST_CASE("parse_identity_provider_metadata reads id, address and every signing certificate") {
  MetadataText text;
  text.keys += key_descriptor("", to_base64(test::p256_key().certificate.to_der()));
  text.keys += key_descriptor(" use='encryption'", "not read");
  const auto provider = parse_identity_provider_metadata(to_xml(text));
  REQUIRE(provider);
  CHECK(provider->entity_id == "https://idp.example");
  CHECK(provider->sign_in_url == "https://idp.example/sso?a=b&c=d");
  REQUIRE(provider->signing_certificates.size() == 2);
  CHECK(provider->signing_certificates[1].to_der() == test::p256_key().certificate.to_der());
  CHECK_FALSE(provider->wants_signed_requests);
  CHECK_FALSE(provider->valid_until);
}

TEST_CASE("parse_identity_provider_metadata reads whether requests must be signed") {
  MetadataText text;
  const std::string role = text.role;
  for (const char* value : {"true", "1"}) {
    text.role = role + " WantAuthnRequestsSigned='" + value + "'";
    CHECK(parse_identity_provider_metadata(to_xml(text)).value().wants_signed_requests);
  }
  text.role = role + " WantAuthnRequestsSigned='false'";
  CHECK_FALSE(parse_identity_provider_metadata(to_xml(text)).value().wants_signed_requests);
}

TEST_CASE("parse_identity_provider_metadata takes the earlier end of validity") {
  MetadataText text;
  text.entity += " validUntil='2027-01-16T08:00:00Z'";
  CHECK(
      parse_identity_provider_metadata(to_xml(text))->valid_until ==
      from_unix_seconds(1'800'086'400)
  );
  text.role += " validUntil='2027-01-15T08:00:00Z'";
  CHECK(
      parse_identity_provider_metadata(to_xml(text))->valid_until ==
      from_unix_seconds(1'800'000'000)
  );
  text.role += "x";
  CHECK(refusal({.entity = " entityID='e' validUntil='tomorrow'"}) == Code::bad_time);
}

TEST_CASE("parse_identity_provider_metadata says what is missing") {
  CHECK(
      parse_identity_provider_metadata("<EntityDescriptor/>").error().code == Code::not_an_entity
  );
  CHECK(parse_identity_provider_metadata("<").error().code == Code::malformed_xml);
  CHECK(refusal({.entity = ""}) == Code::no_entity_id);
  CHECK(refusal({.entity = " entityID='" + std::string(1025, 'x') + "'"}) == Code::no_entity_id);
  CHECK(refusal({.roles = "SPSSODescriptor"}) == Code::no_identity_provider);
  CHECK(
      refusal({.role = " protocolSupportEnumeration='urn:oasis:names:tc:SAML:1.1:protocol'"}) ==
      Code::no_identity_provider
  );
  const std::string another =
      "<IDPSSODescriptor protocolSupportEnumeration='urn:oasis:names:tc:SAML:2.0:protocol'/>";
  CHECK(refusal({.more = another}) == Code::several_identity_providers);
  CHECK(refusal({.services = ""}) == Code::no_redirect_endpoint);
  CHECK(refusal({.keys = ""}) == Code::no_signing_certificate);
}

TEST_CASE("parse_identity_provider_metadata takes http and https addresses only") {
  for (const char* location : {"javascript:alert(1)", "/sso", "", "https://a.example/#b"}) {
    CAPTURE(location);
    const std::string service =
        "<SingleSignOnService Binding='urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect' "
        "Location='";
    CHECK(refusal({.services = service + location + "'/>"}) == Code::bad_endpoint);
  }
}

TEST_CASE("parse_identity_provider_metadata refuses certificates that nobody can rely on") {
  CHECK(refusal({.keys = key_descriptor("", "AAAA")}) == Code::bad_certificate);
  CHECK(
      refusal({.keys = key_descriptor("", certificate_text() + "<!-- -->")}) ==
      Code::comment_in_text
  );
  std::string many;
  for (std::size_t i = 0; i <= max_signing_certificates; ++i)
    many += key_descriptor("", certificate_text());
  CHECK(refusal({.keys = many}) == Code::bad_certificate);
}

TEST_CASE("to_identity_provider takes what an administrator has typed") {
  const auto provider = to_identity_provider(
      {.entity_id = "idp",
       .sign_in_url = "https://idp.example/sso",
       .signing_certificates = {test::provider_key().certificate.to_pem()}}
  );
  REQUIRE(provider);
  CHECK(provider->entity_id == "idp");
  CHECK(
      to_identity_provider(
          {.entity_id = "idp", .sign_in_url = "https://idp.example", .signing_certificates = {"x"}}
      )
          .error()
          .code == Code::bad_certificate
  );
}

}  // namespace
}  // namespace daemun::saml
