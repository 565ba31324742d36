#include "base/like_trigrams.h"

#include "base/text.h"
#include "base/unicode.h"

#include <algorithm>
#include <array>
#include <utility>

namespace daemun {
namespace {

// Scripts without case, and those whose case is as old as the index: no other character becomes one
// of these by a change of case that the index does not make.
constexpr std::array<std::pair<char32_t, char32_t>, 10> known_characters{{
    {0x0001, 0x024f},    // Latin
    {0x0300, 0x03f2},    // accents, Greek
    {0x0400, 0x0523},    // Cyrillic
    {0x0531, 0x109f},    // Armenian, Hebrew, Arabic, the scripts of India and South East Asia
    {0x1100, 0x11ff},    // Hangul letters
    {0x1e00, 0x1eff},    // Latin, for Vietnamese
    {0x3000, 0x9fff},    // Chinese and Japanese
    {0xac00, 0xd7a3},    // Hangul syllables
    {0xff00, 0xffef},    // wide forms
    {0x1f000, 0x1faff},  // pictures
}};

bool is_known(char32_t character) {
  return std::any_of(known_characters.begin(), known_characters.end(), [&](const auto& range) {
    return character >= range.first && character <= range.second;
  });
}

// The character that begins at `at`, of valid UTF-8.
std::string_view character_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  return text.substr(at, length);
}

char32_t code_of(std::string_view character) {
  const auto lead = static_cast<unsigned char>(character.front());
  if (character.size() == 1) return lead;
  char32_t code = lead & (0xffU >> (character.size() + 1));
  for (const char c : character.substr(1))
    code = code << 6 | (static_cast<unsigned char>(c) & 0x3fU);
  return code;
}

void replace_all(std::string& text, std::string_view old_part, std::string_view new_part) {
  for (auto at = text.find(old_part); at != std::string::npos;
       at = text.find(old_part, at + new_part.size()))
    text.replace(at, old_part.size(), new_part);
}

// The characters between the wildcards.
using Run = std::vector<std::string_view>;

std::vector<Run> find_runs(std::string_view pattern, PatternCase letter_case) {
  std::vector<Run> runs(1);
  for (std::size_t at = 0; at < pattern.size();) {
    auto character = character_at(pattern, at);
    bool is_literal = character != "%" && character != "_";
    if (character == "\\") {
      if (++at == pattern.size()) return {};
      character = character_at(pattern, at);
    }
    at += character.size();
    if (letter_case == PatternCase::ignored && !is_known(code_of(character))) is_literal = false;
    if (is_literal) {
      runs.back().push_back(character);
    } else {
      runs.emplace_back();
    }
  }
  return runs;
}

}  // namespace

// As the triggers of the index have it (migration 12).
std::string to_indexed_letters(std::string_view text) {
  std::string letters(text);
  replace_all(letters, "\xc4\xb0", "i\xcc\x87");  // dotted capital I: i and a dot above
  replace_all(letters, "\xcf\x82", "\xcf\x83");   // sigma at the end of a word: sigma
  return letters;
}

std::vector<std::string> find_like_trigrams(std::string_view pattern, PatternCase letter_case) {
  if (!is_valid_utf8(pattern)) return {};
  const auto letters = to_indexed_letters(
      letter_case == PatternCase::ignored ? to_lower(pattern) : std::string(pattern)
  );
  std::vector<std::string> trigrams;
  for (const auto& run : find_runs(letters, letter_case)) {
    for (std::size_t i = 2; i < run.size(); ++i) {
      std::string trigram;
      trigram.append(run[i - 2]).append(run[i - 1]).append(run[i]);
      if (std::find(trigrams.begin(), trigrams.end(), trigram) == trigrams.end())
        trigrams.push_back(std::move(trigram));
    }
  }
  return trigrams;
}

}  // namespace daemun
