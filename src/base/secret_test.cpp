#include "base/secret.h"

#include <doctest/doctest.h>

#include <array>
#include <utility>

namespace daemun {
namespace {

TEST_CASE("Secret reveals its text") {
  const Secret secret("correct horse");
  CHECK(secret.reveal() == "correct horse");
  CHECK_FALSE(secret.empty());
  CHECK(Secret().empty());
}

TEST_CASE("Secret leaves nothing in what it was moved from") {
  for (const std::string& text : {std::string("short"), std::string(100, 'x')}) {
    Secret source(text);
    Secret target(std::move(source));
    CHECK(target.reveal() == text);
    CHECK(source.empty());  // NOLINT(bugprone-use-after-move): that is the promise
    Secret assigned("something else");
    assigned = std::move(target);
    CHECK(assigned.reveal() == text);
    CHECK(target.empty());  // NOLINT(bugprone-use-after-move)
  }
}

TEST_CASE("Secret leaves no bytes of a short text in a moved-from object") {
  Secret source("0123456789");
  const char* bytes = source.reveal().data();
  const Secret target(std::move(source));
  for (std::size_t i = 0; i < 10; ++i)
    CHECK(bytes[i] == '\0');
}

TEST_CASE("Secret copies") {
  Secret original("text");
  Secret copy = original;
  CHECK(copy.reveal() == "text");
  const Secret other("longer than the small string buffer of the library");
  copy = other;
  CHECK(copy.reveal() == other.reveal());
  const Secret& alias = copy;
  copy = alias;
  CHECK(copy.reveal() == other.reveal());
}

TEST_CASE("equals_in_constant_time compares whole texts") {
  CHECK(equals_in_constant_time("", ""));
  CHECK(equals_in_constant_time("abc", "abc"));
  CHECK_FALSE(equals_in_constant_time("abc", "abd"));
  CHECK_FALSE(equals_in_constant_time("abc", "xbc"));
  CHECK_FALSE(equals_in_constant_time("abc", "ab"));
  CHECK_FALSE(equals_in_constant_time("", "a"));
  CHECK_FALSE(equals_in_constant_time(std::string_view("\0a", 2), std::string_view("\0b", 2)));
}

TEST_CASE("wipe_memory overwrites with zeros") {
  std::array<char, 4> bytes{'a', 'b', 'c', 'd'};
  wipe_memory(bytes.data(), 3);
  CHECK(bytes == std::array<char, 4>{'\0', '\0', '\0', 'd'});
  wipe_memory(nullptr, 0);
}

}  // namespace
}  // namespace daemun
