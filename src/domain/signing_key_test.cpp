#include "domain/signing_key.h"

#include <doctest/doctest.h>

namespace daemun {

TEST_CASE("parse_signing_key_status reads what to_string writes") {
  for (const auto status :
       {SigningKeyStatus::next, SigningKeyStatus::current, SigningKeyStatus::previous}) {
    CHECK(parse_signing_key_status(to_string(status)) == status);
  }
  CHECK(to_string(SigningKeyStatus::next) == "Next");
  CHECK_FALSE(parse_signing_key_status("current"));
  CHECK_FALSE(parse_signing_key_status(""));
}

}  // namespace daemun
