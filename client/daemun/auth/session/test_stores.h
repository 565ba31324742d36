// Every session store for the conformance cases, each with nothing in it.
#ifndef DAEMUN_AUTH_SESSION_TEST_STORES_H
#define DAEMUN_AUTH_SESSION_TEST_STORES_H

#include "daemun/auth/session/memory_store.h"
#include "daemun/auth/session/sqlite_store.h"
#include "support/folder.h"

#include <doctest/doctest.h>

#include <functional>
#include <string>

namespace daemun::auth::test {

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
}

}  // namespace daemun::auth::test

#endif
