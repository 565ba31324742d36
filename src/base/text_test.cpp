#include "base/text.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

using namespace std::string_view_literals;

TEST_CASE("split_words leaves no empty parts") {
  using Words = std::vector<std::string>;
  CHECK(split_words("a  b") == Words{"a", "b"});
  CHECK(split_words(" a b ") == Words{"a", "b"});
  CHECK(split_words("").empty());
  CHECK(split_words("   ").empty());
  CHECK(split_words("a,b,,c", ',') == Words{"a", "b", "c"});
}

TEST_CASE("join puts the separator between words") {
  CHECK(join({}) == "");
  CHECK(join({"a"}) == "a");
  CHECK(join({"a", "b"}) == "a b");
  CHECK(join({"a", "", "b"}, ", ") == "a, , b");
}

TEST_CASE("trim removes ASCII white space at both ends") {
  CHECK(trim(" \t\r\na b\n ") == "a b");
  CHECK(trim("  ").empty());
  CHECK(trim("").empty());
}

TEST_CASE("ASCII case functions leave other bytes alone") {
  CHECK(to_lower_ascii("AbZ[@\xc3\x84") == "abz[@\xc3\x84");
  CHECK(equals_ignoring_ascii_case("Bearer", "bEARER"));
  CHECK_FALSE(equals_ignoring_ascii_case("Bearer", "Bearer "));
  CHECK_FALSE(equals_ignoring_ascii_case("[", "{"));
  CHECK(equals_ignoring_ascii_case("", ""));
}

TEST_CASE("contains compares whole words") {
  CHECK(contains({"openid", "email"}, "email"));
  CHECK_FALSE(contains({"openid", "email"}, "mail"));
  CHECK_FALSE(contains({}, ""));
}

TEST_CASE("is_valid_utf8 accepts the shortest form of scalar values only") {
  for (const auto text :
       {""sv,
        "ascii text longer than a word"sv,
        "\xc2\x80"sv,
        "\xed\x9f\xbf"sv,
        "\xee\x80\x80"sv,
        "\xf0\x90\x80\x80"sv,
        "\xf4\x8f\xbf\xbf"sv,
        "a\0b"sv}) {
    CAPTURE(text);
    CHECK(is_valid_utf8(text));
  }
  for (const auto text :
       {"\x80"sv,
        "\xc0\xaf"sv,
        "\xc1\xbf"sv,
        "\xc3"sv,
        "\xe0\x9f\xbf"sv,
        "\xed\xa0\x80"sv,
        "\xf0\x8f\xbf\xbf"sv,
        "\xf4\x90\x80\x80"sv,
        "\xf5\x80\x80\x80"sv,
        "\xff"sv,
        "\xe2\x82"sv,
        "12345678\xe2\x28\xa1"sv,
        "1234567\xc3"sv}) {
    CAPTURE(text);
    CHECK_FALSE(is_valid_utf8(text));
  }
}

TEST_CASE("count_characters counts scalar values and stray bytes") {
  CHECK(count_characters("") == 0);
  CHECK(count_characters("abc") == 3);
  CHECK(count_characters("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80") == 3);
  CHECK(count_characters("a\xff\xc3") == 3);
}

}  // namespace
}  // namespace daemun
