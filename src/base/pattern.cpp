#include "base/pattern.h"

#include "base/unicode.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace daemun {
namespace {

// Of a compiled expression and what it keeps while it matches.
constexpr std::int64_t max_regex_memory = 1 << 18;

constexpr bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// RE2 and PostgreSQL agree on these; "\b" is a word's edge to one and a backspace to the other.
bool is_shared_escape(char c) {
  constexpr std::string_view letters = "dDsSwWtnrfv";
  return !is_alphanumeric(c) || letters.find(c) != std::string_view::npos;
}

// Where a bracket expression that begins at `begin` ends: behind its ']'.
std::size_t end_of_bracket(std::string_view text, std::size_t begin) {
  std::size_t i = begin + 1;
  if (i < text.size() && text[i] == '^') ++i;
  if (i < text.size() && text[i] == ']') ++i;
  while (i < text.size() && text[i] != ']') {
    if (text[i] == '\\') {
      i += 2;
    } else if (text.substr(i).starts_with("[:")) {
      const auto end = text.find(":]", i + 2);
      i = end == std::string_view::npos ? text.size() : end + 2;
    } else {
      ++i;
    }
  }
  return i + 1;
}

// Even if RE2 accepts it: false for patterns that it and PostgreSQL read differently.
bool is_shared_regex(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      if (++i == text.size() || !is_shared_escape(text[i])) return false;
    } else if (text[i] == '[') {
      const auto end = end_of_bracket(text, i);
      if (end > text.size()) return false;
      const auto bracket = text.substr(i, end - i);
      for (auto at = bracket.find('\\'); at != std::string_view::npos;
           at = bracket.find('\\', at + 2)) {
        if (!is_shared_escape(bracket[at + 1])) return false;
      }
      for (const std::string_view collation : {"[.", "[="}) {
        if (bracket.find(collation) != std::string_view::npos) return false;
      }
      i = end - 1;
    } else if (text.substr(i).starts_with("(?") && !text.substr(i).starts_with("(?:")) {
      return false;
    }
  }
  return true;
}

// As PostgreSQL translates SIMILAR TO.
std::string to_regex(std::string_view similar) {
  std::string regex = "^(?:";
  bool is_in_bracket = false;
  for (std::size_t i = 0; i < similar.size(); ++i) {
    const char c = similar[i];
    if (c == '\\') {
      regex += c;
      if (++i < similar.size()) regex += similar[i];
    } else if (is_in_bracket) {
      if (c == ']') is_in_bracket = false;
      regex += c;
    } else if (c == '[') {
      is_in_bracket = true;
      regex += c;
    } else if (c == '%') {
      regex += ".*";
    } else if (c == '_') {
      regex += '.';
    } else if (c == '(') {
      regex += "(?:";
    } else {
      if (c == '.' || c == '^' || c == '$') regex += '\\';
      regex += c;
    }
  }
  return regex + ")$";
}

bool is_hexadecimal(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  });
}

// RE2 reads the rest as JavaScript does, but knows "\uac00" only as "\x{ac00}".
std::string from_javascript(std::string_view text) {
  std::string regex;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_escape = text[i] == '\\' && i + 1 < text.size();
    const auto digits =
        is_escape && text[i + 1] == 'u' ? text.substr(i + 2, 4) : std::string_view();
    if (digits.size() == 4 && is_hexadecimal(digits)) {
      regex.append("\\x{").append(digits).append("}");
      i += 5;
      continue;
    }
    regex += text[i];
    if (is_escape) regex += text[++i];
  }
  return regex;
}

}  // namespace

struct Pattern::Matcher {
  virtual ~Matcher() = default;
  virtual bool matches(std::string_view text) const = 0;
};

struct Pattern::Regex final : Matcher {
  Regex(std::string_view text, PatternCase letter_case)
      : expression(re2::StringPiece(text.data(), text.size()), options(letter_case)) {}

  static RE2::Options options(PatternCase letter_case) {
    RE2::Options options;
    options.set_max_mem(max_regex_memory);
    options.set_log_errors(false);
    options.set_never_capture(true);
    options.set_dot_nl(true);
    options.set_case_sensitive(letter_case == PatternCase::sensitive);
    return options;
  }

  bool matches(std::string_view text) const override {
    return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), expression);
  }

  RE2 expression;
};

struct Pattern::Like final : Matcher {
  struct Token {
    enum class Kind { byte, one, run } kind;
    char byte = 0;
  };

  // Goes back to the last run only, so the time is the product of the lengths at worst.
  bool matches(std::string_view original) const override {
    const std::string folded = letter_case == PatternCase::ignored ? to_lower(original) : "";
    const std::string_view text = letter_case == PatternCase::ignored ? folded : original;
    constexpr std::size_t none = std::string_view::npos;
    std::size_t at = 0;
    std::size_t token = 0;
    std::size_t run = none;  // behind the last run, which so far ends at run_end
    std::size_t run_end = 0;
    while (at < text.size()) {
      const auto kind = token < tokens.size() ? tokens[token].kind : Token::Kind::byte;
      if (token < tokens.size() && kind == Token::Kind::run) {
        run = ++token;
        run_end = at;
      } else if (token < tokens.size() && kind == Token::Kind::one) {
        at = next_character(text, at);
        ++token;
      } else if (token < tokens.size() && tokens[token].byte == text[at]) {
        ++at;
        ++token;
      } else if (run != none) {
        run_end = next_character(text, run_end);
        at = run_end;
        token = run;
      } else {
        return false;
      }
    }
    while (token < tokens.size() && tokens[token].kind == Token::Kind::run)
      ++token;
    return token == tokens.size();
  }

  static std::size_t next_character(std::string_view text, std::size_t at) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80)
      ++at;
    return at;
  }

  std::vector<Token> tokens;
  PatternCase letter_case = PatternCase::sensitive;
};

Pattern::Pattern(std::unique_ptr<const Matcher> matcher) : matcher_(std::move(matcher)) {}
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

std::optional<Pattern> Pattern::parse(
    PatternKind kind, PatternCase letter_case, std::string_view text
) {
  if (kind == PatternKind::like) {
    auto like = std::make_unique<Like>();
    like->letter_case = letter_case;
    const std::string folded =
        letter_case == PatternCase::ignored ? to_lower(text) : std::string(text);
    for (std::size_t i = 0; i < folded.size(); ++i) {
      if (folded[i] == '%') {
        like->tokens.push_back({Like::Token::Kind::run});
      } else if (folded[i] == '_') {
        like->tokens.push_back({Like::Token::Kind::one});
      } else {
        if (folded[i] == '\\' && ++i == folded.size()) return std::nullopt;
        like->tokens.push_back({Like::Token::Kind::byte, folded[i]});
      }
    }
    return Pattern(std::move(like));
  }
  const std::string translated = kind == PatternKind::similar_to   ? to_regex(text)
                                 : kind == PatternKind::javascript ? from_javascript(text)
                                                                   : std::string(text);
  if (kind != PatternKind::javascript && !is_shared_regex(translated)) return std::nullopt;
  auto regex = std::make_unique<Regex>(translated, letter_case);
  if (!regex->expression.ok()) return std::nullopt;
  return Pattern(std::move(regex));
}

bool Pattern::matches(std::string_view text) const {
  return matcher_->matches(text);
}

bool is_literal_like(std::string_view pattern) {
  return pattern.find_first_of("%_\\") == std::string_view::npos;
}

}  // namespace daemun
