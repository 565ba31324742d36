// RSA signatures (PKCS #1 v1.5, RFC 8017 8.2) with a digest of the protocol's choice. Keys of
// tokens have one algorithm each (signing_key.h); SAML lets the administrator choose.
#ifndef DAEMUN_CRYPTO_RSA_SIGNATURE_H
#define DAEMUN_CRYPTO_RSA_SIGNATURE_H

#include "crypto/digest.h"
#include "crypto/signing_key.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun::crypto {

// Nothing for a key that is not RSA. Throws std::invalid_argument for MD5 and SHA-1.
std::optional<std::string> sign_rsa(
    const PrivateKey& key, DigestAlgorithm algorithm, std::string_view message
);

}  // namespace daemun::crypto

#endif
