// Encrypted texts in the compact form (RFC 7516 3.1), with a key that both sides have: `alg` is
// "dir", `enc` is A256CBC-HS512 (RFC 7518 4.5 and 5.2.5), and nothing else is read or written.
#ifndef DAEMUN_JOSE_JWE_H
#define DAEMUN_JOSE_JWE_H

#include "base/result.h"
#include "base/secret.h"
#include "crypto/cbc_hmac.h"
#include "crypto/random.h"
#include "jose/verify.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun::jose {

// Taken apart, and not yet believed.
struct Jwe {
  // Names the key; nothing when the text names none.
  std::optional<std::string> kid{};
  // The header as it was sent, which the key vouches for as well.
  std::string encoded_header{};
  crypto::CbcHmacText content{};
};

// Errors: too_large (more than max_token_size), not_five_parts, bad_base64, bad_json, alg_missing,
// alg_not_allowed (that or `enc`), crit_not_understood, parameter_not_allowed (compressed, or with
// an encrypted key).
Result<Jwe, JoseError> parse_jwe(std::string_view text);

// Errors: not_decrypted.
Result<std::string, JoseError> decrypt(const Jwe& jwe, const Secret& key);

// The header is {"alg","enc","kid"}. A key has 64 bytes.
std::string encrypt_jwe(
    const Secret& key, std::string_view kid, std::string_view plaintext, crypto::Random& random
);

}  // namespace daemun::jose

#endif
