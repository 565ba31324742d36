// Every session store for the conformance cases, each with nothing in it.
#ifndef DAEMUN_AUTH_SESSION_TEST_STORES_H
#define DAEMUN_AUTH_SESSION_TEST_STORES_H

#include "daemun/auth/session/memory_store.h"
#include "daemun/auth/session/redis_store.h"
#include "daemun/auth/session/sqlite_store.h"
#include "support/folder.h"
#include "support/redis_server.h"

#include <doctest/doctest.h>

#include <atomic>
#include <functional>
#include <string>

namespace daemun::auth::test {

inline const RedisAddress& shared_redis() {
  static const daemun::test::RedisServer server;
  static const RedisAddress address{.unix_socket = server.socket()};
  return address;
}

// A prefix that no other case has.
inline RedisStoreSettings a_redis() {
  static std::atomic<unsigned> last = 0;
  return {.address = shared_redis(), .prefix = "case" + std::to_string(++last) + ":"};
}

// `other` is what another process has of the same store.
using StoreCase = std::function<void(SessionStore& store, SessionStore& other)>;

inline void for_each_store(const StoreCase& body) {
  SUBCASE("memory") {
    MemoryStore store;
    body(store, store);
  }
  SUBCASE("sqlite") {
    const daemun::test::Folder folder;
    const SqliteStoreSettings settings{.path = (folder.path() / "sessions.db").string()};
    SqliteStore store(settings);
    SqliteStore other(settings);
    body(store, other);
  }
  SUBCASE("redis") {
    const auto settings = a_redis();
    RedisStore store(settings);
    RedisStore other(settings);
    body(store, other);
  }
}

}  // namespace daemun::auth::test

#endif
