#include "base/clock.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

TEST_CASE("FakeClock stands still until it is advanced") {
  FakeClock clock(from_unix_seconds(1000));
  CHECK(to_unix_ms(clock.now()) == 1'000'000);
  clock.advance(Milliseconds(1));
  CHECK(to_unix_ms(clock.now()) == 1'000'001);
  clock.advance(Seconds(2));
  CHECK(to_unix_ms(clock.now()) == 1'002'001);
}

TEST_CASE("to_unix_seconds rounds down, before 1970 too") {
  CHECK(to_unix_seconds(from_unix_ms(1999)) == 1);
  CHECK(to_unix_seconds(from_unix_ms(-1)) == -1);
  CHECK(to_unix_seconds(from_unix_seconds(42)) == 42);
}

TEST_CASE("SystemClock does not run backwards here") {
  const SystemClock clock;
  const auto before = clock.now();
  CHECK(before > from_unix_seconds(1'600'000'000));
  CHECK(clock.now() >= before);
}

}  // namespace
}  // namespace daemun
