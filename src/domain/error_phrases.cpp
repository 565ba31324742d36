#include "domain/error_phrases.h"

#include "domain/error_phrases_account.h"
#include "domain/error_phrases_administration.h"
#include "domain/error_phrases_protocol.h"
#include "domain/error_phrases_sign_in.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

namespace daemun {
namespace {

constexpr ErrorPhrase generic{
    "", "Something went wrong. Please try again.", "문제가 발생했어요. 다시 시도해 주세요."};

template <std::size_t... sizes>
constexpr auto sorted(const ErrorPhrase (&... tables)[sizes]) {
  std::array<ErrorPhrase, (sizes + ...)> all{};
  auto end = all.begin();
  ((end = std::copy(std::begin(tables), std::end(tables), end)), ...);
  std::sort(all.begin(), all.end(), [](const ErrorPhrase& left, const ErrorPhrase& right) {
    return left.code < right.code;
  });
  return all;
}

constexpr auto all_phrases =
    sorted(account_phrases, administration_phrases, protocol_phrases, sign_in_phrases);

}  // namespace

std::span<const ErrorPhrase> all_error_phrases() {
  return all_phrases;
}

std::string_view error_phrase(std::string_view code, Language language) {
  const auto* found = std::lower_bound(
      all_phrases.begin(),
      all_phrases.end(),
      code,
      [](const ErrorPhrase& phrase, std::string_view wanted) { return phrase.code < wanted; }
  );
  const bool is_known = found != all_phrases.end() && found->code == code;
  const ErrorPhrase& phrase = is_known ? *found : generic;
  return language == Language::ko ? phrase.ko : phrase.en;
}

}  // namespace daemun
