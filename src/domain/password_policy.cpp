#include "domain/password_policy.h"

#include "base/text.h"
#include "base/unicode.h"
#include "domain/password_policy_common.h"

#include <algorithm>
#include <array>
#include <limits>

namespace daemun {
namespace {

using Characters = std::u32string;

// Fewer characters than these, outside of what is easy to guess, are no password.
constexpr std::size_t required_free_characters = 3;
constexpr std::size_t min_run = 3;
// Endings that people add to a word to satisfy a policy ("Password2024!").
constexpr std::size_t max_affix = 5;

// Rows and columns of a keyboard, and the two orders that everybody knows.
constexpr std::u32string_view sequences[] = {
    U"0123456789",
    U"1234567890",
    U"abcdefghijklmnopqrstuvwxyz",
    U"qwertyuiop",
    U"asdfghjkl",
    U"zxcvbnm",
    U"1qaz",
    U"2wsx",
    U"3edc",
    U"4rfv",
    U"5tgb",
    U"6yhn",
    U"7ujm",
    U"8ik",
    U"9ol",
};

Characters parse_characters(std::string_view utf8) {
  Characters characters;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    char32_t character = size == 1 ? lead : lead & (0xffU >> (size + 1));
    for (std::size_t k = 1; k < size && i + k < utf8.size(); ++k) {
      character = (character << 6) | (static_cast<unsigned char>(utf8[i + k]) & 0x3fU);
    }
    characters += character;
    i += size;
  }
  return characters;
}

char32_t to_lower(char32_t c) {
  return c >= U'A' && c <= U'Z' ? c + 32 : c;
}
char32_t to_upper(char32_t c) {
  return c >= U'a' && c <= U'z' ? c - 32 : c;
}

Characters to_lower(Characters text) {
  for (auto& c : text)
    c = to_lower(c);
  return text;
}

std::size_t repetition_length(std::u32string_view text) {
  const auto end = text.find_first_not_of(text.front());
  const std::size_t length = end == std::u32string_view::npos ? text.size() : end;
  return length >= min_run ? length : 0;
}

template <typename Transform>
std::size_t common_prefix(
    std::u32string_view text, std::u32string_view pattern, Transform transform
) {
  std::size_t length = 0;
  while (length < text.size() && length < pattern.size() &&
         text[length] == transform(pattern[length])) {
    ++length;
  }
  return length;
}

// The longest beginning of the text that runs along a sequence, either way, in one case.
std::size_t sequence_length(std::u32string_view text) {
  std::size_t longest = 0;
  for (const auto forward : sequences) {
    const Characters backward(forward.rbegin(), forward.rend());
    for (const std::u32string_view sequence : {forward, std::u32string_view(backward)}) {
      for (std::size_t start = 0; start + min_run <= sequence.size(); ++start) {
        const auto rest = sequence.substr(start);
        longest = std::max(
            {longest,
             common_prefix(text, rest, [](char32_t c) { return c; }),
             common_prefix(text, rest, [](char32_t c) { return to_upper(c); })}
        );
      }
    }
  }
  return longest >= min_run ? longest : 0;
}

enum Restriction : std::size_t { repetition, sequence, words, user_info, restriction_count };

constexpr std::string_view restriction_codes[] = {
    "password_rejected.restricted.repetition",
    "password_rejected.restricted.sequence",
    "password_rejected.restricted.words",
    "password_rejected.restricted.user_info",
};

std::vector<Characters> phrases_of(const PasswordOwner& owner) {
  std::vector<Characters> phrases;
  const auto add = [&](std::string_view text) {
    auto characters = to_lower(parse_characters(text));
    // One letter of a name is everywhere.
    if (characters.size() >= 2) phrases.push_back(std::move(characters));
  };
  if (owner.name && is_valid_utf8(*owner.name)) {
    add(*owner.name);
    const auto parts = split_words(*owner.name);
    add(join(parts, ""));
    for (const auto& part : parts)
      add(part);
  }
  if (owner.username) add(*owner.username);
  if (owner.email) add(owner.email->substr(0, owner.email->find('@')));
  if (owner.phone) add(*owner.phone);
  return phrases;
}

std::size_t phrase_length(std::u32string_view text, const std::vector<Characters>& phrases) {
  std::size_t longest = 0;
  for (const auto& phrase : phrases) {
    if (text.starts_with(phrase)) longest = std::max(longest, phrase.size());
  }
  return longest;
}

// For every position, how long a piece of each kind begins there.
using Pieces = std::vector<std::array<std::size_t, restriction_count>>;

Pieces find_pieces(
    const Characters& text, const PasswordPolicy& policy, const PasswordOwner& owner
) {
  std::vector<Characters> word_phrases;
  for (const auto& word : policy.reject_words) {
    if (!word.empty() && is_valid_utf8(word))
      word_phrases.push_back(to_lower(parse_characters(word)));
  }
  const auto owner_phrases =
      policy.reject_user_info ? phrases_of(owner) : std::vector<Characters>{};
  const Characters lower = to_lower(text);
  Pieces pieces(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto rest = std::u32string_view(text).substr(i);
    const auto lower_rest = std::u32string_view(lower).substr(i);
    if (policy.reject_repetition_and_sequence) {
      pieces[i][repetition] = repetition_length(rest);
      pieces[i][sequence] = sequence_length(rest);
    }
    pieces[i][words] = phrase_length(lower_rest, word_phrases);
    pieces[i][user_info] = phrase_length(lower_rest, owner_phrases);
  }
  return pieces;
}

// The fewest characters that no choice of pieces covers.
std::size_t count_free_characters(const Pieces& pieces) {
  std::vector<std::size_t> best(pieces.size() + 1, 0);
  for (std::size_t i = pieces.size(); i-- > 0;) {
    best[i] = best[i + 1] + 1;
    for (const std::size_t length : pieces[i]) {
      const std::size_t shortest = length == 0 ? 0 : min_run;
      for (std::size_t n = std::min(shortest, length); n <= length && n > 0; ++n) {
        // Only runs may be cut; a phrase counts as a whole.
        if (n != length && length != pieces[i][repetition] && length != pieces[i][sequence])
          continue;
        best[i] = std::min(best[i], best[i + n]);
      }
    }
  }
  return best.front();
}

void check_restrictions(
    const Characters& text,
    const PasswordPolicy& policy,
    const PasswordOwner& owner,
    std::vector<PasswordIssue>& issues
) {
  if (text.empty()) return;
  const auto pieces = find_pieces(text, policy, owner);
  if (count_free_characters(pieces) >= required_free_characters) return;
  std::array<bool, restriction_count> is_reported{};
  for (const auto& lengths : pieces) {
    for (std::size_t kind = 0; kind < restriction_count; ++kind) {
      if (lengths[kind] == 0 || is_reported[kind]) continue;
      is_reported[kind] = true;
      issues.push_back({.code = std::string(restriction_codes[kind]), .limit = std::nullopt});
    }
  }
}

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

int count_character_types(const Characters& text) {
  bool lower = false, upper = false, digit = false, symbol = false;
  for (const char32_t c : text) {
    if (c >= U'a' && c <= U'z') {
      lower = true;
    } else if (c >= U'A' && c <= U'Z') {
      upper = true;
    } else if (c >= U'0' && c <= U'9') {
      digit = true;
    } else {
      symbol = true;
    }
  }
  return int{lower} + int{upper} + int{digit} + int{symbol};
}

PasswordIssue limited(std::string_view code, std::string_view name, std::int64_t value) {
  return {
      .code = std::string(code),
      .limit = PasswordIssue::Limit{.name = std::string(name), .value = value},
  };
}

// The letters that digits and symbols stand for: "p@ssw0rd" reads "password".
char undo_substitution(char c) {
  constexpr std::string_view from = "@4301!$57+", to = "aaeoiisstt";
  const auto found = from.find(c);
  return found == std::string_view::npos ? c : to[found];
}

bool is_word(std::string_view text) {
  const auto words_list = common_password_words();
  return std::binary_search(words_list.begin(), words_list.end(), text);
}

// A word, or one said several times.
bool is_repeated_word(std::string_view text) {
  if (is_word(text)) return true;
  for (std::size_t unit = 3; unit * 2 <= text.size(); ++unit) {
    if (text.size() % unit != 0 || !is_word(text.substr(0, unit))) continue;
    if (text.substr(unit) == text.substr(0, text.size() - unit)) return true;
  }
  return false;
}

std::string_view without_affixes(std::string_view text) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto begin = std::find_if(text.begin(), text.end(), is_letter);
  const auto end = std::find_if(text.rbegin(), text.rend(), is_letter).base();
  if (begin >= end) return text;
  const auto before = static_cast<std::size_t>(begin - text.begin());
  const auto after = static_cast<std::size_t>(text.end() - end);
  if (before + after > max_affix) return text;
  return text.substr(before, text.size() - before - after);
}

}  // namespace

bool is_common_password(std::string_view password) {
  const std::string lower = to_lower_ascii(password);
  if (is_repeated_word(lower) || is_repeated_word(without_affixes(lower))) return true;
  // Affixes first: in "passw0rd1" only the inner digit stands for a letter.
  for (const std::string_view core : {std::string_view(lower), without_affixes(lower)}) {
    std::string plain(core);
    std::transform(plain.begin(), plain.end(), plain.begin(), undo_substitution);
    if (is_repeated_word(plain)) return true;
  }
  return false;
}

std::vector<PasswordIssue> check_password(
    std::string_view password, const PasswordPolicy& policy, const PasswordOwner& owner
) {
  const Characters text = parse_characters(password);
  std::vector<PasswordIssue> issues;
  if (text.size() < policy.min_length) {
    issues.push_back(
        limited("password_rejected.too_short", "min", static_cast<std::int64_t>(policy.min_length))
    );
  } else if (text.size() > policy.max_length) {
    issues.push_back(
        limited("password_rejected.too_long", "max", static_cast<std::int64_t>(policy.max_length))
    );
  }
  if (std::any_of(text.begin(), text.end(), is_control)) {
    issues.push_back({.code = "password_rejected.unsupported_characters", .limit = std::nullopt});
  } else if (count_character_types(text) < policy.min_character_types) {
    issues.push_back(limited("password_rejected.character_types", "min", policy.min_character_types)
    );
  }
  if (policy.reject_common && is_common_password(password)) {
    issues.push_back(make_leaked_password_issue());
  }
  check_restrictions(text, policy, owner, issues);
  return issues;
}

PasswordIssue make_leaked_password_issue() {
  return {.code = "password_rejected.pwned", .limit = std::nullopt};
}

json::array to_json(const std::vector<PasswordIssue>& issues) {
  json::array array;
  for (const auto& issue : issues) {
    json::object object{{"code", issue.code}};
    if (issue.limit)
      object["interpolation"] = json::object{{issue.limit->name, issue.limit->value}};
    array.push_back(std::move(object));
  }
  return array;
}

}  // namespace daemun
