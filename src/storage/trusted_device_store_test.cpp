#include "storage/trusted_device_store.h"

#include "storage/expired_rows.h"
#include "storage/test_stores.h"
#include "storage/user_factor_store.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

TrustedDeviceStore store_of(Stores& stores) {
  return {stores.database, stores.tenant};
}

UserId add_user(Stores& stores, std::string id = "mina") {
  const User user{.id = UserId(std::move(id)), .created_at = now, .updated_at = now};
  stores.run(stores.users.insert(user, std::nullopt));
  return user.id;
}

TrustedDevice a_device(const UserId& user, std::string id = "phone") {
  return {
      .id = std::move(id),
      .user_id = user,
      .secret_hash = hash_trusted_device(Secret("a secret")),
      .user_agent = "Browser/1",
      .network = "192.0.2.1",
      .created_at = now,
      .last_used_at = now,
      .expires_at = now + Seconds(60)};
}

std::size_t count(Stores& stores, const UserId& user) {
  return run_task(store_of(stores).list(user)).size();
}

}  // namespace

TEST_CASE("TrustedDeviceStore keeps a device of a user in its tenant") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto user = add_user(stores);
    add_user(others);
    stores.run(store_of(stores).insert(a_device(user)));
    const auto devices = run_task(store_of(stores).list(user));
    REQUIRE(devices.size() == 1);
    const auto& device = devices.front();
    CHECK(device.id == "phone");
    CHECK(device.user_id == user);
    CHECK(device.secret_hash == hash_trusted_device(Secret("a secret")));
    CHECK(device.secret_hash.find("secret") == std::string::npos);
    CHECK(device.user_agent == "Browser/1");
    CHECK(device.network == "192.0.2.1");
    CHECK(device.created_at == now);
    CHECK(device.last_used_at == now);
    CHECK(device.expires_at == now + Seconds(60));
    CHECK(count(others, user) == 0);
    CHECK(count(stores, add_user(stores, "bora")) == 0);
    CHECK(
        stores.conflict(store_of(stores).insert(a_device(UserId("nobody"), "other"))) ==
        Conflict::Reason::row_count
    );
  });
}

TEST_CASE("TrustedDeviceStore uses a device until it expires") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto device = a_device(add_user(stores));
    stores.run(store_of(stores).insert(device));
    const auto later = device.expires_at - Milliseconds(1);
    stores.run(store_of(stores).use(device, later));
    CHECK(run_task(store_of(stores).list(device.user_id)).front().last_used_at == later);
    CHECK_FALSE(stores.attempt(store_of(stores).use(device, device.expires_at)).committed());
    CHECK_FALSE(others.attempt(store_of(others).use(device, now)).committed());
    auto of_another = device;
    of_another.user_id = add_user(stores, "bora");
    CHECK_FALSE(stores.attempt(store_of(stores).use(of_another, now)).committed());
  });
}

TEST_CASE("TrustedDeviceStore lets the oldest of too many devices go") {
  for_each_engine([](Stores& stores) {
    const auto user = add_user(stores);
    stores.run(store_of(stores).insert(a_device(add_user(stores, "bora"), "of bora")));
    for (std::int64_t i = 0; i <= max_trusted_devices; ++i) {
      auto device = a_device(user, "device " + std::to_string(i));
      device.created_at = now + Milliseconds(i);
      stores.run(store_of(stores).insert(device));
    }
    const auto devices = run_task(store_of(stores).list(user));
    REQUIRE(devices.size() == max_trusted_devices);
    CHECK(devices.front().id == "device " + std::to_string(max_trusted_devices));
    CHECK(devices.back().id == "device 1");
    CHECK(count(stores, UserId("bora")) == 1);
  });
}

TEST_CASE("TrustedDeviceStore removes one device of a user, all of a user, or all") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto mina = add_user(stores);
    const auto bora = add_user(stores, "bora");
    others.run(store_of(others).insert(a_device(add_user(others))));
    const auto store = store_of(stores);
    for (const auto* id : {"first", "second", "third"})
      stores.run(store.insert(a_device(mina, id)));
    stores.run(store.insert(a_device(bora, "of bora")));

    CHECK_FALSE(stores.attempt(store.remove(bora, "first")).committed());
    CHECK_FALSE(others.attempt(store_of(others).remove(mina, "first")).committed());
    stores.run(store.remove(mina, "first"));
    CHECK_FALSE(stores.attempt(store.remove(mina, "first")).committed());
    CHECK(count(stores, mina) == 2);

    stores.run(store.remove_all(mina));
    CHECK(count(stores, mina) == 0);
    CHECK(count(stores, bora) == 1);

    stores.run(store.remove_all());
    CHECK(count(stores, bora) == 0);
    CHECK(count(others, mina) == 1);
  });
}

TEST_CASE("TrustedDeviceStore requires settings, account and factors as they were read") {
  for_each_engine([](Stores& stores) {
    const auto user = add_user(stores);
    const auto store = store_of(stores);
    const auto holds = [&](const TrustGround& ground) {
      return stores.attempt(store.require_ground(user, ground)).committed();
    };
    const auto read = [&] { return run_task(store.find_ground(user)).value(); };
    stores.run(stores.tenants.upsert_sign_in_experience(R"({"trustedDevice":{"enabled":true}})"));
    auto ground = read();
    CHECK(ground.sign_in_experience == R"({"trustedDevice":{"enabled":true}})");
    CHECK(holds(ground));
    CHECK(holds(ground));

    // The same text again: it was something else in between.
    stores.run(stores.tenants.upsert_sign_in_experience(ground.sign_in_experience));
    CHECK_FALSE(holds(ground));

    ground = read();
    stores.run(stores.users.update_suspension(user, true, now + Seconds(1)));
    CHECK_FALSE(holds(ground));
    CHECK_FALSE(run_task(store.find_ground(user)));
    stores.run(stores.users.update_suspension(user, false, now + Seconds(2)));
    CHECK_FALSE(holds(ground));

    const UserFactorStore factors(stores.database, stores.vault, stores.tenant);
    const UserFactor app{
        .id = "app", .user_id = user, .created_at = now, .totp_secret = Secret("secret")};
    ground = read();
    stores.run(factors.insert(app));
    CHECK_FALSE(holds(ground));

    // Another one in its place.
    ground = read();
    auto other = app;
    other.id = "other";
    other.created_at = now + Seconds(3);
    stores.run(factors.remove(user, "app"));
    stores.run(factors.insert(other));
    CHECK_FALSE(holds(ground));
    CHECK(holds(read()));
  });
}

TEST_CASE("TrustedDeviceStore keeps no device of a user who is gone") {
  for_each_engine([](Stores& stores) {
    const auto user = add_user(stores);
    stores.run(store_of(stores).insert(a_device(user)));
    stores.run(stores.users.remove(user));
    CHECK(count(stores, user) == 0);
  });
}

TEST_CASE("remove_expired_rows removes devices whose trust has expired") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto device = a_device(add_user(stores));
    for (auto* each : {&stores, &others})
      each->run(store_of(*each).insert(a_device(each == &stores ? device.user_id : add_user(others))
      ));
    const auto clean = [&](TimePoint before) {
      const Expiry expiry{.before = before};
      const bool is_needed = run_task(has_expired_rows(stores.database, stores.tenant, expiry));
      stores.run(remove_expired_rows(stores.database, stores.tenant, expiry));
      return is_needed;
    };
    CHECK_FALSE(clean(device.expires_at));
    CHECK(count(stores, device.user_id) == 1);
    CHECK(clean(device.expires_at + Milliseconds(1)));
    CHECK(count(stores, device.user_id) == 0);
    CHECK(count(others, device.user_id) == 1);
  });
}

}  // namespace daemun::storage
