#include "storage/key_rotation.h"

#include "crypto/signing_key.h"
#include "storage/test_stores.h"

#include <algorithm>
#include <thread>

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

SigningKey a_key(std::string id, std::string algorithm) {
  return SigningKey{
      .id = SigningKeyId(std::move(id)),
      .algorithm = std::move(algorithm),
      .status = SigningKeyStatus::current,
      .private_key = Secret("pem"),
      .created_at = now,
  };
}

// "id:status" of all keys, by id.
std::string ring_of(Stores& stores) {
  auto keys = run_task(stores.tenants.list_signing_keys());
  std::sort(keys.begin(), keys.end(), [](const auto& left, const auto& right) {
    return left.id.value() < right.id.value();
  });
  std::string text;
  for (const auto& key : keys)
    text += key.id.value() + ":" + std::string(to_string(key.status)) + " ";
  return text;
}

void rotate(Stores& stores, const SigningKey& key, Seconds grace) {
  run_task(rotate_signing_key(stores.database, stores.tenants, key, grace));
}

}  // namespace

TEST_CASE("rotate_signing_key moves the keys of a slot on and leaves the other slot alone") {
  for_each_engine([](Stores& stores, Stores& others) {
    stores.run(stores.tenants.insert_signing_key(a_key("a", "ES256")));
    stores.run(stores.tenants.insert_signing_key(a_key("r", "RS256")));
    others.run(others.tenants.insert_signing_key(a_key("a", "ES256")));
    rotate(stores, a_key("b", "ES256"), Seconds(0));
    CHECK(ring_of(stores) == "a:Previous b:Current r:Current ");
    rotate(stores, a_key("c", "ES384"), Seconds(0));
    CHECK(ring_of(stores) == "b:Previous c:Current r:Current ");
    CHECK(ring_of(others) == "a:Current ");
  });
}

TEST_CASE("promote_signing_keys makes a waiting key current when its time has come") {
  for_each_engine([](Stores& stores) {
    stores.run(stores.tenants.insert_signing_key(a_key("a", "ES256")));
    rotate(stores, a_key("b", "ES256"), Seconds(60));
    CHECK(ring_of(stores) == "a:Current b:Next ");
    const auto promote = [&](TimePoint when) {
      return run_task(promote_signing_keys(stores.database, stores.tenants, when));
    };
    CHECK_FALSE(promote(now + Seconds(59)));
    CHECK(promote(now + Seconds(60)));
    CHECK_FALSE(promote(now + Seconds(61)));
    CHECK(ring_of(stores) == "a:Previous b:Current ");
  });
}

TEST_CASE("rotate_signing_key keeps one current key when several rotate at once") {
  for_each_engine([](Stores& stores) {
    stores.run(stores.tenants.insert_signing_key(a_key("a", "ES256")));
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
      threads.emplace_back([&stores, i] {
        // Two curves: the index on algorithm and status alone would let both in.
        try {
          rotate(stores, a_key("new" + std::to_string(i), i == 1 ? "ES384" : "ES256"), Seconds(0));
        } catch (const std::exception&) {
          // Told to try again: nothing has changed.
        }
      });
    }
    for (auto& thread : threads)
      thread.join();
    const auto keys = run_task(stores.tenants.list_signing_keys());
    const auto count = [&](SigningKeyStatus status) {
      return std::count_if(keys.begin(), keys.end(), [&](const auto& key) {
        return key.status == status;
      });
    };
    CHECK(count(SigningKeyStatus::current) == 1);
    CHECK(count(SigningKeyStatus::previous) <= 1);
    CHECK(count(SigningKeyStatus::next) == 0);
  });
}

}  // namespace daemun::storage
