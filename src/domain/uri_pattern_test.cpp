#include "domain/uri_pattern.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <string>

namespace daemun {
namespace {

// Compares as `==` does, and counts how often.
struct Counting {
  std::size_t* count;
  bool operator()(char left, char right) const {
    ++*count;
    return left == right;
  }
};

std::size_t cost_of_matching(std::string_view pattern, std::string_view text, Gap gap) {
  std::size_t count = 0;
  static_cast<void>(matches_wildcards(pattern, text, gap, Counting{&count}));
  return count;
}

std::string repeated(std::string_view part, std::size_t size) {
  std::string text;
  while (text.size() < size)
    text += part;
  text.resize(size);
  return text;
}

constexpr std::size_t sizes[] = {64, 512, 4096, 65536};

}  // namespace

TEST_CASE("matches_wildcards lets a star stand for any text") {
  struct Row {
    const char* pattern;
    const char* text;
    bool empty_allowed;
    bool at_least_one;
  };
  constexpr Row rows[] = {
      {"", "", true, true},
      {"a", "a", true, true},
      {"a", "b", false, false},
      {"a", "ab", false, false},
      {"*", "", true, false},
      {"*", "a", true, true},
      {"**", "a", true, false},
      {"**", "ab", true, true},
      {"a*", "a", true, false},
      {"*a", "a", true, false},
      {"a*a", "a", false, false},
      {"a*a", "aa", true, false},
      {"a*a", "aba", true, true},
      {"*a*b", "ab", true, false},
      {"*a*b", "xaxb", true, true},
      {"*a*b", "aaxb", true, true},
      {"*a*b", "xaxbx", false, false},
      {"*aab*", "xaaabx", true, true},
      {"*abab*", "xabaabab", true, false},
      {"a*bc*d", "abcbcd", true, false},
      {"a*bc*d", "axbcbcd", true, true},
      {"a*b*c", "acb", false, false},
      {"*aa", "a", false, false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.pattern);
    CAPTURE(row.text);
    CHECK(matches_wildcards(row.pattern, row.text, Gap::may_be_empty) == row.empty_allowed);
    CHECK(matches_wildcards(row.pattern, row.text, Gap::at_least_one) == row.at_least_one);
  }
}

TEST_CASE("matches_wildcards compares a few characters for each one that it is given") {
  for (const auto size : sizes) {
    const auto piece = repeated("a", size / 4) + "b";
    const std::string patterns[] = {
        "/*/auth/*/callback",
        "/*a*b",
        "/**",
        "*" + piece + "*",
        "*" + piece + "*" + piece,
        repeated("a*", size)};
    const std::string texts[] = {
        "/x" + repeated("/auth/y", size),
        "/" + repeated("a", size),
        repeated("aab", size),
        repeated("a", size) + "b"};
    for (const auto& pattern : patterns) {
      for (const auto& text : texts) {
        const auto limit = 4 * (pattern.size() + text.size());
        CHECK(cost_of_matching(pattern, text, Gap::may_be_empty) <= limit);
        CHECK(cost_of_matching(pattern, text, Gap::at_least_one) <= limit);
      }
    }
  }
}

TEST_CASE("to_careless_path undoes escapes, also of escapes") {
  CHECK(to_careless_path("/a/b.c;d") == "/a/b.c;d");
  CHECK(to_careless_path("%2e%2E/%2f%5c\\%3b") == "..////;");
  CHECK(to_careless_path("%252e %25252e %25%32%65 %%32e") == ". . . .");
  CHECK(to_careless_path("%") == "%");
  CHECK(to_careless_path("%2") == "%2");
  CHECK(to_careless_path("%zz%2%2e") == "%zz%2.");
}

TEST_CASE("to_careless_path compares a few characters for each one that it is given") {
  for (const auto size : sizes) {
    for (const auto* part : {"%25", "%2525", "25", "%", "%%32%35", "%252e"}) {
      std::size_t count = 0;
      static_cast<void>(to_careless_path("%" + repeated(part, size), Counting{&count}));
      CHECK(count <= 3 * (size + 1));
    }
  }
}

}  // namespace daemun
