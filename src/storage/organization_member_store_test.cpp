#include "storage/organization_member_store.h"

#include "storage/organization_user_store.h"
#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::Stores;

const OrganizationId acme("acme");
const UserId alice("alice");
const UserId bob("bob");
const ApplicationId robot("robot");

template <typename MemberId = UserId>
OrganizationMemberStore<MemberId> store_of(Stores& stores) {
  return {stores.database, stores.tenant};
}

OrganizationRoleId role(const char* id) {
  return OrganizationRoleId(id);
}

// Two users, a machine, and roles for both kinds: "reader" and "writer", "worker".
void add_organization(Stores& stores) {
  stores.run(stores.access.insert_organization({.id = acme, .name = "Acme"}, test::now));
  for (const auto& id : {alice, bob})
    stores.run(stores.users.insert(test::a_user(id.value()), std::nullopt));
  auto machine = test::an_application(robot.value());
  machine.type = ApplicationType::machine_to_machine;
  stores.run(stores.applications.insert(machine));
  for (const char* name : {"writer", "reader"})
    stores.run(stores.organization_template.insert_role({.id = role(name), .name = name}));
  stores.run(stores.organization_template.insert_role(
      {.id = role("worker"), .name = "worker", .type = RoleType::machine_to_machine}
  ));
}

bool commits(Stores& stores, Plan plan) {
  return test::commit(stores.database, std::move(plan)).committed();
}

template <typename MemberId>
std::string roles_of(Stores& stores, const MemberId& member) {
  std::string text;
  for (const auto& one :
       run_task(store_of<MemberId>(stores).list_roles(acme, member, Window::all())).roles)
    text += one.name + " ";
  return text;
}

std::string users_in(Stores& stores) {
  std::string text;
  const OrganizationUserStore users(stores.database, stores.tenant);
  for (const auto& member : run_task(users.list(acme, {}, Window::all())).members)
    text += member.user.id.value() + " ";
  return text;
}

}  // namespace

TEST_CASE("OrganizationMemberStore replaces members without taking the roles of who stays") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto store = store_of(stores);
    add_organization(stores);
    stores.run(store.add(acme, {alice, alice}));
    stores.run(store.add_roles(acme, {alice}, {role("reader"), role("reader")}));
    CHECK(commits(stores, store.replace(acme, {bob, alice})));
    CHECK(users_in(stores) == "alice bob ");
    CHECK(roles_of(stores, alice) == "reader ");
    CHECK(commits(stores, store.replace(acme, {bob})));
    CHECK(users_in(stores) == "bob ");
    CHECK_FALSE(run_task(store.list_roles(acme, alice, Window::all())).is_member);
    CHECK(commits(stores, store.replace(acme, {})));
    CHECK(users_in(stores).empty());
    CHECK(others.conflict(store_of(others).remove(acme, bob)) == Conflict::Reason::row_count);
  });
}

TEST_CASE("OrganizationMemberStore lists the members of one organization") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto store = store_of(stores);
    add_organization(stores);
    CHECK(run_task(store.list(acme)).empty());
    stores.run(store.add(acme, {bob, alice}));
    CHECK(run_task(store.list(acme)) == std::vector<UserId>{alice, bob});
    CHECK(run_task(store_of<ApplicationId>(stores).list(acme)).empty());
    CHECK(run_task(store_of(others).list(acme)).empty());
  });
}

TEST_CASE("OrganizationMemberStore adds nobody who does not exist") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto store = store_of(stores);
    add_organization(stores);
    CHECK(stores.conflict(store.add(acme, {alice, UserId("none")})) == Conflict::Reason::row_count);
    CHECK(
        stores.conflict(store.add(OrganizationId("none"), {alice})) == Conflict::Reason::foreign_key
    );
    CHECK(others.conflict(store_of(others).add(acme, {alice})) == Conflict::Reason::row_count);
    CHECK(users_in(stores).empty());
  });
}

TEST_CASE("OrganizationMemberStore gives a role only to members of its type") {
  for_each_engine([](Stores& stores) {
    const auto store = store_of(stores);
    add_organization(stores);
    stores.run(store.add(acme, {alice}));
    const auto machines = store_of<ApplicationId>(stores);
    const ApplicationId web("web");
    stores.run(stores.applications.insert(test::an_application(web.value())));
    CHECK(stores.conflict(machines.add(acme, {robot, web})) == Conflict::Reason::row_count);
    stores.run(machines.add(acme, {robot}));
    stores.run(machines.add_roles(acme, {robot}, {role("worker")}));
    CHECK(roles_of(stores, robot) == "worker ");
    CHECK(
        stores.conflict(store.add_roles(acme, {alice}, {role("worker")})) ==
        Conflict::Reason::row_count
    );
    CHECK(
        stores.conflict(machines.add_roles(acme, {robot}, {role("reader")})) ==
        Conflict::Reason::row_count
    );
    CHECK(
        stores.conflict(store.add_roles(acme, {alice}, {role("reader"), role("none")})) ==
        Conflict::Reason::row_count
    );
    CHECK(
        stores.conflict(store.add_roles(acme, {alice, bob}, {role("reader")})) ==
        Conflict::Reason::foreign_key
    );
    CHECK(roles_of(stores, alice).empty());
  });
}

TEST_CASE("OrganizationMemberStore replaces roles, or leaves them when one is wrong") {
  for_each_engine([](Stores& stores) {
    const auto store = store_of(stores);
    add_organization(stores);
    stores.run(store.add(acme, {alice}));
    CHECK(commits(stores, store.replace_roles(acme, alice, {role("reader"), role("writer")})));
    CHECK(roles_of(stores, alice) == "reader writer ");
    CHECK(commits(stores, store.replace_roles(acme, alice, {role("writer")})));
    CHECK(roles_of(stores, alice) == "writer ");
    CHECK_FALSE(commits(stores, store.replace_roles(acme, alice, {role("worker")})));
    CHECK(roles_of(stores, alice) == "writer ");
    stores.run(store.remove_role(acme, alice, role("writer")));
    CHECK(
        stores.conflict(store.remove_role(acme, alice, role("writer"))) ==
        Conflict::Reason::row_count
    );
  });
}

}  // namespace daemun::storage
