#include "domain/assurance.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("acr_of says how sure the listed methods make a sign-in") {
  CHECK(acr_of({}) == "pwd");
  CHECK(acr_of({"pwd"}) == "pwd");
  CHECK(acr_of({"otp", "sms"}) == "pwd");
  CHECK(acr_of({"pwd", "otp", "mfa"}) == "mfa");
  CHECK(acr_of({"pwd", "hwk", "mfa"}) == "phr");
  CHECK(acr_of({"swk", "mfa"}) == "phr");
}

TEST_CASE("parse_acr_values keeps the known words, once each") {
  CHECK(parse_acr_values("") == Words{});
  CHECK(parse_acr_values("phr urn:example:silver mfa phr") == Words{"phr", "mfa"});
  CHECK(parse_acr_values("MFA") == Words{});
}

TEST_CASE("is_assured when one of the values is reached") {
  const Words one{"pwd"}, two{"pwd", "otp", "mfa"}, passkey{"hwk", "mfa"};
  CHECK(is_assured(one, {}));
  CHECK(is_assured(one, {"pwd"}));
  CHECK(is_assured(one, {"mfa", "pwd"}));
  CHECK_FALSE(is_assured(one, {"mfa"}));
  CHECK(is_assured(two, {"mfa"}));
  CHECK_FALSE(is_assured(two, {"phr"}));
  CHECK(is_assured(two, {"phr", "mfa"}));
  CHECK(is_assured(passkey, {"phr"}));
  CHECK(is_assured(passkey, {"mfa"}));
}

}  // namespace daemun
