// Encrypted assertions (saml-core 6, XML Encryption). For the sources of this module only.
#ifndef DAEMUN_SAML_DECRYPTION_H
#define DAEMUN_SAML_DECRYPTION_H

#include "base/result.h"
#include "crypto/signing_key.h"

#include <libxml/tree.h>
#include <optional>

#include "saml/saml_error.h"

namespace daemun::saml {

// Puts the assertion into the place of an EncryptedAssertion. no_decryption_key;
// encryption_not_allowed: other algorithms than RSA-OAEP and AES in CBC or GCM, or several keys;
// not_decrypted: anything that goes wrong afterwards, with one answer for all of it, because a
// sender that could tell a wrong padding from bad XML could read what is encrypted with CBC.
std::optional<SamlError> decrypt_assertion(
    xmlNode* encrypted, const std::optional<crypto::PrivateKey>& key
);

}  // namespace daemun::saml

#endif
