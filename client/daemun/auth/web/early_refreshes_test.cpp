#include "daemun/auth/web/early_refreshes.h"

#include <doctest/doctest.h>

namespace daemun::auth {
namespace {

const TimePoint now = from_unix_seconds(1'800'000'000);

TEST_CASE("begin leaves a provider alone for a while after a failure") {
  EarlyRefreshes refreshes;
  refreshes.begin(now)->fail(now);
  CHECK_FALSE(refreshes.begin(now));
  CHECK_FALSE(refreshes.begin(now + Milliseconds(4'999)));
  CHECK(refreshes.begin(now + Seconds(5)));
}

TEST_CASE("begin adds nobody to those whom a slow provider lets wait") {
  EarlyRefreshes refreshes;
  auto first = refreshes.begin(now);
  auto second = refreshes.begin(now + Seconds(2));
  REQUIRE(second);
  const TimePoint late = now + Milliseconds(2'001);
  CHECK_FALSE(refreshes.begin(late));
  first.reset();
  CHECK(refreshes.begin(late));
}

}  // namespace
}  // namespace daemun::auth
