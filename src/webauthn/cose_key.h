// Public keys of credentials as COSE writes them (RFC 9053, RFC 8230), in the four algorithms that
// are offered.
#ifndef DAEMUN_WEBAUTHN_COSE_KEY_H
#define DAEMUN_WEBAUTHN_COSE_KEY_H

#include "base/result.h"
#include "crypto/ed25519_key.h"
#include "crypto/signing_key.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "webauthn/webauthn_error.h"

namespace daemun::webauthn {

// The numbers of IANA's registry of COSE algorithms.
enum class CoseAlgorithm : std::int64_t { es256 = -7, eddsa = -8, es384 = -35, rs256 = -257 };

// In the order in which they are offered: the first that an authenticator knows is taken, and RSA
// costs the most to carry.
inline constexpr std::array known_algorithms{
    CoseAlgorithm::es256, CoseAlgorithm::eddsa, CoseAlgorithm::es384, CoseAlgorithm::rs256};

class CoseKey {
 public:
  CoseKey(CoseAlgorithm algorithm, std::variant<crypto::PublicKey, crypto::Ed25519Key> key)
      : algorithm_(algorithm), key_(std::move(key)) {}

  CoseAlgorithm algorithm() const { return algorithm_; }
  // WebAuthn 6.5.5: DER for elliptic curves.
  [[nodiscard]] bool verify(std::string_view message, std::string_view signature) const;

 private:
  CoseAlgorithm algorithm_;
  std::variant<crypto::PublicKey, crypto::Ed25519Key> key_;
};

// The errors of CBOR; unknown_algorithm; bad_key: members that do not belong to such a key, points
// in short form or off the curve, RSA keys that are weak or too large.
Result<CoseKey, WebauthnError> parse_cose_key(std::string_view bytes);

// The kind of signature that a key other than a credential's makes under this number; nothing for
// numbers that are unknown or EdDSA.
Result<crypto::SignatureAlgorithm, WebauthnError> to_signature_algorithm(std::int64_t number);

}  // namespace daemun::webauthn

#endif
