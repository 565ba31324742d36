#include "base/base32.h"

#include <doctest/doctest.h>

#include <utility>

namespace daemun {

TEST_CASE("to_base32 and parse_base32 agree with the examples of RFC 4648 10") {
  const std::pair<const char*, const char*> examples[] = {
      {"", ""},
      {"f", "MY"},
      {"fo", "MZXQ"},
      {"foo", "MZXW6"},
      {"foob", "MZXW6YQ"},
      {"fooba", "MZXW6YTB"},
      {"foobar", "MZXW6YTBOI"},
  };
  for (const auto& [bytes, text] : examples) {
    CHECK(to_base32(bytes) == text);
    CHECK(parse_base32(text) == bytes);
  }
  CHECK(parse_base32("mzxw6") == "foo");
  const std::string all("\0\xff\x80\x7f\x01", 5);
  CHECK(parse_base32(to_base32(all)) == all);
}

TEST_CASE("parse_base32 refuses what to_base32 does not write") {
  for (const char* text :
       {"MY======", "M", "MZX", "MZXW6Y", "MZ", "M1", "M8", "M Y", "MZXW\n", "é"})
    CHECK_FALSE(parse_base32(text));
}

}  // namespace daemun
