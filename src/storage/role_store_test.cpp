#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

const RoleId shopper("shopper");
const ResourceId api("api");

Role a_role(std::string id, RoleType type = RoleType::user) {
  return Role{.id = RoleId(id), .name = "Role " + id, .description = "About " + id, .type = type};
}

void insert_scopes(Stores& stores, const std::vector<std::string>& names) {
  stores.run(stores.resources.insert({.id = api, .name = "API", .indicator = "urn:api"}));
  for (const auto& name : names) {
    stores.run(stores.resources.insert_scope(api, {.id = ScopeId(name), .name = name}, now));
  }
}

void insert_user(Stores& stores, const std::string& id) {
  stores.run(stores.users.insert(test::a_user(id), std::nullopt));
}

RoleStore::Page list(Stores& stores, RoleFilter filter = {}) {
  return run_task(stores.roles.list_page(std::move(filter), Window::all()));
}

std::string ids_of(const RoleStore::Page& page) {
  std::string text;
  for (const auto& role : page.roles)
    text += role.id.value() + " ";
  CHECK(page.total == static_cast<std::int64_t>(page.roles.size()));
  return text;
}

}  // namespace

TEST_CASE("RoleStore finds a role by id and by name, the tenant's own only") {
  for_each_engine([](Stores& stores, Stores& others) {
    const Role role{
        .id = RoleId("1"),
        .name = "Backend",
        .description = "Machines",
        .type = RoleType::machine_to_machine,
        .is_default = true};
    stores.run(stores.roles.insert(role));
    for (const auto& found :
         {run_task(stores.roles.find(role.id)), run_task(stores.roles.find_by_name("Backend"))}) {
      REQUIRE(found);
      CHECK(found->id == role.id);
      CHECK(found->name == "Backend");
      CHECK(found->description == "Machines");
      CHECK(found->type == RoleType::machine_to_machine);
      CHECK(found->is_default);
    }
    CHECK_FALSE(run_task(stores.roles.find_by_name("backend")));
    CHECK_FALSE(run_task(others.roles.find(role.id)));
    CHECK_FALSE(run_task(others.roles.find_by_name("Backend")));
  });
}

TEST_CASE("RoleStore changes what is given, refuses a taken name, and removes") {
  for_each_engine([](Stores& stores, Stores& others) {
    stores.run(stores.roles.insert(a_role("a")));
    stores.run(stores.roles.insert(a_role("b")));
    const RoleId a("a");
    CHECK(stores.conflict(stores.roles.insert(a_role("a"))) == Conflict::Reason::unique);
    CHECK(stores.conflict(stores.roles.update(a, {.name = "Role b"})) == Conflict::Reason::unique);
    stores.run(stores.roles.update(a, {.name = "New"}));
    stores.run(stores.roles.update(a, {.is_default = true}));
    const auto found = run_task(stores.roles.find(a));
    REQUIRE(found);
    CHECK(found->name == "New");
    CHECK(found->description == "About a");
    CHECK(found->is_default);
    CHECK(others.conflict(others.roles.update(a, {.name = "x"})) == Conflict::Reason::row_count);
    CHECK(others.conflict(others.roles.remove(a)) == Conflict::Reason::row_count);
    stores.run(stores.roles.remove(a));
    CHECK_FALSE(run_task(stores.roles.find(a)));
    CHECK(stores.conflict(stores.roles.remove(a)) == Conflict::Reason::row_count);
  });
}

TEST_CASE("RoleStore lists roles by name, narrowed by type, search and holder") {
  for_each_engine([](Stores& stores, Stores& others) {
    stores.run(stores.roles.insert(a_role("c")));
    stores.run(stores.roles.insert(a_role("a")));
    stores.run(stores.roles.insert(a_role("m", RoleType::machine_to_machine)));
    auto internal = a_role("i");
    internal.name = "#internal:admin";
    stores.run(stores.roles.insert(internal));
    CHECK(ids_of(list(stores)) == "a c m ");
    CHECK(ids_of(list(others)).empty());
    CHECK(ids_of(list(stores, {.type = RoleType::machine_to_machine})) == "m ");
    const Search search{.conditions = {{.fields = {"name", "description"}, .values = {"%t c"}}}};
    CHECK(ids_of(list(stores, {.search = search})) == "c ");

    insert_user(stores, "user00000001");
    stores.run(stores.users.assign_role(UserId("user00000001"), RoleId("a")));
    CHECK(ids_of(list(stores, {.not_held_by_user = UserId("user00000001")})) == "c m ");
    const auto application = test::an_application();
    stores.run(stores.applications.insert(application));
    stores.run(stores.applications.assign_role(application.id, RoleId("m")));
    CHECK(ids_of(list(stores, {.not_held_by_application = application.id})) == "a c ");

    const auto part = run_task(stores.roles.list_page({}, Window{.limit = 1, .offset = 1}));
    CHECK(part.total == 3);
    REQUIRE(part.roles.size() == 1);
    CHECK(part.roles[0].id == RoleId("c"));
  });
}

TEST_CASE("RoleStore counts who holds each role and names the first three") {
  for_each_engine([](Stores& stores, Stores& others) {
    stores.run(stores.roles.insert(a_role("a")));
    stores.run(stores.roles.insert(a_role("b")));
    stores.run(stores.roles.insert(a_role("m", RoleType::machine_to_machine)));
    for (const char* id : {"user00000004", "user00000002", "user00000001", "user00000003"}) {
      auto user = test::a_user(id);
      user.name = "Name of " + user.id.value();
      user.avatar = "https://" + user.id.value() + ".example";
      stores.run(stores.users.insert(user, std::nullopt));
      stores.run(stores.users.assign_role(user.id, RoleId("a")));
    }
    stores.run(stores.users.assign_role(UserId("user00000004"), RoleId("b")));
    auto machine = test::an_application();
    machine.type = ApplicationType::machine_to_machine;
    stores.run(stores.applications.insert(machine));
    stores.run(stores.applications.assign_role(machine.id, RoleId("m")));

    const std::vector<RoleId> roles{RoleId("a"), RoleId("b"), RoleId("m"), RoleId("none")};
    const auto holders = run_task(stores.roles.list_holders(roles));
    REQUIRE(holders.size() == 3);
    const auto& a = holders.at(RoleId("a"));
    CHECK(a.users_count == 4);
    REQUIRE(a.users.size() == 3);
    CHECK(a.users[0].id == UserId("user00000001"));
    CHECK(a.users[0].name == "Name of user00000001");
    CHECK(a.users[0].avatar == "https://user00000001.example");
    CHECK(a.users[2].id == UserId("user00000003"));
    CHECK(a.applications_count == 0);
    CHECK(holders.at(RoleId("b")).users.size() == 1);
    const auto& m = holders.at(RoleId("m"));
    CHECK(m.users_count == 0);
    CHECK(m.applications_count == 1);
    REQUIRE(m.applications.size() == 1);
    CHECK(m.applications[0].id == machine.id);
    CHECK(m.applications[0].name == machine.name);
    CHECK(m.applications[0].type == ApplicationType::machine_to_machine);
    CHECK(run_task(others.roles.list_holders(roles)).empty());
  });
}

TEST_CASE("RoleStore assigns a scope once, only one that is there, and takes it away again") {
  for_each_engine([](Stores& stores, Stores& others) {
    insert_scopes(stores, {"read"});
    stores.run(stores.roles.insert(a_role("shopper")));
    const ScopeId read("read");
    stores.run(stores.roles.assign_scope(shopper, read));
    stores.run(stores.roles.assign_scope(shopper, read));
    CHECK(
        stores.conflict(stores.roles.assign_scope(RoleId("none"), read)) ==
        Conflict::Reason::foreign_key
    );
    CHECK(
        stores.conflict(stores.roles.assign_scope(shopper, ScopeId("none"))) ==
        Conflict::Reason::foreign_key
    );
    CHECK(
        others.conflict(others.roles.assign_scope(shopper, read)) == Conflict::Reason::foreign_key
    );
    CHECK(others.conflict(others.roles.remove_scope(shopper, read)) == Conflict::Reason::row_count);
    stores.run(stores.roles.remove_scope(shopper, read));
    CHECK(stores.conflict(stores.roles.remove_scope(shopper, read)) == Conflict::Reason::row_count);
  });
}

TEST_CASE("RoleStore lists the scopes of a role with their resource") {
  for_each_engine([](Stores& stores, Stores& others) {
    insert_scopes(stores, {"write", "read", "buy"});
    stores.run(stores.roles.insert(a_role("shopper")));
    for (const char* scope : {"write", "read"})
      stores.run(stores.roles.assign_scope(shopper, ScopeId(scope)));
    const auto page = run_task(stores.roles.list_scopes(shopper, {}, Window::all()));
    CHECK(page.total == 2);
    REQUIRE(page.scopes.size() == 2);
    CHECK(page.scopes[0].scope.id == ScopeId("read"));
    CHECK(page.scopes[0].scope.created_at == now);
    CHECK(page.scopes[0].resource.id == api);
    CHECK(page.scopes[0].resource.indicator == "urn:api");
    const Search search{.conditions = {{.fields = {"name"}, .values = {"wr%"}}}};
    const auto found =
        run_task(stores.roles.list_scopes(shopper, search, Window{.limit = 9, .offset = 0}));
    CHECK(found.total == 1);
    CHECK(found.scopes[0].scope.name == "write");
    CHECK(run_task(others.roles.list_scopes(shopper, {}, Window::all())).total == 0);
  });
}

TEST_CASE("RoleStore lists the users of a role, the newest first, and whether they have passwords"
) {
  for_each_engine([](Stores& stores, Stores& others) {
    stores.run(stores.roles.insert(a_role("shopper")));
    stores.run(stores.roles.insert(a_role("other")));
    insert_user(stores, "user00000001");
    auto newer = test::a_user("user00000002");
    newer.created_at = now + Seconds(1);
    newer.name = "Ann";
    stores.run(stores.users.insert(newer, UserPassword{.hash = "x", .algorithm = "Argon2id"}));
    insert_user(stores, "user00000003");
    for (const char* user : {"user00000001", "user00000002"})
      stores.run(stores.users.assign_role(UserId(user), shopper));
    stores.run(stores.users.assign_role(UserId("user00000003"), RoleId("other")));
    const auto page = run_task(stores.roles.list_users(shopper, {}, Window::all()));
    CHECK(page.total == 2);
    REQUIRE(page.users.size() == 2);
    CHECK(page.users[0].user.id == newer.id);
    CHECK(page.users[0].user.name == "Ann");
    CHECK(page.users[0].user.created_at == newer.created_at);
    CHECK(page.users[0].has_password);
    CHECK_FALSE(page.users[1].has_password);
    const Search search{.conditions = {{.fields = {"name"}, .values = {"an%"}}}};
    CHECK(run_task(stores.roles.list_users(shopper, search, Window::all())).total == 1);
    const auto part =
        run_task(stores.roles.list_users(shopper, {}, Window{.limit = 1, .offset = 1}));
    CHECK(part.total == 2);
    CHECK(part.users.front().user.id == UserId("user00000001"));
    CHECK(run_task(others.roles.list_users(shopper, {}, Window::all())).total == 0);
  });
}

TEST_CASE("RoleStore tells which scopes, users and applications are there and who holds a role") {
  for_each_engine([](Stores& stores, Stores& others) {
    insert_scopes(stores, {"read", "write"});
    stores.run(stores.roles.insert(a_role("shopper")));
    insert_user(stores, "user00000001");
    insert_user(stores, "user00000002");
    stores.run(stores.users.assign_role(UserId("user00000001"), shopper));
    stores.run(stores.applications.insert(test::an_application()));
    const auto to_text = [](const std::vector<RoleStore::Candidate>& candidates) {
      std::vector<std::string> words;
      for (const auto& one : candidates)
        words.push_back(one.id + (one.holds_role ? " has it " : " ") + one.type);
      std::sort(words.begin(), words.end());
      return words;
    };
    using Words = std::vector<std::string>;
    const auto scopes = run_task(stores.roles.find_scopes({"write", "none", "read"}));
    REQUIRE(scopes.size() == 2);
    CHECK(scopes[0].scope.name == "read");
    CHECK(scopes[1].resource.indicator == "urn:api");
    const std::vector<std::string> users{"user00000001", "user00000002", "'"};
    CHECK(
        to_text(run_task(stores.roles.find_users(shopper, users))) ==
        Words{"user00000001 has it ", "user00000002 "}
    );
    CHECK(
        to_text(run_task(stores.roles.find_applications(shopper, {"app1"}))) ==
        Words{"app1 Traditional"}
    );
    CHECK(run_task(others.roles.find_scopes({"read"})).empty());
    CHECK(run_task(others.roles.find_users(shopper, users)).empty());
    CHECK(run_task(others.roles.find_applications(shopper, {"app1"})).empty());
  });
}

TEST_CASE("RoleStore takes a role away from a user and from an application") {
  for_each_engine([](Stores& stores, Stores& others) {
    stores.run(stores.roles.insert(a_role("shopper")));
    insert_user(stores, "user00000001");
    const UserId user("user00000001");
    const auto application = test::an_application().id;
    stores.run(stores.applications.insert(test::an_application()));
    stores.run(stores.users.assign_role(user, shopper));
    stores.run(stores.applications.assign_role(application, shopper));
    CHECK(others.conflict(others.roles.remove_user(shopper, user)) == Conflict::Reason::row_count);
    CHECK(
        others.conflict(others.roles.remove_application(shopper, application)) ==
        Conflict::Reason::row_count
    );
    stores.run(stores.roles.remove_user(shopper, user));
    stores.run(stores.roles.remove_application(shopper, application));
    CHECK(stores.conflict(stores.roles.remove_user(shopper, user)) == Conflict::Reason::row_count);
    CHECK(
        stores.conflict(stores.roles.remove_application(shopper, application)) ==
        Conflict::Reason::row_count
    );
  });
}

}  // namespace daemun::storage
