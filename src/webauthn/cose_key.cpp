#include "webauthn/cose_key.h"

#include <utility>

#include "webauthn/cbor.h"

namespace daemun::webauthn {

namespace {

using Code = WebauthnError::Code;

// RFC 9052 7.1, RFC 9053 7.1 and 7.2, RFC 8230 4.
constexpr std::int64_t kty = 1;
constexpr std::int64_t alg = 3;
constexpr std::int64_t okp = 1;
constexpr std::int64_t ec2 = 2;
constexpr std::int64_t rsa = 3;
constexpr std::int64_t crv = -1;
constexpr std::int64_t x_coordinate = -2;
constexpr std::int64_t y_coordinate = -3;
constexpr std::int64_t modulus = -1;
constexpr std::int64_t exponent = -2;
constexpr std::int64_t p256 = 1;
constexpr std::int64_t p384 = 2;
constexpr std::int64_t ed25519 = 6;

WebauthnError bad_key(std::string description) {
  return refuse(Code::bad_key, std::move(description));
}

// WebAuthn 5.8.5 and 6.5.1.1: the members of such a key, and no other; one curve for an algorithm.
bool has_form(const CborValue& key, std::int64_t type, std::size_t members) {
  return find_integer(key, kty) == type && key.items.size() == 2 * members;
}

Result<CoseKey, WebauthnError> to_ec_key(const CborValue& key, CoseAlgorithm algorithm) {
  const bool is_p256 = algorithm == CoseAlgorithm::es256;
  const auto x = find_bytes(key, x_coordinate);
  const auto y = find_bytes(key, y_coordinate);
  if (!has_form(key, ec2, 5) || find_integer(key, crv) != (is_p256 ? p256 : p384) || !x || !y)
    return bad_key("the key is not one of its algorithm's curve");
  auto made = crypto::PublicKey::from_ec(is_p256 ? "P-256" : "P-384", *x, *y);
  if (!made) return bad_key(made.error().description);
  return CoseKey(algorithm, *std::move(made));
}

Result<CoseKey, WebauthnError> to_ed25519_key(const CborValue& key) {
  const auto x = find_bytes(key, x_coordinate);
  if (!has_form(key, okp, 4) || find_integer(key, crv) != ed25519 || !x)
    return bad_key("the key is not an Ed25519 key");
  auto made = crypto::Ed25519Key::from_bytes(*x);
  if (!made) return bad_key(made.error().description);
  return CoseKey(CoseAlgorithm::eddsa, *std::move(made));
}

Result<CoseKey, WebauthnError> to_rsa_key(const CborValue& key) {
  const auto n = find_bytes(key, modulus);
  const auto e = find_bytes(key, exponent);
  if (!has_form(key, rsa, 4) || !n || !e) return bad_key("the key is not an RSA key");
  auto made = crypto::PublicKey::from_rsa(*n, *e);
  if (!made) return bad_key(made.error().description);
  return CoseKey(CoseAlgorithm::rs256, *std::move(made));
}

}  // namespace

bool CoseKey::verify(std::string_view message, std::string_view signature) const {
  if (const auto* edwards = std::get_if<crypto::Ed25519Key>(&key_))
    return edwards->verify(message, signature);
  return std::get<crypto::PublicKey>(key_).verify_der(message, signature);
}

Result<CoseKey, WebauthnError> parse_cose_key(std::string_view bytes) {
  const auto key = parse_cbor(bytes);
  if (!key) return key.error();
  const auto number = find_integer(*key, alg);
  if (!number) return bad_key("the key names no algorithm");
  switch (static_cast<CoseAlgorithm>(*number)) {
    case CoseAlgorithm::es256:
      return to_ec_key(*key, CoseAlgorithm::es256);
    case CoseAlgorithm::es384:
      return to_ec_key(*key, CoseAlgorithm::es384);
    case CoseAlgorithm::eddsa:
      return to_ed25519_key(*key);
    case CoseAlgorithm::rs256:
      return to_rsa_key(*key);
  }
  return refuse(Code::unknown_algorithm, "the key's algorithm is unknown");
}

Result<crypto::SignatureAlgorithm, WebauthnError> to_signature_algorithm(std::int64_t number) {
  switch (static_cast<CoseAlgorithm>(number)) {
    case CoseAlgorithm::es256:
      return crypto::SignatureAlgorithm::es256;
    case CoseAlgorithm::es384:
      return crypto::SignatureAlgorithm::es384;
    case CoseAlgorithm::rs256:
      return crypto::SignatureAlgorithm::rs256;
    case CoseAlgorithm::eddsa:
      break;
  }
  return refuse(Code::wrong_attestation_algorithm, "no certificate is for this algorithm");
}

}  // namespace daemun::webauthn
