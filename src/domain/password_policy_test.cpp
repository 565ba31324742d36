#include "domain/password_policy.h"

#include "domain/password_policy_common.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace daemun {
namespace {

std::vector<std::string> codes_of(
    std::string_view password, const PasswordPolicy& policy, const PasswordOwner& owner = {}
) {
  constexpr std::string_view prefix = "password_rejected.";
  std::vector<std::string> codes;
  for (const auto& issue : check_password(password, policy, owner)) {
    REQUIRE(issue.code.starts_with(prefix));
    codes.push_back(issue.code.substr(prefix.size()));
  }
  return codes;
}

using Codes = std::vector<std::string>;

PasswordPolicy a_strict_policy() {
  PasswordPolicy policy;
  policy.min_length = 7;
  policy.max_length = 15;
  policy.min_character_types = 3;
  policy.reject_words = {"Silverhand"};
  return policy;
}

}  // namespace

TEST_CASE("check_password accepts what is long and unlike anything known") {
  for (const std::string password : {"aL1!aL1!", "silverHAnd213", "lo9KI8mJu112", "Tz7#pqW2"}) {
    CAPTURE(password);
    CHECK(codes_of(password, a_strict_policy()) == Codes{});
  }
  CHECK(codes_of("비밀번호는길게쓰자", PasswordPolicy{}) == Codes{});
  CHECK(codes_of("correct horse battery staple", PasswordPolicy{}) == Codes{});
}

TEST_CASE("check_password counts characters, not bytes") {
  CHECK(codes_of("가나다라마바사", PasswordPolicy{}) == Codes{"too_short"});
  const auto issues = check_password("Xk29_vb", PasswordPolicy{}, {});
  REQUIRE(issues.size() == 1);
  CHECK(issues[0].limit == PasswordIssue::Limit{.name = "min", .value = 8});
  CHECK(codes_of("Tz7#pqW2Tz7#pqW2", a_strict_policy()) == Codes{"too_long"});
}

TEST_CASE("check_password wants as many kinds of characters as the policy says") {
  PasswordPolicy policy;
  policy.min_length = 1;
  const struct {
    std::string_view password;
    int types;
  } cases[] = {{"tzkwqm", 1}, {"tzKWqm", 2}, {"tzKW47", 3}, {"tzKW4!", 4}, {"tzk é!", 2}};
  for (const auto& row : cases) {
    CAPTURE(row.password);
    policy.min_character_types = row.types;
    CHECK(codes_of(row.password, policy) == Codes{});
    policy.min_character_types = row.types + 1;
    CHECK(codes_of(row.password, policy) == Codes{"character_types"});
  }
}

TEST_CASE("check_password refuses control characters") {
  CHECK(codes_of("Xk29_vb\x01nQz", PasswordPolicy{}) == Codes{"unsupported_characters"});
}

TEST_CASE("check_password refuses what leaves fewer than three free characters") {
  const auto policy = a_strict_policy();
  CHECK(
      codes_of("aL1!aL1!", policy, {.name = "aL1!", .username = {}, .email = {}, .phone = {}}) ==
      Codes{"restricted.user_info"}
  );
  CHECK(codes_of("lo9KI8mju78911", policy) == Codes{"restricted.sequence"});
  CHECK(
      codes_of("lo9KI8MJU789111", policy) == Codes{"restricted.sequence", "restricted.repetition"}
  );
  CHECK(
      codes_of("aaa가", policy) ==
      Codes{"too_short", "character_types", "pwned", "restricted.repetition"}
  );
  CHECK(codes_of("SilverHand12", policy) == Codes{"restricted.words"});
}

TEST_CASE("check_password knows rows, columns and both directions of the keyboard") {
  PasswordPolicy policy;
  policy.reject_common = false;
  for (const std::string password : {"34567890", "hgfedcba", "LKJHGFDS", "2wsx3edc", "890xsw21"}) {
    CAPTURE(password);
    CHECK(codes_of(password, policy) == Codes{"restricted.sequence"});
  }
  policy.reject_repetition_and_sequence = false;
  CHECK(codes_of("34567890", policy) == Codes{});
}

TEST_CASE("check_password knows every part of its owner") {
  PasswordPolicy policy;
  const PasswordOwner owner{
      .name = "Minsu Kim",
      .username = "ms_kim",
      .email = "kim.ms@example.com",
      .phone = "821012345"};
  for (const std::string password :
       {"MinsuKim7", "ms_kim!!", "kim.ms42", "minsu kim", "82101234576"}) {
    CAPTURE(password);
    const auto codes = codes_of(password, policy, owner);
    CHECK(std::find(codes.begin(), codes.end(), "restricted.user_info") != codes.end());
  }
  policy.reject_user_info = false;
  CHECK(codes_of("MinsuKim7", policy, owner) == Codes{});
}

TEST_CASE("is_common_password sees through disguises") {
  for (const std::string password :
       {"password",
        "Password1",
        "P@ssw0rd!",
        "passw0rd2024",
        "123456789",
        "qwerty123",
        "1q2w3e4r",
        "iloveyou!!",
        "dragon99",
        "monkeymonkey",
        "!welcome1",
        "letmein",
        "Dkssud12"}) {
    CAPTURE(password);
    CHECK(is_common_password(password));
  }
  for (const std::string password :
       {"Xk29_vbnQ!z8",
        "correct horse battery staple",
        "pass the salt please",
        "dragon998877",
        "",
        "비밀번호"}) {
    CAPTURE(password);
    CHECK_FALSE(is_common_password(password));
  }
}

TEST_CASE("check_password says pwned for a common password unless the policy allows it") {
  PasswordPolicy policy;
  CHECK(codes_of("Password2024", policy) == Codes{"pwned"});
  policy.reject_common = false;
  CHECK(codes_of("Password2024", policy) == Codes{});
}

TEST_CASE("common_password_words is sorted and in lower case") {
  const auto words = common_password_words();
  CHECK(words.size() > 900);
  CHECK(std::is_sorted(words.begin(), words.end()));
  CHECK(std::none_of(words.begin(), words.end(), [](std::string_view word) {
    return std::any_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  }));
}

TEST_CASE("to_json shows issues in the form of Logto's API") {
  const auto issues = check_password("aB1", a_strict_policy(), {});
  CHECK(
      json::serialize(to_json(issues)) ==
      R"([{"code":"password_rejected.too_short","interpolation":{"min":7}}])"
  );
}

}  // namespace daemun
