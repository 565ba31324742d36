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
TEST_CASE("to_iso_text writes UTC with milliseconds") {
  CHECK(to_iso_text(from_unix_ms(0)) == "1970-01-01T00:00:00.000Z");
  CHECK(to_iso_text(from_unix_ms(1'800'000'000'042)) == "2027-01-15T08:00:00.042Z");
  CHECK(to_iso_text(from_unix_ms(-1)) == "1969-12-31T23:59:59.999Z");
}

}  // namespace daemun
