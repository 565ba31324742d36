#include "webauthn/webauthn_error.h"

#include <utility>

namespace daemun::webauthn {

std::string_view to_string(WebauthnError::Code code) {
  using enum WebauthnError::Code;
  switch (code) {
    // clang-format off
    case bad_response: return "bad_response";
    case wrong_credential_type: return "wrong_credential_type";
    case id_mismatch: return "id_mismatch";
    case client_data_too_large: return "client_data_too_large";
    case client_data_not_json: return "client_data_not_json";
    case client_data_incomplete: return "client_data_incomplete";
    case wrong_ceremony: return "wrong_ceremony";
    case wrong_challenge: return "wrong_challenge";
    case wrong_origin: return "wrong_origin";
    case cross_origin: return "cross_origin";
    case cbor_too_large: return "cbor_too_large";
    case cbor_truncated: return "cbor_truncated";
    case cbor_malformed: return "cbor_malformed";
    case cbor_too_deep: return "cbor_too_deep";
    case cbor_too_many_items: return "cbor_too_many_items";
    case cbor_indefinite: return "cbor_indefinite";
    case cbor_tagged: return "cbor_tagged";
    case cbor_bad_text: return "cbor_bad_text";
    case cbor_bad_key: return "cbor_bad_key";
    case cbor_duplicate_key: return "cbor_duplicate_key";
    case cbor_trailing_bytes: return "cbor_trailing_bytes";
    case authenticator_data_truncated: return "authenticator_data_truncated";
    case authenticator_data_trailing_bytes: return "authenticator_data_trailing_bytes";
    case bad_extensions: return "bad_extensions";
    case wrong_rp_id: return "wrong_rp_id";
    case user_not_present: return "user_not_present";
    case user_not_verified: return "user_not_verified";
    case backed_up_but_not_eligible: return "backed_up_but_not_eligible";
    case no_credential: return "no_credential";
    case unexpected_credential: return "unexpected_credential";
    case bad_credential_id: return "bad_credential_id";
    case bad_key: return "bad_key";
    case unknown_algorithm: return "unknown_algorithm";
    case algorithm_not_offered: return "algorithm_not_offered";
    case bad_attestation_object: return "bad_attestation_object";
    case bad_attestation_statement: return "bad_attestation_statement";
    case attestation_demanded: return "attestation_demanded";
    case wrong_attestation_algorithm: return "wrong_attestation_algorithm";
    case bad_attestation_certificate: return "bad_attestation_certificate";
    case wrong_aaguid: return "wrong_aaguid";
    case bad_attestation_signature: return "bad_attestation_signature";
    case unknown_credential: return "unknown_credential";
    case wrong_user_handle: return "wrong_user_handle";
    case bad_signature: return "bad_signature";
    case backup_eligibility_changed: return "backup_eligibility_changed";
    case counter_not_increased: return "counter_not_increased";
      // clang-format on
  }
  return "";
}

WebauthnError refuse(WebauthnError::Code code, std::string description) {
  return {.code = code, .description = std::move(description)};
}

}  // namespace daemun::webauthn
