#include "storage/user_relation_store.h"

#include "storage/organization_store.h"
#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

const UserId alice = test::a_user().id;

UserRelationStore relations_of(Stores& stores) {
  return {stores.database, stores.tenant};
}

void add_role(Stores& stores, const std::string& id, RoleType type = RoleType::user) {
  stores.run(stores.roles.insert(
      {.id = RoleId(id), .name = "Role " + id, .description = "of " + id, .type = type}
  ));
}

}  // namespace

TEST_CASE("UserRelationStore lists, searches and takes the roles of one user") {
  for_each_engine([](Stores& stores, Stores& others) {
    stores.run(stores.users.insert(test::a_user(), std::nullopt));
    for (const char* id : {"c", "a", "b"}) {
      add_role(stores, id);
      if (*id != 'c') stores.run(stores.users.assign_role(alice, RoleId(id)));
    }
    const auto relations = relations_of(stores);
    const auto all = run_task(relations.list_roles(alice, {}, Window::all()));
    CHECK(all.total == 2);
    REQUIRE(all.roles.size() == 2);
    CHECK(all.roles[0].id == RoleId("a"));
    CHECK(all.roles[0].description == "of a");
    const auto part = run_task(relations.list_roles(alice, {}, Window{.limit = 1, .offset = 1}));
    CHECK(part.total == 2);
    CHECK(part.roles.at(0).id == RoleId("b"));
    Search search;
    search.conditions.push_back({.fields = {"description"}, .values = {"%A"}});
    CHECK(run_task(relations.list_roles(alice, search, Window::all())).total == 1);
    CHECK(
        run_task(relations.list_role_ids(alice)) == std::vector<RoleId>{RoleId("a"), RoleId("b")}
    );
    CHECK(run_task(relations_of(others).list_role_ids(alice)).empty());

    stores.run(relations.remove_roles(alice));
    CHECK(run_task(relations.list_role_ids(alice)).empty());
  });
}

TEST_CASE("UserRelationStore tells which roles there are, and of what type") {
  for_each_engine([](Stores& stores, Stores& others) {
    add_role(stores, "person");
    add_role(stores, "machine", RoleType::machine_to_machine);
    const std::vector<RoleId> ids{RoleId("machine"), RoleId("none"), RoleId("person")};
    const auto types = run_task(relations_of(stores).find_role_types(ids));
    CHECK(types.size() == 2);
    CHECK(types.at("person") == RoleType::user);
    CHECK(types.at("machine") == RoleType::machine_to_machine);
    CHECK(run_task(relations_of(stores).find_role_types({})).empty());
    CHECK(run_task(relations_of(others).find_role_types(ids)).empty());
  });
}

TEST_CASE("UserRelationStore lists the organizations of a user with the roles in them") {
  for_each_engine([](Stores& stores, Stores& others) {
    stores.run(stores.users.insert(test::a_user(), std::nullopt));
    TimePoint time = now;
    for (const char* id : {"b", "a", "foreign"}) {
      const OrganizationId organization(id);
      stores.run(stores.access.insert_organization(
          {.id = organization, .name = id, .description = "d", .is_mfa_required = true}, time
      ));
      time += Seconds(1);
      if (std::string(id) != "foreign") stores.run(stores.access.add_member(organization, alice));
    }
    for (const char* role : {"writer", "reader"}) {
      const OrganizationRoleId id(role);
      stores.run(stores.organization_template.insert_role({.id = id, .name = role}));
      stores.run(stores.access.add_member_role(OrganizationId("b"), alice, id));
    }
    const auto list = run_task(relations_of(stores).list_organizations(alice));
    REQUIRE(list.size() == 2);
    const auto& first = list[0].organization;
    CHECK(first.id == OrganizationId("b"));
    CHECK(first.description == "d");
    CHECK(first.is_mfa_required);
    CHECK(first.is_trusted_device_allowed);
    CHECK(first.created_at == now);
    CHECK(first.custom_data == "{}");
    REQUIRE(list[0].roles.size() == 2);
    CHECK(list[0].roles[0].name == "reader");
    CHECK(list[1].roles.empty());
    CHECK(run_task(relations_of(others).list_organizations(alice)).empty());
  });
}

TEST_CASE("UserRelationStore tells whether an organization of the user requires a second factor") {
  for_each_engine([](Stores& stores, Stores& others) {
    stores.run(stores.users.insert(test::a_user(), std::nullopt));
    for (const bool is_required : {false, true}) {
      const OrganizationId id(is_required ? "strict" : "easy");
      stores.run(stores.access.insert_organization(
          {.id = id, .name = id.value(), .is_mfa_required = is_required}, now
      ));
      CHECK_FALSE(run_task(relations_of(stores).requires_mfa(alice, {})));
      stores.run(stores.access.add_member(id, alice));
    }
    CHECK(run_task(relations_of(stores).requires_mfa(alice, {})));
    const auto joins = [&](Stores& where, std::vector<OrganizationId> joined) {
      return run_task(relations_of(where).requires_mfa(UserId("new"), std::move(joined)));
    };
    CHECK_FALSE(joins(stores, {}));
    CHECK_FALSE(joins(stores, {OrganizationId("easy"), OrganizationId("none")}));
    CHECK(joins(stores, {OrganizationId("easy"), OrganizationId("strict")}));
    CHECK_FALSE(joins(others, {OrganizationId("strict")}));
    CHECK_FALSE(run_task(relations_of(others).requires_mfa(alice, {})));
  });
}

TEST_CASE("UserRelationStore tells whether an organization of the user forbids trusted devices") {
  for_each_engine([](Stores& stores, Stores& others) {
    stores.run(stores.users.insert(test::a_user(), std::nullopt));
    const OrganizationStore organizations(stores.database, stores.tenant);
    for (const bool is_allowed : {true, false}) {
      OrganizationDetails club{
          .id = OrganizationId(is_allowed ? "easy" : "strict"), .name = "Club"};
      club.is_trusted_device_allowed = is_allowed;
      club.created_at = now;
      stores.run(organizations.insert(club));
      CHECK_FALSE(run_task(relations_of(stores).forbids_trusted_devices(alice, {})));
      stores.run(stores.access.add_member(club.id, alice));
    }
    CHECK(run_task(relations_of(stores).forbids_trusted_devices(alice, {})));
    const auto joins = [&](const char* id) {
      const std::vector joined{OrganizationId(id)};
      return run_task(relations_of(stores).forbids_trusted_devices(UserId("new"), joined));
    };
    CHECK(joins("strict"));
    CHECK_FALSE(joins("easy"));
    CHECK_FALSE(run_task(relations_of(others).forbids_trusted_devices(alice, {})));
  });
}

}  // namespace daemun::storage
