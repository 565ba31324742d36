#include "storage/device_authorization_store.h"

#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

const DeviceAuthorizationId id("one");
const Secret device_code("device code");

DeviceAuthorization a_device(std::string name = "one", std::string user_code = "BCDFGHJK") {
  DeviceAuthorization device{
      .id = DeviceAuthorizationId(std::move(name)),
      .client_id = test::an_application().id,
      .user_code = std::move(user_code),
      .ip = "192.0.2.1",
      .created_at = now,
      .expires_at = now + device_code_ttl,
  };
  device.request.client_id = device.client_id;
  device.request.scopes = {"openid", "offline_access"};
  device.request.resources = {"https://api.example"};
  return device;
}

DeviceAuthorizationStore store_of(Stores& stores) {
  return DeviceAuthorizationStore(stores.database, stores.vault, stores.tenant);
}

void insert(Stores& stores) {
  stores.run(stores.applications.insert(test::an_application()));
  stores.run(store_of(stores).insert(a_device(), device_code));
}

DeviceStatus status_of(Stores& stores) {
  return run_task(store_of(stores).find(id))->status;
}

}  // namespace

TEST_CASE("DeviceAuthorizationStore finds a device by each of its names, in its tenant") {
  for_each_engine([](Stores& stores, Stores& others) {
    insert(stores);
    const auto store = store_of(stores);
    for (const auto& found :
         {run_task(store.find(id)),
          run_task(store.find_by_user_code("BCDFGHJK")),
          run_task(store.find_by_device_code(device_code))}) {
      REQUIRE(found);
      CHECK(found->id == id);
      CHECK(found->client_id == test::an_application().id);
      CHECK(found->request.scopes == a_device().request.scopes);
      CHECK(found->request.resources == a_device().request.resources);
      CHECK(found->ip == "192.0.2.1");
      CHECK(found->status == DeviceStatus::pending);
      CHECK_FALSE(found->grant_id);
      CHECK(found->created_at == now);
      CHECK(found->expires_at == now + device_code_ttl);
    }
    CHECK(run_task(store.find_by_user_code("BCDFGHJK"))->user_code == "BCDFGHJK");
    CHECK_FALSE(run_task(store.find_by_device_code(Secret("one"))));
    CHECK_FALSE(run_task(store_of(others).find(id)));
    CHECK_FALSE(run_task(store_of(others).find_by_user_code("BCDFGHJK")));
    CHECK_FALSE(run_task(store_of(others).find_by_device_code(device_code)));
  });
}

TEST_CASE("DeviceAuthorizationStore keeps user codes unique within a tenant") {
  for_each_engine([](Stores& stores, Stores& others) {
    insert(stores);
    insert(others);
    CHECK(
        stores.conflict(store_of(stores).insert(a_device("two"), Secret("other"))) ==
        Conflict::Reason::unique
    );
    auto foreign = a_device("two", "ZZZZZZZZ");
    foreign.client_id = ApplicationId("none");
    CHECK(
        stores.conflict(store_of(stores).insert(foreign, Secret("other"))) ==
        Conflict::Reason::foreign_key
    );
  });
}

TEST_CASE("DeviceAuthorizationStore lets one of many people answer, and the device redeem once") {
  for_each_engine([](Stores& stores, Stores& others) {
    insert(stores);
    const auto store = store_of(stores);
    CHECK(
        others.conflict(store_of(others).approve(id, GrantId("grant"), now)) ==
        Conflict::Reason::row_count
    );
    CHECK(stores.conflict(store.consume(id)) == Conflict::Reason::row_count);
    CHECK(stores.winners(store.approve(id, GrantId("grant"), now)) == 1);
    CHECK(status_of(stores) == DeviceStatus::approved);
    CHECK(run_task(store.find(id))->grant_id == GrantId("grant"));
    CHECK(stores.conflict(store.deny(id, now)) == Conflict::Reason::row_count);
    CHECK(stores.winners(store.consume(id)) == 1);
    CHECK(status_of(stores) == DeviceStatus::consumed);
  });
}

TEST_CASE("DeviceAuthorizationStore takes a refusal once, and no answer after the end") {
  for_each_engine([](Stores& stores) {
    insert(stores);
    const auto store = store_of(stores);
    const auto end = now + device_code_ttl;
    CHECK(stores.conflict(store.approve(id, GrantId("grant"), end)) == Conflict::Reason::row_count);
    CHECK(stores.conflict(store.deny(id, end)) == Conflict::Reason::row_count);
    CHECK(stores.winners(store.deny(id, now)) == 1);
    CHECK(status_of(stores) == DeviceStatus::denied);
    CHECK(stores.conflict(store.approve(id, GrantId("grant"), now)) == Conflict::Reason::row_count);
  });
}

TEST_CASE("DeviceAuthorizationStore removes what expired before an instant") {
  for_each_engine([](Stores& stores) {
    insert(stores);
    const auto end = now + device_code_ttl;
    stores.run(DeviceAuthorizationStore::remove_expired(stores.tenant, end));
    CHECK(run_task(store_of(stores).find(id)));
    stores.run(DeviceAuthorizationStore::remove_expired(stores.tenant, end + Milliseconds(1)));
    CHECK_FALSE(run_task(store_of(stores).find(id)));
  });
}

}  // namespace daemun::storage
