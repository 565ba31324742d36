// The two ceremonies between the options and a software authenticator, for the tests of both.
#ifndef DAEMUN_WEBAUTHN_TEST_CEREMONY_H
#define DAEMUN_WEBAUTHN_TEST_CEREMONY_H

#include <string>
#include <string_view>

#include "webauthn/assertion.h"
#include "webauthn/options.h"
#include "webauthn/registration.h"
#include "webauthn/test_authenticator.h"

namespace daemun::webauthn::test {

inline const std::string challenge(challenge_size, 'c');
inline const std::string handle = "user00000001";

inline json::object registration_options() {
  return to_registration_options(
      {.challenge = challenge,
       .rp_id = "id.example",
       .rp_name = "id.example",
       .user = {.user_handle = handle, .name = "ann@example.com", .display_name = "Ann"},
       .excluded = {}}
  );
}
inline json::object authentication_options() {
  return to_authentication_options({.challenge = challenge, .rp_id = "id.example", .allowed = {}});
}

inline RegistrationExpectations registration_expectations() {
  RegistrationExpectations expected;
  expected.challenge = challenge;
  expected.origins = {"https://id.example"};
  expected.rp_id = "id.example";
  return expected;
}
inline AssertionExpectations assertion_expectations() {
  AssertionExpectations expected;
  expected.challenge = challenge;
  expected.origins = {"https://id.example"};
  expected.rp_id = "id.example";
  return expected;
}

inline Result<Credential, WebauthnError> verify_created(
    const json::object& answer,
    const RegistrationExpectations& expected = registration_expectations()
) {
  const auto response = parse_registration_response(answer);
  if (!response) return response.error();
  return verify_registration(*response, expected);
}

inline StoredCredential to_stored(const Credential& credential) {
  return {
      .id = credential.id,
      .public_key = credential.public_key,
      .counter = credential.counter,
      .is_backup_eligible = credential.is_backup_eligible,
      .user_handle = handle};
}

// "accepted", or the error's name.
template <typename Value>
std::string_view outcome_of(const Result<Value, WebauthnError>& result) {
  return result ? "accepted" : to_string(result.error().code);
}

}  // namespace daemun::webauthn::test

#endif
