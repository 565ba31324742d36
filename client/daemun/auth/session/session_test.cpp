#include "daemun/auth/session/session.h"

#include "daemun/auth/session/test_session.h"
#include "daemun/auth/test_provider.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>

namespace daemun::auth {

using test::a_session;
using test::now;

TEST_CASE("parse_session brings back all that to_text has written") {
  Session session = a_session();
  session.token = {{"role", "admin"}};
  session.grants["https://api.example"] = {
      .access_token = Secret("api-token"),
      .expires_at = now,
      .expires_in = Seconds(60),
      .scopes = {"read", "write"}};
  session.tokens.expires_in = Seconds(3600);
  session.grants[organization_key("o1")] = {.access_token = Secret("organization-token")};
  session.generation = 3;

  const auto found = parse_session(to_text(session).reveal());
  REQUIRE(found);
  CHECK(to_text(*found).reveal() == to_text(session).reveal());
  CHECK(found->user == session.user);
  CHECK(found->tokens.refresh_token.reveal() == "refresh-token");
  CHECK(found->tokens.expires_at == session.tokens.expires_at);
  CHECK(found->tokens.expires_in == Seconds(3600));
  CHECK(found->grants.at("https://api.example").expires_in == Seconds(60));
  CHECK(
      found->grants.at("https://api.example").scopes == std::vector<std::string>{"read", "write"}
  );
  CHECK_FALSE(found->grants.at("urn:logto:organization:o1").expires_at);
  CHECK(found->seen_at == session.seen_at);
}

TEST_CASE("is_renewal_due waits for the renewal, and never for more than half of the idle time") {
  const Session session = a_session();
  const SessionLifetime usual;
  CHECK_FALSE(is_renewal_due(session, usual, now + Seconds(299)));
  CHECK(is_renewal_due(session, usual, now + Seconds(300)));
  const SessionLifetime brief{.idle = Seconds(60)};
  CHECK_FALSE(is_renewal_due(session, brief, now + Seconds(29)));
  CHECK(is_renewal_due(session, brief, now + Seconds(30)));
}

TEST_CASE("parse_session refuses what is no session") {
  for (const char* text : {"", "{}", "[]", R"({"id":"x","provider":"p","iss":"i","sub":"s"})"}) {
    CHECK_FALSE(parse_session(text));
  }
  for (const std::int64_t time : {std::int64_t{-1}, std::numeric_limits<std::int64_t>::max()}) {
    Session timeless = a_session();
    timeless.seen_at = from_unix_ms(time);
    CHECK_FALSE(parse_session(to_text(timeless).reveal()));
  }
  Session nobody = a_session();
  nobody.subject.clear();
  CHECK_FALSE(parse_session(to_text(nobody).reveal()));
}

TEST_CASE("is_alive keeps the idle and the absolute lifetime") {
  const SessionLifetime lifetime{.idle = Seconds(100), .absolute = Seconds(1000)};
  Session session = a_session();
  session.signed_in_at = now;
  struct Row {
    int seen;
    int asked;
    bool alive;
  };
  for (const Row& row : {
           Row{0, 0, true},
           Row{0, 99, true},
           Row{0, 100, false},
           Row{950, 999, true},
           Row{950, 1000, false},
           // Clocks of two machines.
           Row{59, 0, true},
           Row{61, 0, false},
       }) {
    session.seen_at = now + Seconds(row.seen);
    CAPTURE(row.seen);
    CAPTURE(row.asked);
    CHECK(is_alive(session, lifetime, now + Seconds(row.asked)) == row.alive);
  }
}

}  // namespace daemun::auth
