#include "domain/user_code.h"

#include <doctest/doctest.h>

namespace daemun {

TEST_CASE("parse_user_code takes a code as people type it") {
  for (const char* typed :
       {"BCDF-GHJK", "BCDFGHJK", "bcdf-ghjk", " bcdf ghjk ", "b-c-d-f-g-h-j-k", "bCdF\tGhJk"}) {
    CAPTURE(typed);
    CHECK(parse_user_code(typed) == "BCDFGHJK");
  }
}

TEST_CASE("parse_user_code refuses what cannot be a code") {
  for (const char* typed :
       {"", "-", "BCDF-GHJ", "BCDF-GHJKL", "ACDF-GHJK", "BCDF-GHJ1", "BCDF_GHJK", "BCDF–GHJK"}) {
    CAPTURE(typed);
    CHECK_FALSE(parse_user_code(typed));
  }
  CHECK_FALSE(parse_user_code(std::string(1000, ' ') + "BCDFGHJK"));
}

TEST_CASE("format_user_code puts a dash in the middle") {
  CHECK(format_user_code("BCDFGHJK") == "BCDF-GHJK");
  CHECK(parse_user_code(format_user_code("BCDFGHJK")) == "BCDFGHJK");
}

}  // namespace daemun
