#include "domain/activity.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace daemun {

TEST_CASE("day_of and parse_date count the days of UTC") {
  CHECK(day_of(from_unix_seconds(0)) == 0);
  CHECK(day_of(from_unix_seconds(86'399)) == 0);
  CHECK(day_of(from_unix_seconds(86'400)) == 1);
  CHECK(day_of(from_unix_seconds(-1)) == -1);
  CHECK(parse_date("2026-11-23") == day_of(from_unix_seconds(1'795'392'000)));
  CHECK(to_date_text(*parse_date("2026-11-23")) == "2026-11-23");
  CHECK(start_of(1) == from_unix_seconds(86'400));
  for (const char* text :
       {"",
        "2026-11-2",
        "2026-11-31",
        "2026-13-01",
        "2026-00-10",
        "20261123xx",
        "-026-11-23",
        "2026-+1-23",
        "2026-11-23T00"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_date(text));
  }
}

TEST_CASE("count_active_users counts whoever was here in a span once, however often that was") {
  std::minstd_rand random(4711);
  std::map<int, Day> last_day_of;
  std::map<Day, std::set<int>> users_of;
  std::map<std::pair<Day, std::int64_t>, std::int64_t> counted;
  for (Day day = 100; day < 200; ++day) {
    for (int visit = 0; visit < 8; ++visit) {
      // A few come often, many seldom.
      const int user = static_cast<int>(random() % (random() % 2 == 0 ? 5 : 150));
      if (!users_of[day].insert(user).second) continue;
      const auto last = last_day_of.find(user);
      const auto gap =
          last == last_day_of.end() ? longest_gap : std::min(day - last->second, longest_gap);
      ++counted[{day, gap}];
      last_day_of[user] = day;
    }
  }
  std::vector<ActivityCount> counts;
  for (const auto& [key, users] : counted)
    counts.push_back({.day = key.first, .gap = key.second, .users = users});
  for (Day last = 129; last < 200; ++last) {
    for (const Day length : {1, 2, 7, 29, 30}) {
      std::set<int> expected;
      for (Day day = last - length + 1; day <= last; ++day)
        expected.insert(users_of[day].begin(), users_of[day].end());
      CAPTURE(last);
      CAPTURE(length);
      CHECK(
          count_active_users(counts, last - length + 1, last) ==
          static_cast<std::int64_t>(expected.size())
      );
    }
  }
}

}  // namespace daemun
