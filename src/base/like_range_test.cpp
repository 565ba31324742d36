#include "base/like_range.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

struct Row {
  const char* pattern;
  const char* begin;  // null: no range
  const char* end;
};

void check(const Row& row, PatternCase letter_case) {
  CAPTURE(row.pattern);
  const auto range = find_like_range(row.pattern, letter_case);
  REQUIRE(range.has_value() == (row.begin != nullptr));
  if (!range) return;
  CHECK(range->begin == row.begin);
  CHECK(range->end == row.end);
  CHECK(range->begin < range->end);
}

}  // namespace

TEST_CASE("find_like_range ends at the first wildcard") {
  const Row rows[] = {
      {"ann%", "ann", "ano"},
      {"ann_", "ann", "ano"},
      {"a%b%", "a", "b"},
      {"Ann", "Ann", "Ano"},
      {"zz%", "zz", "z{"},
      {"a\\_b\\%c\\\\d%", "a_b%c\\d", "a_b%c\\e"},
      {"\\a%", "a", "b"},
      {"a\x7f%", "a\x7f", "a\xc2\x80"},
      {"%", nullptr, nullptr},
      {"_a", nullptr, nullptr},
      {"", nullptr, nullptr},
      {"ann\\", nullptr, nullptr},
  };
  for (const auto& row : rows)
    check(row, PatternCase::sensitive);
}

TEST_CASE("find_like_range counts on in characters, not in bytes") {
  const Row rows[] = {
      {"김%", "김", "깁"},
      {"\xc3\xbf%", "\xc3\xbf", "\xc4\x80"},
      {"a\xed\x9f\xbf%", "a\xed\x9f\xbf", "a\xee\x80\x80"},   // the surrogates
      {"\xef\xbf\xbf%", "\xef\xbf\xbf", "\xf0\x90\x80\x80"},  // three bytes, four
      {"ab\xf4\x8f\xbf\xbf\xf4\x8f\xbf\xbf%",
       "ab\xf4\x8f\xbf\xbf\xf4\x8f\xbf\xbf",
       "ac"},  // the last
      {"\xf4\x8f\xbf\xbf%", nullptr, nullptr},
      {"a\xff%", nullptr, nullptr},  // not UTF-8
  };
  for (const auto& row : rows)
    check(row, PatternCase::sensitive);
}

TEST_CASE("find_like_range without case ends before a letter that is not its own lower case alone"
) {
  const Row rows[] = {
      {"ANN%", "ann", "ano"},
      {"Z_%", "z", "{"},
      {"A김B1@%", "a김b1@", "a김b1A"},
      {"an\xc3\xa9%", "an", "ao"},  // e with acute
      {"an\xc3\x89%", "an", "ao"},  // its capital
      {"an\xcf\x83%", "an", "ao"},  // sigma, of which there are two in lower case
      {"\xc3\xa9%", nullptr, nullptr},
      {"\xe2\x84\xaa%", "k", "l"},  // the Kelvin sign
      {"\xc4\xb0x%", "i", "j"},     // I with a dot, which becomes two characters
  };
  for (const auto& row : rows)
    check(row, PatternCase::ignored);
}

}  // namespace daemun
