#include "jose/thumbprint.h"

#include "base/encoding.h"
#include "base/json.h"
#include "crypto/digest.h"

#include <utility>

namespace daemun::jose {

std::string thumbprint(const crypto::PublicKey& key) {
  const auto& parts = key.components();
  // RFC 7638 3.2: the required members only, in the order of their names.
  JsonWriter members;
  if (parts.kty == "EC") {
    members.add("crv", parts.crv).add("kty", parts.kty);
    members.add("x", to_base64url(parts.x)).add("y", to_base64url(parts.y));
  } else {
    members.add("e", to_base64url(parts.e)).add("kty", parts.kty);
    members.add("n", to_base64url(parts.n));
  }
  return to_base64url(crypto::sha256(std::move(members).take()));
}

std::string thumbprint(const Secret& key) {
  JsonWriter members;
  members.add("k", to_base64url(key.reveal())).add("kty", "oct");
  return to_base64url(crypto::digest(crypto::DigestAlgorithm::sha512, std::move(members).take()));
}

}  // namespace daemun::jose
