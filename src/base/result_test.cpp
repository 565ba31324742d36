#include "base/result.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>

namespace daemun {
namespace {

struct Refusal {
  int code = 0;
};

Result<int, Refusal> parse_even(int number) {
  if (number % 2 != 0) return Refusal{number};
  return number;
}

Result<void, Refusal> check_even(int number) {
  auto parsed = parse_even(number);
  if (!parsed) return parsed.error();
  return {};
}

TEST_CASE("Result holds the value") {
  const auto result = parse_even(4);
  REQUIRE(result.has_value());
  CHECK(*result == 4);
  CHECK(result.value() == 4);
  CHECK(result.value_or(7) == 4);
}

TEST_CASE("Result holds the refusal") {
  const auto result = parse_even(3);
  REQUIRE_FALSE(result);
  CHECK(result.error().code == 3);
  CHECK(result.value_or(7) == 7);
}

TEST_CASE("Result of nothing is a success or a refusal") {
  CHECK(check_even(2));
  const auto refused = check_even(5);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == 5);
}

TEST_CASE("Result throws when a refusal is asked for its value") {
  CHECK_THROWS_AS(parse_even(3).value(), bad_result_access);
  auto refused = parse_even(3);
  CHECK_THROWS_AS(refused.value(), bad_result_access);
  CHECK_THROWS_AS(std::as_const(refused).value(), bad_result_access);
  CHECK_THROWS_AS(check_even(5).value(), bad_result_access);
  CHECK_NOTHROW(check_even(2).value());
}

TEST_CASE("Result moves a value that cannot be copied") {
  Result<std::unique_ptr<std::string>, Refusal> result = std::make_unique<std::string>("text");
  CHECK(**result == "text");
  const std::unique_ptr<std::string> taken = *std::move(result);
  CHECK(*taken == "text");
}

}  // namespace
}  // namespace daemun
