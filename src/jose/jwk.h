// Public keys as JSON (RFC 7517, RFC 7518 6). Private and symmetric keys are never read or written.
#ifndef DAEMUN_JOSE_JWK_H
#define DAEMUN_JOSE_JWK_H

#include "base/json.h"
#include "base/result.h"
#include "crypto/signing_key.h"

#include <string>
#include <string_view>

namespace daemun::jose {

// Members as they stand in the JSON text; those of the other key type are empty.
struct Jwk {
  std::string kid;
  std::string kty;
  std::string alg;
  std::string use;
  std::string crv;
  std::string x;
  std::string y;
  std::string n;
  std::string e;
};

struct JwkError {
  enum class Code {
    missing_member,
    bad_base64,
    unsupported_type,
    unsupported_curve,
    not_for_signatures,
    wrong_algorithm,
    bad_key
  };
  Code code = Code::missing_member;
  std::string description;
};

// The enumerator's name, for the log.
std::string_view to_string(JwkError::Code code);

// kid is the thumbprint, use is "sig".
Jwk to_jwk(const crypto::PublicKey& key, crypto::SignatureAlgorithm algorithm);

// In the order kty, use, kid, alg, crv, x, y or kty, use, kid, alg, e, n.
json::object to_json(const Jwk& jwk);

// Private members are ignored, like all others that are unknown. Errors: missing_member;
// bad_base64; unsupported_type (also "oct" and "OKP"); unsupported_curve; not_for_signatures ("use"
// or "key_ops" say so); wrong_algorithm ("alg" is not the one that such a key is used with here);
// bad_key (wrong length, not on the curve, weak).
Result<crypto::PublicKey, JwkError> parse_jwk(const json::object& jwk);

}  // namespace daemun::jose

#endif
