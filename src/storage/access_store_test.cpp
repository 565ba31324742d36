#include "storage/test_stores.h"

#include <algorithm>

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;
using Names = std::vector<std::string>;

const UserId alice("user00000001");
const UserId bob("user00000002");
const ApplicationId machine("app1");
const OrganizationId acme("acme");
const OrganizationId zeta("zeta");
const ResourceId api("api");
const char* const indicator = "https://api.example";

// alice is in both organizations, bob and the machine in acme. In acme alice is an editor
// (permission invite, API scope write), in zeta a viewer (nothing). Everybody's global role is a
// reader (API scope read).
void insert_world(Stores& stores) {
  stores.run(stores.users.insert(test::a_user(alice.value()), std::nullopt));
  stores.run(stores.users.insert(test::a_user(bob.value()), std::nullopt));
  stores.run(stores.applications.insert(test::an_application(machine.value())));
  stores.run(stores.resources.insert({.id = api, .name = "API", .indicator = indicator}));
  for (const char* name : {"read", "write"})
    stores.run(stores.resources.insert_scope(
        api, {.id = ScopeId(name), .name = name, .description = std::nullopt}, now
    ));
  stores.run(stores.roles.insert({.id = RoleId("reader"), .name = "reader", .description = ""}));
  stores.run(stores.roles.assign_scope(RoleId("reader"), ScopeId("read")));

  const auto& access = stores.access;
  stores.run(access.insert_organization(
      {.id = zeta, .name = "Zeta", .description = std::nullopt, .is_mfa_required = true},
      now - Seconds(1)
  ));
  stores.run(access.insert_organization({.id = acme, .name = "Acme", .description = "Anvils"}, now)
  );
  for (const char* role : {"editor", "viewer"})
    stores.run(
        stores.organization_template.insert_role({.id = OrganizationRoleId(role), .name = role})
    );
  for (const char* scope : {"invite", "manage"})
    stores.run(
        stores.organization_template.insert_scope({.id = OrganizationScopeId(scope), .name = scope})
    );
  const OrganizationRoleId editor("editor");
  stores.run(stores.organization_template.assign_scope(editor, OrganizationScopeId("invite")));
  stores.run(stores.organization_template.assign_resource_scope(editor, ScopeId("write")));
  for (const auto& [organization, user] : {std::pair(acme, alice), {zeta, alice}, {acme, bob}})
    stores.run(access.add_member(organization, user));
  stores.run(access.add_member_role(acme, alice, editor));
  stores.run(access.add_member_role(zeta, alice, OrganizationRoleId("viewer")));
  stores.run(access.add_application(acme, machine));
}

// "read, write in acme"
std::string to_text(std::vector<HeldScope> held) {
  Names words;
  for (const auto& scope : held) {
    CHECK(scope.indicator == indicator);
    CHECK(scope.scope_id.value() == scope.name);
    words.push_back(
        scope.organization_id ? scope.name + " in " + scope.organization_id->value() : scope.name
    );
  }
  std::sort(words.begin(), words.end());
  std::string text;
  for (const auto& word : words)
    text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string user_scopes(Stores& stores, const UserId& user) {
  return to_text(run_task(stores.access.list_user_scopes(user)));
}

std::string application_scopes(Stores& stores) {
  return to_text(run_task(stores.access.list_application_scopes(machine)));
}

Names names(const std::vector<OrganizationScope>& scopes) {
  Names words;
  for (const auto& scope : scopes)
    words.push_back(scope.name);
  return words;
}

}  // namespace

TEST_CASE("AccessStore lists the scopes of roles and organization roles") {
  for_each_engine([](Stores& stores, Stores& others) {
    insert_world(stores);
    CHECK(user_scopes(stores, alice) == "write in acme");
    stores.run(stores.users.assign_role(alice, RoleId("reader")));
    CHECK(user_scopes(stores, alice) == "read, write in acme");
    CHECK(user_scopes(stores, bob).empty());
    CHECK(user_scopes(stores, UserId("none")).empty());
    CHECK(user_scopes(others, alice).empty());
  });
}

TEST_CASE("AccessStore lists the scopes of an application's roles") {
  for_each_engine([](Stores& stores) {
    insert_world(stores);
    CHECK(application_scopes(stores).empty());
    stores.run(stores.applications.assign_role(machine, RoleId("reader")));
    stores.run(stores.access.add_application_role(acme, machine, OrganizationRoleId("editor")));
    stores.run(stores.access.add_application_role(acme, machine, OrganizationRoleId("editor")));
    CHECK(application_scopes(stores) == "read, write in acme");
  });
}

TEST_CASE("AccessStore lists role names, organizations and organization roles in order") {
  for_each_engine([](Stores& stores, Stores& others) {
    insert_world(stores);
    stores.run(stores.roles.insert({.id = RoleId("1"), .name = "admin", .description = ""}));
    stores.run(stores.users.assign_role(alice, RoleId("reader")));
    stores.run(stores.users.assign_role(alice, RoleId("1")));
    CHECK(run_task(stores.access.list_role_names(alice)) == Names{"admin", "reader"});
    CHECK(run_task(stores.access.list_role_names(bob)).empty());

    const auto organizations = run_task(stores.access.list_organizations(alice));
    REQUIRE(organizations.size() == 2);
    CHECK(organizations[0].id == zeta);
    CHECK_FALSE(organizations[0].description);
    CHECK(organizations[0].is_mfa_required);
    CHECK(organizations[1].id == acme);
    CHECK(organizations[1].name == "Acme");
    CHECK(organizations[1].description == "Anvils");
    CHECK_FALSE(organizations[1].is_mfa_required);
    CHECK(run_task(others.access.list_organizations(alice)).empty());

    const auto roles = run_task(stores.access.list_organization_roles(alice));
    REQUIRE(roles.size() == 2);
    CHECK(roles[0].organization_id == acme);
    CHECK(roles[0].role_name == "editor");
    CHECK(roles[1].organization_id == zeta);
    CHECK(roles[1].role_name == "viewer");
    CHECK(run_task(stores.access.list_organization_roles(bob)).empty());
  });
}

TEST_CASE("AccessStore lists the relations that are asked for and no others") {
  for_each_engine([](Stores& stores) {
    using Relation = AccessStore::Relation;
    insert_world(stores);
    stores.run(stores.users.assign_role(alice, RoleId("reader")));
    const auto list = [&](std::vector<Relation> wanted) {
      return run_task(stores.access.list_relations(alice, std::move(wanted)));
    };
    const auto all =
        list({Relation::organization_roles, Relation::role_names, Relation::organizations});
    CHECK(all.role_names == Names{"reader"});
    CHECK(all.organizations.size() == 2);
    CHECK(all.organization_roles.size() == 2);
    const auto one = list({Relation::organizations});
    CHECK(one.role_names.empty());
    CHECK(one.organizations.size() == 2);
    CHECK(one.organization_roles.empty());
    CHECK(list({}).organizations.empty());
  });
}

TEST_CASE("AccessStore finds a user's membership with its permissions") {
  for_each_engine([](Stores& stores, Stores& others) {
    insert_world(stores);
    const auto membership = run_task(stores.access.find_membership(acme, alice));
    REQUIRE(membership);
    CHECK(membership->organization.id == acme);
    CHECK(membership->organization.description == "Anvils");
    CHECK(names(membership->organization_scopes) == Names{"invite"});
    const auto without_scopes = run_task(stores.access.find_membership(zeta, alice));
    REQUIRE(without_scopes);
    CHECK(without_scopes->organization.is_mfa_required);
    CHECK(without_scopes->organization_scopes.empty());
    const auto without_roles = run_task(stores.access.find_membership(acme, bob));
    REQUIRE(without_roles);
    CHECK(without_roles->organization_scopes.empty());
    CHECK_FALSE(run_task(stores.access.find_membership(zeta, bob)));
    CHECK_FALSE(run_task(stores.access.find_membership(OrganizationId("none"), alice)));
    CHECK_FALSE(run_task(others.access.find_membership(acme, alice)));
  });
}

TEST_CASE("AccessStore names a permission once, whatever number of roles gives it") {
  for_each_engine([](Stores& stores) {
    insert_world(stores);
    const OrganizationRoleId viewer("viewer");
    stores.run(stores.organization_template.assign_scope(viewer, OrganizationScopeId("invite")));
    stores.run(stores.organization_template.assign_scope(viewer, OrganizationScopeId("manage")));
    stores.run(stores.access.add_member_role(acme, alice, viewer));
    const auto membership = run_task(stores.access.find_membership(acme, alice));
    CHECK(names(membership->organization_scopes) == Names{"invite", "manage"});
  });
}

TEST_CASE("AccessStore finds an application's membership with its permissions") {
  for_each_engine([](Stores& stores) {
    insert_world(stores);
    auto membership = run_task(stores.access.find_membership(acme, machine));
    REQUIRE(membership);
    CHECK(membership->organization_scopes.empty());
    stores.run(stores.access.add_application_role(acme, machine, OrganizationRoleId("editor")));
    membership = run_task(stores.access.find_membership(acme, machine));
    CHECK(names(membership->organization_scopes) == Names{"invite"});
    CHECK_FALSE(run_task(stores.access.find_membership(zeta, machine)));
  });
}

TEST_CASE("AccessStore assigns twice without a conflict") {
  for_each_engine([](Stores& stores) {
    insert_world(stores);
    const OrganizationRoleId editor("editor");
    stores.run(stores.organization_template.assign_scope(editor, OrganizationScopeId("invite")));
    stores.run(stores.organization_template.assign_resource_scope(editor, ScopeId("write")));
    stores.run(stores.access.add_member(acme, alice));
    stores.run(stores.access.add_member_role(acme, alice, editor));
    stores.run(stores.access.add_application(acme, machine));
    CHECK(user_scopes(stores, alice) == "write in acme");
  });
}

TEST_CASE("AccessStore refuses taken names and what does not exist") {
  for_each_engine([](Stores& stores) {
    insert_world(stores);
    const auto& access = stores.access;
    const OrganizationRoleId editor("editor");
    const OrganizationRoleId no_role("none");
    const Statement taken[] = {
        access.insert_organization({.id = acme, .name = "x", .description = std::nullopt}, now),
        stores.organization_template.insert_role({.id = OrganizationRoleId("r2"), .name = "editor"}
        ),
        stores.organization_template.insert_scope(
            {.id = OrganizationScopeId("s2"), .name = "invite"}
        )};
    for (const auto& statement : taken)
      CHECK(stores.conflict(statement) == Conflict::Reason::unique);
    const Statement unknown[] = {
        access.add_member(OrganizationId("none"), alice),
        access.add_member(acme, UserId("none")),
        access.add_member_role(zeta, bob, editor),  // no member
        access.add_member_role(acme, alice, no_role),
        access.add_application(acme, ApplicationId("none")),
        access.add_application_role(zeta, machine, editor),
        stores.organization_template.assign_scope(no_role, OrganizationScopeId("invite")),
        stores.organization_template.assign_scope(editor, OrganizationScopeId("none")),
        stores.organization_template.assign_resource_scope(editor, ScopeId("none"))};
    for (const auto& statement : unknown)
      CHECK(stores.conflict(statement) == Conflict::Reason::foreign_key);
  });
}

TEST_CASE("AccessStore remembers which organizations a user has opened to an application") {
  for_each_engine([](Stores& stores) {
    insert_world(stores);
    const auto& access = stores.access;
    const auto list = [&] { return run_task(access.list_consented_organizations(machine, alice)); };
    CHECK(list().empty());
    for (const auto& organization : {zeta, acme, acme})
      stores.run(access.insert_consented_organization(machine, alice, organization));
    CHECK(list() == std::vector{acme, zeta});
    CHECK(run_task(access.list_consented_organizations(machine, bob)).empty());
    CHECK(
        stores.conflict(access.insert_consented_organization(machine, bob, zeta)) ==
        Conflict::Reason::foreign_key
    );
    stores.run(access.remove_consented_organizations(machine, alice));
    CHECK(list().empty());
    stores.run(access.remove_consented_organizations(machine, alice));
  });
}

TEST_CASE("AccessStore forgets the memberships of a removed user") {
  for_each_engine([](Stores& stores) {
    insert_world(stores);
    stores.run(stores.access.insert_consented_organization(machine, alice, acme));
    stores.run(stores.users.remove(alice));
    CHECK_FALSE(run_task(stores.access.find_membership(acme, alice)));
    CHECK(user_scopes(stores, alice).empty());
    CHECK(run_task(stores.access.list_consented_organizations(machine, alice)).empty());
    CHECK(run_task(stores.access.find_membership(acme, bob)));
  });
}

}  // namespace daemun::storage
