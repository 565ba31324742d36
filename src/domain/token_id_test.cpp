#include "domain/token_id.h"

#include <doctest/doctest.h>

namespace daemun {

TEST_CASE("parse_token_id reads what to_token_id writes, and nothing else") {
  const GrantId grant("AAECAwQFBgcICQoLDA0ODw");
  const auto jti = to_token_id("random", grant);
  CHECK(jti == "random.AAECAwQFBgcICQoLDA0ODw");
  CHECK(parse_token_id(jti) == grant);
  for (const auto& text :
       {std::string("random"),
        std::string(),
        jti + "A",
        jti + ".",
        "." + grant.value().substr(1),
        "random." + grant.value() + "AA"})
    CHECK_FALSE(parse_token_id(text));
}

}  // namespace daemun
