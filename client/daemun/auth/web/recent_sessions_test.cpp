#include "daemun/auth/web/recent_sessions.h"

#include "daemun/auth/session/test_session.h"

#include <doctest/doctest.h>

namespace daemun::auth {

using test::a_session;
using test::now;

TEST_CASE("RecentSessions gives the tokens that took the place of a cookie's") {
  RecentSessions recent;
  Session refreshed = a_session();
  refreshed.generation = 2;
  refreshed.tokens.refresh_token = Secret("second");
  recent.store(refreshed, now);

  Session sent = a_session();
  sent.seen_at = now + Seconds(9);
  const Session newest = recent.newest(sent, now);
  CHECK(newest.tokens.refresh_token.reveal() == "second");
  CHECK(newest.seen_at == now + Seconds(9));

  sent.generation = 3;
  CHECK(recent.newest(sent, now).tokens.refresh_token.reveal() == "refresh-token");
  sent.generation = 0;
  CHECK(recent.newest(sent, now + Seconds(300)).generation == 0);
  recent.remove(sent.id);
  CHECK(recent.newest(sent, now).generation == 0);
}

TEST_CASE("RecentSessions takes nothing of a session that was ended") {
  RecentSessions recent;
  Session session = a_session();
  session.generation = 2;
  recent.end(session.id, now);
  CHECK_FALSE(recent.store(session, now + Seconds(299)));
  Session sent = a_session();
  sent.generation = 0;
  CHECK(recent.newest(sent, now).generation == 0);
  CHECK(recent.store(session, now + Seconds(300)));
  CHECK(recent.newest(sent, now + Seconds(300)).generation == 2);
}

TEST_CASE("RecentSessions keeps a bounded number of sessions") {
  RecentSessions recent(RecentPolicy{.keep = Seconds(60), .max_sessions = 2});
  for (const char* id : {"a", "b", "b", "c"}) {
    Session session = a_session();
    session.id = id;
    session.generation = 1;
    recent.store(session, now);
  }
  Session sent = a_session();
  sent.id = "a";
  CHECK(recent.newest(sent, now).generation == 0);
  sent.id = "b";
  CHECK(recent.newest(sent, now).generation == 1);
  sent.id = "c";
  CHECK(recent.newest(sent, now).generation == 1);
}

}  // namespace daemun::auth
