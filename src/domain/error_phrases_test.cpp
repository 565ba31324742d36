#include "domain/error_phrases.h"

#include "base/text.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace daemun {

TEST_CASE("all_error_phrases is sorted, without repetition and complete in every language") {
  const auto phrases = all_error_phrases();
  CHECK(std::is_sorted(phrases.begin(), phrases.end(), [](const auto& left, const auto& right) {
    return left.code <= right.code;
  }));
  for (const auto& phrase : phrases) {
    CAPTURE(phrase.code);
    CHECK(phrase.code.find('.') != std::string_view::npos);
    CHECK_FALSE(phrase.en.empty());
    CHECK_FALSE(phrase.ko.empty());
    CHECK(phrase.en != phrase.ko);
    CHECK(is_valid_utf8(phrase.ko));
    const bool has_value = phrase.en.find("{{") != std::string_view::npos;
    CHECK(has_value == (phrase.ko.find("{{") != std::string_view::npos));
  }
}

TEST_CASE("error_phrase speaks the asked language") {
  CHECK(error_phrase("oidc.access_denied", Language::en) == "Access was denied.");
  CHECK(error_phrase("oidc.access_denied", Language::ko) == "접근이 거부됐어요.");
}

TEST_CASE("error_phrase has a sentence for codes that it does not know") {
  CHECK_FALSE(error_phrase("no.such.code", Language::en).empty());
  CHECK(error_phrase("no.such.code", Language::en) == error_phrase("", Language::en));
  CHECK(error_phrase("zzz", Language::ko) != error_phrase("zzz", Language::en));
}

}  // namespace daemun
