#include "daemun/auth/session/session_store.h"

#include "daemun/auth/session/test_stores.h"

#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace daemun::auth {
namespace {

using test::for_each_store;
using Write = SessionStore::Write;

const TimePoint now = from_unix_seconds(1'800'000'000);
const TimePoint in_an_hour = now + std::chrono::hours(1);
constexpr Milliseconds instant{1};

StoredSession a_session(std::string sealed = "sealed") {
  return {
      .sealed = std::move(sealed),
      .user_key = "user",
      .provider_session_key = "sid",
      .expires_at = in_an_hour,
  };
}

bool has(SessionStore& store, const std::string& key, TimePoint at = now) {
  return store.find(key, at).has_value();
}

// Both at once, as often as `times`.
template <typename Body>
void race(SessionStore& store, SessionStore& other, int times, Body body) {
  std::thread rival([&] {
    for (int i = 0; i < times; ++i)
      body(other, "rival", i);
  });
  for (int i = 0; i < times; ++i)
    body(store, "self", i);
  rival.join();
}

TEST_CASE("find gives back what was inserted, in every process") {
  for_each_store([](SessionStore& store, SessionStore& other) {
    CHECK_FALSE(has(store, "a"));
    const std::string bytes("\0\xff every byte \n\r\n", 16);
    REQUIRE(store.insert("a", a_session(bytes), now) == Write::done);
    const auto found = other.find("a", now);
    REQUIRE(found);
    CHECK(found->sealed == bytes);
    CHECK(found->user_key == "user");
    CHECK(found->provider_session_key == "sid");
    CHECK(found->expires_at == in_an_hour);
    CHECK(found->version == 1);
    CHECK_FALSE(has(store, "A"));
  });
}

TEST_CASE("find sees no session from its end on") {
  for_each_store([](SessionStore& store, SessionStore&) {
    REQUIRE(store.insert("a", a_session(), now) == Write::done);
    CHECK(has(store, "a", in_an_hour - instant));
    CHECK_FALSE(has(store, "a", in_an_hour));
    REQUIRE(store.insert("dead", a_session(), in_an_hour) == Write::done);
    CHECK_FALSE(has(store, "dead", in_an_hour));
  });
}

TEST_CASE("insert takes a key that is free or whose session has ended") {
  for_each_store([](SessionStore& store, SessionStore& other) {
    auto session = a_session("first");
    session.version = 7;
    REQUIRE(store.insert("a", session, now) == Write::done);
    CHECK(other.insert("a", a_session("second"), now) == Write::conflict);
    CHECK(store.find("a", now)->sealed == "first");
    CHECK(store.find("a", now)->version == 1);

    auto next = a_session("next");
    next.expires_at = in_an_hour + std::chrono::hours(1);
    next.user_key = "somebody else";
    REQUIRE(store.insert("a", next, in_an_hour) == Write::done);
    CHECK(store.find("a", in_an_hour)->sealed == "next");
    CHECK(store.find("a", in_an_hour)->version == 1);
    store.remove_of_user("user");
    CHECK(has(store, "a", in_an_hour));
  });
}

TEST_CASE("insert keeps sessions that are empty and such that are large") {
  for_each_store([](SessionStore& store, SessionStore&) {
    auto empty = a_session("");
    empty.provider_session_key = "";
    REQUIRE(store.insert("empty", empty, now) == Write::done);
    CHECK(store.find("empty", now)->sealed.empty());
    const std::string large(300'000, 'x');
    REQUIRE(store.insert("large", a_session(large), now) == Write::done);
    CHECK(store.find("large", now)->sealed == large);
  });
}

TEST_CASE("update replaces the version that was read") {
  for_each_store([](SessionStore& store, SessionStore& other) {
    REQUIRE(store.insert("a", a_session(), now) == Write::done);
    auto read = *store.find("a", now);
    read.sealed = "changed";
    read.expires_at += std::chrono::hours(1);
    REQUIRE(other.update("a", read, now) == Write::done);
    const auto found = store.find("a", in_an_hour);
    REQUIRE(found);
    CHECK(found->sealed == "changed");
    CHECK(found->version == 2);

    read.sealed = "too late";
    CHECK(store.update("a", read, now) == Write::conflict);
    read.version = 0;
    CHECK(store.update("a", read, now) == Write::conflict);
    CHECK(store.find("a", now)->sealed == "changed");
  });
}

TEST_CASE("update does not bring back a session that is gone") {
  for_each_store([](SessionStore& store, SessionStore&) {
    auto session = a_session();
    session.version = 1;
    CHECK(store.update("never", session, now) == Write::conflict);
    session.version = 0;
    CHECK(store.update("never", session, now) == Write::conflict);

    REQUIRE(store.insert("a", a_session(), now) == Write::done);
    auto read = *store.find("a", now);
    read.expires_at += std::chrono::hours(1);
    CHECK(store.update("a", read, in_an_hour) == Write::conflict);
    store.remove("a");
    CHECK(store.update("a", read, now) == Write::conflict);
    CHECK_FALSE(has(store, "a"));
  });
}

TEST_CASE("update can end a session, and can give it to another user") {
  for_each_store([](SessionStore& store, SessionStore&) {
    REQUIRE(store.insert("a", a_session(), now) == Write::done);
    auto read = *store.find("a", now);
    read.user_key = "another";
    read.provider_session_key = "";
    REQUIRE(store.update("a", read, now) == Write::done);
    store.remove_of_user("user");
    store.remove_of_provider_session("sid");
    CHECK(has(store, "a"));
    store.remove_of_user("another");
    CHECK_FALSE(has(store, "a"));

    REQUIRE(store.insert("b", a_session(), now) == Write::done);
    read = *store.find("b", now);
    read.expires_at = now;
    REQUIRE(store.update("b", read, now) == Write::done);
    CHECK_FALSE(has(store, "b"));
  });
}

TEST_CASE("update loses no write when two processes write") {
  for_each_store([](SessionStore& store, SessionStore& other) {
    REQUIRE(store.insert("a", a_session("0"), now) == Write::done);
    race(store, other, 40, [](SessionStore& mine, const std::string&, int) {
      while (true) {
        auto read = *mine.find("a", now);
        read.sealed = std::to_string(std::stoi(read.sealed) + 1);
        if (mine.update("a", read, now) == Write::done) break;
      }
    });
    CHECK(store.find("a", now)->sealed == "80");
    CHECK(store.find("a", now)->version == 81);
  });
}

TEST_CASE("insert lets one of two processes have the key") {
  for_each_store([](SessionStore& store, SessionStore& other) {
    std::atomic<int> done = 0;
    race(store, other, 40, [&done](SessionStore& mine, const std::string& who, int i) {
      if (mine.insert("k" + std::to_string(i), a_session(who), now) == Write::done) ++done;
    });
    CHECK(done == 40);
  });
}

TEST_CASE("remove ends one session, and nothing is there to end twice") {
  for_each_store([](SessionStore& store, SessionStore& other) {
    REQUIRE(store.insert("a", a_session(), now) == Write::done);
    REQUIRE(store.insert("b", a_session(), now) == Write::done);
    store.remove("a");
    store.remove("a");
    CHECK_FALSE(has(other, "a"));
    CHECK(has(other, "b"));
    CHECK(store.insert("a", a_session(), now) == Write::done);
  });
}

TEST_CASE("remove_of_user ends that user's sessions and no others") {
  for_each_store([](SessionStore& store, SessionStore& other) {
    auto of_another = a_session();
    of_another.user_key = "another";
    REQUIRE(store.insert("a", a_session(), now) == Write::done);
    REQUIRE(other.insert("b", a_session(), now) == Write::done);
    REQUIRE(store.insert("c", of_another, now) == Write::done);
    store.remove_of_user("use");
    CHECK(has(store, "a"));
    store.remove_of_user("user");
    CHECK_FALSE(has(store, "a"));
    CHECK_FALSE(has(other, "b"));
    CHECK(has(store, "c"));
  });
}

TEST_CASE("remove_of_provider_session ends those of that session and no others") {
  for_each_store([](SessionStore& store, SessionStore&) {
    auto elsewhere = a_session();
    elsewhere.provider_session_key = "another";
    REQUIRE(store.insert("a", a_session(), now) == Write::done);
    REQUIRE(store.insert("b", a_session(), now) == Write::done);
    REQUIRE(store.insert("c", elsewhere, now) == Write::done);
    store.remove_of_provider_session("sid");
    CHECK_FALSE(has(store, "a"));
    CHECK_FALSE(has(store, "b"));
    CHECK(has(store, "c"));
  });
}

TEST_CASE("remove_of_user and remove_of_provider_session end nothing for an empty name") {
  for_each_store([](SessionStore& store, SessionStore&) {
    auto session = a_session();
    session.user_key = "";
    session.provider_session_key = "";
    REQUIRE(store.insert("a", session, now) == Write::done);
    store.remove_of_user("");
    store.remove_of_provider_session("");
    CHECK(has(store, "a"));
  });
}

TEST_CASE("try_lock gives a name to one owner until it is unlocked by the same") {
  for_each_store([](SessionStore& store, SessionStore& other) {
    CHECK(store.try_lock("name", "first", now, in_an_hour));
    CHECK_FALSE(other.try_lock("name", "second", now, in_an_hour));
    CHECK_FALSE(store.try_lock("name", "first", now, in_an_hour));
    CHECK(other.try_lock("another name", "second", now, in_an_hour));
    other.unlock("name", "second");
    CHECK_FALSE(other.try_lock("name", "second", now, in_an_hour));
    store.unlock("name", "first");
    store.unlock("name", "first");
    CHECK(other.try_lock("name", "second", now, in_an_hour));
  });
}

TEST_CASE("try_lock gets a lease that has ended, and the late unlock does not take it away") {
  for_each_store([](SessionStore& store, SessionStore& other) {
    REQUIRE(store.try_lock("name", "slow", now, now + instant));
    // Redis goes by its own clock: the next one waits for a real millisecond there.
    while (!other.try_lock("name", "next", now + instant, in_an_hour)) {
    }
    store.unlock("name", "slow");
    CHECK_FALSE(store.try_lock("name", "slow", now + instant, in_an_hour));
  });
}

TEST_CASE("try_lock for no time at all leaves nothing behind") {
  for_each_store([](SessionStore& store, SessionStore&) {
    CHECK(store.try_lock("name", "first", now, now));
    CHECK(store.try_lock("name", "second", now, in_an_hour));
    CHECK_FALSE(store.try_lock("name", "third", now, now));
  });
}

TEST_CASE("try_lock has one winner of two processes") {
  for_each_store([](SessionStore& store, SessionStore& other) {
    std::atomic<int> won = 0;
    race(store, other, 40, [&won](SessionStore& mine, const std::string& who, int i) {
      if (mine.try_lock("n" + std::to_string(i), who, now, in_an_hour)) ++won;
    });
    CHECK(won == 40);
  });
}

TEST_CASE("try_lock lets nobody else in while it is held") {
  for_each_store([](SessionStore& store, SessionStore& other) {
    std::atomic<int> inside = 0;
    std::atomic<int> crowded = 0;
    race(store, other, 20, [&](SessionStore& mine, const std::string& who, int) {
      while (!mine.try_lock("name", who, now, in_an_hour)) {
      }
      if (++inside > 1) ++crowded;
      --inside;
      mine.unlock("name", who);
    });
    CHECK(crowded == 0);
  });
}

TEST_CASE("remember tells the first time from every other") {
  for_each_store([](SessionStore& store, SessionStore& other) {
    CHECK(store.remember("jti", now, in_an_hour) == Sighting::first);
    CHECK(store.remember("jti", now, in_an_hour) == Sighting::repeated);
    CHECK(other.remember("jti", in_an_hour - instant, in_an_hour) == Sighting::repeated);
    CHECK(other.remember("another", now, in_an_hour) == Sighting::first);
    // A lease of that name is something else.
    CHECK(store.try_lock("jti", "owner", now, in_an_hour));
    store.unlock("jti", "");
    CHECK(store.remember("jti", now, in_an_hour) == Sighting::repeated);
  });
}

TEST_CASE("remember has one first time for two processes") {
  for_each_store([](SessionStore& store, SessionStore& other) {
    std::atomic<int> first = 0;
    race(store, other, 40, [&first](SessionStore& mine, const std::string&, int i) {
      if (mine.remember("n" + std::to_string(i), now, in_an_hour) == Sighting::first) ++first;
    });
    CHECK(first == 40);
  });
}

TEST_CASE("remove_expired keeps what has not ended") {
  for_each_store([](SessionStore& store, SessionStore&) {
    auto longer = a_session("longer");
    longer.expires_at += instant;
    REQUIRE(store.insert("a", a_session(), now) == Write::done);
    REQUIRE(store.insert("longer", longer, now) == Write::done);
    REQUIRE(store.remember("jti", now, in_an_hour + instant) == Sighting::first);
    REQUIRE(store.try_lock("name", "owner", now, in_an_hour + instant));
    store.remove_expired(in_an_hour);
    CHECK_FALSE(has(store, "a", in_an_hour));
    CHECK(has(store, "longer", in_an_hour));
    CHECK(store.remember("jti", in_an_hour, in_an_hour + instant) == Sighting::repeated);
    CHECK_FALSE(store.try_lock("name", "other", in_an_hour, in_an_hour + instant));
  });
}

}  // namespace
}  // namespace daemun::auth
