#include "base/pattern.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

enum class Verdict { matches, differs, malformed };

Verdict match(
    PatternKind kind, std::string_view pattern, std::string_view text, PatternCase letter_case
) {
  const auto parsed = Pattern::parse(kind, letter_case, pattern);
  if (!parsed) return Verdict::malformed;
  return parsed->matches(text) ? Verdict::matches : Verdict::differs;
}

Verdict like(std::string_view pattern, std::string_view text) {
  return match(PatternKind::like, pattern, text, PatternCase::sensitive);
}

Verdict similar(std::string_view pattern, std::string_view text) {
  return match(PatternKind::similar_to, pattern, text, PatternCase::sensitive);
}

Verdict posix(std::string_view pattern, std::string_view text) {
  return match(PatternKind::posix, pattern, text, PatternCase::sensitive);
}

}  // namespace

TEST_CASE("Pattern matches LIKE with any text, one character and escapes") {
  CHECK(like("", "") == Verdict::matches);
  CHECK(like("", "a") == Verdict::differs);
  CHECK(like("%", "") == Verdict::matches);
  CHECK(like("%%", "abc") == Verdict::matches);
  CHECK(like("a%c", "abbc") == Verdict::matches);
  CHECK(like("a%c", "abbcd") == Verdict::differs);
  CHECK(like("%aab%", "aaaab") == Verdict::matches);
  CHECK(like("%a_c", "abcabc") == Verdict::matches);
  CHECK(like("a_c", "ac") == Verdict::differs);
  CHECK(like("_", "\xed\x95\x9c") == Verdict::matches);
  CHECK(like("%__", "\xc3\xa9") == Verdict::differs);
  CHECK(like("100\\%", "100%") == Verdict::matches);
  CHECK(like("100\\%", "1000") == Verdict::differs);
  CHECK(like("a\\_b", "a_b") == Verdict::matches);
  CHECK(like("a\\_b", "axb") == Verdict::differs);
  CHECK(like("\\\\", "\\") == Verdict::matches);
  CHECK(like("a\\", "a") == Verdict::malformed);
  CHECK(like("%%%%%%%%b", std::string(10'000, 'a')) == Verdict::differs);
}

TEST_CASE("Pattern ignores the case of Unicode letters when told so") {
  const auto matches = [](PatternKind kind, std::string_view pattern, std::string_view text) {
    return match(kind, pattern, text, PatternCase::ignored) == Verdict::matches;
  };
  CHECK(matches(
      PatternKind::like,
      "\xc3\x89l%",
      "\xc3\xa9"
      "LAN"
  ));
  CHECK(matches(PatternKind::posix, "^\xc3\x89", "\xc3\xa9lan"));
  CHECK(matches(
      PatternKind::like, "\xd0\x98\xd0\xb2\xd0\xb0\xd0\xbd", "\xd0\xb8\xd0\x92\xd0\x90\xd0\x9d"
  ));
  CHECK_FALSE(matches(PatternKind::like, "e%", "\xc3\x89lan"));
  CHECK(like("\xc3\x89%", "\xc3\xa9lan") == Verdict::differs);
}

TEST_CASE("Pattern matches SIMILAR TO as PostgreSQL translates it") {
  CHECK(similar("(alice|bob)%", "bobby") == Verdict::matches);
  CHECK(similar("(alice|bob)", "bobby") == Verdict::differs);
  CHECK(similar("alice|bob", "alice") == Verdict::matches);
  CHECK(similar("a{2,3}", "aaa") == Verdict::matches);
  CHECK(similar("a.c", "abc") == Verdict::differs);
  CHECK(similar("^a$", "a") == Verdict::differs);
  CHECK(similar("^a$", "^a$") == Verdict::matches);
  CHECK(similar("[a-c%_]+", "abc%_") == Verdict::matches);
  CHECK(similar("[[:digit:]]+", "123") == Verdict::matches);
  CHECK(similar("a\\%", "a%") == Verdict::matches);
  CHECK(similar("a_c", "a\nc") == Verdict::matches);
  CHECK(similar("(a", "a") == Verdict::malformed);
  CHECK(similar("(?=a)", "a") == Verdict::malformed);
  CHECK(similar("a\\", "a") == Verdict::malformed);
}

TEST_CASE("Pattern finds POSIX regular expressions anywhere in the text") {
  CHECK(posix("b+", "abbc") == Verdict::matches);
  CHECK(posix("^b", "abbc") == Verdict::differs);
  CHECK(posix("^[a-z_]+[0-9]{1,3}$", "user_42") == Verdict::matches);
  CHECK(posix("(?:a|b)c", "xbc") == Verdict::matches);
  CHECK(posix("\\d\\.\\w", "1.a") == Verdict::matches);
  CHECK(posix("[(?]x", "?x") == Verdict::matches);
  CHECK(posix("\\(?x", "x") == Verdict::matches);
  CHECK(posix("[]x]", "]") == Verdict::matches);
}

TEST_CASE("Pattern refuses regular expressions that are malformed, too large or read differently") {
  for (const char* pattern :
       {"(",
        "[a",
        "a**",
        "*",
        "a\\",
        "(?i)a",
        "(?=a)",
        "(?<!a)b",
        "(a)\\1",
        "\\bword",
        "\\pL",
        "\\Qa\\E",
        "[\\b]",
        "[[.a.]]",
        "[[=a=]]",
        "[[:none:]]",
        "((((a{1000}){1000}){1000})",
        "(?P<name>a)",
        "[b-a]",
        "***:a"}) {
    CAPTURE(pattern);
    CHECK(posix(pattern, "a") == Verdict::malformed);
  }
}

TEST_CASE("Pattern takes linear time for expressions that make others backtrack") {
  CHECK(posix("^(a+)+$", std::string(20'000, 'a') + "b") == Verdict::differs);
}

TEST_CASE("is_literal_like tells a text from a pattern") {
  CHECK(is_literal_like("alice@example.com"));
  for (const char* pattern : {"a%", "a_b", "a\\b"})
    CHECK_FALSE(is_literal_like(pattern));
}

TEST_CASE("Pattern reads JavaScript's expressions, but not those that take unbounded time") {
  const auto parse = [](std::string_view text) {
    return Pattern::parse(PatternKind::javascript, PatternCase::sensitive, text);
  };
  const auto matches = [&](std::string_view expression, std::string_view text) {
    const auto pattern = parse(expression);
    REQUIRE(pattern);
    return pattern->matches(text);
  };
  CHECK(matches("[0-9]{3}", "ab123"));
  CHECK_FALSE(matches("[0-9]{3}", "ab12"));
  CHECK(matches("^\\d{5}$", "04524"));
  CHECK_FALSE(matches("^\\d{5}$", "045245"));
  CHECK(matches("^[가-힣]+$", "서울"));
  CHECK(matches("^[\\uAC00-\\uD7A3]+$", "서울"));
  CHECK_FALSE(matches("^[\\uac00-\\ud7a3]+$", "Seoul"));
  CHECK(matches("^\\/a\\.b$", "/a.b"));
  CHECK(matches("^\\\\u$", "\\u"));
  for (const char* expression : {"[", "a{2,1}", "(?=a)", "(a)\\1", "(?<!b)a", "\xff"}) {
    CAPTURE(expression);
    CHECK_FALSE(parse(expression));
  }
  CHECK_FALSE(matches("^(a+)+$", std::string(100'000, 'a') + "!"));
}

}  // namespace daemun
