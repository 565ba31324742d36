#include "storage/organization_store.h"

#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

OrganizationStore store_of(Stores& stores) {
  return {stores.database, stores.tenant};
}

OrganizationDetails an_organization(std::string id, TimePoint created_at = now) {
  OrganizationDetails organization;
  organization.id = OrganizationId(id);
  organization.name = "Organization " + id;
  organization.created_at = created_at;
  return organization;
}

}  // namespace

TEST_CASE("OrganizationStore gives back all of an organization, to its tenant") {
  for_each_engine([](Stores& stores, Stores& others) {
    auto acme = an_organization("acme");
    acme.description = "Tools";
    acme.custom_data = R"({"plan":"x"})";
    acme.is_mfa_required = true;
    acme.is_trusted_device_allowed = false;
    acme.color = R"({"primaryColor":"#fff"})";
    acme.branding = R"({"favicon":"https://acme.example/f.ico"})";
    acme.custom_css = "a{}";
    stores.run(store_of(stores).insert(acme));
    const auto found = run_task(store_of(stores).find(acme.id));
    REQUIRE(found);
    CHECK(found->name == acme.name);
    CHECK(found->description == acme.description);
    CHECK(found->custom_data == acme.custom_data);
    CHECK(found->is_mfa_required);
    CHECK_FALSE(found->is_trusted_device_allowed);
    CHECK(found->color == acme.color);
    CHECK(found->branding == acme.branding);
    CHECK(found->custom_css == acme.custom_css);
    CHECK(found->created_at == now);
    CHECK_FALSE(run_task(store_of(others).find(acme.id)));
    CHECK(others.conflict(store_of(others).remove(acme.id)) == Conflict::Reason::row_count);
  });
}

TEST_CASE("OrganizationStore changes what is given, so that two changes both hold") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto store = store_of(stores);
    auto acme = an_organization("acme");
    acme.description = "Tools";
    acme.custom_css = "a{}";
    stores.run(store.insert(acme));
    stores.run(store.update(acme.id, {.name = "Acme Inc"}));
    stores.run(store.update(acme.id, {.sets_description = true, .is_mfa_required = true}));
    stores.run(store.update(acme.id, {.color = R"({"primaryColor":"#000"})"}));
    const auto found = run_task(store.find(acme.id));
    REQUIRE(found);
    CHECK(found->name == "Acme Inc");
    CHECK_FALSE(found->description);
    CHECK(found->is_mfa_required);
    CHECK(found->is_trusted_device_allowed);
    CHECK(found->color == R"({"primaryColor":"#000"})");
    CHECK(found->custom_css == "a{}");
    CHECK(
        others.conflict(store_of(others).update(acme.id, {.name = "Theirs"})) ==
        Conflict::Reason::row_count
    );
  });
}

TEST_CASE("OrganizationStore lists by creation, in parts, and features three users of each") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto store = store_of(stores);
    stores.run(store.insert(an_organization("b", now + Seconds(1))));
    stores.run(store.insert(an_organization("c", now)));
    stores.run(store.insert(an_organization("a", now)));
    const auto page = run_task(store.list(Search{}, Window{.limit = 2, .offset = 1}));
    CHECK(page.total == 3);
    REQUIRE(page.organizations.size() == 2);
    CHECK(page.organizations[0].id == OrganizationId("c"));
    CHECK(page.organizations[1].id == OrganizationId("b"));
    CHECK(run_task(store_of(others).list(Search{}, Window::all())).total == 0);

    for (const char* id : {"u4", "u1", "u3", "u2"}) {
      stores.run(stores.users.insert(test::a_user(id), std::nullopt));
      stores.run(stores.access.add_member(OrganizationId("b"), UserId(id)));
    }
    const auto featured = run_task(store.list_featured({OrganizationId("b"), OrganizationId("a")}));
    REQUIRE(featured.size() == 2);
    CHECK(featured[0].users_count == 4);
    REQUIRE(featured[0].users.size() == 3);
    CHECK(featured[0].users[0].id == UserId("u1"));
    CHECK(featured[0].users[2].id == UserId("u3"));
    CHECK(featured[1].users_count == 0);
    CHECK(featured[1].users.empty());
  });
}

}  // namespace daemun::storage
