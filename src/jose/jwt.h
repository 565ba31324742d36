// Signed tokens in the compact form (RFC 7515 3.1, RFC 7519): header.claims.signature.
#ifndef DAEMUN_JOSE_JWT_H
#define DAEMUN_JOSE_JWT_H

#include "crypto/signing_key.h"

#include <array>
#include <string>
#include <string_view>

namespace daemun::jose {

// Each kind of token names itself, so that one cannot be used as another (RFC 8725 3.11).
enum class TokenType {
  id_token,      // no typ, as OpenID Connect has it
  access_token,  // at+jwt (RFC 9068 2.1)
  logout_token   // logout+jwt (OpenID Connect Back-Channel Logout 2.4)
};

// The header's typ; empty for none.
std::string_view to_typ(TokenType type);

// The header is {"alg","typ","kid"} in this order, without typ when that is empty. `claims_json`
// must be a JSON object.
std::string sign_jwt(
    const crypto::PrivateKey& key,
    std::string_view kid,
    std::string_view typ,
    std::string_view claims_json
);

// The same for one key and many tokens: the headers are encoded once.
class JwtSigner {
 public:
  JwtSigner(crypto::PrivateKey key, std::string_view kid);

  std::string sign(TokenType type, std::string_view claims_json) const;
  crypto::SignatureAlgorithm algorithm() const { return key_.algorithm(); }

 private:
  crypto::PrivateKey key_;
  // By type, each with its dot.
  std::array<std::string, 3> headers_;
};

}  // namespace daemun::jose

#endif
