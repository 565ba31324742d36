#include "storage/organization_jit_store.h"

#include "storage/organization_member_store.h"
#include "storage/sso_connector_store.h"
#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::Stores;

const OrganizationId acme("acme");
const OrganizationId globex("globex");
const UserId alice("alice");

OrganizationJitStore store_of(Stores& stores) {
  return {stores.database, stores.tenant};
}

ProvenEmail email(const char* address) {
  return *ProvenEmail::make(address, EmailProof::verification_code);
}

bool commits(Stores& stores, Plan plan) {
  return test::commit(stores.database, std::move(plan)).committed();
}

void add_organizations(Stores& stores) {
  for (const auto& id : {acme, globex})
    stores.run(stores.access.insert_organization({.id = id, .name = "Name"}, test::now));
  for (const char* name : {"member", "admin"}) {
    stores.run(
        stores.organization_template.insert_role({.id = OrganizationRoleId(name), .name = name})
    );
  }
  stores.run(stores.users.insert(test::a_user(alice.value()), std::nullopt));
}

void add_connector(Stores& stores, const std::string& id) {
  const SsoConnectorStore connectors(stores.database, stores.vault, stores.tenant);
  stores.run(connectors.insert(
      {.id = SsoConnectorId(id),
       .provider_name = "OIDC",
       .connector_name = id,
       .created_at = test::now}
  ));
}

// "acme:member globex: " for where alice is, with the roles.
std::string memberships(Stores& stores) {
  std::string text;
  for (const auto& organization : run_task(stores.access.list_organizations(alice))) {
    text += organization.id.value() + ":";
    const OrganizationMemberStore<UserId> members(stores.database, stores.tenant);
    for (const auto& role :
         run_task(members.list_roles(organization.id, alice, Window::all())).roles)
      text += role.name;
    text += " ";
  }
  return text;
}

}  // namespace

TEST_CASE("OrganizationJitStore lets a new user join all organizations of the domain") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto store = store_of(stores);
    add_organizations(stores);
    stores.run(store.insert_domain(acme, "acme.example"));
    stores.run(store.insert_domain(globex, "acme.example"));
    stores.run(store.insert_domain(globex, "globex.example"));
    stores.run(store.add_roles(acme, {OrganizationRoleId("member")}));
    CHECK(run_task(store.list_organizations(email("a@ACME.example"))) == std::vector{acme, globex});
    CHECK(run_task(store_of(others).list_organizations(email("a@acme.example"))).empty());
    CHECK(commits(stores, store.provision(alice, email("alice@acme.example"))));
    CHECK(memberships(stores) == "acme:member globex: ");
    // Once more changes nothing.
    CHECK(commits(stores, store.provision(alice, email("alice@acme.example"))));
    CHECK(memberships(stores) == "acme:member globex: ");
  });
}

TEST_CASE("OrganizationJitStore takes a domain for that domain only") {
  for_each_engine([](Stores& stores) {
    const auto store = store_of(stores);
    add_organizations(stores);
    stores.run(store.insert_domain(acme, "acme.example"));
    for (const char* address :
         {"a@mail.acme.example",
          "a@notacme.example",
          "acme.example@evil.example",
          "a@acme.examples"})
      CHECK(commits(stores, store.provision(alice, email(address))));
    CHECK(memberships(stores).empty());
  });
}

TEST_CASE("OrganizationJitStore lets a user join the organizations of an enterprise connector") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto store = store_of(stores);
    add_organizations(stores);
    add_connector(stores, "one");
    add_connector(stores, "two");
    const SsoConnectorId one("one");
    stores.run(store.add_sso_connectors(acme, {one}));
    stores.run(store.add_sso_connectors(globex, {SsoConnectorId("two"), one}));
    stores.run(store.add_roles(acme, {OrganizationRoleId("member")}));
    CHECK(run_task(store.list_organizations_for_sso_connector(one)) == std::vector{acme, globex});
    CHECK(run_task(store_of(others).list_organizations_for_sso_connector(one)).empty());
    CHECK(commits(stores, store.provision(alice, SsoConnectorId("nobody"))));
    CHECK(memberships(stores).empty());
    CHECK(commits(stores, store.provision(alice, one)));
    CHECK(memberships(stores) == "acme:member globex: ");
    CHECK(commits(stores, store.provision(alice, one)));
    CHECK(memberships(stores) == "acme:member globex: ");
  });
}

TEST_CASE("OrganizationJitStore keeps the enterprise connectors of each organization apart") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto store = store_of(stores);
    add_organizations(stores);
    for (const char* id : {"b", "a", "c"})
      add_connector(stores, id);
    const SsoConnectorId a("a");
    const SsoConnectorId b("b");
    stores.run(store.add_sso_connectors(acme, {b, a, b}));
    stores.run(store.add_sso_connectors(acme, {b}));
    stores.run(store.add_sso_connectors(globex, {SsoConnectorId("c")}));
    const auto page = run_task(store.list_sso_connectors(acme, Window{.limit = 1, .offset = 1}));
    CHECK(page.total == 2);
    CHECK(page.connectors == std::vector{b});
    CHECK(
        stores.conflict(store.add_sso_connectors(acme, {SsoConnectorId("none")})) ==
        Conflict::Reason::row_count
    );
    CHECK(
        stores.conflict(store.add_sso_connectors(OrganizationId("none"), {a})) ==
        Conflict::Reason::foreign_key
    );
    CHECK_FALSE(commits(stores, store.replace_sso_connectors(acme, {SsoConnectorId("none")})));
    CHECK(commits(stores, store.replace_sso_connectors(acme, {a})));
    CHECK(run_task(store.list_sso_connectors(acme, Window::all())).connectors == std::vector{a});
    CHECK(run_task(store.list_sso_connectors(globex, Window::all())).total == 1);
    CHECK(
        others.conflict(store_of(others).remove_sso_connector(acme, a)) ==
        Conflict::Reason::row_count
    );
    stores.run(store.remove_sso_connector(acme, a));
    CHECK(run_task(store.list_sso_connectors(acme, Window::all())).total == 0);
  });
}

TEST_CASE("OrganizationJitStore keeps domains and roles of each organization apart") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto store = store_of(stores);
    add_organizations(stores);
    CHECK(commits(stores, store.replace_domains(acme, {"b.example", "a.example", "b.example"})));
    stores.run(store.insert_domain(globex, "c.example"));
    const auto page = run_task(store.list_domains(acme, Window{.limit = 1, .offset = 1}));
    CHECK(page.total == 2);
    CHECK(page.domains == std::vector<std::string>{"b.example"});
    CHECK(stores.conflict(store.insert_domain(acme, "a.example")) == Conflict::Reason::unique);
    CHECK(
        stores.conflict(store.insert_domain(OrganizationId("none"), "a.example")) ==
        Conflict::Reason::foreign_key
    );
    CHECK(stores.conflict(store.remove_domain(acme, "c.example")) == Conflict::Reason::row_count);
    CHECK(commits(stores, store.replace_domains(acme, {})));
    CHECK(run_task(store.list_domains(acme, Window::all())).total == 0);
    CHECK(run_task(store.list_domains(globex, Window::all())).total == 1);

    const OrganizationRoleId member("member");
    const OrganizationRoleId admin("admin");
    CHECK(commits(stores, store.replace_roles(acme, {member, admin, member})));
    CHECK(run_task(store.list_roles(acme, Window::all())).total == 2);
    CHECK(commits(stores, store.replace_roles(acme, {admin})));
    REQUIRE(run_task(store.list_roles(acme, Window::all())).roles.size() == 1);
    CHECK_FALSE(commits(stores, store.replace_roles(acme, {OrganizationRoleId("none")})));
    CHECK(run_task(store.list_roles(acme, Window::all())).roles[0].id == admin);
    CHECK(
        others.conflict(store_of(others).remove_role(acme, admin)) == Conflict::Reason::row_count
    );
    stores.run(store.remove_role(acme, admin));
    CHECK(run_task(store.list_roles(acme, Window::all())).total == 0);
  });
}

}  // namespace daemun::storage
