// The keys that a token may be signed with. Each key is bound to one algorithm: the header of a
// token chooses among keys, never how a key is used.
#ifndef DAEMUN_JOSE_JWKS_H
#define DAEMUN_JOSE_JWKS_H

#include "base/json.h"
#include "crypto/signing_key.h"
#include "jose/jwk.h"

#include <string>
#include <string_view>
#include <vector>

namespace daemun::jose {

struct VerificationKey {
  std::string kid;
  crypto::SignatureAlgorithm alg;
  crypto::PublicKey key;
};

class KeySet {
 public:
  KeySet() = default;
  // Throws for a key whose algorithm is not its own.
  explicit KeySet(std::vector<VerificationKey> keys);

  const std::vector<VerificationKey>& keys() const { return keys_; }

  // Null when there is none.
  const VerificationKey* find(std::string_view kid, crypto::SignatureAlgorithm alg) const;
  bool has_kid(std::string_view kid) const;
  // For a token without kid: the one key of that algorithm, null when there are none or several.
  const VerificationKey* find_only(crypto::SignatureAlgorithm alg) const;

 private:
  std::vector<VerificationKey> keys_;
};

// RFC 7517 5: {"keys":[...]}. Keys that cannot be used here are passed over, as section 5 asks; of
// more than 100 keys the rest is.
KeySet parse_key_set(const json::object& jwks);

// {"keys":[...]}
json::object to_json(const std::vector<Jwk>& keys);

}  // namespace daemun::jose

#endif
