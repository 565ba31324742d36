// Signature wrapping: what is signed is moved aside and something else put into its place, in the
// eight forms that are known (Somorovsky et al., "On Breaking SAML", 2012), and what else makes a
// verifier and a reader see different texts.
#include <doctest/doctest.h>

#include "saml/response.h"
#include "saml/test_identity_provider.h"

namespace daemun::saml {
namespace {

using namespace test;
using Code = SamlError::Code;

std::optional<Code> refusal(const std::string& xml) {
  const auto assertion = verify_response(to_base64(xml), expectations(), the_time);
  if (assertion) return std::nullopt;
  return assertion.error().code;
}

// The part from `start` to the end of `end`.
std::string part(const std::string& xml, const std::string& start, const std::string& end) {
  const auto first = xml.find(start);
  const auto last = xml.rfind(end);
  REQUIRE(first != std::string::npos);
  REQUIRE(last != std::string::npos);
  return xml.substr(first, last + end.size() - first);
}

std::string assertion_in(const std::string& xml) {
  return part(xml, "<saml:Assertion", "</saml:Assertion>");
}

std::string signature_in(const std::string& xml) {
  return part(xml, "<ds:Signature", "</ds:Signature>");
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto place = text.find(from);
  REQUIRE(place != std::string::npos);
  return text.replace(place, from.size(), to);
}

// What the attacker wants to be: the same, without a signature, with another id and name.
std::string forged_assertion(const std::string& signature = "") {
  const AssertionText text{
      .id = "_forged",
      .signature = std::nullopt,
      .name_id = "<saml:NameID>admin@example.org</saml:NameID>"};
  return replaced(to_xml(text), "</saml:Issuer>", "</saml:Issuer>" + signature);
}

std::string signed_response() {
  return sign(to_xml(ResponseText{}, to_xml(AssertionText{})));
}

std::string signed_envelope() {
  const ResponseText text{.signature = SignatureText{}};
  return sign(to_xml(text, to_xml(AssertionText{.signature = std::nullopt})));
}

std::string response_around(const std::string& content, const std::string& extensions = "") {
  return to_xml(ResponseText{.extensions = extensions}, content);
}

const std::string signature_end = "</ds:Signature>";

// A forged response that carries the signature of the original, which `place` puts somewhere.
std::string forged_envelope(const std::string& signature, const std::string& before_status) {
  return replaced(
      to_xml(ResponseText{.id = "_forged_response"}, forged_assertion()),
      "<samlp:Status>",
      signature + before_status + "<samlp:Status>"
  );
}

TEST_CASE("verify_response refuses wrapping 1: the signed response inside the signature") {
  const std::string original = signed_envelope();
  const std::string signature = signature_in(original);
  const std::string inner = replaced(original, signature, "");
  const std::string around =
      replaced(signature, signature_end, "<ds:Object>" + inner + "</ds:Object>" + signature_end);
  CHECK(refusal(original) == std::nullopt);
  CHECK(refusal(forged_envelope(around, "")) == Code::misplaced_element);
}

TEST_CASE("verify_response refuses wrapping 2: the signed response beside the signature") {
  const std::string original = signed_envelope();
  const std::string signature = signature_in(original);
  const std::string inner = replaced(original, signature, "");
  CHECK(refusal(forged_envelope(signature, inner)) == Code::misplaced_element);
}

TEST_CASE("verify_response refuses wrapping 3: a forged assertion before the signed one") {
  const std::string original = assertion_in(signed_response());
  CHECK(refusal(response_around(original)) == std::nullopt);
  CHECK(refusal(response_around(forged_assertion() + original)) == Code::several_assertions);
  CHECK(refusal(response_around(original + forged_assertion())) == Code::several_assertions);
}

TEST_CASE("verify_response refuses wrapping 4: the signed assertion inside a forged one") {
  const std::string original = assertion_in(signed_response());
  const std::string around =
      replaced(forged_assertion(), "</saml:Assertion>", original + "</saml:Assertion>");
  CHECK(refusal(response_around(around)) == Code::misplaced_element);
}

TEST_CASE("verify_response refuses wrapping 5: the signature in a forged assertion") {
  const std::string original = assertion_in(signed_response());
  const std::string signature = signature_in(original);
  const std::string rest = replaced(original, signature, "");
  CHECK(refusal(response_around(forged_assertion(signature) + rest)) == Code::several_assertions);
}

TEST_CASE("verify_response refuses wrapping 6: the signed assertion in the forged one's signature"
) {
  const std::string original = assertion_in(signed_response());
  const std::string signature = signature_in(original);
  const std::string rest = replaced(original, signature, "");
  const std::string around = replaced(signature, signature_end, rest + signature_end);
  CHECK(refusal(response_around(forged_assertion(around))) == Code::misplaced_element);
}

TEST_CASE("verify_response refuses wrapping 7: the signed assertion in extensions") {
  const std::string original = assertion_in(signed_response());
  const std::string extensions = "<samlp:Extensions>" + original + "</samlp:Extensions>";
  CHECK(refusal(response_around(forged_assertion(), extensions)) == Code::misplaced_element);
}

TEST_CASE("verify_response refuses wrapping 8: the signed assertion in an object of a signature") {
  const std::string original = assertion_in(signed_response());
  const std::string signature = signature_in(original);
  const std::string rest = replaced(original, signature, "");
  const std::string around =
      replaced(signature, signature_end, "<ds:Object>" + rest + "</ds:Object>" + signature_end);
  CHECK(refusal(response_around(forged_assertion(around))) == Code::misplaced_element);
}

TEST_CASE("verify_response refuses a forged assertion with the id of the signed one") {
  const std::string original = assertion_in(signed_response());
  const std::string forged =
      replaced(forged_assertion(signature_in(original)), "ID='_forged'", "ID='_assertion'");
  CHECK(refusal(response_around(forged)) == Code::bad_signature);
  CHECK(refusal(response_around(forged + original)) == Code::duplicate_id);
  const std::string hidden = "<a xmlns='urn:a' ID='_assertion'>" + original + "</a>";
  CHECK(refusal(response_around(forged, hidden)) == Code::duplicate_id);
}

TEST_CASE("verify_response refuses the signature of another element, or of none") {
  const std::string original = assertion_in(signed_response());
  CHECK(
      refusal(response_around(forged_assertion(signature_in(original)))) == Code::wrong_reference
  );
  CHECK(refusal(response_around(forged_assertion())) == Code::not_signed);
}

TEST_CASE("verify_response refuses a signed assertion that has been changed") {
  const std::string original = signed_response();
  CHECK(refusal(replaced(original, "alice@", "admin@")) == Code::bad_signature);
  CHECK(refusal(replaced(original, "SessionIndex=\"s1\"", "")) == Code::bad_signature);
}

TEST_CASE("verify_response refuses a comment in a name, which the signature does not cover") {
  const std::string original = sign(to_xml(
      ResponseText{},
      to_xml(AssertionText{.name_id = "<saml:NameID>admin@example.org.evil.example</saml:NameID>"})
  ));
  CHECK(refusal(original) == std::nullopt);
  CHECK(
      refusal(replaced(original, "admin@example.org.", "admin@example.org<!-- -->.")) ==
      Code::comment_in_text
  );
}

TEST_CASE("verify_response refuses a comment in every other text that it reads") {
  const std::string original = signed_response();
  for (const char* text :
       {"https://auth.example.org/sp</saml:Audience>", "two</saml:AttributeValue>"}) {
    const std::string name(text);
    CHECK(refusal(replaced(original, name, "<!-- -->" + name)) == Code::comment_in_text);
  }
  const std::string digest = "<ds:DigestValue>";
  CHECK(refusal(replaced(original, digest, digest + "<!-- -->")) == Code::comment_in_text);
  const std::string issuer = "<saml:Issuer>";
  CHECK(refusal(replaced(original, issuer, issuer + "<!-- -->")) == Code::comment_in_text);
}

}  // namespace
}  // namespace daemun::saml
