#include "base/like_trigrams.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

using Trigrams = std::vector<std::string>;

Trigrams trigrams_of(std::string_view pattern) {
  return find_like_trigrams(pattern, PatternCase::ignored);
}

}  // namespace

TEST_CASE("find_like_trigrams gives the letters between the wildcards, three at a time") {
  CHECK(trigrams_of("%anna%") == Trigrams{"ann", "nna"});
  CHECK(trigrams_of("%ann_bea%") == Trigrams{"ann", "bea"});
  CHECK(trigrams_of("abcabc") == Trigrams{"abc", "bca", "cab"});
  CHECK(trigrams_of("%김철수%") == Trigrams{"김철수"});
  CHECK(
      trigrams_of("%\U0001f600\U0001f601\U0001f602") == Trigrams{"\U0001f600\U0001f601\U0001f602"}
  );
  CHECK(trigrams_of("%10\\%\\_x%") == Trigrams{"10%", "0%_", "%_x"});
}

TEST_CASE("find_like_trigrams gives nothing for a pattern with fewer letters in a row, or malformed"
) {
  for (const auto* pattern : {"", "%", "ab", "%ab%cd%", "a_b_c", "abc\\", "ab\xff"}) {
    CAPTURE(pattern);
    CHECK(trigrams_of(pattern).empty());
  }
}

TEST_CASE("find_like_trigrams lowers letters only where case is ignored") {
  CHECK(trigrams_of("%ANNA%") == Trigrams{"ann", "nna"});
  CHECK(find_like_trigrams("%ANNA%", PatternCase::sensitive) == Trigrams{"ANN", "NNA"});
}

TEST_CASE("find_like_trigrams knows the letters that change to more than one, or by their place") {
  CHECK(trigrams_of("\u0130st%") == Trigrams{"i\u0307s", "\u0307st"});
  CHECK(trigrams_of("%\u03a3\u039f\u03a3") == Trigrams{"\u03c3\u03bf\u03c3"});
  CHECK(to_indexed_letters("\u0130\u03c2") == "i\u0307\u03c3");
}

TEST_CASE("find_like_trigrams passes over letters whose case the index may not know") {
  CHECK(trigrams_of("ab\u10d0cde") == Trigrams{"cde"});  // Georgian has got capitals of late
  CHECK(find_like_trigrams("ab\u10d0", PatternCase::sensitive) == Trigrams{"ab\u10d0"});
}

}  // namespace daemun
