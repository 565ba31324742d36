#include "saml/signature.h"

#include <doctest/doctest.h>

#include "saml/test_identity_provider.h"

namespace daemun::saml {
namespace {

using namespace test;
using Code = SamlError::Code;

Result<Assertion, SamlError> verified(
    const SignatureText& signature,
    const TestKey& key = provider_key(),
    std::vector<crypto::Certificate> certificates = {provider_key().certificate}
) {
  const std::string xml =
      sign(to_xml(ResponseText{}, to_xml(AssertionText{.signature = signature})), key);
  auto expected = expectations();
  expected.provider.signing_certificates = std::move(certificates);
  return verify_response(to_base64(xml), expected, the_time);
}

Code refusal(const SignatureText& signature) {
  const auto assertion = verified(signature);
  REQUIRE_FALSE(assertion);
  return assertion.error().code;
}

constexpr const char* more = "http://www.w3.org/2001/04/xmldsig-more#";
constexpr const char* xmlenc = "http://www.w3.org/2001/04/xmlenc#";
constexpr const char* xmldsig = "http://www.w3.org/2000/09/xmldsig#";
const std::string enveloped =
    "<ds:Transform Algorithm='http://www.w3.org/2000/09/xmldsig#enveloped-signature'/>";
const std::string exclusive = "<ds:Transform Algorithm='http://www.w3.org/2001/10/xml-exc-c14n#'/>";

TEST_CASE("verify_signature takes RSA and ECDSA with SHA-256, SHA-384 and SHA-512") {
  for (const char* hash : {"sha256", "sha384", "sha512"}) {
    CAPTURE(hash);
    CHECK(verified({.method = std::string(more) + "rsa-" + hash}));
    for (const TestKey* key : {&p256_key(), &p384_key()})
      CHECK(verified({.method = std::string(more) + "ecdsa-" + hash}, *key, {key->certificate}));
  }
}

TEST_CASE("verify_signature takes digests of SHA-256, SHA-384 and SHA-512") {
  CHECK(verified({.digest = std::string(xmlenc) + "sha256"}));
  CHECK(verified({.digest = std::string(more) + "sha384"}));
  CHECK(verified({.digest = std::string(xmlenc) + "sha512"}));
}

TEST_CASE("verify_signature refuses SHA-1, SHA-224 and other weak algorithms") {
  CHECK(refusal({.method = std::string(xmldsig) + "rsa-sha1"}) == Code::algorithm_not_allowed);
  CHECK(refusal({.method = std::string(more) + "rsa-sha224"}) == Code::algorithm_not_allowed);
  CHECK(refusal({.digest = std::string(xmldsig) + "sha1"}) == Code::algorithm_not_allowed);
  CHECK(refusal({.digest = std::string(more) + "sha224"}) == Code::algorithm_not_allowed);
}

TEST_CASE("verify_signature takes no HMAC, whose key would be public") {
  std::string xml = sign(to_xml(ResponseText{}, to_xml(AssertionText{})));
  const std::string rsa = std::string(more) + "rsa-sha256";
  xml.replace(xml.find(rsa), rsa.size(), std::string(more) + "hmac-sha256");
  const auto assertion = verify_response(to_base64(xml), expectations(), the_time);
  REQUIRE_FALSE(assertion);
  CHECK(assertion.error().code == Code::algorithm_not_allowed);
}

TEST_CASE("verify_signature takes the two transforms of SAML and no others") {
  CHECK(refusal({.transforms = enveloped}) == Code::transform_not_allowed);
  // xmlsec1 cannot sign this.
  const SignatureText backwards{.transforms = exclusive + enveloped};
  const std::string empty = to_xml(ResponseText{}, to_xml(AssertionText{.signature = backwards}));
  CHECK(
      verify_response(to_base64(empty), expectations(), the_time).error().code ==
      Code::transform_not_allowed
  );
  CHECK(refusal({.transforms = enveloped + exclusive + exclusive}) == Code::transform_not_allowed);
  const std::string inclusive =
      "<ds:Transform Algorithm='http://www.w3.org/TR/2001/REC-xml-c14n-20010315'/>";
  CHECK(refusal({.transforms = enveloped + inclusive}) == Code::transform_not_allowed);
  const std::string with_comments =
      "<ds:Transform Algorithm='http://www.w3.org/2001/10/xml-exc-c14n#WithComments'/>";
  CHECK(refusal({.transforms = enveloped + with_comments}) == Code::transform_not_allowed);
  const std::string xpath =
      "<ds:Transform Algorithm='http://www.w3.org/TR/1999/REC-xpath-19991116'>"
      "<ds:XPath>not(ancestor-or-self::ds:Signature)</ds:XPath></ds:Transform>";
  CHECK(refusal({.transforms = xpath + exclusive}) == Code::transform_not_allowed);
  CHECK(refusal({.transforms = enveloped + xpath + exclusive}) == Code::transform_not_allowed);
}

TEST_CASE("verify_signature takes exclusive canonicalisation, with a list of namespaces") {
  CHECK(
      refusal({.canonicalisation = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"}) ==
      Code::transform_not_allowed
  );
  const auto with = [](const std::string& inner) {
    return enveloped + "<ds:Transform Algorithm='http://www.w3.org/2001/10/xml-exc-c14n#'>" +
           inner + "</ds:Transform>";
  };
  const std::string list =
      "<e:InclusiveNamespaces xmlns:e='http://www.w3.org/2001/10/xml-exc-c14n#' PrefixList='xs'/>";
  CHECK(verified({.transforms = with(list)}));
  CHECK(refusal({.transforms = with(list + list)}) == Code::bad_signature_structure);
}

TEST_CASE("verify_signature takes no long list of namespaces, which costs time at each element") {
  const auto with = [](std::size_t size) {
    return enveloped +
           "<ds:Transform Algorithm='http://www.w3.org/2001/10/xml-exc-c14n#'>"
           "<e:InclusiveNamespaces xmlns:e='http://www.w3.org/2001/10/xml-exc-c14n#' PrefixList='" +
           std::string(size, 'x') + "'/></ds:Transform>";
  };
  CHECK(verified({.transforms = with(256)}));
  CHECK(refusal({.transforms = with(257)}) == Code::bad_signature_structure);
}

TEST_CASE("verify_signature takes no attributes that xmlsec1 reads and nobody else does") {
  std::string xml = sign(to_xml(ResponseText{}, to_xml(AssertionText{})));
  xml.insert(xml.find(" URI=\"#_assertion\""), " xmlns:x='urn:x' x:URI='#_other'");
  CHECK(
      verify_response(to_base64(xml), expectations(), the_time).error().code ==
      Code::bad_signature_structure
  );
}

TEST_CASE("verify_signature takes one reference, to the element in which it stands") {
  CHECK(refusal({.reference = "#_response"}) == Code::wrong_reference);
  CHECK(refusal({.reference = "#xpointer(/)"}) == Code::wrong_reference);
  const std::string second =
      "<ds:Reference URI='#_assertion'><ds:Transforms>" + enveloped + exclusive +
      "</ds:Transforms><ds:DigestMethod Algorithm='http://www.w3.org/2001/04/xmlenc#sha256'/>"
      "<ds:DigestValue/></ds:Reference>";
  CHECK(refusal({.more_in_info = second}) == Code::bad_signature_structure);
}

TEST_CASE("verify_signature takes no reference to the whole document") {
  std::string xml = sign(to_xml(ResponseText{}, to_xml(AssertionText{})));
  const std::string uri = "URI=\"#_assertion\"";
  xml.replace(xml.find(uri), uri.size(), "URI=\"\"");
  CHECK(
      verify_response(to_base64(xml), expectations(), the_time).error().code ==
      Code::wrong_reference
  );
}

TEST_CASE("verify_signature takes no objects and no second signature") {
  CHECK(refusal({.more = "<ds:Object/>"}) == Code::bad_signature_structure);
  CHECK(refusal({.more = "<ds:KeyInfo/><ds:KeyInfo/>"}) == Code::bad_signature_structure);
  AssertionText twice;
  twice.more = to_xml(SignatureText{}, "_assertion");
  const std::string xml = sign(to_xml(ResponseText{}, to_xml(twice)));
  CHECK(
      verify_response(to_base64(xml), expectations(), the_time).error().code ==
      Code::bad_signature_structure
  );
}

TEST_CASE("verify_signature does not take its key from the message") {
  const std::string certificate = to_base64(foreign_key().certificate.to_der());
  const SignatureText text{
      .more = "<ds:KeyInfo><ds:X509Data><ds:X509Certificate>" + certificate +
              "</ds:X509Certificate></ds:X509Data></ds:KeyInfo>"};
  const auto forged = verified(text, foreign_key());
  REQUIRE_FALSE(forged);
  CHECK(forged.error().code == Code::bad_signature);
  CHECK(verified(text));
}

TEST_CASE("verify_signature takes any of the provider's certificates, and none of another") {
  CHECK(verified({}, provider_key(), {p256_key().certificate, provider_key().certificate}));
  CHECK(
      verified({}, provider_key(), {p256_key().certificate, foreign_key().certificate})
          .error()
          .code == Code::bad_signature
  );
  CHECK(verified({}, provider_key(), {}).error().code == Code::bad_signature);
}

TEST_CASE("verify_signature looks at both signatures where there are two") {
  const ResponseText envelope{.signature = SignatureText{}};
  const std::string assertion = to_xml(AssertionText{});
  const std::string inner = sign(to_xml(ResponseText{.signature = std::nullopt}, assertion));
  CHECK(verify_response(to_base64(inner), expectations(), the_time));
  std::string xml = sign(to_xml(envelope, assertion));
  CHECK(verify_response(to_base64(xml), expectations(), the_time));
  const std::string destination = " Destination=\"https://auth.example.org/acs\"";
  xml.erase(xml.find(destination), destination.size());
  CHECK(
      verify_response(to_base64(xml), expectations(), the_time).error().code == Code::bad_signature
  );
}

TEST_CASE("verify_signature refuses what cannot be canonicalised") {
  std::string xml = sign(to_xml(ResponseText{}, to_xml(AssertionText{})));
  xml.insert(xml.find("<saml:Subject>"), "<a:b xmlns:a='relative'/>");
  CHECK(
      verify_response(to_base64(xml), expectations(), the_time).error().code == Code::bad_signature
  );
}

TEST_CASE("verify_signature says that there is none") {
  const auto document = parse_document(to_xml(AssertionText{.signature = std::nullopt}));
  REQUIRE(document);
  const auto state =
      verify_signature(xmlDocGetRootElement(document->get()), {provider_key().certificate});
  REQUIRE(state);
  CHECK(*state == SignatureState::absent);
}

}  // namespace
}  // namespace daemun::saml
