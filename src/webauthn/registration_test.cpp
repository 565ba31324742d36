#include "webauthn/registration.h"

#include <doctest/doctest.h>

#include "webauthn/test_ceremony.h"

namespace daemun::webauthn {
namespace {

using namespace test;

std::string_view outcome(
    const Answer& answer, const RegistrationExpectations& expected = registration_expectations()
) {
  Authenticator authenticator;
  return outcome_of(verify_created(authenticator.create(registration_options(), answer), expected));
}

TEST_CASE("verify_registration takes a credential of each algorithm") {
  for (const auto algorithm : known_algorithms) {
    Authenticator authenticator(algorithm);
    const auto made = verify_created(authenticator.create(registration_options()));
    REQUIRE(made);
    CHECK(made->id == authenticator.credential_id());
    CHECK(made->public_key == authenticator.public_key());
    CHECK(made->aaguid == std::string(16, 'M'));
    CHECK(made->counter == 1);
    CHECK(made->is_user_verified);
    CHECK_FALSE(made->is_backup_eligible);
    CHECK_FALSE(made->is_backed_up);
    CHECK(made->transports == std::vector<std::string>{"internal", "hybrid"});
    CHECK(made->attestation == AttestationKind::none);
  }
}

TEST_CASE("verify_registration tells whether a credential can be, and is, backed up") {
  Authenticator authenticator;
  const auto options = registration_options();
  const auto eligible = verify_created(authenticator.create(options, {.is_backup_eligible = true}));
  REQUIRE(eligible);
  CHECK(eligible->is_backup_eligible);
  CHECK_FALSE(eligible->is_backed_up);
  const auto synced = verify_created(
      authenticator.create(options, {.is_backup_eligible = true, .is_backed_up = true})
  );
  REQUIRE(synced);
  CHECK(synced->is_backed_up);
}

TEST_CASE("verify_registration refuses each lie of client data by its own name") {
  CHECK(outcome({}) == "accepted");
  CHECK(outcome({.ceremony = "webauthn.get"}) == "wrong_ceremony");
  CHECK(outcome({.ceremony = ""}) == "wrong_ceremony");
  CHECK(outcome({.challenge = to_base64url(std::string(32, 'd'))}) == "wrong_challenge");
  CHECK(outcome({.challenge = ""}) == "wrong_challenge");
  CHECK(outcome({.challenge = to_base64url(challenge) + "="}) == "wrong_challenge");
  for (const char* origin :
       {"https://evil.example",
        "http://id.example",
        "https://id.example:8443",
        "https://id.example/",
        "https://ID.example",
        "https://id.example.evil.example",
        "https://sub.id.example",
        "null",
        ""}) {
    CAPTURE(origin);
    CHECK(outcome({.origin = origin}) == "wrong_origin");
  }
  CHECK(outcome({.more_client_data = {{"crossOrigin", true}}}) == "cross_origin");
  CHECK(outcome({.more_client_data = {{"topOrigin", "https://id.example"}}}) == "cross_origin");
  CHECK(outcome({.more_client_data = {{"later", "member"}}}) == "accepted");
}

TEST_CASE("verify_registration accepts each origin that is listed, and none without a list") {
  auto expected = registration_expectations();
  expected.origins = {"https://id.example", "https://login.example"};
  CHECK(outcome({.origin = "https://login.example"}, expected) == "accepted");
  expected.origins.clear();
  CHECK(outcome({}, expected) == "wrong_origin");
}

TEST_CASE("verify_registration accepts nothing when the caller has no challenge") {
  auto expected = registration_expectations();
  for (const std::string lost : {"", "short"}) {
    expected.challenge = lost;
    CHECK(outcome({.challenge = to_base64url(lost)}, expected) == "wrong_challenge");
  }
}

TEST_CASE("verify_registration refuses each lie of authenticator data by its own name") {
  CHECK(outcome({.rp_id = "evil.example"}) == "wrong_rp_id");
  CHECK(outcome({.rp_id = ""}) == "wrong_rp_id");
  CHECK(outcome({.is_user_present = false}) == "user_not_present");
  CHECK(outcome({.is_user_verified = false}) == "user_not_verified");
  CHECK(outcome({.is_backed_up = true}) == "backed_up_but_not_eligible");
  CHECK(outcome({.behind_authenticator_data = "x"}) == "authenticator_data_trailing_bytes");
  CHECK(outcome({.extensions = "\xa1\x01"}) == "cbor_truncated");
  CHECK(outcome({.extensions = cbor_map({{cbor_text("uvm"), cbor_array({})}})}) == "accepted");
  CHECK(outcome({.public_key = cbor_map({})}) == "bad_key");
  auto preferred = registration_expectations();
  preferred.user_verification = UserVerification::preferred;
  CHECK(outcome({.is_user_verified = false}, preferred) == "accepted");
}

TEST_CASE("verify_registration refuses an answer without a credential, or of another id") {
  Authenticator authenticator;
  auto answer = authenticator.create(registration_options());
  // The authenticator data of an assertion, which has none.
  const auto assertion = authenticator.get(authentication_options());
  const auto data =
      parse_base64url(find_string(*find_object(assertion, "response"), "authenticatorData").value()
      );
  const auto object = cbor_map({
      {cbor_text("fmt"), cbor_text("none")},
      {cbor_text("attStmt"), cbor_map({})},
      {cbor_text("authData"), cbor_bytes(*data)},
  });
  auto without = answer;
  without["response"].as_object()["attestationObject"] = to_base64url(object);
  CHECK(outcome_of(verify_created(without)) == "no_credential");

  answer["id"] = answer["rawId"] = to_base64url("another");
  CHECK(outcome_of(verify_created(answer)) == "id_mismatch");
}

TEST_CASE("verify_registration refuses an algorithm that was not offered") {
  auto expected = registration_expectations();
  expected.algorithms = {CoseAlgorithm::es256};
  Authenticator authenticator(CoseAlgorithm::eddsa);
  const auto answer = authenticator.create(registration_options());
  CHECK(outcome_of(verify_created(answer)) == "accepted");
  CHECK(outcome_of(verify_created(answer, expected)) == "algorithm_not_offered");
}

TEST_CASE("parse_registration_response refuses each way to be wrong by its own name") {
  Authenticator authenticator;
  const auto answer = authenticator.create(registration_options());
  const auto with = [&](const char* name, const auto& value) {
    auto changed = answer;
    changed[name] = value;
    return outcome_of(parse_registration_response(changed));
  };
  const auto with_inner = [&](const char* name, const auto& value) {
    auto changed = answer;
    changed["response"].as_object()[name] = value;
    return outcome_of(parse_registration_response(changed));
  };
  CHECK(with("type", "WebAuthn") == "accepted");
  CHECK(with("type", "password") == "wrong_credential_type");
  CHECK(with("type", nullptr) == "wrong_credential_type");
  CHECK(with("id", "====") == "bad_response");
  CHECK(with("id", "") == "bad_response");
  CHECK(with("id", to_base64url(std::string(1024, 'i'))) == "bad_response");
  CHECK(with("rawId", "AAAA") == "id_mismatch");
  CHECK(with("rawId", nullptr) == "id_mismatch");
  CHECK(with("response", "text") == "bad_response");
  CHECK(with_inner("clientDataJSON", 1) == "bad_response");
  CHECK(with_inner("clientDataJSON", "a+b/") == "bad_response");
  CHECK(with_inner("attestationObject", "") == "bad_response");
  CHECK(with_inner("attestationObject", std::string(max_cbor_bytes * 2, 'A')) == "bad_response");
  // The browser's word for how to reach it: unknown words and repetitions are left out.
  auto changed = answer;
  changed["response"].as_object()["transports"] =
      json::array{"usb", "usb", "telepathy", 1, "smart-card"};
  CHECK(
      parse_registration_response(changed)->transports ==
      std::vector<std::string>{"usb", "smart-card"}
  );
}

}  // namespace
}  // namespace daemun::webauthn
