// The text patterns of SQL, with one meaning whatever the database: LIKE, SIMILAR TO and POSIX
// regular expressions; and those of JavaScript. Matching takes time in the length of the text, and
// memory within a bound.
#ifndef DAEMUN_BASE_PATTERN_H
#define DAEMUN_BASE_PATTERN_H

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace daemun {

enum class PatternKind {
  like,        // % and _, of the whole text
  similar_to,  // those and | * + ? {m,n} () [], of the whole text
  posix,       // an extended regular expression, anywhere in the text
  javascript,  // without look-around and back references, anywhere in the text
};

enum class PatternCase { sensitive, ignored };

class Pattern {
 public:
  // Nothing for a pattern that is malformed, too large, or understood differently by PostgreSQL and
  // by us: look-around, back references, inline options and the rarer escapes.
  static std::optional<Pattern> parse(
      PatternKind kind, PatternCase letter_case, std::string_view text
  );

  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;
  ~Pattern();

  bool matches(std::string_view text) const;

 private:
  struct Matcher;
  struct Like;
  struct Regex;

  explicit Pattern(std::unique_ptr<const Matcher> matcher);

  std::unique_ptr<const Matcher> matcher_;
};

// True for a LIKE pattern that only its own text matches: no %, no _, no escape.
bool is_literal_like(std::string_view pattern);

}  // namespace daemun

#endif
