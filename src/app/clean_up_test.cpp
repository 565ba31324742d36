#include "app/clean_up.h"

#include "app/test_house.h"
#include "storage/device_authorization_store.h"
#include "storage/expired_rows.h"
#include "storage/log_store.h"
#include "storage/pushed_request_store.h"
#include "storage/subject_token_store.h"
#include "storage/user_store.h"

#include <doctest/doctest.h>

#include <tuple>

namespace daemun::app {
namespace {

using house::House;
using house::tenant;
using house::with_house;

CleanUp clean_up_of(House& house, Days log_retention = Days(90)) {
  return CleanUp(*house.database, house.clock, {tenant}, log_retention);
}

void add_pushed_requests(House& house, int count, TimePoint expires_at) {
  const storage::PushedRequestStore requests(*house.database, house.vault, tenant);
  storage::Plan plan;
  for (int i = 0; i < count; ++i) {
    plan.add(requests.insert(
        {.id = "request" + std::to_string(i),
         .client_id = ApplicationId("demo-app"),
         .parameters = "",
         .expires_at = expires_at,
         .used_at = std::nullopt}
    ));
  }
  house.commit(std::move(plan));
}

std::size_t count_log_lines(House& house) {
  return run_task(storage::LogStore(*house.database, tenant).list(100)).size();
}

TEST_CASE("CleanUp removes pushed requests that are long over and keeps others") {
  with_house([](House& house) {
    const storage::PushedRequestStore requests(*house.database, house.vault, tenant);
    const TimePoint now = house.clock.now();
    storage::Plan plan;
    for (const auto& [id, expires_at] :
         {std::pair("old", now - std::chrono::minutes(11)), std::pair("new", now + Seconds(60))}) {
      plan.add(requests.insert(
          {.id = id,
           .client_id = ApplicationId("demo-app"),
           .parameters = "",
           .expires_at = expires_at,
           .used_at = std::nullopt}
      ));
    }
    house.commit(std::move(plan));
    clean_up_of(house).run();
    CHECK_FALSE(run_task(requests.find("old")));
    CHECK(run_task(requests.find("new")));
  });
}

TEST_CASE("CleanUp removes devices and subject tokens that are long over") {
  with_house([](House& house) {
    const storage::DeviceAuthorizationStore devices(*house.database, house.vault, tenant);
    const storage::SubjectTokenStore tokens(*house.database, tenant);
    const TimePoint now = house.clock.now();
    const UserId user("housekeeping");
    storage::Plan plan;
    plan.add(storage::UserStore(*house.database, tenant).insert({.id = user}, std::nullopt));
    for (const auto& [name, code, expires_at] :
         {std::tuple("old", "BCDFGHJK", now - std::chrono::minutes(11)),
          std::tuple("new", "LMNPQRST", now + Seconds(60))}) {
      const DeviceAuthorization device{
          .id = DeviceAuthorizationId(name),
          .client_id = ApplicationId("demo-app"),
          .user_code = code,
          .expires_at = expires_at,
      };
      const SubjectToken token{
          .id = SubjectTokenId(name), .user_id = user, .expires_at = expires_at};
      plan.add(devices.insert(device, Secret(name))).add(tokens.insert(token, Secret(name)));
    }
    house.commit(std::move(plan));
    clean_up_of(house).run();
    CHECK_FALSE(run_task(devices.find(DeviceAuthorizationId("old"))));
    CHECK(run_task(devices.find(DeviceAuthorizationId("new"))));
    CHECK_FALSE(run_task(tokens.find_by_value(Secret("old"))));
    CHECK(run_task(tokens.find_by_value(Secret("new"))));
  });
}

TEST_CASE("CleanUp removes everything in one round, however much there is") {
  with_house([](House& house) {
    const TimePoint now = house.clock.now();
    add_pushed_requests(house, 2500, now - std::chrono::hours(1));
    clean_up_of(house).run();
    CHECK_FALSE(run_task(storage::has_expired_rows(*house.database, tenant, {.before = now})));
  });
}

TEST_CASE("CleanUp leaves the work to the node that is at it, and follows when it is gone") {
  with_house([](House& house) {
    const storage::PushedRequestStore requests(*house.database, house.vault, tenant);
    const storage::LeaseStore leases(*house.database);
    const TimePoint now = house.clock.now();
    add_pushed_requests(house, 1, now - std::chrono::hours(1));
    REQUIRE(run_task(leases.take({"clean-up", "another node"}, now, now + Seconds(50))));
    auto clean_up = clean_up_of(house);
    clean_up.run();
    CHECK(run_task(requests.find("request0")));
    house.clock.advance(Seconds(50));
    clean_up.run();
    CHECK_FALSE(run_task(requests.find("request0")));
  });
}

TEST_CASE("CleanUp works again after its pause") {
  with_house([](House& house) {
    const storage::PushedRequestStore requests(*house.database, house.vault, tenant);
    auto clean_up = clean_up_of(house);
    clean_up.run();
    add_pushed_requests(house, 1, house.clock.now() - std::chrono::hours(1));
    house.clock.advance(CleanUp::pause);
    clean_up.run();
    CHECK_FALSE(run_task(requests.find("request0")));
  });
}

TEST_CASE("CleanUp stops in the middle when the server does") {
  with_house([](House& house) {
    const storage::PushedRequestStore requests(*house.database, house.vault, tenant);
    add_pushed_requests(house, 1, house.clock.now() - std::chrono::hours(1));
    auto clean_up = clean_up_of(house);
    clean_up.stop();
    clean_up.run();
    CHECK(run_task(requests.find("request0")));
  });
}

TEST_CASE("CleanUp removes lines of the audit log that are older than they are kept") {
  with_house([](House& house) {
    const storage::LogStore logs(*house.database, tenant);
    const TimePoint now = house.clock.now();
    storage::Plan plan;
    for (const auto& [id, age] : {std::tuple("old", 91), std::tuple("new", 89)})
      plan.add(logs.insert({.id = id, .key = "RevokeToken", .created_at = now - Days(age)}));
    house.commit(std::move(plan));
    clean_up_of(house, Days(0)).run();
    CHECK(count_log_lines(house) == 2);
    house.clock.advance(CleanUp::pause);
    clean_up_of(house, Days(90)).run();
    CHECK(count_log_lines(house) == 1);
    CHECK(run_task(logs.find("new")));
  });
}

}  // namespace
}  // namespace daemun::app
