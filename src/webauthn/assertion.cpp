#include "webauthn/assertion.h"

#include "crypto/digest.h"

#include "webauthn/cose_key.h"

namespace daemun::webauthn {

namespace {

using Code = WebauthnError::Code;

// WebAuthn 7.2, steps 5 to 7.
Result<void, WebauthnError> check_owner(
    const AssertionResponse& response, const StoredCredential& stored, UserHandleRule rule
) {
  if (response.id != stored.id)
    return refuse(Code::unknown_credential, "the answer is of another credential");
  if (!response.user_handle && rule == UserHandleRule::if_present) return {};
  if (response.user_handle != stored.user_handle)
    return refuse(Code::wrong_user_handle, "the answer does not name the credential's owner");
  return {};
}

Result<AuthenticatorData, WebauthnError> parse_assertion_data(
    const AssertionResponse& response, const AssertionExpectations& expected
) {
  auto data = parse_authenticator_data(response.authenticator_data);
  if (!data) return data.error();
  if (const auto checked = check_authenticator_data(*data, expected); !checked)
    return checked.error();
  if (data->credential)
    return refuse(Code::unexpected_credential, "an assertion brings no new credential");
  return data;
}

// WebAuthn 6.1.1: a counter of an authenticator that has one grows with each use.
bool has_gone_back(std::uint32_t counter, std::uint32_t stored) {
  return (counter != 0 || stored != 0) && counter <= stored;
}

}  // namespace

Result<Assertion, WebauthnError> verify_assertion(
    const AssertionResponse& response,
    const StoredCredential& stored,
    const AssertionExpectations& expected
) {
  if (const auto checked = check_owner(response, stored, expected.user_handle); !checked)
    return checked.error();
  const auto client_data = parse_client_data(response.client_data_json);
  if (!client_data) return client_data.error();
  if (const auto checked = check_client_data(*client_data, "webauthn.get", expected); !checked)
    return checked.error();
  const auto data = parse_assertion_data(response, expected);
  if (!data) return data.error();
  const auto key = parse_cose_key(stored.public_key);
  if (!key) return key.error();
  // All that follows is the authenticator's word.
  const auto message = response.authenticator_data + crypto::sha256(response.client_data_json);
  if (!key->verify(message, response.signature))
    return refuse(Code::bad_signature, "the signature is wrong");
  // WebAuthn 6.1.3: it is a property of the credential.
  if (stored.is_backup_eligible && *stored.is_backup_eligible != data->is_backup_eligible)
    return refuse(Code::backup_eligibility_changed, "the credential was not of this kind");
  const bool has_counter_gone_back = has_gone_back(data->counter, stored.counter);
  if (has_counter_gone_back && !data->is_backup_eligible)
    return refuse(Code::counter_not_increased, "the credential may have been copied");
  return Assertion{
      .counter = data->counter,
      .is_user_verified = data->is_user_verified,
      .is_backup_eligible = data->is_backup_eligible,
      .is_backed_up = data->is_backed_up,
      .has_counter_gone_back = has_counter_gone_back};
}

}  // namespace daemun::webauthn
