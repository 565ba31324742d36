#include "storage/user_code_lookup.h"

#include "storage/device_authorization_store.h"
#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

void insert_device(Stores& stores) {
  stores.run(stores.applications.insert(test::an_application()));
  DeviceAuthorization device{
      .id = DeviceAuthorizationId("one"),
      .client_id = test::an_application().id,
      .user_code = "BCDFGHJK",
      .created_at = now,
      .expires_at = now + device_code_ttl,
  };
  const DeviceAuthorizationStore devices(stores.database, stores.vault, stores.tenant);
  stores.run(devices.insert(device, Secret("device code")));
}

UserCodeAttempt typed(std::string code, std::string browser = "browser") {
  return {.typed = std::move(code), .ip = "192.0.2.1", .browser = std::move(browser)};
}

// "found", or what is wrong.
std::string look_up(Stores& stores, UserCodeAttempt attempt, TimePoint when = now) {
  const auto found = run_task(
      look_up_user_code(stores.database, stores.vault, stores.tenant, std::move(attempt), when)
  );
  return found ? "found" : std::string(to_string(found.error()));
}

}  // namespace

TEST_CASE("look_up_user_code finds the device of a code, however it is typed") {
  for_each_engine([](Stores& stores, Stores& others) {
    insert_device(stores);
    for (const char* code : {"BCDF-GHJK", "bcdfghjk"})
      CHECK(look_up(stores, typed(code)) == "found");
    for (const char* code : {"BCDF-GHJL", "", "ABC"})
      CHECK(look_up(stores, typed(code)) == "not_found");
    CHECK(look_up(others, typed("BCDF-GHJK")) == "not_found");
  });
}

TEST_CASE("look_up_user_code tells a code that has expired or was answered") {
  for_each_engine([](Stores& stores) {
    insert_device(stores);
    CHECK(look_up(stores, typed("BCDF-GHJK"), now + device_code_ttl) == "expired");
    const DeviceAuthorizationStore devices(stores.database, stores.vault, stores.tenant);
    stores.run(devices.deny(DeviceAuthorizationId("one"), now));
    CHECK(look_up(stores, typed("BCDF-GHJK")) == "used");
  });
}

TEST_CASE("look_up_user_code locks a browser after ten wrong codes, also for the right one") {
  for_each_engine([](Stores& stores) {
    insert_device(stores);
    for (int i = 0; i < 9; ++i)
      CHECK(look_up(stores, typed("ZZZZ-ZZZZ")) == "not_found");
    // What cannot be a code does not count.
    for (int i = 0; i < 9; ++i)
      CHECK(look_up(stores, typed("1234-5678")) == "not_found");
    CHECK(look_up(stores, typed("BCDF-GHJK")) == "found");
    CHECK(look_up(stores, typed("ZZZZ-ZZZZ")) == "too_many_attempts");
    CHECK(look_up(stores, typed("BCDF-GHJK")) == "too_many_attempts");
    CHECK(look_up(stores, typed("BCDF-GHJK", "another browser")) == "found");
    CHECK(look_up(stores, typed("ZZZZ-ZZZZ"), now + std::chrono::hours(2)) == "not_found");
  });
}

TEST_CASE("look_up_user_code locks a network that changes its browsers") {
  for_each_engine([](Stores& stores) {
    insert_device(stores);
    std::string last;
    for (int i = 0; i < 30; ++i) {
      auto attempt = typed("ZZZZ-ZZZZ", "browser " + std::to_string(i));
      attempt.ip = "2001:db8:1:2::" + std::to_string(i + 1);
      last = look_up(stores, std::move(attempt));
    }
    CHECK(last == "too_many_attempts");
    auto inside = typed("BCDF-GHJK", "new browser");
    inside.ip = "2001:db8:1:2:ffff::";
    CHECK(look_up(stores, inside) == "too_many_attempts");
    auto outside = typed("BCDF-GHJK", "new browser");
    outside.ip = "2001:db8:1:3::";
    CHECK(look_up(stores, outside) == "found");
  });
}

}  // namespace daemun::storage
