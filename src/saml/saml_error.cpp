#include "saml/saml_error.h"

#include <utility>

namespace daemun::saml {

std::string_view to_string(SamlError::Code code) {
  using enum SamlError::Code;
  switch (code) {
    // clang-format off
    case too_large: return "too_large";
    case malformed_xml: return "malformed_xml";
    case document_type: return "document_type";
    case too_many_nodes: return "too_many_nodes";
    case too_deep: return "too_deep";
    case processing_instruction: return "processing_instruction";
    case xml_id: return "xml_id";
    case comment_in_text: return "comment_in_text";
    case bad_time: return "bad_time";
    case not_an_entity: return "not_an_entity";
    case no_entity_id: return "no_entity_id";
    case no_identity_provider: return "no_identity_provider";
    case several_identity_providers: return "several_identity_providers";
    case no_redirect_endpoint: return "no_redirect_endpoint";
    case bad_endpoint: return "bad_endpoint";
    case no_signing_certificate: return "no_signing_certificate";
    case bad_certificate: return "bad_certificate";
    case bad_request: return "bad_request";
    case relay_state_too_long: return "relay_state_too_long";
    case unsuitable_key: return "unsuitable_key";
    case metadata_expired: return "metadata_expired";
    case not_base64: return "not_base64";
    case not_a_response: return "not_a_response";
    case wrong_version: return "wrong_version";
    case bad_id: return "bad_id";
    case duplicate_id: return "duplicate_id";
    case no_assertion: return "no_assertion";
    case several_assertions: return "several_assertions";
    case misplaced_element: return "misplaced_element";
    case status_not_success: return "status_not_success";
    case wrong_destination: return "wrong_destination";
    case unexpected_in_response_to: return "unexpected_in_response_to";
    case wrong_in_response_to: return "wrong_in_response_to";
    case bad_signature_structure: return "bad_signature_structure";
    case wrong_reference: return "wrong_reference";
    case transform_not_allowed: return "transform_not_allowed";
    case algorithm_not_allowed: return "algorithm_not_allowed";
    case bad_signature: return "bad_signature";
    case not_signed: return "not_signed";
    case no_decryption_key: return "no_decryption_key";
    case encryption_not_allowed: return "encryption_not_allowed";
    case not_decrypted: return "not_decrypted";
    case wrong_issuer: return "wrong_issuer";
    case no_conditions: return "no_conditions";
    case unknown_condition: return "unknown_condition";
    case not_yet_valid: return "not_yet_valid";
    case expired: return "expired";
    case wrong_audience: return "wrong_audience";
    case no_name_id: return "no_name_id";
    case no_bearer_confirmation: return "no_bearer_confirmation";
    case wrong_recipient: return "wrong_recipient";
    case confirmation_expired: return "confirmation_expired";
    case no_authentication: return "no_authentication";
    case session_expired: return "session_expired";
    case bad_attribute: return "bad_attribute";
      // clang-format on
  }
  return "";
}

SamlError refuse(SamlError::Code code, std::string description) {
  return {code, std::move(description)};
}

}  // namespace daemun::saml
