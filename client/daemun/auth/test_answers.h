// Answers of the provider of test_provider.h.
#ifndef DAEMUN_AUTH_TEST_ANSWERS_H
#define DAEMUN_AUTH_TEST_ANSWERS_H

#include "daemun/auth/fake_http.h"
#include "daemun/auth/test_provider.h"
#include "jose/jwk.h"
#include "jose/jwks.h"

#include <string>
#include <vector>

namespace daemun::auth::test {

inline Response a_key_set(const std::string& kid = "k") {
  auto jwks = jose::to_json(std::vector<jose::Jwk>{
      jose::to_jwk(a_signer().key.public_key(), crypto::SignatureAlgorithm::es256)});
  jwks["keys"].as_array()[0].as_object()["kid"] = kid;
  return make_json_response(json::serialize(jwks));
}

}  // namespace daemun::auth::test

#endif
