#include "storage/application_role_store.h"

#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::an_application;
using test::for_each_engine;
using test::Stores;

const ApplicationId app = an_application().id;
const RoleId first("first");
const RoleId second("second");

ApplicationRoleStore with_roles(Stores& stores) {
  stores.run(stores.applications.insert(an_application()));
  for (const auto& id : {first, second}) {
    stores.run(stores.roles.insert(
        {.id = id,
         .name = "Role " + id.value(),
         .description = "d",
         .type = RoleType::machine_to_machine}
    ));
  }
  stores.run(stores.roles.insert(
      {.id = RoleId("user"), .name = "User", .description = "", .type = RoleType::user}
  ));
  return {stores.database, stores.tenant};
}

std::string ids_of(const ApplicationRoleStore::RolePage& page) {
  std::string text;
  for (const auto& role : page.roles)
    text += role.id.value() + " ";
  return text + std::to_string(page.total);
}

}  // namespace

TEST_CASE("ApplicationRoleStore gives, lists and takes the roles of an application") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto roles = with_roles(stores);
    const auto listed = [&](Search search = {}, Window window = Window::all()) {
      return ids_of(run_task(roles.list(app, std::move(search), window)));
    };
    CHECK(listed() == "0");
    stores.run(roles.insert(app, {}));
    stores.run(roles.insert(app, {second, first}));
    stores.run(roles.insert(app, {second}));
    CHECK(listed() == "first second 2");
    CHECK(listed({}, {.limit = 1, .offset = 1}) == "second 2");
    CHECK(listed({.conditions = {{.fields = {"name"}, .values = {"%FIRST"}}}}) == "first 1");
    const auto found = run_task(roles.list(app, {}, Window::all())).roles.front();
    CHECK(found.name == "Role first");
    CHECK(found.description == "d");
    CHECK(found.type == RoleType::machine_to_machine);
    CHECK_FALSE(found.is_default);
    const ApplicationRoleStore theirs(others.database, others.tenant);
    CHECK(ids_of(run_task(theirs.list(app, {}, Window::all()))) == "0");

    stores.run(roles.remove_others(app, {second}));
    CHECK(listed() == "second 1");
    CHECK(stores.conflict(roles.remove(app, first)) == Conflict::Reason::row_count);
    stores.run(roles.remove(app, second));
    stores.run(roles.insert(app, {first}));
    stores.run(roles.remove_others(app, {}));
    CHECK(listed() == "0");
    CHECK(stores.conflict(roles.insert(app, {RoleId("none")})) == Conflict::Reason::foreign_key);
  });
}

TEST_CASE("ApplicationRoleStore tells of which ids there are roles, and which are held") {
  for_each_engine([](Stores& stores) {
    const auto roles = with_roles(stores);
    stores.run(roles.insert(app, {first}));
    std::string text;
    const std::vector<RoleId> ids{first, second, RoleId("user"), RoleId("none")};
    for (const auto& one : run_task(roles.list_candidates(app, ids))) {
      CHECK((one.type == RoleType::user) == (one.id == RoleId("user")));
      CHECK(one.is_held == (one.id == first));
      text += "+";
    }
    CHECK(text == "+++");
    CHECK(run_task(roles.list_candidates(app, {})).empty());
  });
}

}  // namespace daemun::storage
