#include "storage/application_access_store.h"

#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::a_user;
using test::an_application;
using test::for_each_engine;
using test::now;
using test::Stores;

const OrganizationId acme("acme");
const OrganizationRoleId owner("owner");
const ApplicationId app = an_application().id;
const UserId user = a_user().id;

// A user, an application, a role for users and one for machines, an organization and its roles.
struct World {
  explicit World(Stores& given) : stores(given), rules(given.database, given.tenant) {
    stores.run(stores.users.insert(a_user(), std::nullopt));
    stores.run(stores.applications.insert(an_application()));
    const auto add_role = [&](const char* id, RoleType type) {
      stores.run(stores.roles.insert({.id = RoleId(id), .name = id, .description = "", .type = type}
      ));
    };
    add_role("staff", RoleType::user);
    add_role("machine", RoleType::machine_to_machine);
    stores.run(stores.access.insert_organization({.id = acme, .name = "Acme"}, now));
    stores.run(stores.access.insert_organization({.id = OrganizationId("other"), .name = "O"}, now)
    );
    stores.run(stores.organization_template.insert_role({.id = owner, .name = "owner"}));
    stores.run(stores.organization_template.insert_role(
        {.id = OrganizationRoleId("bot"), .name = "bot", .type = RoleType::machine_to_machine}
    ));
  }

  test::Verdict replace(const ApplicationAccessRules& wanted) {
    return test::commit(stores.database, rules.replace_rules(app, wanted, random));
  }
  // "named role organization organization_role" as far as they are true.
  std::string facts() {
    const auto found = run_task(rules.find_facts(app, user));
    std::string text;
    if (found.is_named) text += "named ";
    if (found.holds_named_role) text += "role ";
    if (found.is_member_of_named_organization) text += "organization ";
    if (found.holds_named_organization_role) text += "organization_role ";
    return text;
  }

  Stores& stores;
  ApplicationAccessStore rules;
  crypto::SystemRandom random;
};

ApplicationAccessRules all_rules() {
  return {
      .users = {user},
      .user_roles = {RoleId("staff")},
      .organizations = {acme},
      .organization_roles = {{.organization = acme, .roles = {owner}}}};
}

}  // namespace

TEST_CASE("ApplicationAccessStore replaces rules and gives them back, each once") {
  for_each_engine([](Stores& stores, Stores& others) {
    World world(stores);
    auto rules = all_rules();
    rules.users.push_back(user);
    rules.organizations.emplace_back("other");
    rules.organization_roles.push_back({.organization = acme, .roles = {owner}});
    REQUIRE(world.replace(rules).committed());
    const auto found = run_task(world.rules.list_rules(app));
    CHECK(found.users == std::vector{user});
    CHECK(found.user_roles == std::vector{RoleId("staff")});
    CHECK(found.organizations == std::vector{acme, OrganizationId("other")});
    REQUIRE(found.organization_roles.size() == 1);
    CHECK(found.organization_roles[0].organization == acme);
    CHECK(found.organization_roles[0].roles == std::vector{owner});
    const ApplicationAccessStore theirs(others.database, others.tenant);
    CHECK(count_rules(run_task(theirs.list_rules(app))) == 0);

    REQUIRE(world.replace({.user_roles = {RoleId("staff")}}).committed());
    CHECK(count_rules(run_task(world.rules.list_rules(app))) == 1);
    REQUIRE(world.replace({}).committed());
    CHECK(count_rules(run_task(world.rules.list_rules(app))) == 0);
  });
}

TEST_CASE("ApplicationAccessStore refuses rules about what is not there or not for users") {
  for_each_engine([](Stores& stores) {
    World world(stores);
    REQUIRE(world.replace(all_rules()).committed());
    const ApplicationAccessRules bad[] = {
        {.users = {UserId("none")}},
        {.user_roles = {RoleId("none")}},
        {.user_roles = {RoleId("machine")}},
        {.organizations = {OrganizationId("none")}},
        {.organization_roles = {{.organization = OrganizationId("none"), .roles = {owner}}}},
        {.organization_roles = {{.organization = acme, .roles = {OrganizationRoleId("none")}}}},
        {.organization_roles = {{.organization = acme, .roles = {OrganizationRoleId("bot")}}}},
    };
    for (const auto& rules : bad)
      CHECK(world.replace(rules).conflict);
    CHECK(count_rules(run_task(world.rules.list_rules(app))) == 4);
  });
}

TEST_CASE("ApplicationAccessStore tells which rules are true of a user") {
  for_each_engine([](Stores& stores) {
    World world(stores);
    auto& access = stores.access;
    CHECK(world.facts().empty());
    REQUIRE(world.replace({.users = {user}}).committed());
    CHECK(world.facts() == "named ");

    auto rules = all_rules();
    rules.users.clear();
    REQUIRE(world.replace(rules).committed());
    CHECK(world.facts().empty());
    stores.run(stores.users.assign_role(user, RoleId("staff")));
    CHECK(world.facts() == "role ");
    // The role that counts is the one in the organization that the rule names.
    stores.run(access.add_member(OrganizationId("other"), user));
    stores.run(access.add_member_role(OrganizationId("other"), user, owner));
    CHECK(world.facts() == "role ");
    stores.run(access.add_member(acme, user));
    CHECK(world.facts() == "role organization ");
    stores.run(access.add_member_role(acme, user, owner));
    CHECK(world.facts() == "role organization organization_role ");

    // A rule about a role in an organization is not one about its members.
    REQUIRE(world.replace({.organization_roles = rules.organization_roles}).committed());
    CHECK(world.facts() == "organization_role ");
    CHECK(run_task(world.rules.find_facts(ApplicationId("none"), user)).is_named == false);
  });
}

TEST_CASE("ApplicationAccessStore forgets a rule with what it names, and widens no other") {
  for_each_engine([](Stores& stores) {
    World world(stores);
    REQUIRE(world.replace(all_rules()).committed());
    stores.run(Statement{
        {"delete from organization_roles where tenant_id = $1 and id = $2"},
        {stores.tenant, owner},
        RowCount::exactly(1)});
    CHECK(run_task(world.rules.list_rules(app)).organization_roles.empty());
    CHECK(run_task(world.rules.list_rules(app)).organizations.size() == 1);
    stores.run(Statement{
        {"delete from organizations where tenant_id = $1 and id = $2"},
        {stores.tenant, acme},
        RowCount::exactly(1)});
    CHECK(run_task(world.rules.list_rules(app)).organizations.empty());
    stores.run(stores.applications.remove(app));
    CHECK(count_rules(run_task(world.rules.list_rules(app))) == 0);
  });
}

}  // namespace daemun::storage
