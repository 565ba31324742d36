#include "daemun/auth/session/memory_store.h"

#include <doctest/doctest.h>

#include <stdexcept>

namespace daemun::auth {
namespace {

using Write = SessionStore::Write;

const TimePoint now = from_unix_seconds(1'800'000'000);

StoredSession a_session(Seconds lifetime) {
  return {.sealed = "sealed", .user_key = "user", .expires_at = now + lifetime};
}

TEST_CASE("MemoryStore that is full lets the session go that ends first") {
  MemoryStore store({.max_sessions = 2});
  REQUIRE(store.insert("long", a_session(Seconds(30)), now) == Write::done);
  REQUIRE(store.insert("short", a_session(Seconds(10)), now) == Write::done);
  REQUIRE(store.insert("new", a_session(Seconds(20)), now) == Write::done);
  CHECK(store.find("long", now));
  CHECK_FALSE(store.find("short", now));
  CHECK(store.find("new", now));
}

TEST_CASE("MemoryStore that is full lets none go for a write to one that it has") {
  MemoryStore store({.max_sessions = 2});
  REQUIRE(store.insert("a", a_session(Seconds(10)), now) == Write::done);
  REQUIRE(store.insert("b", a_session(Seconds(20)), now) == Write::done);
  CHECK(store.insert("b", a_session(Seconds(20)), now) == Write::conflict);
  CHECK(store.insert("dead", a_session(Seconds(0)), now) == Write::done);
  CHECK(store.update("b", *store.find("b", now), now) == Write::done);
  CHECK(store.find("a", now));
  CHECK(store.find("b", now)->version == 2);
}

TEST_CASE("MemoryStore that is full of what has ended has room") {
  MemoryStore store({.max_sessions = 2, .max_names = 1});
  REQUIRE(store.insert("short", a_session(Seconds(10)), now) == Write::done);
  REQUIRE(store.insert("long", a_session(Seconds(20)), now) == Write::done);
  REQUIRE(store.remember("a", now, now + Seconds(10)) == Sighting::first);
  const TimePoint later = now + Seconds(10);
  REQUIRE(store.insert("new", a_session(Seconds(15)), later) == Write::done);
  CHECK(store.find("long", later));
  CHECK(store.find("new", later));
  CHECK(store.remember("b", later, later + Seconds(1)) == Sighting::first);
}

TEST_CASE("MemoryStore that is full of names takes no further one, and forgets none") {
  MemoryStore store({.max_names = 1});
  const TimePoint later = now + Seconds(10);
  REQUIRE(store.remember("a", now, later) == Sighting::first);
  CHECK_THROWS_AS((void)store.remember("b", now, later), std::runtime_error);
  CHECK(store.remember("a", now, later) == Sighting::repeated);
  REQUIRE(store.try_lock("a", "owner", now, later));
  CHECK_THROWS_AS((void)store.try_lock("b", "owner", now, later), std::runtime_error);
  CHECK_FALSE(store.try_lock("a", "other", now, later));
}

}  // namespace
}  // namespace daemun::auth
