// A tenant's signing keys, ready for use: one signer an algorithm, and all public keys for readers.
#ifndef DAEMUN_OIDC_KEY_RING_H
#define DAEMUN_OIDC_KEY_RING_H

#include "jose/jwks.h"
#include "jose/jwt.h"
#include "oidc/dependencies.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::oidc {

class KeyRing {
 public:
  // Throws std::runtime_error when there is no current key or one cannot be read.
  explicit KeyRing(const std::vector<SigningKey>& keys);

  // Access tokens, and ID tokens of clients that name no algorithm: ES256 if the ring has it, else
  // ES384, else RS256.
  const jose::JwtSigner& default_signer() const;
  // The current key of that algorithm; the default when there is none.
  const jose::JwtSigner& signer(const std::optional<std::string>& algorithm) const;

  // {"keys":[...]}: current, next and previous, so that rotation surprises no reader.
  const std::string& jwks_text() const { return jwks_text_; }
  const jose::KeySet& key_set() const { return key_set_; }
  // Algorithms with a current key, the default first: for discovery.
  const std::vector<std::string>& algorithms() const { return algorithms_; }

 private:
  struct NamedSigner {
    std::string algorithm;
    jose::JwtSigner signer;
  };
  std::vector<NamedSigner> signers_;  // the default first
  jose::KeySet key_set_;
  std::string jwks_text_;
  std::vector<std::string> algorithms_;
};

// Makes the ring anew when the settings' keys have changed.
class KeyRings {
 public:
  explicit KeyRings(storage::Settings& settings) : settings_(settings) {}

  Task<std::shared_ptr<const KeyRing>> current();

 private:
  storage::Settings& settings_;
  std::mutex mutex_;
  std::shared_ptr<const std::vector<SigningKey>> keys_;
  std::shared_ptr<const KeyRing> ring_;
};

}  // namespace daemun::oidc

#endif
