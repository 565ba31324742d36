// Public keys of Ed25519 (RFC 8032). They verify what authenticators sign; this server signs with
// none, so they are no SignatureAlgorithm of its tokens.
#ifndef DAEMUN_CRYPTO_ED25519_KEY_H
#define DAEMUN_CRYPTO_ED25519_KEY_H

#include "base/result.h"
#include "crypto/signing_key.h"

#include <string>
#include <string_view>
#include <utility>

namespace daemun::crypto {

class Ed25519Key {
 public:
  // bad_encoding: other than 32 bytes.
  static Result<Ed25519Key, KeyError> from_bytes(std::string_view bytes);

  // Also false for bytes that are no point of the curve.
  [[nodiscard]] bool verify(std::string_view message, std::string_view signature) const;

 private:
  explicit Ed25519Key(std::string bytes) : bytes_(std::move(bytes)) {}

  std::string bytes_;
};

}  // namespace daemun::crypto

#endif
