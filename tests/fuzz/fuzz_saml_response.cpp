// Arbitrary bytes as a response ('r'), as the content of an assertion that the identity provider
// has signed ('a'), and as what comes out of an encrypted one ('e').
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "saml/response.h"
#include "saml/test_identity_provider.h"

namespace {

using namespace daemun::saml;

ResponseExpectations expectations() {
  auto expected = test::expectations();
  expected.provider.signing_certificates = {test::p256_key().certificate};
  expected.decryption_key = test::service_key().key;
  return expected;
}

// Nothing when the bytes make no element.
std::optional<std::string> sign_content(const std::string& content) {
  const test::SignatureText signature{
      .method = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"};
  try {
    return test::sign(
        "<saml:Assertion xmlns:saml='urn:oasis:names:tc:SAML:2.0:assertion' ID='_assertion' "
        "Version='2.0'><saml:Issuer>https://idp.example</saml:Issuer>" +
            to_xml(signature, "_assertion") + content + "</saml:Assertion>",
        test::p256_key()
    );
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

daemun::Result<Assertion, SamlError> verify(const std::string& xml) {
  static const ResponseExpectations expected = expectations();
  return verify_response(daemun::to_base64(xml), expected, test::the_time);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const char kind = static_cast<char>(data[0]);
  if (kind == 'a') {
    const auto assertion = sign_content(bytes);
    if (!assertion) return 0;
    const auto read = verify(test::to_xml(test::ResponseText{}, *assertion));
    if (read && (read->name_id.value.empty() || read->not_on_or_after <= test::the_time))
      std::abort();
    return 0;
  }
  // Nothing at all cannot be encrypted.
  if (kind == 'e' && bytes.empty()) return 0;
  // Nobody can sign here.
  const auto read =
      verify(kind == 'e' ? test::to_xml(test::ResponseText{}, test::encrypt(bytes)) : bytes);
  if (read || to_string(read.error().code).empty()) std::abort();
  return 0;
}
