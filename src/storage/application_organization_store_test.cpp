#include "storage/application_organization_store.h"

#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::a_user;
using test::an_application;
using test::for_each_engine;
using test::now;
using test::Stores;

const ApplicationId app = an_application().id;
const UserId user = a_user().id;
const OrganizationId a("a");
const OrganizationId b("b");

// An application and a user, both in "a" and "b" (the newer one).
ApplicationOrganizationStore with_organizations(Stores& stores) {
  stores.run(stores.users.insert(a_user(), std::nullopt));
  stores.run(stores.applications.insert(an_application()));
  int age = 2;
  for (const auto& id : {a, b}) {
    stores.run(stores.access.insert_organization(
        {.id = id, .name = "Org " + id.value(), .description = "d", .is_mfa_required = true},
        now - Seconds(age--)
    ));
    stores.run(stores.access.add_application(id, app));
    stores.run(stores.access.add_member(id, user));
  }
  return {stores.database, stores.tenant};
}

}  // namespace

TEST_CASE("ApplicationOrganizationStore pages organizations with the application's roles in each") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto organizations = with_organizations(stores);
    for (const char* role : {"reader", "owner"}) {
      const OrganizationRoleId id(role);
      stores.run(stores.organization_template.insert_role(
          {.id = id, .name = role, .type = RoleType::machine_to_machine}
      ));
      stores.run(stores.access.add_application_role(a, app, id));
    }
    auto page = run_task(organizations.list_memberships(app, Window::all()));
    CHECK(page.total == 2);
    REQUIRE(page.memberships.size() == 2);
    CHECK(page.memberships[0].organization.id == b);
    CHECK(page.memberships[0].roles.empty());
    const auto& shown = page.memberships[1].organization;
    CHECK(shown.name == "Org a");
    CHECK(shown.description == "d");
    CHECK(shown.is_mfa_required);
    CHECK(shown.is_trusted_device_allowed);
    CHECK(shown.color == "{}");
    CHECK(shown.created_at == now - Seconds(2));
    REQUIRE(page.memberships[1].roles.size() == 2);
    CHECK(page.memberships[1].roles[0].name == "owner");
    page = run_task(organizations.list_memberships(app, {.limit = 1, .offset = 1}));
    CHECK(page.total == 2);
    REQUIRE(page.memberships.size() == 1);
    CHECK(page.memberships[0].roles.size() == 2);
    const ApplicationOrganizationStore theirs(others.database, others.tenant);
    CHECK(run_task(theirs.list_memberships(app, Window::all())).total == 0);
  });
}

TEST_CASE("ApplicationOrganizationStore opens organizations of their members only, and closes them"
) {
  for_each_engine([](Stores& stores) {
    const auto organizations = with_organizations(stores);
    stores.run(stores.access.insert_organization({.id = OrganizationId("c"), .name = "C"}, now));
    const auto open = [&](Window window = Window::all()) {
      const auto page = run_task(organizations.list_consented(app, user, window));
      std::string text;
      for (const auto& organization : page.organizations)
        text += organization.id.value();
      return text + std::to_string(page.total);
    };
    stores.run(organizations.insert_consented(app, user, {a, b, a}));
    CHECK(open() == "ba2");
    CHECK(open({.limit = 1, .offset = 1}) == "a2");
    CHECK(
        stores.conflict(organizations.insert_consented(app, user, {OrganizationId("c")})) ==
        Conflict::Reason::foreign_key
    );
    stores.run(organizations.remove_other_consented(app, user, {b}));
    CHECK(open() == "b1");
    stores.run(organizations.remove_consented(app, user, b));
    CHECK(
        stores.conflict(organizations.remove_consented(app, user, b)) == Conflict::Reason::row_count
    );
  });
}

}  // namespace daemun::storage
