#include "saml/response.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "saml/test_identity_provider.h"

namespace daemun::saml {
namespace {

using namespace test;
using Code = SamlError::Code;

Result<Assertion, SamlError> verified(
    const std::string& xml, const ResponseExpectations& expected = expectations()
) {
  return verify_response(to_base64(xml), expected, the_time);
}

Code refusal(const std::string& xml, const ResponseExpectations& expected = expectations()) {
  const auto assertion = verified(xml, expected);
  if (assertion) FAIL("taken: " << xml);
  CHECK_FALSE(assertion.error().description.empty());
  return assertion.error().code;
}

std::string signed_response(const AssertionText& assertion = {}, const ResponseText& text = {}) {
  return sign(to_xml(text, to_xml(assertion)));
}

TEST_CASE("verify_response takes a response with a signed assertion") {
  const auto assertion = verified(signed_response());
  REQUIRE(assertion);
  CHECK(assertion->id == "_assertion");
  CHECK(assertion->name_id.value == "alice@example.org");
  CHECK(assertion->name_id.format == "urn:f");
  CHECK(assertion->session_index == "s1");
  CHECK(assertion->session_not_on_or_after == the_time + std::chrono::hours(8));
  CHECK(assertion->not_on_or_after == the_time + std::chrono::minutes(6));
  REQUIRE(assertion->attributes.size() == 2);
  CHECK(assertion->attributes.at("email") == std::vector<std::string>{"alice@example.org"});
  CHECK(assertion->attributes.at("groups") == std::vector<std::string>{"one", "two"});
}

TEST_CASE("verify_response takes an assertion inside a signed response, signed or not") {
  CHECK(verified(signed_response({.signature = std::nullopt}, {.signature = SignatureText{}})));
  CHECK(verified(signed_response({}, {.signature = SignatureText{}})));
}

TEST_CASE("verify_response is called by several threads at once") {
  const auto good = to_base64(signed_response());
  const auto bad = to_base64(to_xml(ResponseText{}, to_xml(AssertionText{})));
  std::atomic<int> taken = 0;
  std::atomic<int> refused = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int turn = 0; turn < 40; ++turn) {
        if (verify_response(good, expectations(), the_time)) ++taken;
        if (!verify_response(bad, expectations(), the_time)) ++refused;
      }
    });
  }
  threads.clear();
  CHECK(taken == 320);
  CHECK(refused == 320);
}

TEST_CASE("verify_response reads base64 with line breaks") {
  std::string text = to_base64(signed_response());
  for (std::size_t place = 64; place < text.size(); place += 66)
    text.insert(place, "\r\n");
  CHECK(verify_response(text, expectations(), the_time));
}

TEST_CASE("verify_response refuses metadata that has expired") {
  auto expected = expectations();
  expected.provider.valid_until = the_time;
  CHECK(refusal(signed_response(), expected) == Code::metadata_expired);
  expected.provider.valid_until = the_time + Seconds(1);
  CHECK(verified(signed_response(), expected));
}

TEST_CASE("verify_response refuses what is not one bounded XML document in base64") {
  const auto code = [](std::string_view text) {
    return verify_response(text, expectations(), the_time).error().code;
  };
  CHECK(code("<a/>") == Code::not_base64);
  CHECK(code(std::string(2 * max_xml_bytes, 'A')) == Code::too_large);
  CHECK(refusal("<a") == Code::malformed_xml);
  CHECK(refusal("<!DOCTYPE a>" + signed_response()) == Code::document_type);
  CHECK(refusal(signed_response({.more = "<?php?>"})) == Code::processing_instruction);
  std::string deep;
  for (int i = 0; i < 32; ++i)
    deep += "<a>";
  for (int i = 0; i < 32; ++i)
    deep += "</a>";
  CHECK(refusal(signed_response({.more = deep})) == Code::too_deep);
  CHECK(refusal(signed_response({.more = "<a xml:id='_b'/>"})) == Code::xml_id);
}

TEST_CASE("verify_response refuses another document, version or id") {
  CHECK(refusal(sign(to_xml(AssertionText{}))) == Code::not_a_response);
  CHECK(refusal(signed_response({}, {.version = "1.1"})) == Code::wrong_version);
  CHECK(refusal(signed_response({.version = "1.1"})) == Code::wrong_version);
  CHECK(refusal(signed_response({}, {.id = ""})) == Code::bad_id);
  CHECK(refusal(signed_response({.id = "1"})) == Code::bad_id);
  CHECK(refusal(signed_response({.more = "<a Id='_assertion'/>"})) == Code::duplicate_id);
}

TEST_CASE("verify_response refuses a response without or with several assertions") {
  CHECK(refusal(to_xml(ResponseText{}, "")) == Code::no_assertion);
  const std::string two = to_xml(AssertionText{}) + to_xml(AssertionText{.id = "_second"});
  CHECK(refusal(sign(to_xml(ResponseText{}, two))) == Code::several_assertions);
}

TEST_CASE("verify_response refuses a provider that has signed nobody in") {
  const ResponseText text{.status = "urn:oasis:names:tc:SAML:2.0:status:Responder"};
  CHECK(refusal(to_xml(text, "")) == Code::status_not_success);
  CHECK(refusal(signed_response({}, text)) == Code::status_not_success);
}

TEST_CASE("verify_response takes no response that is for another address") {
  CHECK(
      refusal(signed_response({}, {.destination = " Destination='https://other.example/acs'"})) ==
      Code::wrong_destination
  );
  CHECK(verified(signed_response({}, {.destination = ""})));
  CHECK(
      refusal(signed_response({.recipient = " Recipient='https://other.example/acs'"})) ==
      Code::wrong_recipient
  );
  CHECK(refusal(signed_response({.recipient = ""})) == Code::wrong_recipient);
}

TEST_CASE("verify_response takes the answer to its own request only") {
  const std::string other = " InResponseTo='_other'";
  CHECK(refusal(signed_response({}, {.in_response_to = other})) == Code::wrong_in_response_to);
  CHECK(refusal(signed_response({}, {.in_response_to = ""})) == Code::wrong_in_response_to);
  CHECK(refusal(signed_response({.in_response_to = other})) == Code::wrong_in_response_to);
  CHECK(refusal(signed_response({.in_response_to = ""})) == Code::wrong_in_response_to);
}

TEST_CASE("verify_response takes what the provider began only if it is no answer") {
  auto expected = expectations();
  expected.request_id.reset();
  CHECK(verified(signed_response({.in_response_to = ""}, {.in_response_to = ""}), expected));
  CHECK(refusal(signed_response(), expected) == Code::unexpected_in_response_to);
  CHECK(
      refusal(signed_response({}, {.in_response_to = ""}), expected) ==
      Code::unexpected_in_response_to
  );
}

TEST_CASE("verify_response takes assertions of its own provider only") {
  const std::string other = "<saml:Issuer>https://other.example</saml:Issuer>";
  CHECK(refusal(signed_response({.issuer = other})) == Code::wrong_issuer);
  CHECK(refusal(signed_response({.issuer = ""})) == Code::wrong_issuer);
  const std::string format =
      "<saml:Issuer Format='urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'>"
      "https://idp.example</saml:Issuer>";
  CHECK(refusal(signed_response({.issuer = format})) == Code::wrong_issuer);
  const std::string outer =
      "<saml:Issuer xmlns:saml='urn:oasis:names:tc:SAML:2.0:assertion'>https://other.example"
      "</saml:Issuer>";
  CHECK(refusal(signed_response({}, {.issuer = outer})) == Code::wrong_issuer);
  CHECK(verified(signed_response({}, {.issuer = ""})));
  CHECK(
      refusal(signed_response({}, {.issuer = "", .signature = SignatureText{}})) ==
      Code::wrong_issuer
  );
}

TEST_CASE("verify_response takes the period of the conditions with a minute of leeway") {
  const auto at = [](std::string_view period) {
    return verified(signed_response({.period = std::string(period)}));
  };
  CHECK(at(" NotOnOrAfter='2027-01-15T07:59:01Z'"));
  CHECK(at(" NotOnOrAfter='2027-01-15T07:59:00Z'").error().code == Code::expired);
  CHECK(at(" NotBefore='2027-01-15T08:01:00Z'"));
  CHECK(at(" NotBefore='2027-01-15T08:01:01Z'").error().code == Code::not_yet_valid);
  CHECK(at(" NotBefore='soon'").error().code == Code::bad_time);
  CHECK(at(" NotOnOrAfter=''").error().code == Code::bad_time);
}

TEST_CASE("verify_response takes the period of the confirmation with a minute of leeway") {
  const auto at = [](std::string_view period) {
    return verified(signed_response({.confirmation_end = std::string(period)}));
  };
  CHECK(at(" NotOnOrAfter='2027-01-15T07:59:01Z'"));
  CHECK(at(" NotOnOrAfter='2027-01-15T07:59:00Z'").error().code == Code::confirmation_expired);
  CHECK(at("").error().code == Code::confirmation_expired);
  CHECK(
      at(" NotBefore='2027-01-15T08:01:01Z' NotOnOrAfter='2027-01-15T08:05:00Z'").error().code ==
      Code::not_yet_valid
  );
}

TEST_CASE("verify_response takes assertions that are for this service provider only") {
  CHECK(refusal(signed_response({.period = "", .conditions = ""})) == Code::no_conditions);
  CHECK(refusal(signed_response({.conditions = ""})) == Code::wrong_audience);
  const auto audience = [](const std::string& name) {
    return "<saml:AudienceRestriction><saml:Audience>" + name +
           "</saml:Audience></saml:AudienceRestriction>";
  };
  const std::string own = "https://auth.example.org/sp";
  CHECK(refusal(signed_response({.conditions = audience(own + "2")})) == Code::wrong_audience);
  CHECK(
      refusal(signed_response({.conditions = audience(own) + audience("other")})) ==
      Code::wrong_audience
  );
  CHECK(verified(
      signed_response({.conditions = audience("other</saml:Audience><saml:Audience> " + own + " ")})
  ));
}

TEST_CASE("verify_response refuses conditions that it does not know") {
  const AssertionText known;
  CHECK(verified(signed_response({.conditions = known.conditions + "<saml:OneTimeUse/>"})));
  CHECK(
      refusal(signed_response({.conditions = known.conditions + "<saml:Condition/>"})) ==
      Code::unknown_condition
  );
}

TEST_CASE("verify_response wants a name in clear") {
  CHECK(refusal(signed_response({.name_id = ""})) == Code::no_name_id);
  CHECK(refusal(signed_response({.name_id = "<saml:NameID> </saml:NameID>"})) == Code::no_name_id);
  CHECK(refusal(signed_response({.name_id = "<saml:EncryptedID/>"})) == Code::no_name_id);
  const std::string two = "<saml:NameID>a</saml:NameID><saml:NameID>b</saml:NameID>";
  CHECK(refusal(signed_response({.name_id = two})) == Code::no_name_id);
}

TEST_CASE("verify_response wants a confirmation for bearers, of which one is enough") {
  const std::string holder = "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key";
  CHECK(refusal(signed_response({.method = holder})) == Code::no_bearer_confirmation);
  const std::string another =
      "<saml:SubjectConfirmation Method='urn:oasis:names:tc:SAML:2.0:cm:bearer'>"
      "<saml:SubjectConfirmationData Recipient='https://auth.example.org/acs' "
      "InResponseTo='_request' NotOnOrAfter='2027-01-15T09:00:00Z'/></saml:SubjectConfirmation>";
  const auto assertion = verified(signed_response({.more_confirmations = another}));
  REQUIRE(assertion);
  CHECK(assertion->not_on_or_after == the_time + std::chrono::minutes(61));
  CHECK(verified(signed_response({.method = holder, .more_confirmations = another})));
}

TEST_CASE("verify_response wants an authentication whose session goes on") {
  CHECK(refusal(signed_response({.authentication = ""})) == Code::no_authentication);
  const std::string ended = "<saml:AuthnStatement SessionNotOnOrAfter='2027-01-15T07:59:00Z'/>";
  CHECK(refusal(signed_response({.authentication = ended})) == Code::session_expired);
  const auto assertion = verified(signed_response({.authentication = "<saml:AuthnStatement/>"}));
  REQUIRE(assertion);
  CHECK_FALSE(assertion->session_index);
  CHECK_FALSE(assertion->session_not_on_or_after);
}

TEST_CASE("verify_response reads attributes that are text") {
  const auto statement = [](const std::string& inner) {
    return "<saml:AttributeStatement>" + inner + "</saml:AttributeStatement>";
  };
  CHECK(
      refusal(signed_response({.attributes = statement("<saml:Attribute/>")})) ==
      Code::bad_attribute
  );
  const auto assertion = verified(signed_response(
      {.attributes =
           statement("<saml:Attribute Name='a'><saml:AttributeValue><b/></saml:AttributeValue>"
                     "<saml:AttributeValue>c</saml:AttributeValue></saml:Attribute>")}
  ));
  REQUIRE(assertion);
  CHECK(assertion->attributes.at("a") == std::vector<std::string>{"c"});
  CHECK(verified(signed_response({.attributes = ""})));
}

TEST_CASE("verify_response works on several threads at once") {
  const std::string xml = signed_response();
  std::vector<std::thread> threads;
  std::atomic<int> good = 0;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int round = 0; round < 20; ++round)
        if (verified(xml)) ++good;
    });
  for (auto& thread : threads)
    thread.join();
  CHECK(good == 80);
}

}  // namespace
}  // namespace daemun::saml
