#include "storage/organization_power_store.h"

#include "storage/account_deletion_store.h"
#include "storage/organization_member_store.h"
#include "storage/organization_template_store.h"
#include "storage/organization_user_store.h"
#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

const OrganizationId acme("acme");
const OrganizationId globex("globex");
const UserId alice("alice");
const UserId bob("bob");
const OrganizationRoleId keeper("keeper");
const OrganizationRoleId reader("reader");
const OrganizationRoleId refunder("refunder");

OrganizationPowerStore store_of(Stores& stores) {
  return {stores.database, stores.tenant};
}

// alice is "keeper" (member:remove, read) of acme, and everything in globex; bob "reader" of acme.
// "refunder" permits refund of an API.
void add_world(Stores& stores) {
  auto& roles = stores.organization_template;
  for (const auto& id : {acme, globex})
    stores.run(stores.access.insert_organization({.id = id, .name = id.value()}, now));
  for (const auto* name : {"member:remove", "read"})
    stores.run(roles.insert_scope({.id = OrganizationScopeId(name), .name = name}));
  const ResourceId api("shop");
  stores.run(stores.resources.insert({.id = api, .name = "API", .indicator = "urn:shop"}));
  stores.run(stores.resources.insert_scope(api, {.id = ScopeId("refund"), .name = "refund"}, now));
  for (const auto& id : {keeper, reader, refunder})
    stores.run(roles.insert_role({.id = id, .name = id.value()}));
  stores.run(roles.insert_role(
      {.id = OrganizationRoleId("robot"), .name = "robot", .type = RoleType::machine_to_machine}
  ));
  stores.run(roles.assign_scope(keeper, OrganizationScopeId("member:remove")));
  stores.run(roles.assign_scope(keeper, OrganizationScopeId("read")));
  stores.run(roles.assign_scope(reader, OrganizationScopeId("read")));
  stores.run(roles.assign_resource_scope(refunder, ScopeId("refund")));
  for (const auto& id : {alice, bob})
    stores.run(stores.users.insert(test::a_user(id.value()), std::nullopt));
  const auto add = [&](const OrganizationId& id, const UserId& user, const OrganizationRoleId& role
                   ) {
    stores.run(stores.access.add_member(id, user));
    stores.run(stores.access.add_member_role(id, user, role));
  };
  add(acme, alice, keeper);
  add(acme, bob, reader);
  for (const auto& role : {keeper, reader, refunder})
    add(globex, alice, role);
}

bool holds(
    Stores& stores, const UserId& user, const NeededPowers& needed, const OrganizationId& id = acme
) {
  Plan plan;
  plan.add(store_of(stores).require(id, user, needed));
  const auto verdict = test::commit(stores.database, std::move(plan));
  if (verdict.error) std::rethrow_exception(verdict.error);
  return verdict.committed();
}

}  // namespace

TEST_CASE("OrganizationPowerStore finds what a member holds in one organization, to its tenant") {
  for_each_engine([](Stores& stores, Stores& others) {
    add_world(stores);
    const auto store = store_of(stores);
    const auto held = run_task(store.find(acme, alice));
    CHECK(held.permissions.size() == 2);
    CHECK(held.api_permissions.empty());
    CHECK(run_task(store.find(globex, alice)).api_permissions == std::set{ScopeId("refund")});
    CHECK(run_task(store.find(globex, bob)).permissions.empty());
    CHECK(run_task(store_of(others).find(acme, alice)).permissions.empty());
  });
}

TEST_CASE("OrganizationPowerStore lists the roles of users by name, those without powers too") {
  for_each_engine([](Stores& stores, Stores& others) {
    add_world(stores);
    stores.run(
        stores.organization_template.insert_role({.id = OrganizationRoleId("z"), .name = "plain"})
    );
    const auto roles = run_task(store_of(stores).list_roles());
    std::string names;
    for (const auto& [role, powers] : roles)
      names += role.name + ":" + std::to_string(powers.permissions.size()) +
               std::to_string(powers.api_permissions.size()) + " ";
    CHECK(names == "keeper:20 plain:00 reader:10 refunder:01 ");
    CHECK(run_task(store_of(others).list_roles()).empty());
  });
}

TEST_CASE("OrganizationUserStore lists which of some permissions a user holds, and where") {
  for_each_engine([](Stores& stores, Stores& others) {
    add_world(stores);
    const OrganizationUserStore store(stores.database, stores.tenant);
    const std::vector<std::string> names{"member:remove", "none"};
    const auto held = run_task(store.list_permissions(alice, names));
    CHECK(held.size() == 2);
    CHECK(held.at(acme) == std::set<std::string>{"member:remove"});
    CHECK(run_task(store.list_permissions(bob, names)).empty());
    const OrganizationUserStore foreign(others.database, others.tenant);
    CHECK(run_task(foreign.list_permissions(alice, names)).empty());
  });
}

TEST_CASE("OrganizationPowerStore requires the permission and all that roles and members have") {
  for_each_engine([](Stores& stores, Stores&) {
    add_world(stores);
    const std::string remove = "member:remove";
    CHECK(holds(stores, alice, {.permission = remove}));
    CHECK(holds(stores, alice, {.permission = remove, .roles = {keeper, reader}}));
    CHECK(holds(stores, alice, {.permission = remove, .member = bob}));
    CHECK_FALSE(holds(stores, bob, {.permission = remove}));
    CHECK_FALSE(holds(stores, bob, {.permission = "read", .roles = {keeper}}));
    CHECK_FALSE(holds(stores, bob, {.permission = "read", .member = alice}));
    CHECK_FALSE(holds(stores, alice, {.permission = "none"}));
    CHECK_FALSE(holds(stores, alice, {.permission = remove, .roles = {reader, refunder}}));
    CHECK(holds(stores, alice, {.permission = remove, .roles = {reader, refunder}}, globex));
    stores.run(stores.access.add_member_role(acme, bob, refunder));
    CHECK_FALSE(holds(stores, alice, {.permission = remove, .member = bob}));
    const AccountDeletionStore deletions(stores.database, stores.tenant);
    stores.run(deletions.insert(make_account_deletion(alice, now)));
    CHECK_FALSE(holds(stores, alice, {.permission = remove}));
    stores.run(deletions.remove(alice));
    CHECK(holds(stores, alice, {.permission = remove}));
    stores.run(stores.users.update_suspension(alice, true, now));
    CHECK_FALSE(holds(stores, alice, {.permission = remove}));
  });
}

}  // namespace daemun::storage
