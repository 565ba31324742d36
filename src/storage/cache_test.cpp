#include "storage/cache.h"

#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <thread>

namespace daemun::storage {
namespace {

using Names = Cache<int, std::string>;

void put(Names& cache, int key, const std::string& value) {
  cache.insert(cache.ticket(), key, std::make_shared<const std::string>(value));
}

}  // namespace

TEST_CASE("Cache finds what was inserted and forgets what was removed") {
  Names cache(10);
  CHECK(cache.find(1) == nullptr);
  put(cache, 1, "one");
  put(cache, 2, "two");
  REQUIRE(cache.find(1));
  CHECK(*cache.find(1) == "one");
  put(cache, 1, "uno");
  CHECK(*cache.find(1) == "uno");
  CHECK(cache.size() == 2);
  cache.remove(1);
  cache.remove(3);
  CHECK(cache.find(1) == nullptr);
  CHECK(cache.find(2));
  cache.clear();
  CHECK(cache.find(2) == nullptr);
  CHECK(cache.size() == 0);
}

TEST_CASE("Cache keeps within its bound and prefers what is used") {
  Names cache(10);
  for (int key = 0; key < 1000; ++key) {
    put(cache, key, "value");
    cache.find(0);
    CHECK(cache.size() <= 10);
  }
  CHECK(cache.find(0));
  CHECK(cache.find(999));
  for (int key = 0; key < 1000; ++key)
    cache.remove(key);
  for (int key = 0; key < 100; ++key)
    put(cache, key, "value");
  CHECK(cache.size() == 10);
}

TEST_CASE("Cache keeps a value alive for those who found it") {
  Names cache(1);
  put(cache, 1, "one");
  const auto found = cache.find(1);
  put(cache, 2, "two");
  CHECK(cache.find(1) == nullptr);
  CHECK(*found == "one");
}

TEST_CASE("Cache refuses a value that was loaded before a removal") {
  Names cache(10);
  const auto before_clear = cache.ticket();
  cache.clear();
  cache.insert(before_clear, 1, std::make_shared<const std::string>("stale"));
  CHECK(cache.find(1) == nullptr);
  const auto before_remove = cache.ticket();
  cache.remove(1);
  cache.insert(before_remove, 1, std::make_shared<const std::string>("stale"));
  CHECK(cache.find(1) == nullptr);
}

TEST_CASE("Cache never shows a value older than the last removal that its reader knows of") {
  Cache<int, int> cache(4);
  std::atomic<int> stored = 0;  // the database
  std::atomic<int> stale = 0;
  std::atomic<bool> stop = false;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!stop) {
        if (cache.find(1)) continue;
        const auto ticket = cache.ticket();
        cache.insert(ticket, 1, std::make_shared<const int>(stored.load()));
      }
    });
  }
  for (int version = 1; version <= 20'000; ++version) {
    stored = version;
    if (version % 2 == 0) {
      cache.remove(1);
    } else {
      cache.clear();
    }
    const auto found = cache.find(1);
    if (found && *found != version) ++stale;
  }
  stop = true;
  for (auto& reader : readers)
    reader.join();
  CHECK(stale == 0);
}

}  // namespace daemun::storage
