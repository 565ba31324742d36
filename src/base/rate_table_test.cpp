#include "base/rate_table.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

const TimePoint start = from_unix_ms(1'800'000'000'000);

int taken(RateTable& table, const std::string& party, TimePoint now, int wanted) {
  int count = 0;
  for (int i = 0; i < wanted; ++i)
    count += table.take(party, now) ? 0 : 1;
  return count;
}

}  // namespace

TEST_CASE("RateTable gives a minute's worth at once, and then its rate") {
  RateTable table({.per_minute = 60});
  CHECK(taken(table, "a", start, 100) == 60);
  CHECK(table.take("a", start) == Milliseconds(1000));
  CHECK(table.take("a", start + Milliseconds(400)) == Milliseconds(600));
  CHECK(taken(table, "a", start + Seconds(5), 100) == 5);
  CHECK(taken(table, "b", start + Seconds(5), 100) == 60);
  // However long it was quiet.
  CHECK(taken(table, "a", start + Seconds(5000), 100) == 60);
}

TEST_CASE("RateTable gives one more for one that is returned") {
  RateTable table({.per_minute = 60});
  CHECK(taken(table, "a", start, 60) == 60);
  table.give_back("a");
  CHECK(taken(table, "a", start, 9) == 1);
  table.give_back("nobody");
}

TEST_CASE("RateTable has no limit where none is set") {
  RateTable table({.per_minute = 0});
  CHECK(taken(table, "a", start, 1000) == 1000);
  CHECK(table.size() == 0);
}

TEST_CASE("RateTable shuts nobody out for long when the clock is set back") {
  RateTable table({.per_minute = 60});
  CHECK(taken(table, "a", start, 60) == 60);
  CHECK(taken(table, "a", start - std::chrono::hours(5), 60) == 0);
  CHECK(taken(table, "a", start - std::chrono::hours(5) + Seconds(60), 60) == 60);
}

TEST_CASE("RateTable is bounded, and forgets the one that was quiet for longest") {
  RateTable table({.per_minute = 1, .parties = 100});
  for (int i = 0; i < 10'000; ++i)
    table.take(std::to_string(i), start);
  CHECK(table.size() == 100);
  CHECK(table.take("9900", start));
  table.take("new", start);  // instead of 9901
  CHECK(table.take("9900", start));
  CHECK_FALSE(table.take("9901", start));
}

}  // namespace daemun
