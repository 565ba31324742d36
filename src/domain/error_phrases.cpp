#include "domain/error_phrases.h"

#include "domain/error_phrase_table.h"

#include <algorithm>
#include <iterator>

namespace daemun {
namespace {

constexpr ErrorPhrase generic{
    "", "Something went wrong. Please try again.", "문제가 발생했어요. 다시 시도해 주세요."};

}  // namespace

std::span<const ErrorPhrase> all_error_phrases() {
  return error_phrase_table;
}

std::string_view error_phrase(std::string_view code, Language language) {
  const auto* found = std::lower_bound(
      std::begin(error_phrase_table),
      std::end(error_phrase_table),
      code,
      [](const ErrorPhrase& phrase, std::string_view wanted) { return phrase.code < wanted; }
  );
  const bool is_known = found != std::end(error_phrase_table) && found->code == code;
  const ErrorPhrase& phrase = is_known ? *found : generic;
  return language == Language::ko ? phrase.ko : phrase.en;
}

}  // namespace daemun
