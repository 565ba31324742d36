#include "storage/application_consent_store.h"

#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::an_application;
using test::for_each_engine;
using test::now;
using test::Stores;
using Strings = std::vector<std::string>;

const ApplicationId app = an_application().id;

// Resources "a" and "b", each with "read" and "write" (ids "a:read" ...), and a permission of
// organizations.
ApplicationConsentStore with_scopes(Stores& stores) {
  stores.run(stores.applications.insert(an_application()));
  for (const std::string id : {"a", "b"}) {
    stores.run(stores.resources.insert(
        {.id = ResourceId(id), .name = "API " + id, .indicator = "https://" + id + ".example"}
    ));
    for (const std::string name : {"read", "write"}) {
      stores.run(stores.resources.insert_scope(
          ResourceId(id), {.id = ScopeId(id + ":" + name), .name = name, .description = "d"}, now
      ));
    }
  }
  stores.run(stores.organization_template.insert_scope(
      {.id = OrganizationScopeId("o"), .name = "org:read"}
  ));
  return {stores.database, stores.tenant};
}

}  // namespace

TEST_CASE("ApplicationConsentStore lists what is enabled, by resource, without what is gone") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto scopes = with_scopes(stores);
    stores.run(scopes.insert(app, ConsentKind::user, {"profile", "email"}));
    stores.run(scopes.insert(app, ConsentKind::user, {"email"}));
    stores.run(scopes.insert(app, ConsentKind::organization, {"o", "gone"}));
    stores.run(scopes.insert(app, ConsentKind::resource, {"b:read", "a:write", "a:read", "gone"}));
    stores.run(scopes.insert(app, ConsentKind::organization_resource, {"b:write"}));
    const auto found = run_task(scopes.list(app));
    CHECK(found.user == Strings{"email", "profile"});
    REQUIRE(found.organization.size() == 1);
    CHECK(found.organization[0].name == "org:read");
    REQUIRE(found.resource.size() == 2);
    CHECK(found.resource[0].indicator == "https://a.example");
    REQUIRE(found.resource[0].scopes.size() == 2);
    CHECK(found.resource[0].scopes[1].id == ScopeId("a:write"));
    CHECK(found.resource[0].scopes[1].description == "d");
    CHECK(found.resource[1].scopes.size() == 1);
    REQUIRE(found.organization_resource.size() == 1);
    CHECK(found.organization_resource[0].name == "API b");
    const ApplicationConsentStore theirs(others.database, others.tenant);
    CHECK(run_task(theirs.list(app)).user.empty());

    CHECK(
        stores.conflict(scopes.remove(app, ConsentKind::organization, "email")) ==
        Conflict::Reason::row_count
    );
    stores.run(scopes.remove(app, ConsentKind::user, "email"));
    CHECK(run_task(scopes.list(app)).user == Strings{"profile"});
    CHECK(
        stores.conflict(scopes.insert(ApplicationId("none"), ConsentKind::user, {"email"})) ==
        Conflict::Reason::foreign_key
    );
  });
}

TEST_CASE("ApplicationConsentStore tells which scopes there are, and whose") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto scopes = with_scopes(stores);
    const auto known = run_task(scopes.find_known({"o", "none"}, {"a:read", "none"}));
    CHECK(known.organization == Strings{"o"});
    REQUIRE(known.resource.size() == 1);
    CHECK(known.resource[0].id == "a:read");
    CHECK(known.resource[0].indicator == "https://a.example");
    const ApplicationConsentStore theirs(others.database, others.tenant);
    CHECK(run_task(theirs.find_known({"o"}, {"a:read"})).resource.empty());
  });
}

}  // namespace daemun::storage
