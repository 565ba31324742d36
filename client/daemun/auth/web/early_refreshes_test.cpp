#include "daemun/auth/web/early_refreshes.h"

#include <doctest/doctest.h>

namespace daemun::auth {
namespace {

const TimePoint now = from_unix_seconds(1'800'000'000);

TEST_CASE("begin leaves a provider alone for a while after a failure") {
  EarlyRefreshes refreshes;
  refreshes.begin("one", now)->fail(now);
  CHECK_FALSE(refreshes.begin("another", now));
  CHECK_FALSE(refreshes.begin("one", now + Milliseconds(4'999)));
  CHECK(refreshes.begin("one", now + Seconds(5)));
}

TEST_CASE("begin leaves a token alone that was not renewed, and no other") {
  EarlyRefreshes refreshes;
  refreshes.begin("one", now)->refuse(now);
  CHECK_FALSE(refreshes.begin("one", now + Milliseconds(4'999)));
  CHECK(refreshes.begin("another", now));
  CHECK(refreshes.begin("one", now + Seconds(5)));
}

TEST_CASE("refuse remembers a bounded number of tokens") {
  EarlyRefreshes refreshes({.max_refused = 2});
  for (const char* token : {"one", "two", "three"})
    refreshes.begin(token, now)->refuse(now);
  CHECK_FALSE(refreshes.begin("three", now));
  CHECK(refreshes.begin("one", now));
}

TEST_CASE("begin adds nobody to those whom a slow provider lets wait") {
  EarlyRefreshes refreshes;
  auto first = refreshes.begin("one", now);
  auto second = refreshes.begin("two", now + Seconds(2));
  REQUIRE(second);
  const TimePoint late = now + Milliseconds(2'001);
  CHECK_FALSE(refreshes.begin("three", late));
  first.reset();
  CHECK(refreshes.begin("three", late));
}

}  // namespace
}  // namespace daemun::auth
