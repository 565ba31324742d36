#include "saml/decryption.h"

#include <doctest/doctest.h>

#include "saml/test_identity_provider.h"

namespace daemun::saml {
namespace {

using namespace test;
using Code = SamlError::Code;

ResponseExpectations with_key() {
  auto expected = expectations();
  expected.decryption_key = service_key().key;
  return expected;
}

Result<Assertion, SamlError> verified(
    const std::string& assertion, const ResponseExpectations& expected = with_key()
) {
  return verify_response(to_base64(to_xml(ResponseText{}, assertion)), expected, the_time);
}

Code refusal(const std::string& assertion, const ResponseExpectations& expected = with_key()) {
  const auto read = verified(assertion, expected);
  REQUIRE_FALSE(read);
  return read.error().code;
}

std::string signed_assertion() {
  return sign(to_xml(AssertionText{}));
}

TEST_CASE("decrypt_assertion takes AES in GCM and CBC, with keys of each length") {
  const std::string gcm = "http://www.w3.org/2009/xmlenc11#";
  const std::string cbc = "http://www.w3.org/2001/04/xmlenc#";
  for (const EncryptionText& how :
       {EncryptionText{.content = gcm + "aes128-gcm", .key_size = 16},
        {.content = gcm + "aes192-gcm", .key_size = 24},
        {.content = gcm + "aes256-gcm", .key_size = 32},
        {.content = cbc + "aes128-cbc", .key_size = 16},
        {.content = cbc + "aes192-cbc", .key_size = 24},
        {.content = cbc + "aes256-cbc", .key_size = 32}}) {
    CAPTURE(how.content);
    const auto assertion = verified(encrypt(signed_assertion(), how));
    REQUIRE(assertion);
    CHECK(assertion->name_id.value == "alice@example.org");
  }
}

TEST_CASE("decrypt_assertion takes the key beside the data") {
  CHECK(verified(encrypt(signed_assertion(), {.has_key_beside = true})));
}

TEST_CASE("decrypt_assertion takes namespaces from where the assertion is to stand") {
  std::string text = signed_assertion();
  const std::string declared = " xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"";
  text.erase(text.find(declared), declared.size());
  CHECK(verified(encrypt(text)));
}

TEST_CASE("decrypt_assertion leaves the signature of the response around it valid") {
  const ResponseText envelope{.signature = SignatureText{}};
  const std::string encrypted = encrypt(to_xml(AssertionText{.signature = std::nullopt}));
  const std::string xml = sign(to_xml(envelope, encrypted));
  CHECK(verify_response(to_base64(xml), with_key(), the_time));
}

TEST_CASE("decrypt_assertion makes no signature: anybody may encrypt") {
  CHECK(refusal(encrypt(to_xml(AssertionText{.signature = std::nullopt}))) == Code::not_signed);
  CHECK(refusal(encrypt(sign(to_xml(AssertionText{}), foreign_key()))) == Code::bad_signature);
}

TEST_CASE("decrypt_assertion needs an RSA key") {
  CHECK(refusal(encrypt(signed_assertion()), expectations()) == Code::no_decryption_key);
  auto curve = expectations();
  curve.decryption_key = p256_key().key;
  CHECK(refusal(encrypt(signed_assertion()), curve) == Code::no_decryption_key);
}

TEST_CASE("decrypt_assertion refuses RSA 1.5, triple DES and bytes behind a reference") {
  CHECK(
      refusal(encrypt(signed_assertion(), {.transport = "http://www.w3.org/2001/04/xmlenc#rsa-1_5"})
      ) == Code::encryption_not_allowed
  );
  std::string other = encrypt(signed_assertion());
  const std::string gcm = "http://www.w3.org/2009/xmlenc11#aes256-gcm";
  other.replace(other.find(gcm), gcm.size(), "http://www.w3.org/2001/04/xmlenc#tripledes-cbc");
  CHECK(refusal(other) == Code::encryption_not_allowed);
  std::string reference = encrypt(signed_assertion());
  const auto start = reference.rfind("<xenc:CipherValue>");
  const std::string end = "</xenc:CipherValue>";
  reference.replace(
      start,
      reference.rfind(end) + end.size() - start,
      "<xenc:CipherReference URI='https://evil.example'/>"
  );
  CHECK(refusal(reference) == Code::encryption_not_allowed);
}

TEST_CASE("decrypt_assertion refuses an algorithm that only xmlsec1 would see") {
  std::string hidden =
      encrypt(signed_assertion(), {.transport = "http://www.w3.org/2001/04/xmlenc#rsa-1_5"});
  const std::string algorithm = "Algorithm=\"http://www.w3.org/2001/04/xmlenc#rsa-1_5\"";
  hidden.insert(
      hidden.find(algorithm) + algorithm.size(),
      " Algorithm='http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p'"
  );
  hidden.insert(hidden.find(algorithm), "xmlns:x='urn:x' x:");
  CHECK(refusal(hidden) == Code::encryption_not_allowed);
}

TEST_CASE("decrypt_assertion refuses several keys") {
  std::string two = encrypt(signed_assertion(), {.has_key_beside = true});
  const auto start = two.find("<xenc:EncryptedKey");
  const std::string end = "</xenc:EncryptedKey>";
  const std::string key = two.substr(start, two.find(end) + end.size() - start);
  CHECK(refusal(two.insert(start, key)) == Code::encryption_not_allowed);
}

TEST_CASE("decrypt_assertion has one answer for all that comes out wrong") {
  CHECK(refusal(encrypt(signed_assertion(), {}, foreign_key())) == Code::not_decrypted);
  std::string other_size = encrypt(signed_assertion());
  const std::string gcm = "http://www.w3.org/2009/xmlenc11#aes256-gcm";
  other_size.replace(
      other_size.find(gcm), gcm.size(), "http://www.w3.org/2009/xmlenc11#aes128-gcm"
  );
  CHECK(refusal(other_size) == Code::not_decrypted);
}

TEST_CASE("decrypt_assertion refuses what is not one assertion within the bounds") {
  CHECK(refusal(encrypt("not XML <")) == Code::not_decrypted);
  CHECK(refusal(encrypt("<a/>")) == Code::not_decrypted);
  CHECK(refusal(encrypt("</scope><scope>")) == Code::not_decrypted);
  CHECK(refusal(encrypt("<!DOCTYPE a>" + signed_assertion())) == Code::not_decrypted);
  CHECK(refusal(encrypt(signed_assertion() + signed_assertion())) == Code::not_decrypted);
  CHECK(refusal(encrypt(to_xml(AssertionText{.id = "_response"}))) == Code::duplicate_id);
  AssertionText inner;
  inner.more = to_xml(AssertionText{.id = "_inner"});
  CHECK(refusal(encrypt(sign(to_xml(inner)))) == Code::misplaced_element);
}

TEST_CASE("decrypt_assertion refuses altered ciphertext, authenticated or not") {
  for (const char* content :
       {"http://www.w3.org/2009/xmlenc11#aes256-gcm",
        "http://www.w3.org/2001/04/xmlenc#aes256-cbc"}) {
    std::string altered = encrypt(signed_assertion(), {.content = content});
    char& letter = altered[altered.rfind("<xenc:CipherValue>") + 40];
    letter = letter == 'A' ? 'B' : 'A';
    CHECK(refusal(altered) == Code::not_decrypted);
  }
}

}  // namespace
}  // namespace daemun::saml
