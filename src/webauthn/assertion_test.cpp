#include "webauthn/assertion.h"

#include <doctest/doctest.h>

#include "webauthn/test_ceremony.h"

namespace daemun::webauthn {
namespace {

using namespace test;

// A registered authenticator.
struct Registered {
  explicit Registered(CoseAlgorithm algorithm = CoseAlgorithm::es256, const Answer& answer = {})
      : authenticator(algorithm),
        stored(
            to_stored(verify_created(authenticator.create(registration_options(), answer)).value())
        ) {}

  Result<Assertion, WebauthnError> verify(
      const json::object& answer, const AssertionExpectations& expected = assertion_expectations()
  ) const {
    const auto response = parse_assertion_response(answer);
    if (!response) return response.error();
    return verify_assertion(*response, stored, expected);
  }
  std::string_view outcome(
      const Answer& answer, const AssertionExpectations& expected = assertion_expectations()
  ) {
    return outcome_of(verify(authenticator.get(authentication_options(), answer), expected));
  }

  Authenticator authenticator;
  StoredCredential stored;
};

TEST_CASE("verify_assertion accepts a credential of each algorithm, and tells its counter") {
  for (const auto algorithm : known_algorithms) {
    Registered registered(algorithm);
    const auto answer = registered.authenticator.get(authentication_options());
    const auto assertion = registered.verify(answer);
    REQUIRE(assertion);
    CHECK(assertion->counter == 2);
    CHECK(assertion->is_user_verified);
    CHECK_FALSE(assertion->is_backup_eligible);
    CHECK_FALSE(assertion->has_counter_gone_back);
    // Another authenticator of the same kind signs for the same id.
    Registered other(algorithm);
    const auto foreign =
        other.authenticator.get(authentication_options(), {.credential_id = registered.stored.id});
    CHECK(outcome_of(registered.verify(foreign)) == "bad_signature");
  }
}

TEST_CASE("verify_assertion refuses each lie of client data by its own name") {
  Registered registered;
  CHECK(registered.outcome({}) == "accepted");
  CHECK(registered.outcome({.ceremony = "webauthn.create"}) == "wrong_ceremony");
  CHECK(registered.outcome({.challenge = to_base64url(std::string(32, 'd'))}) == "wrong_challenge");
  CHECK(registered.outcome({.origin = "https://evil.example"}) == "wrong_origin");
  CHECK(registered.outcome({.more_client_data = {{"crossOrigin", true}}}) == "cross_origin");
}

TEST_CASE("verify_assertion refuses each lie of authenticator data by its own name") {
  Registered registered;
  CHECK(registered.outcome({.rp_id = "evil.example"}) == "wrong_rp_id");
  CHECK(registered.outcome({.is_user_present = false}) == "user_not_present");
  CHECK(registered.outcome({.is_user_verified = false}) == "user_not_verified");
  CHECK(registered.outcome({.is_backed_up = true}) == "backed_up_but_not_eligible");
  CHECK(
      registered.outcome({.behind_authenticator_data = "x"}) == "authenticator_data_trailing_bytes"
  );
  auto preferred = assertion_expectations();
  preferred.user_verification = UserVerification::preferred;
  const auto answer =
      registered.authenticator.get(authentication_options(), {.is_user_verified = false});
  const auto assertion = registered.verify(answer, preferred);
  REQUIRE(assertion);
  CHECK_FALSE(assertion->is_user_verified);
}

TEST_CASE("verify_assertion refuses the answer of a registration in its place") {
  Registered registered;
  auto created = registered.authenticator.create(registration_options());
  auto answer = registered.authenticator.get(authentication_options());
  const auto bytes =
      parse_base64url(find_string(*find_object(created, "response"), "attestationObject").value());
  const auto data = parse_attestation_object(*bytes)->authenticator_data;
  answer["response"].as_object()["authenticatorData"] = to_base64url(data);
  CHECK(outcome_of(registered.verify(answer)) == "unexpected_credential");
}

TEST_CASE("verify_assertion refuses a signature over anything else") {
  Registered registered;
  CHECK(registered.outcome({.signature = "0"}) == "bad_signature");
  CHECK(registered.outcome({.signature = std::string(64, '\0')}) == "bad_signature");
  // The zero signature of CVE-2022-21449, in DER.
  CHECK(
      registered.outcome({.signature = std::string("\x30\x06\x02\x01\x00\x02\x01\x00", 8)}) ==
      "bad_signature"
  );
  auto answer = registered.authenticator.get(authentication_options());
  auto& response = answer["response"].as_object();
  auto data = parse_base64url(find_string(response, "authenticatorData").value()).value();
  data[36] = static_cast<char>(data[36] + 1);  // the counter's last byte
  response["authenticatorData"] = to_base64url(data);
  CHECK(outcome_of(registered.verify(answer)) == "bad_signature");

  answer = registered.authenticator.get(authentication_options());
  auto& other = answer["response"].as_object();
  auto client_data = parse_base64url(find_string(other, "clientDataJSON").value()).value();
  other["clientDataJSON"] = to_base64url(client_data + " ");
  CHECK(outcome_of(registered.verify(answer)) == "bad_signature");
}

TEST_CASE("verify_assertion refuses a counter that does not grow, unless the credential is shared"
) {
  Registered registered;
  registered.stored.counter = 7;
  CHECK(registered.outcome({.counter = 8}) == "accepted");
  CHECK(registered.outcome({.counter = 7}) == "counter_not_increased");
  CHECK(registered.outcome({.counter = 6}) == "counter_not_increased");
  CHECK(registered.outcome({.counter = 0}) == "counter_not_increased");
  registered.stored.counter = 0;
  CHECK(registered.outcome({.counter = 0}) == "accepted");
  CHECK(registered.outcome({.counter = 1}) == "accepted");

  Registered shared(CoseAlgorithm::es256, {.is_backup_eligible = true});
  shared.stored.counter = 7;
  const auto answer = shared.authenticator.get(
      authentication_options(), {.is_backup_eligible = true, .counter = 3}
  );
  const auto assertion = shared.verify(answer);
  REQUIRE(assertion);
  CHECK(assertion->has_counter_gone_back);
}

TEST_CASE("verify_assertion refuses a credential that changes whether it can be backed up") {
  Registered registered;
  CHECK(registered.outcome({.is_backup_eligible = true}) == "backup_eligibility_changed");
  registered.stored.is_backup_eligible.reset();
  CHECK(registered.outcome({.is_backup_eligible = true}) == "accepted");
}

TEST_CASE("verify_assertion refuses another credential, or another owner") {
  Registered registered;
  Registered other;
  const auto foreign = other.authenticator.get(authentication_options());
  CHECK(outcome_of(registered.verify(foreign)) == "unknown_credential");
  CHECK(registered.outcome({.user_handle = "somebody"}) == "wrong_user_handle");
  CHECK(registered.outcome({.user_handle = ""}) == "accepted");
  auto expected = assertion_expectations();
  expected.user_handle = UserHandleRule::required;
  CHECK(registered.outcome({}, expected) == "accepted");
  CHECK(registered.outcome({.user_handle = ""}, expected) == "wrong_user_handle");
}

TEST_CASE("parse_assertion_response refuses each way to be wrong by its own name") {
  Registered registered;
  const auto answer = registered.authenticator.get(authentication_options());
  const auto with = [&](const char* name, const auto& value) {
    auto changed = answer;
    changed["response"].as_object()[name] = value;
    return outcome_of(parse_assertion_response(changed));
  };
  CHECK(with("userHandle", nullptr) == "accepted");
  CHECK(with("userHandle", "") == "bad_response");
  CHECK(with("userHandle", 1) == "bad_response");
  CHECK(with("userHandle", to_base64url(std::string(65, 'u'))) == "bad_response");
  CHECK(with("signature", nullptr) == "bad_response");
  CHECK(with("signature", to_base64url(std::string(1025, 's'))) == "bad_response");
  CHECK(with("authenticatorData", "a b") == "bad_response");
  auto changed = answer;
  changed.erase("response");
  CHECK(outcome_of(parse_assertion_response(changed)) == "bad_response");
}

}  // namespace
}  // namespace daemun::webauthn
