#include "oidc/key_ring.h"

#include "crypto/p384_signer.h"
#include "jose/jwk.h"
#include "jose/thumbprint.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace daemun::oidc {

namespace {

// OpenSSL signs 35 times as many P-256 signatures as P-384 ones; RSA is for clients that know
// nothing else.
constexpr std::array<std::string_view, 3> preferred_algorithms{"ES256", "ES384", "RS256"};

std::size_t preference(std::string_view algorithm) {
  const auto found = std::find(preferred_algorithms.begin(), preferred_algorithms.end(), algorithm);
  return static_cast<std::size_t>(found - preferred_algorithms.begin());
}

int rank(SigningKeyStatus status) {
  switch (status) {
    case SigningKeyStatus::current:
      return 0;
    case SigningKeyStatus::next:
      return 1;
    case SigningKeyStatus::previous:
      break;
  }
  return 2;
}

std::vector<const SigningKey*> in_published_order(const std::vector<SigningKey>& keys) {
  std::vector<const SigningKey*> order;
  order.reserve(keys.size());
  for (const auto& key : keys)
    order.push_back(&key);
  std::stable_sort(order.begin(), order.end(), [](const SigningKey* left, const SigningKey* right) {
    return std::pair(rank(left->status), preference(left->algorithm)) <
           std::pair(rank(right->status), preference(right->algorithm));
  });
  return order;
}

crypto::PrivateKey parse_private_key(const SigningKey& key) {
  auto parsed = crypto::PrivateKey::parse_pem(key.private_key);
  if (!parsed) {
    throw std::runtime_error(
        "signing key " + key.id.value() + " cannot be read: " + parsed.error().description
    );
  }
  if (crypto::to_string(parsed->algorithm()) != key.algorithm) {
    throw std::runtime_error("signing key " + key.id.value() + " is of another algorithm");
  }
  return crypto::with_fast_p384(*std::move(parsed));
}

}  // namespace

KeyRing::KeyRing(const std::vector<SigningKey>& keys) {
  std::vector<jose::VerificationKey> public_keys;
  std::vector<jose::Jwk> jwks;
  for (const SigningKey* key : in_published_order(keys)) {
    auto private_key = parse_private_key(*key);
    const auto& public_key = private_key.public_key();
    const auto kid = jose::thumbprint(public_key);
    jwks.push_back(jose::to_jwk(public_key, private_key.algorithm()));
    public_keys.push_back({.kid = kid, .alg = private_key.algorithm(), .key = public_key});
    if (key->status != SigningKeyStatus::current) continue;
    algorithms_.push_back(key->algorithm);
    signers_.push_back(
        {.algorithm = key->algorithm, .signer = jose::JwtSigner(std::move(private_key), kid)}
    );
  }
  if (signers_.empty()) throw std::runtime_error("the tenant has no current signing key");
  key_set_ = jose::KeySet(std::move(public_keys));
  jwks_text_ = json::serialize(jose::to_json(jwks));
}

const jose::JwtSigner& KeyRing::default_signer() const {
  return signers_.front().signer;
}

const jose::JwtSigner& KeyRing::signer(const std::optional<std::string>& algorithm) const {
  if (!algorithm) return default_signer();
  for (const auto& named : signers_) {
    if (named.algorithm == *algorithm) return named.signer;
  }
  return default_signer();
}

Task<std::shared_ptr<const KeyRing>> KeyRings::current() {
  auto keys = co_await settings_.list_signing_keys();
  {
    const std::lock_guard lock(mutex_);
    if (keys == keys_) co_return ring_;
  }
  // Two loops may both get here: each makes the same ring.
  auto ring = std::make_shared<const KeyRing>(*keys);
  const std::lock_guard lock(mutex_);
  keys_ = std::move(keys);
  ring_ = ring;
  co_return ring;
}

}  // namespace daemun::oidc
