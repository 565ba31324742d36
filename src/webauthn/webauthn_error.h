// The ways in which an answer of an authenticator can be wrong, in the order in which they are
// looked for (WebAuthn Level 3, 7.1 and 7.2).
#ifndef DAEMUN_WEBAUTHN_WEBAUTHN_ERROR_H
#define DAEMUN_WEBAUTHN_WEBAUTHN_ERROR_H

#include <string>
#include <string_view>

namespace daemun::webauthn {

struct WebauthnError {
  enum class Code {
    // the answer as the browser's script sends it
    bad_response,
    wrong_credential_type,
    id_mismatch,
    // client data
    client_data_too_large,
    client_data_not_json,
    client_data_incomplete,
    wrong_ceremony,
    wrong_challenge,
    wrong_origin,
    cross_origin,
    // CBOR
    cbor_too_large,
    cbor_truncated,
    cbor_malformed,
    cbor_too_deep,
    cbor_too_many_items,
    cbor_indefinite,
    cbor_tagged,
    cbor_bad_text,
    cbor_bad_key,
    cbor_duplicate_key,
    cbor_trailing_bytes,
    // authenticator data
    authenticator_data_truncated,
    authenticator_data_trailing_bytes,
    bad_extensions,
    wrong_rp_id,
    user_not_present,
    user_not_verified,
    backed_up_but_not_eligible,
    no_credential,
    unexpected_credential,
    bad_credential_id,
    // the credential's public key
    bad_key,
    unknown_algorithm,
    algorithm_not_offered,
    // attestation
    bad_attestation_object,
    bad_attestation_statement,
    attestation_demanded,
    wrong_attestation_algorithm,
    bad_attestation_certificate,
    wrong_aaguid,
    bad_attestation_signature,
    // assertion
    unknown_credential,
    wrong_user_handle,
    bad_signature,
    backup_eligibility_changed,
    counter_not_increased
  };
  Code code = Code::bad_response;
  // Plain ASCII; holds nothing of the answer.
  std::string description{};
};

// The enumerator's name, for the log.
std::string_view to_string(WebauthnError::Code code);

WebauthnError refuse(WebauthnError::Code code, std::string description);

}  // namespace daemun::webauthn

#endif
