#include "storage/dependent_users.h"

#include "storage/sso_connector_store.h"
#include "storage/test_stores.h"
#include "storage/user_sso_identity_store.h"

#include <optional>

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

const SsoConnectorId acme("acme");
const SsoConnectorId globex("globex");

void add_connectors(Stores& stores) {
  const SsoConnectorStore store(stores.database, stores.vault, stores.tenant);
  for (const auto& id : {acme, globex}) {
    stores.run(store.insert(
        {.id = id, .provider_name = "OIDC", .connector_name = id.value(), .created_at = now}
    ));
  }
}

void add_identity(Stores& stores, const UserId& user, const SsoConnectorId& connector) {
  const UserSsoIdentityStore store(stores.database, stores.tenant);
  stores.run(store.insert(
      {.id = SsoIdentityId(user.value() + connector.value()),
       .user_id = user,
       .connector_id = connector,
       .issuer = connector.value(),
       .identity_id = user.value(),
       .created_at = now}
  ));
}

// With an account at each of the two.
User add_user(Stores& stores, User user, const std::optional<UserPassword>& password = {}) {
  user.created_at = user.updated_at = now;
  stores.run(stores.users.insert(user, password));
  stores.run(stores.users.put_identity(user.id, "github", user.id.value()));
  add_identity(stores, user.id, acme);
  return user;
}

DependentUsers store_of(Stores& stores) {
  return {stores.database, stores.tenant};
}

}  // namespace

TEST_CASE("DependentUsers counts people who have no other way in") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto store = store_of(stores);
    add_connectors(stores);
    add_connectors(others);
    add_user(stores, {.id = UserId("one")});
    add_user(stores, {.id = UserId("two"), .primary_email = "two@acme.example"});
    add_user(stores, {.id = UserId("three"), .primary_phone = "4915112345678"});
    add_user(others, {.id = UserId("four")});
    CHECK(run_task(store.count_by_sso_connector(acme, {})) == 3);
    CHECK(run_task(store.count_by_sso_connector(globex, {})) == 0);
    CHECK(run_task(store.count_by_sso_connector(acme, {.email_code = true})) == 2);
    CHECK(run_task(store.count_by_sso_connector(acme, {.phone_code = true})) == 2);
    CHECK(run_task(store.count_by_sso_connector(acme, {.passkey = true})) == 3);
    CHECK(run_task(store.count_by_target("github", {})) == 3);
    CHECK(run_task(store.count_by_target("google", {})) == 0);
    CHECK(run_task(store.count_by_target("github", {.email_code = true})) == 2);
  });
}

TEST_CASE("DependentUsers takes another account that the tenant lets in for a way") {
  for_each_engine([](Stores& stores) {
    const auto store = store_of(stores);
    add_connectors(stores);
    add_user(stores, {.id = UserId("one")});
    const auto count = [&](WaysIn others) {
      return run_task(store.count_by_sso_connector(acme, std::move(others)));
    };
    CHECK(count({.social_targets = {"github"}}) == 0);
    CHECK(count({.social_targets = {"google"}}) == 1);
    // Its own connector is none.
    CHECK(count({.sso_connectors = {acme, globex}}) == 1);
    add_identity(stores, UserId("one"), globex);
    CHECK(count({.sso_connectors = {acme, globex}}) == 0);
    CHECK(count({.sso_connectors = {acme}}) == 1);
    const WaysIn by_company{.social_targets = {"github"}, .sso_connectors = {acme}};
    CHECK(run_task(store.count_by_target("github", by_company)) == 0);
    CHECK(run_task(store.count_by_target("github", {.social_targets = {"github"}})) == 1);
  });
}

TEST_CASE("DependentUsers takes a password for a way where there is a name to it") {
  for_each_engine([](Stores& stores) {
    const auto store = store_of(stores);
    add_connectors(stores);
    const UserPassword password{.hash = "x", .algorithm = "Argon2id"};
    add_user(stores, {.id = UserId("one"), .username = "one"}, password);
    add_user(stores, {.id = UserId("two")}, password);
    CHECK(run_task(store.count_by_sso_connector(acme, {})) == 1);
    CHECK(run_task(store.count_by_target("github", {})) == 1);
  });
}

}  // namespace daemun::storage
