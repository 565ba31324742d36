#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;
using Reason = Conflict::Reason;

const OrganizationRoleId member("member");
const OrganizationScopeId invite("invite");

void insert_role(Stores& stores, const std::string& id, RoleType type = RoleType::user) {
  stores.run(stores.organization_template.insert_role(
      {.id = OrganizationRoleId(id), .name = "Role " + id, .description = "About", .type = type}
  ));
}

void insert_scope(Stores& stores, const std::string& id) {
  stores.run(stores.organization_template.insert_scope(
      {.id = OrganizationScopeId(id), .name = id, .description = "To " + id}
  ));
}

void insert_resource_scope(Stores& stores, const char* indicator, const std::string& name) {
  const ResourceId id(indicator);
  stores.attempt(stores.resources.insert({.id = id, .name = "API", .indicator = indicator}));
  stores.run(stores.resources.insert_scope(id, {.id = ScopeId(name), .name = name}, now));
}

Conflict::Reason change_type(Stores& stores, RoleType type) {
  return stores.conflict(stores.organization_template.update_role(member, {.type = type}));
}

}  // namespace

TEST_CASE("OrganizationTemplateStore changes what is given of a role, of the tenant's own only") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto& store = stores.organization_template;
    insert_role(stores, "member");
    insert_role(stores, "other");
    CHECK(
        stores.conflict(store.insert_role({.id = OrganizationRoleId("x"), .name = "Role member"})
        ) == Reason::unique
    );
    CHECK(stores.conflict(store.update_role(member, {.name = "Role other"})) == Reason::unique);
    stores.run(store.update_role(member, {.name = "New"}));
    stores.run(store.update_role(member, {.sets_description = true}));
    stores.run(store.update_role(member, {.type = RoleType::machine_to_machine}));
    const auto found = run_task(store.find_role(member));
    REQUIRE(found);
    CHECK(found->name == "New");
    CHECK_FALSE(found->description);
    CHECK(found->type == RoleType::machine_to_machine);
    const auto& elsewhere = others.organization_template;
    CHECK_FALSE(run_task(elsewhere.find_role(member)));
    CHECK(others.conflict(elsewhere.update_role(member, {.name = "x"})) == Reason::row_count);
    CHECK(others.conflict(elsewhere.remove_role(member)) == Reason::row_count);
    stores.run(store.remove_role(member));
    CHECK(stores.conflict(store.remove_role(member)) == Reason::row_count);
  });
}

TEST_CASE("OrganizationTemplateStore keeps the type of a role that somebody holds by it") {
  for_each_engine([](Stores& stores) {
    insert_role(stores, "member");
    const OrganizationId acme("acme");
    stores.run(stores.access.insert_organization({.id = acme, .name = "Acme"}, now));
    stores.run(stores.users.insert(test::a_user(), std::nullopt));
    stores.run(stores.access.add_member(acme, test::a_user().id));
    stores.run(stores.access.add_member_role(acme, test::a_user().id, member));
    CHECK(change_type(stores, RoleType::machine_to_machine) == Reason::row_count);
    const auto& store = stores.organization_template;
    stores.run(store.update_role(member, {.name = "New", .type = RoleType::user}));
    stores.run(stores.users.remove(test::a_user().id));
    stores.run(store.update_role(member, {.type = RoleType::machine_to_machine}));
  });
}

TEST_CASE("OrganizationTemplateStore makes no role of users of one that opens the Management API") {
  for_each_engine([](Stores& stores) {
    insert_role(stores, "member", RoleType::machine_to_machine);
    insert_resource_scope(stores, "https://default.logto.app/api", "all");
    insert_resource_scope(stores, "urn:shop", "read");
    const auto& store = stores.organization_template;
    stores.run(store.assign_resource_scope(member, ScopeId("all")));
    CHECK(change_type(stores, RoleType::user) == Reason::row_count);
    stores.run(store.withdraw_resource_scope(member, ScopeId("all")));
    stores.run(store.assign_resource_scope(member, ScopeId("read")));
    stores.run(store.update_role(member, {.type = RoleType::user}));
  });
}

TEST_CASE("OrganizationTemplateStore changes, finds and removes permissions") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto& store = stores.organization_template;
    insert_scope(stores, "invite");
    insert_scope(stores, "manage");
    CHECK(
        stores.conflict(store.insert_scope({.id = OrganizationScopeId("x"), .name = "invite"})) ==
        Reason::unique
    );
    CHECK(stores.conflict(store.update_scope(invite, {.name = "manage"})) == Reason::unique);
    stores.run(store.update_scope(invite, {.name = "ask"}));
    CHECK(run_task(store.find_scope(invite))->description == "To invite");
    stores.run(store.update_scope(invite, {.sets_description = true}));
    const auto found = run_task(store.find_scope(invite));
    REQUIRE(found);
    CHECK(found->name == "ask");
    CHECK_FALSE(found->description);
    const auto all = run_task(store.list_all_scopes());
    REQUIRE(all.size() == 2);
    CHECK(all[0].id == invite);
    CHECK(all[0].name == "ask");
    CHECK(all[1].name == "manage");
    const auto& elsewhere = others.organization_template;
    CHECK(run_task(elsewhere.list_all_scopes()).empty());
    CHECK_FALSE(run_task(elsewhere.find_scope(invite)));
    CHECK(others.conflict(elsewhere.remove_scope(invite)) == Reason::row_count);
    stores.run(store.remove_scope(invite));
    CHECK(stores.conflict(store.remove_scope(invite)) == Reason::row_count);
  });
}

TEST_CASE("OrganizationTemplateStore lists permissions by name, searched and in windows") {
  for_each_engine([](Stores& stores, Stores& others) {
    for (const char* name : {"write", "read", "invite"})
      insert_scope(stores, name);
    const auto& store = stores.organization_template;
    const auto part = run_task(store.list_scopes(Search{}, Window{.limit = 1, .offset = 1}));
    CHECK(part.total == 3);
    REQUIRE(part.scopes.size() == 1);
    CHECK(part.scopes[0].name == "read");
    CHECK(part.scopes[0].description == "To read");
    const Search search{.conditions = {{.fields = {"name"}, .values = {"%IT%"}}}};
    CHECK(run_task(store.list_scopes(search, Window::all())).total == 2);
    CHECK(run_task(others.organization_template.list_scopes(Search{}, Window::all())).total == 0);
  });
}

TEST_CASE("OrganizationTemplateStore lists roles by name with what they permit") {
  for_each_engine([](Stores& stores, Stores& others) {
    insert_role(stores, "member");
    insert_role(stores, "admin");
    for (const char* name : {"invite", "manage"})
      insert_scope(stores, name);
    insert_resource_scope(stores, "urn:shop", "read");
    const auto& store = stores.organization_template;
    for (const auto& scope : {"manage", "invite"})
      stores.run(store.assign_scope(OrganizationRoleId("admin"), OrganizationScopeId(scope)));
    stores.run(store.assign_scope(member, invite));
    stores.run(store.assign_resource_scope(member, ScopeId("read")));

    const auto before = stores.database.counters().reads;
    const auto page = run_task(store.list_roles({}, Window::all()));
    CHECK(stores.database.counters().reads - before == 4);
    CHECK(page.total == 2);
    REQUIRE(page.roles.size() == 2);
    CHECK(page.roles[0].role.id == OrganizationRoleId("admin"));
    REQUIRE(page.roles[0].scopes.size() == 2);
    CHECK(page.roles[0].scopes[0].name == "invite");
    CHECK(page.roles[0].resource_scopes.empty());
    REQUIRE(page.roles[1].resource_scopes.size() == 1);
    CHECK(page.roles[1].resource_scopes[0].scope.id == ScopeId("read"));
    CHECK(page.roles[1].resource_scopes[0].resource.indicator == "urn:shop");
    const Search search{.conditions = {{.fields = {"name"}, .values = {"%mem%"}}}};
    CHECK(run_task(store.list_roles(search, Window{.limit = 5, .offset = 0})).total == 1);
    CHECK(run_task(others.organization_template.list_roles({}, Window::all())).roles.empty());
  });
}

TEST_CASE("OrganizationTemplateStore assigns what is there to a role and withdraws it") {
  for_each_engine([](Stores& stores, Stores& others) {
    insert_role(stores, "member");
    for (const char* name : {"invite", "manage"})
      insert_scope(stores, name);
    insert_resource_scope(stores, "urn:shop", "read");
    const ScopeId read("read");
    const OrganizationRoleId none("none");
    const auto& store = stores.organization_template;
    for (int i = 0; i < 2; ++i) {
      stores.run(store.assign_scope(member, invite));
      stores.run(store.assign_resource_scope(member, read));
    }
    stores.run(store.assign_scope(member, OrganizationScopeId("manage")));
    CHECK(stores.conflict(store.assign_scope(none, invite)) == Reason::foreign_key);
    CHECK(
        stores.conflict(store.assign_scope(member, OrganizationScopeId("x"))) == Reason::foreign_key
    );
    CHECK(stores.conflict(store.assign_resource_scope(none, read)) == Reason::foreign_key);
    const auto& elsewhere = others.organization_template;
    CHECK(others.conflict(elsewhere.assign_scope(member, invite)) == Reason::foreign_key);
    CHECK(others.conflict(elsewhere.withdraw_scope(member, invite)) == Reason::row_count);
    others.run(elsewhere.withdraw_scopes(member));
    others.run(elsewhere.withdraw_resource_scopes(member));

    const auto scopes = run_task(store.list_scopes(member, Window{.limit = 1, .offset = 1}));
    CHECK(scopes.total == 2);
    REQUIRE(scopes.scopes.size() == 1);
    CHECK(scopes.scopes[0].name == "manage");
    const auto resource_scopes = run_task(store.list_resource_scopes(member, Window::all()));
    REQUIRE(resource_scopes.scopes.size() == 1);
    CHECK(resource_scopes.scopes[0].resource.id == ResourceId("urn:shop"));
    CHECK(run_task(elsewhere.list_scopes(member, Window::all())).total == 0);
    CHECK(run_task(elsewhere.list_resource_scopes(member, Window::all())).total == 0);

    stores.run(store.withdraw_scope(member, invite));
    CHECK(stores.conflict(store.withdraw_scope(member, invite)) == Reason::row_count);
    stores.run(store.withdraw_resource_scope(member, read));
    CHECK(stores.conflict(store.withdraw_resource_scope(member, read)) == Reason::row_count);
    stores.run(store.withdraw_scopes(member));
    CHECK(run_task(store.list_scopes(member, Window::all())).total == 0);
  });
}

TEST_CASE("OrganizationTemplateStore knows whether a scope is of a Management API") {
  for_each_engine([](Stores& stores, Stores& others) {
    insert_resource_scope(stores, "urn:shop", "read");
    insert_resource_scope(stores, "https://default.logto.app/api", "all");
    const auto& store = stores.organization_template;
    CHECK(run_task(store.has_management_scope({"read", "all"})));
    CHECK_FALSE(run_task(store.has_management_scope({"read", "none"})));
    CHECK_FALSE(run_task(store.has_management_scope({})));
    CHECK_FALSE(run_task(others.organization_template.has_management_scope({"all"})));
  });
}

TEST_CASE("OrganizationTemplateStore locks a role that is there and of the type") {
  for_each_engine([](Stores& stores, Stores& others) {
    insert_role(stores, "member");
    const auto& store = stores.organization_template;
    stores.run(store.lock_role(member, RoleType::user));
    CHECK(
        stores.conflict(store.lock_role(member, RoleType::machine_to_machine)) == Reason::row_count
    );
    CHECK(
        others.conflict(others.organization_template.lock_role(member, RoleType::user)) ==
        Reason::row_count
    );
  });
}

TEST_CASE("OrganizationTemplateStore finds roles by id and by name, to their tenant") {
  for_each_engine([](Stores& stores, Stores& others) {
    for (const char* name : {"reader", "writer", "boss"}) {
      stores.run(stores.organization_template.insert_role(
          {.id = OrganizationRoleId(std::string("id_of_") + name), .name = name}
      ));
    }
    const OrganizationRoleId reader("id_of_reader");
    const auto count = [&](Stores& of,
                           std::vector<OrganizationRoleId> ids,
                           std::vector<std::string> names) {
      return run_task(of.organization_template.find_roles(std::move(ids), std::move(names))).size();
    };
    CHECK(count(stores, {reader}, {"writer", "reader"}) == 2);
    CHECK(count(stores, {}, {"id_of_reader", "none"}) == 0);
    CHECK(count(others, {reader}, {"writer"}) == 0);
  });
}

}  // namespace daemun::storage
