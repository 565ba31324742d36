#include "daemun/auth/session/redis_store.h"

#include "daemun/auth/session/test_stores.h"
#include "net/test_server.h"
#include "support/folder.h"
#include "support/redis_server.h"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

namespace daemun::auth {
namespace {

using Write = SessionStore::Write;

const TimePoint now = from_unix_seconds(1'800'000'000);

StoredSession a_session(Seconds lifetime = Seconds(3600)) {
  return {
      .sealed = "sealed",
      .user_key = "user",
      .provider_session_key = "sid",
      .expires_at = now + lifetime,
  };
}

std::int64_t number(RedisConnections& redis, const std::vector<std::string>& command) {
  const auto answer = redis.send(command);
  return std::get<std::int64_t>(std::get<RedisReply>(answer));
}

TEST_CASE("RedisStore lets Redis free sessions, leases and what was remembered") {
  const auto settings = test::a_redis();
  RedisStore store(settings);
  RedisConnections redis(settings.address);
  REQUIRE(store.insert("a", a_session(Seconds(100)), now) == Write::done);
  REQUIRE(store.try_lock("name", "owner", now, now + Seconds(100)));
  REQUIRE(store.remember("jti", now, now + Seconds(100)) == Sighting::first);
  for (const std::string key :
       {"session:a", "user:user", "sid:sid", "lease:name", "sighting:jti"}) {
    CAPTURE(key);
    const auto left = number(redis, {"PTTL", settings.prefix + key});
    CHECK(left > 0);
    CHECK(left <= 100'000);
  }
}

TEST_CASE("RedisStore keeps an index as long as the last of its sessions") {
  const auto settings = test::a_redis();
  RedisStore store(settings);
  RedisConnections redis(settings.address);
  const auto left = [&] { return number(redis, {"PTTL", settings.prefix + "user:user"}); };
  const auto count = [&] { return number(redis, {"ZCARD", settings.prefix + "user:user"}); };
  REQUIRE(store.insert("long", a_session(Seconds(2000)), now) == Write::done);
  REQUIRE(store.insert("short", a_session(Seconds(1000)), now) == Write::done);
  CHECK(left() > 1'000'000);
  CHECK(count() == 2);
  // Names of sessions that have ended go with the next write.
  REQUIRE(store.insert("next", a_session(Seconds(2000)), now + Seconds(1000)) == Write::done);
  CHECK(count() == 2);
  store.remove("long");
  CHECK(count() == 1);
  store.remove_of_user("user");
  CHECK(number(redis, {"EXISTS", settings.prefix + "user:user"}) == 0);
}

TEST_CASE("RedisStore keeps apps with different prefixes apart") {
  RedisStore store(test::a_redis());
  RedisStore other(test::a_redis());
  REQUIRE(store.insert("a", a_session(), now) == Write::done);
  CHECK_FALSE(other.find("a", now));
  other.remove_of_user("user");
  CHECK(store.find("a", now));
}

TEST_CASE("RedisStore throws while Redis is away and goes on when it is back") {
  daemun::test::RedisServer server;
  RedisStore store({.address = {.unix_socket = server.socket()}});
  REQUIRE(store.insert("a", a_session(), now) == Write::done);
  server.stop();
  CHECK_THROWS_AS((void)store.find("a", now), std::runtime_error);
  CHECK_THROWS_AS(store.remove("a"), std::runtime_error);
  server.start();
  // It has forgotten sessions and scripts.
  CHECK_FALSE(store.find("a", now));
  CHECK(store.insert("a", a_session(), now) == Write::done);
  // A connection that lay idle meanwhile is not used.
  server.stop();
  server.start();
  CHECK(store.insert("a", a_session(), now) == Write::done);
}

TEST_CASE("RedisStore proves who it is and chooses its database") {
  const daemun::test::RedisServer server(
      {"--requirepass",
       "secret of the default",
       "--user",
       "app",
       "on",
       ">secret-of-app",
       "~*",
       "+@all"}
  );
  const auto store_of = [&](std::string username, std::string password, int database) {
    return RedisStore({
        .address =
            {.unix_socket = server.socket(),
             .username = std::move(username),
             .password = Secret(std::move(password)),
             .database = database},
    });
  };
  RedisStore by_password = store_of("", "secret of the default", 0);
  REQUIRE(by_password.insert("a", a_session(), now) == Write::done);
  RedisStore by_name = store_of("app", "secret-of-app", 0);
  CHECK(by_name.find("a", now));
  RedisStore elsewhere = store_of("app", "secret-of-app", 3);
  CHECK_FALSE(elsewhere.find("a", now));

  for (const std::string password : {"", "wrong-password"}) {
    RedisStore stranger = store_of("app", password, 0);
    try {
      (void)stranger.find("a", now);
      FAIL("a stranger got in");
    } catch (const std::runtime_error& error) {
      CHECK(std::string(error.what()).find("refused") != std::string::npos);
      CHECK(std::string(error.what()).find("wrong-password") == std::string::npos);
    }
  }
}

TEST_CASE("RedisStore gives up on a server that says nothing") {
  // Takes connections and never says anything.
  const net::test::Listener server;
  RedisStore store({
      .address =
          {.host = "127.0.0.1",
           .port = std::stoi(server.port()),
           .command_timeout = Milliseconds(20)},
  });
  CHECK_THROWS_WITH_AS(
      (void)store.find("a", now), "session store: redis: no answer in time", std::runtime_error
  );
}

TEST_CASE("RedisStore lets one caller at a time wait for a server that says nothing") {
  const net::test::Listener server;
  RedisAddress address{
      .host = "127.0.0.1",
      .port = std::stoi(server.port()),
      .command_timeout = Milliseconds(20),
      .cool_down = Seconds(3600)};
  RedisStore patient({.address = address});
  CHECK_THROWS_WITH((void)patient.find("a", now), "session store: redis: no answer in time");
  CHECK_THROWS_WITH((void)patient.find("a", now), "session store: redis: no answer a moment ago");
  CHECK_THROWS_WITH(patient.remove("a"), "session store: redis: no answer a moment ago");
  address.cool_down = Milliseconds(0);
  RedisStore eager({.address = address});
  CHECK_THROWS_WITH((void)eager.find("a", now), "session store: redis: no answer in time");
  CHECK_THROWS_WITH((void)eager.find("a", now), "session store: redis: no answer in time");
}

TEST_CASE("RedisStore refuses an address that cannot be") {
  const auto refuses = [](const RedisAddress& address) {
    CHECK_THROWS_AS(RedisStore({.address = address}), std::invalid_argument);
  };
  refuses({.port = 0});
  refuses({.port = 70'000});
  refuses({.host = ""});
  refuses({.database = -1});
  refuses({.connect_timeout = Milliseconds(0)});
  refuses({.command_timeout = Milliseconds(-1)});
}

TEST_CASE("RedisStore throws when nobody listens") {
  const daemun::test::Folder folder;
  RedisStore store({.address = {.unix_socket = (folder.path() / "nobody").string()}});
  CHECK_THROWS_AS((void)store.find("a", now), std::runtime_error);
}

}  // namespace
}  // namespace daemun::auth
