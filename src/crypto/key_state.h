// One OpenSSL key and the per-thread contexts that use it.
#ifndef DAEMUN_CRYPTO_KEY_STATE_H
#define DAEMUN_CRYPTO_KEY_STATE_H

#include "crypto/digest.h"
#include "crypto/genuine_signatures.h"
#include "crypto/handles.h"
#include "crypto/signing_key.h"

#include <cstddef>
#include <memory>

namespace daemun::crypto {

enum class KeyUse { sign, verify };

struct AlgorithmTraits {
  SignatureAlgorithm algorithm;
  std::string_view name;
  DigestAlgorithm digest;
  const char* digest_name;
  // Elliptic curves only: RFC 7518's name, OpenSSL's name, the size of a coordinate.
  std::string_view crv;
  std::string_view group;
  std::size_t coordinate_size;
};

const AlgorithmTraits& traits_of(SignatureAlgorithm algorithm);
// Null for an unknown curve.
const AlgorithmTraits* find_curve(std::string_view crv);
const AlgorithmTraits* find_group(std::string_view group);

// Of one key: enough for the machines and people who call an API within the life of their tokens.
inline constexpr std::size_t most_remembered_signatures = 2048;

struct KeyState {
  KeyState(Key owned, SignatureAlgorithm signature_algorithm, KeyUse key_use)
      : key(std::move(owned)), algorithm(signature_algorithm), use(key_use) {}

  Key key;
  SignatureAlgorithm algorithm;
  KeyUse use;
  PublicKeyComponents components;
  mutable GenuineSignatures genuine{most_remembered_signatures};
};

// This thread's context for the key, ready for EVP_PKEY_sign or EVP_PKEY_verify. Making one costs
// as much as a sixth of an ES256 signature, so they are kept.
EVP_PKEY_CTX* thread_context(const std::shared_ptr<const KeyState>& state);

}  // namespace daemun::crypto

#endif
