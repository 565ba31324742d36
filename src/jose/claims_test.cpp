#include "jose/claims.h"

#include <doctest/doctest.h>

namespace daemun::jose {
namespace {

Claims claims(std::string_view text) {
  return Claims(parse_json_object(text).value());
}

TEST_CASE("Claims gives texts and times by name") {
  const auto all = claims(
      R"({"iss":"i","sub":"s","nonce":"n","sid":"d","jti":"j","client_id":"c","scope":"a b",)"
      R"("exp":2,"nbf":1,"iat":1.5,"extra":{"k":1}})"
  );
  CHECK(all.iss() == "i");
  CHECK(all.sub() == "s");
  CHECK(all.nonce() == "n");
  CHECK(all.sid() == "d");
  CHECK(all.jti() == "j");
  CHECK(all.client_id() == "c");
  CHECK(all.scope() == "a b");
  CHECK(all.exp() == from_unix_seconds(2));
  CHECK(all.nbf() == from_unix_seconds(1));
  CHECK(all.iat() == from_unix_ms(1500));
  CHECK(all.has("extra"));
  CHECK_FALSE(all.has("other"));
  CHECK(find_object(all.members(), "extra") != nullptr);
}

TEST_CASE("Claims gives nothing for absent claims and other types") {
  const auto none = claims("{}");
  CHECK_FALSE(none.sub());
  CHECK_FALSE(none.exp());
  CHECK(none.aud().empty());
  const auto wrong = claims(R"({"sub":1,"exp":"2","nbf":null,"iat":1e300,"nonce":["n"],"aud":1})");
  CHECK_FALSE(wrong.sub());
  CHECK_FALSE(wrong.exp());
  CHECK_FALSE(wrong.nbf());
  CHECK_FALSE(wrong.iat());
  CHECK_FALSE(wrong.nonce());
  CHECK(wrong.aud().empty());
}

TEST_CASE("Claims reads one audience with and without its array") {
  using Strings = std::vector<std::string>;
  CHECK(claims(R"({"aud":"a"})").aud() == Strings{"a"});
  CHECK(claims(R"({"aud":["a"]})").aud() == Strings{"a"});
  CHECK(claims(R"({"aud":["a","b"]})").aud() == Strings{"a", "b"});
  CHECK(claims(R"({"aud":["a",1]})").aud().empty());
  CHECK(claims(R"({"aud":[]})").aud().empty());
}

TEST_CASE("Claims bounds times so that adding to them cannot overflow") {
  CHECK(claims(R"({"exp":253402300799})").exp() == from_unix_seconds(253'402'300'799));
  CHECK_FALSE(claims(R"({"exp":253402300800})").exp());
  CHECK_FALSE(claims(R"({"exp":9223372036854775807})").exp());
  CHECK_FALSE(claims(R"({"exp":18446744073709551615})").exp());
  CHECK_FALSE(claims(R"({"exp":-9223372036854775808})").exp());
  CHECK(claims(R"({"exp":-1})").exp() == from_unix_seconds(-1));
}

}  // namespace
}  // namespace daemun::jose
