// An RSA key and a certificate of its own, for protocols that hand out keys as certificates and
// trust them because an administrator has copied them (SAML).
#ifndef DAEMUN_CRYPTO_SELF_SIGNED_H
#define DAEMUN_CRYPTO_SELF_SIGNED_H

#include "base/clock.h"
#include "base/secret.h"
#include "crypto/random.h"

#include <string>

namespace daemun::crypto {

struct SelfSignedOptions {
  std::string common_name;  // at most 64 bytes of UTF-8
  TimePoint not_before{};
  TimePoint not_after{};
  unsigned rsa_bits = 4096;
};

// Three years after `start`: how long the certificate of a service provider is good.
TimePoint three_years_after(TimePoint start);

struct SelfSigned {
  Secret private_key;       // PKCS #8, PEM
  std::string certificate;  // PEM; signed with SHA-256, its serial number 16 random bytes
};

// Takes a second or so with 4096 bits: not for a loop's thread. Throws std::runtime_error for a
// name that is too long.
SelfSigned make_self_signed(const SelfSignedOptions& options, Random& random);

}  // namespace daemun::crypto

#endif
