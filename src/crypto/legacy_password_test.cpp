#include "crypto/legacy_password.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun::crypto {
namespace {

bool verifies(std::string_view stored, const std::string& password = "password123") {
  const auto parsed = parse_legacy_password(stored);
  REQUIRE(parsed);
  return verify_legacy_password(*parsed, Secret(password));
}

}  // namespace

// Digests by Python's hashlib.
TEST_CASE("verify_legacy_password takes the digest of salt, password and pepper in their order") {
  constexpr std::string_view sha256 =
      R"(["sha256",["salt123","@"],)"
      R"("c465f66c6ac481a7a17e9ed5b4e2e7e7288d892f12bf1c95c140901e9a70436e"])";
  CHECK(verifies(sha256));
  CHECK_FALSE(verifies(sha256, "password124"));
  CHECK_FALSE(verifies(sha256, "@"));
  CHECK(verifies(
      R"(["SHA512",["@","pepper"],)"
      R"("ED664811448db17d8335a049691861776018440f8624ea833029c406c99de24439d76d7b59b07bb0f4aa5ea)"
      R"(23aae7779e7a8987de509189fef2e480abbadc248"])"
  ));
  CHECK(verifies(R"(["md5",["@"],"482c811da5d5b4bc6d497ffa98491e38"])"));
}

TEST_CASE("verify_legacy_password derives by PBKDF2") {
  constexpr std::string_view sha512 =
      R"(["pbkdf2",["salt","1000","20","sha512","@"],"0ecb3c32f57685303ff0878481d223bc1a16eb13"])";
  CHECK(verifies(sha512));
  CHECK_FALSE(verifies(sha512, "password124"));
  CHECK(verifies(
      R"(["pbkdf2",["NaCl","4096","40","sha256","@"],)"
      R"("e7d63f2795902c8afd3b40cee0ead61fd82ccf80cf68d699f450adeafd4f521cb0f2eee5e66e18b4"])"
  ));
}

TEST_CASE("parse_legacy_password refuses what is no such array, or could match nothing") {
  for (const char* stored :
       {"",
        "x",
        "{}",
        "[]",
        R"(["md5",["@"]])",
        R"(["md5","@","482c811da5d5b4bc6d497ffa98491e38"])",
        R"(["md5",[1],"482c811da5d5b4bc6d497ffa98491e38"])",
        R"(["md5",["x"],"482c811da5d5b4bc6d497ffa98491e38"])",
        R"(["md5",["x@"],"482c811da5d5b4bc6d497ffa98491e38"])",
        R"(["md5",["@"],""])",
        R"(["md5",["@"],"482c811da5d5b4bc6d497ffa98491e"])",
        R"(["md5",["@"],"zz2c811da5d5b4bc6d497ffa98491e38"])",
        R"(["pbkdf2",["salt","1000","20","sha512"],"0ecb3c32f57685303ff0878481d223bc1a16eb13"])",
        R"(["pbkdf2",["salt","0","20","sha512","@"],"0ecb3c32f57685303ff0878481d223bc1a16eb13"])",
        R"(["pbkdf2",["salt","x","20","sha512","@"],"0ecb3c32f57685303ff0878481d223bc1a16eb13"])",
        R"(["pbkdf2",["salt","1","20","sha512","x"],"0ecb3c32f57685303ff0878481d223bc1a16eb13"])",
        R"(["pbkdf2",["salt","1","21","sha512","@"],"0ecb3c32f57685303ff0878481d223bc1a16eb13"])"}) {
    CAPTURE(stored);
    const auto parsed = parse_legacy_password(stored);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error() == LegacyProblem::malformed);
  }
}

TEST_CASE("parse_legacy_password refuses unknown algorithms and what would take seconds") {
  const auto problem = [](std::string_view stored) {
    const auto parsed = parse_legacy_password(stored);
    REQUIRE_FALSE(parsed);
    return parsed.error();
  };
  CHECK(problem(R"(["rot13",["@"],"00"])") == LegacyProblem::unknown_algorithm);
  CHECK(
      problem(R"(["pbkdf2",["s","1","1","rot13","@"],"00"])") == LegacyProblem::unknown_algorithm
  );
  CHECK(problem(R"(["pbkdf2",["s","4000001","1","sha1","@"],"00"])") == LegacyProblem::too_costly);
  CHECK(
      problem(R"(["pbkdf2",["s","1","4294967295","sha1","@"],"00"])") == LegacyProblem::too_costly
  );
}

}  // namespace daemun::crypto
