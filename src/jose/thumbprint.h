// The name of a key that follows from the key itself (RFC 7638).
#ifndef DAEMUN_JOSE_THUMBPRINT_H
#define DAEMUN_JOSE_THUMBPRINT_H

#include "base/secret.h"
#include "crypto/signing_key.h"

#include <string>

namespace daemun::jose {

// SHA-256 of the required members in order, in base64url: 43 characters.
std::string thumbprint(const crypto::PublicKey& key);

// SHA-512 of a symmetric key ("kty":"oct", RFC 7518 6.4), in base64url: 86 characters.
std::string thumbprint(const Secret& key);

}  // namespace daemun::jose

#endif
