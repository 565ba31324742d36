// Keys that sign and verify tokens, in the algorithms of RFC 7518 that this server knows. Copies
// share one key; all functions may be called from several threads.
#ifndef DAEMUN_CRYPTO_SIGNING_KEY_H
#define DAEMUN_CRYPTO_SIGNING_KEY_H

#include "base/result.h"
#include "base/secret.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace daemun::crypto {

// es256: P-256 with SHA-256; es384: P-384 with SHA-384; rs256: RSA PKCS #1 v1.5 with SHA-256.
enum class SignatureAlgorithm { es256, es384, rs256 };

// "ES256"
std::string_view to_string(SignatureAlgorithm algorithm);
std::optional<SignatureAlgorithm> parse_signature_algorithm(std::string_view name);

struct KeyError {
  enum class Code { bad_encoding, unsupported, weak, inconsistent };
  Code code = Code::bad_encoding;
  std::string description;
};

// A public key's numbers as raw bytes, most significant first. crv, x, y for an elliptic curve
// ("EC"), at their full length; n, e for RSA, without leading zeros.
struct PublicKeyComponents {
  std::string kty;
  std::string crv;
  std::string x;
  std::string y;
  std::string n;
  std::string e;
};

// The key as OpenSSL holds it.
struct KeyState;

class PublicKey {
 public:
  // unsupported: a curve other than P-256 and P-384; bad_encoding: a coordinate of another length
  // than the curve's; inconsistent: a point that is not on the curve.
  static Result<PublicKey, KeyError> from_ec(
      std::string_view crv, std::string_view x, std::string_view y
  );
  // weak: fewer than 2048 bits or an exponent that is even or 1; unsupported: more than 8192 bits
  // or an exponent over 64 bits (each would cost too much time to check with).
  static Result<PublicKey, KeyError> from_rsa(std::string_view n, std::string_view e);
  // A SubjectPublicKeyInfo of X.509 (RFC 5280 4.1). bad_encoding; unsupported: another kind of key
  // or curve; and the refusals of the two above.
  static Result<PublicKey, KeyError> from_spki(std::string_view der);

  SignatureAlgorithm algorithm() const;
  const PublicKeyComponents& components() const;

  // False for a signature of any other length than the algorithm's.
  [[nodiscard]] bool verify(std::string_view message, std::string_view signature) const;
  // The same for a signature of an elliptic curve's key that is written as DER, as X.509 and
  // WebAuthn do.
  [[nodiscard]] bool verify_der(std::string_view message, std::string_view signature) const;
  // The same for what is shown again and again: the key remembers some thousands of its genuine
  // signatures, and checks them no second time.
  [[nodiscard]] bool verify_repeated(std::string_view message, std::string_view signature) const;

 private:
  explicit PublicKey(std::shared_ptr<const KeyState> state) : state_(std::move(state)) {}

  bool verify_hash(const std::string& hash, std::string_view signature) const;

  std::shared_ptr<const KeyState> state_;
};

// Signs in OpenSSL's place, where something signs faster (p384_signer.h).
class DigestSigner {
 public:
  virtual ~DigestSigner() = default;
  // Of the digest of a message, in the form of JWS. Thread-safe.
  virtual std::string sign(const std::string& digest) const = 0;
};

class PrivateKey {
 public:
  static PrivateKey generate(SignatureAlgorithm algorithm);

  // PKCS #8, not encrypted. bad_encoding; unsupported: another kind of key or curve; weak: RSA with
  // fewer than 2048 bits; inconsistent: its public half is not its own.
  static Result<PrivateKey, KeyError> parse_pem(const Secret& pem);
  Secret to_pem() const;

  SignatureAlgorithm algorithm() const;
  const PublicKey& public_key() const { return public_key_; }

  // In the form of JWS (RFC 7515): r||s of fixed size, or the RSA number.
  std::string sign(std::string_view message) const;

  // The same key. Throws std::runtime_error when it does not verify what `signer` signs.
  PrivateKey with_signer(std::shared_ptr<const DigestSigner> signer) const;
  // Of an elliptic curve's key: its secret number, most significant byte first, at full length.
  Secret secret_number() const;

 private:
  PrivateKey(std::shared_ptr<const KeyState> state, PublicKey public_key)
      : state_(std::move(state)), public_key_(std::move(public_key)) {}

  static Result<PrivateKey, KeyError> from_state(std::shared_ptr<const KeyState> state);

  std::shared_ptr<const KeyState> state_;
  std::shared_ptr<const DigestSigner> signer_;  // null: OpenSSL
  PublicKey public_key_;
};

}  // namespace daemun::crypto

#endif
