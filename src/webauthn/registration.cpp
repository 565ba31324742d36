#include "webauthn/registration.h"

#include "crypto/digest.h"

#include <algorithm>
#include <utility>

namespace daemun::webauthn {

namespace {

using Code = WebauthnError::Code;

bool is_offered(CoseAlgorithm algorithm, const RegistrationExpectations& expected) {
  const auto& offered = expected.algorithms;
  return std::find(offered.begin(), offered.end(), algorithm) != offered.end();
}

// The authenticator data with the new credential in it.
Result<AuthenticatorData, WebauthnError> parse_new_credential(
    const AttestationObject& object, const RegistrationExpectations& expected
) {
  auto data = parse_authenticator_data(object.authenticator_data);
  if (!data) return data.error();
  if (const auto checked = check_authenticator_data(*data, expected); !checked)
    return checked.error();
  if (!data->credential) return refuse(Code::no_credential, "the answer has no credential");
  return data;
}

}  // namespace

Result<Credential, WebauthnError> verify_registration(
    const RegistrationResponse& response, const RegistrationExpectations& expected
) {
  const auto client_data = parse_client_data(response.client_data_json);
  if (!client_data) return client_data.error();
  if (const auto checked = check_client_data(*client_data, "webauthn.create", expected); !checked)
    return checked.error();
  const auto object = parse_attestation_object(response.attestation_object);
  if (!object) return object.error();
  auto data = parse_new_credential(*object, expected);
  if (!data) return data.error();
  auto& made = *data->credential;
  if (made.id != response.id)
    return refuse(Code::id_mismatch, "the authenticator names another credential");
  const auto key = parse_cose_key(made.public_key);
  if (!key) return key.error();
  if (!is_offered(key->algorithm(), expected))
    return refuse(Code::algorithm_not_offered, "the key's algorithm was not offered");
  const auto hash = crypto::sha256(response.client_data_json);
  const AttestedData attested{
      .object = *object, .credential = made, .key = *key, .client_data_hash = hash};
  const auto attestation = verify_attestation(attested, expected.attestation);
  if (!attestation) return attestation.error();
  return Credential{
      .id = std::move(made.id),
      .public_key = std::move(made.public_key),
      .aaguid = std::move(made.aaguid),
      .counter = data->counter,
      .is_user_verified = data->is_user_verified,
      .is_backup_eligible = data->is_backup_eligible,
      .is_backed_up = data->is_backed_up,
      .transports = response.transports,
      .attestation = *attestation};
}

}  // namespace daemun::webauthn
