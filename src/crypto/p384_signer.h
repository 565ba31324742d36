// ES384 without OpenSSL 3.0, which has no fast way for P-384: 98 instead of 592 us for a signature.
#ifndef DAEMUN_CRYPTO_P384_SIGNER_H
#define DAEMUN_CRYPTO_P384_SIGNER_H

#include "crypto/signing_key.h"

namespace daemun::crypto {

// A P-384 key that signs by Nettle, whose code for elliptic curves neither branches nor looks
// anything up by what is secret; any other key as it is.
PrivateKey with_fast_p384(PrivateKey key);

}  // namespace daemun::crypto

#endif
