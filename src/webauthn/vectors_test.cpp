// The test vectors of WebAuthn Level 3, section 16: registrations, and assertions of what they
// made.
#include "support/vectors.h"

#include <doctest/doctest.h>

#include "webauthn/test_ceremony.h"

namespace daemun::webauthn {
namespace {

using namespace test;
using daemun::test::Vector;

struct Ceremonies {
  RegistrationResponse registration;
  RegistrationExpectations registration_expected;
  AssertionResponse assertion;
  AssertionExpectations assertion_expected;
};

std::string bytes_of(const json::object& part, std::string_view name) {
  return parse_hex(find_string(part, name).value()).value();
}

// 16: RP id and origin of all vectors; not all of them verify the person.
void expect(Expectations& expected, const json::object& part) {
  expected.challenge = bytes_of(part, "challenge");
  expected.origins = {"https://example.org"};
  expected.rp_id = "example.org";
  expected.user_verification = UserVerification::preferred;
}

// The id is what the answer's own bytes say: the vectors have no JSON around them.
std::string id_in(const RegistrationResponse& response) {
  const auto object = parse_attestation_object(response.attestation_object);
  return parse_authenticator_data(object.value().authenticator_data).value().credential.value().id;
}

Ceremonies read(const json::object& vector) {
  Ceremonies ceremonies;
  const auto& made = *find_object(vector, "registration");
  ceremonies.registration.client_data_json = bytes_of(made, "clientDataJSON");
  ceremonies.registration.attestation_object = bytes_of(made, "attestationObject");
  ceremonies.registration.id = id_in(ceremonies.registration);
  expect(ceremonies.registration_expected, made);
  if (const auto* used = find_object(vector, "authentication")) {
    ceremonies.assertion.id = ceremonies.registration.id;
    ceremonies.assertion.client_data_json = bytes_of(*used, "clientDataJSON");
    ceremonies.assertion.authenticator_data = bytes_of(*used, "authenticatorData");
    ceremonies.assertion.signature = bytes_of(*used, "signature");
    expect(ceremonies.assertion_expected, *used);
  }
  return ceremonies;
}

TEST_CASE("verify_registration and verify_assertion decide each vector of the specification") {
  const auto vectors = daemun::test::load_vectors("webauthn");
  REQUIRE(vectors.size() >= 7);
  for (const Vector& vector : vectors) {
    CAPTURE(vector.name);
    const auto text = parse_json_object(vector.text).value();
    const auto ceremonies = read(text);
    const auto made =
        verify_registration(ceremonies.registration, ceremonies.registration_expected);
    if (!vector.error.empty()) {
      CHECK(outcome_of(made) == vector.error);
      continue;
    }
    CHECK(outcome_of(made) == "accepted");
    if (!made) continue;
    CHECK(to_string(made->attestation) == find_string(text, "attestation"));
    auto stored = to_stored(*made);
    CHECK(
        outcome_of(verify_assertion(ceremonies.assertion, stored, ceremonies.assertion_expected)) ==
        "accepted"
    );
    // Each byte of what is signed counts.
    auto changed = ceremonies.assertion;
    changed.authenticator_data.back() = '\x01';
    CHECK(
        outcome_of(verify_assertion(changed, stored, ceremonies.assertion_expected)) ==
        "bad_signature"
    );
  }
}

TEST_CASE("verify_registration refuses each vector whose statement is changed by a bit") {
  for (const Vector& vector : daemun::test::load_vectors("webauthn")) {
    if (vector.name.find("packed") == std::string::npos) continue;
    CAPTURE(vector.name);
    auto ceremonies = read(parse_json_object(vector.text).value());
    auto& object = ceremonies.registration.attestation_object;
    const auto place = object.find("authData");
    object[place + 10 + 40] = static_cast<char>(object[place + 10 + 40] ^ 1);  // in the model
    CHECK(
        outcome_of(verify_registration(ceremonies.registration, ceremonies.registration_expected)
        ) == "bad_attestation_signature"
    );
  }
}

}  // namespace
}  // namespace daemun::webauthn
