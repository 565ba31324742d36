#include "jose/unverified.h"

#include "base/encoding.h"
#include "jose/jwt.h"
#include "jose/verify.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun::jose {
namespace {

std::string token_of(std::string_view header, std::string_view claims) {
  return to_base64url(header) + '.' + to_base64url(claims) + ".AA";
}

TEST_CASE("find_algorithm reads the header") {
  CHECK(find_algorithm(token_of(R"({"alg":"ES384"})", "{}")) == crypto::SignatureAlgorithm::es384);
  for (const std::string& token :
       {token_of(R"({"alg":"none"})", "{}"),
        token_of(R"({"alg":1})", "{}"),
        token_of("{}", "{}"),
        token_of("[]", "{}"),
        std::string("a.b"),
        std::string("a.b.c.d"),
        std::string(max_token_size + 1, '.')}) {
    CHECK_FALSE(find_algorithm(token));
  }
}

TEST_CASE("find_unverified_claims reads the claims") {
  const auto claims = find_unverified_claims(token_of("{}", R"({"sub":"user"})"));
  REQUIRE(claims);
  CHECK(claims->sub() == "user");
  CHECK_FALSE(find_unverified_claims(token_of("{}", "[]")));
  CHECK_FALSE(find_unverified_claims("opaque"));
  CHECK_FALSE(find_unverified_claims(std::string(max_token_size + 1, '.')));
}

}  // namespace
}  // namespace daemun::jose
