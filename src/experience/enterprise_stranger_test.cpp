// Providers that sign in people of any organization, as Google does: who of them is taken for one
// of the company's.
#include "experience/test_enterprise.h"
#include "storage/organization_jit_store.h"
#include "storage/organization_store.h"
#include "storage/user_relation_store.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>

namespace daemun::experience {
namespace {

using namespace test;

const std::string google = "https://accounts.google.com";
const std::string ann = "ann@acme.example";

SsoConnector a_google_connector() {
  auto connector = an_oidc_connector();
  connector.provider_name = "GoogleWorkspace";
  connector.config = {{"clientId", "app"}, {"clientSecret", "hush"}};
  return connector;
}

// Google, and an organization here that takes in the people of its connector.
struct World {
  World() {
    tenant.change_settings(sso_settings());
    company.service.answers[google + "/.well-known/openid-configuration"] =
        connectors::test::to_answer(
            {{"issuer", google},
             {"authorization_endpoint", google + "/auth"},
             {"token_endpoint", company_issuer + "/token"},
             {"jwks_uri", company_issuer + "/jwks"},
             {"response_types_supported", json::array{"code"}},
             {"id_token_signing_alg_values_supported", json::array{"ES256"}}}
        );
    company.service.claims["iss"] = google;
    OrganizationDetails club{.id = OrganizationId("club"), .name = "Club"};
    club.created_at = tenant.clock.now();
    tenant.commit(storage::OrganizationStore(*tenant.database, tenant.tenant).insert(club));
    const storage::OrganizationJitStore jit(*tenant.database, tenant.tenant);
    tenant.commit(jit.add_sso_connectors(OrganizationId("club"), {SsoConnectorId("acme")}));
  }

  void says(const std::string& email, const std::optional<std::string>& domain) {
    company.says_email(email);
    company.service.claims.erase("hd");
    if (domain) company.service.claims["hd"] = *domain;
  }
  UserId owner() {
    const auto identity = find_employee(tenant, "ann", google);
    return identity ? identity->user_id : UserId();
  }
  bool is_member(const UserId& user) {
    const storage::UserRelationStore relations(*tenant.database, tenant.tenant);
    return !run_task(relations.list_organizations(user)).empty();
  }

  TestTenant tenant;
  Company company{tenant, a_google_connector()};
};

}  // namespace

TEST_CASE("Google vouches for the addresses of the domain that an account is of, and no others") {
  const struct {
    std::optional<std::string> domain;
    bool is_linked;
  } rows[] = {{std::nullopt, false}, {"elsewhere.example", false}, {"Acme.example", true}};
  for (const auto& [domain, is_linked] : rows) {
    const std::string shown = domain.value_or("none");
    CAPTURE(shown);
    World world;
    const auto id = world.tenant.insert_user("ann");
    storage::UserChanges changes;
    changes.primary_email = {.is_given = true, .value = ann};
    world.tenant.commit(world.tenant.users().update(id, changes, world.tenant.clock.now()));
    world.says(ann, domain);
    auto browser = a_dialogue(world.tenant);
    const auto proof = world.company.prove(browser);
    CHECK((browser.identify(proof).status == 204) == is_linked);
    // A code to the address proves it without Google's word.
    if (!is_linked) prove_address(world.tenant, browser, ann);
    CHECK(browser.identify(proof).status == 204);
    CHECK(browser.submit().status == 200);
    CHECK(world.owner() == id);
    CHECK(world.is_member(id));
  }
}

TEST_CASE("an account of another organization at Google joins none of the connector's") {
  const struct {
    std::string email;
    std::optional<std::string> domain;
    bool is_employee;
  } rows[] = {
      {"eve@mail.example", std::nullopt, false},
      {"eve@elsewhere.example", "elsewhere.example", false},
      {ann, std::nullopt, false},
      {ann, "acme.example", true}};
  for (const auto& [email, domain, is_employee] : rows) {
    const auto captured = email;  // clang 14 captures no binding
    CAPTURE(captured);
    const std::string shown = domain.value_or("none");
    CAPTURE(shown);
    World world;
    world.says(email, domain);
    auto browser = a_dialogue(world.tenant, "Register");
    CHECK(browser.identify(world.company.prove(browser)).status == 201);
    CHECK(browser.submit().status == 200);
    const auto owner = world.owner();
    REQUIRE_FALSE(owner.empty());
    CHECK(world.is_member(owner) == is_employee);
    CHECK(run_task(world.tenant.users().find(owner))->primary_email.has_value() == is_employee);
  }
}

}  // namespace daemun::experience
