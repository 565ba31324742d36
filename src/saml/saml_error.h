// The ways in which an identity provider's metadata or response can be wrong, in the order in which
// they are looked for.
#ifndef DAEMUN_SAML_SAML_ERROR_H
#define DAEMUN_SAML_SAML_ERROR_H

#include <string>
#include <string_view>

namespace daemun::saml {

struct SamlError {
  enum class Code {
    // any XML
    too_large,
    malformed_xml,
    document_type,
    too_many_nodes,
    too_deep,
    processing_instruction,
    xml_id,
    comment_in_text,
    bad_time,
    // metadata
    not_an_entity,
    no_entity_id,
    no_identity_provider,
    several_identity_providers,
    no_redirect_endpoint,
    bad_endpoint,
    no_signing_certificate,
    bad_certificate,
    // a request
    bad_request,
    relay_state_too_long,
    unsuitable_key,
    // the response around the assertion
    metadata_expired,
    not_base64,
    not_a_response,
    wrong_version,
    bad_id,
    duplicate_id,
    no_assertion,
    several_assertions,
    misplaced_element,
    status_not_success,
    wrong_destination,
    unexpected_in_response_to,
    wrong_in_response_to,
    // signatures
    bad_signature_structure,
    wrong_reference,
    transform_not_allowed,
    algorithm_not_allowed,
    bad_signature,
    not_signed,
    // an encrypted assertion
    no_decryption_key,
    encryption_not_allowed,
    not_decrypted,
    // the assertion
    wrong_issuer,
    no_conditions,
    unknown_condition,
    not_yet_valid,
    expired,
    wrong_audience,
    no_name_id,
    no_bearer_confirmation,
    wrong_recipient,
    confirmation_expired,
    no_authentication,
    session_expired,
    bad_attribute
  };
  Code code = Code::malformed_xml;
  // Plain ASCII; holds nothing of the message.
  std::string description{};
};

// The enumerator's name, for the log.
std::string_view to_string(SamlError::Code code);

SamlError refuse(SamlError::Code code, std::string description);

}  // namespace daemun::saml

#endif
