// The signature of an element inside it (saml-core 5.4, XML Signature 1.1). For the sources of this
// module only.
#ifndef DAEMUN_SAML_SIGNATURE_H
#define DAEMUN_SAML_SIGNATURE_H

#include "base/result.h"
#include "crypto/certificate.h"

#include <libxml/tree.h>
#include <vector>

#include "saml/saml_error.h"

namespace daemun::saml {

enum class SignatureState { absent, valid };

// Of an element that has an ID, by one of the certificates. What is valid covers all of the element
// but the Signature itself. bad_signature_structure, wrong_reference, transform_not_allowed,
// algorithm_not_allowed, comment_in_text, bad_signature.
Result<SignatureState, SamlError> verify_signature(
    xmlNode* element, const std::vector<crypto::Certificate>& certificates
);

}  // namespace daemun::saml

#endif
