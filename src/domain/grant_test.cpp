#include "domain/grant.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

const TimePoint now = from_unix_seconds(1'800'000'000);

GrantFacts a_grant() {
  GrantFacts facts;
  facts.grant.expires_at = now + Seconds(1);
  facts.grant.session_id = SessionId("session");
  facts.user = User{};
  facts.session_expires_at = now + Seconds(1);
  return facts;
}

GrantFacts an_offline_grant() {
  auto facts = a_grant();
  facts.grant.is_offline = true;
  return facts;
}

}  // namespace

TEST_CASE("is_alive holds while grant, user and session do") {
  CHECK(is_alive(a_grant(), now));
}

TEST_CASE("is_alive ends with the grant") {
  CHECK_FALSE(is_alive(a_grant(), now + Seconds(1)));
  CHECK_FALSE(is_alive(an_offline_grant(), now + Seconds(1)));
  auto revoked = an_offline_grant();
  revoked.grant.revoked_at = now;
  CHECK_FALSE(is_alive(revoked, now));
}

TEST_CASE("is_alive ends with what an exchange came from") {
  auto exchanged = an_offline_grant();
  exchanged.ancestry = {.depth = 1, .is_alive = false};
  CHECK_FALSE(is_alive(exchanged, now));
}

TEST_CASE("is_alive ends with the user") {
  for (auto facts : {a_grant(), an_offline_grant()}) {
    facts.user->is_suspended = true;
    CHECK_FALSE(is_alive(facts, now));
    facts.user.reset();
    CHECK_FALSE(is_alive(facts, now));
  }
}

TEST_CASE("is_alive ends with the session unless the grant is offline") {
  auto expired = a_grant();
  expired.session_expires_at = now;
  CHECK_FALSE(is_alive(expired, now));
  auto ended = a_grant();
  ended.session_expires_at.reset();
  CHECK_FALSE(is_alive(ended, now));
  auto offline = an_offline_grant();
  offline.session_expires_at.reset();
  CHECK(is_alive(offline, now));
}

}  // namespace daemun
