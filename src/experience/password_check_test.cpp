#include "experience/password_check.h"

#include <doctest/doctest.h>

namespace daemun::experience {

TEST_CASE("is_in_range finds the suffix with a count, not the padding") {
  const std::string_view answer =
      "00D4F6E8FA6EECAD2A3AA415EEC418D38EC:2\r\n011053FD0102E94D6AE2F8B83D76FAF94F6:0\r\n"
      "012A7CA357541F0AC487871FEEC1891C49C:15";
  CHECK(is_in_range(answer, "00D4F6E8FA6EECAD2A3AA415EEC418D38EC"));
  CHECK(is_in_range(answer, "012A7CA357541F0AC487871FEEC1891C49C"));
  CHECK_FALSE(is_in_range(answer, "011053FD0102E94D6AE2F8B83D76FAF94F6"));
  CHECK_FALSE(is_in_range(answer, "FFFF"));
  CHECK_FALSE(is_in_range("", "FFFF"));
  CHECK_FALSE(is_in_range("FFFF", "FFFF"));
}

}  // namespace daemun::experience
