// Signing in with a company's identity provider, call by call: who comes in, who is linked, and
// what is refused.
#include "experience/test_enterprise.h"
#include "experience/test_social.h"
#include "storage/log_store.h"
#include "storage/organization_jit_store.h"
#include "storage/organization_store.h"
#include "storage/token_secret_store.h"
#include "storage/user_relation_store.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace daemun::experience {
namespace {

using namespace test;

const std::string ann = "ann@acme.example";

UserId insert_with_email(TestTenant& tenant, const std::string& email) {
  const auto id = tenant.insert_user("ann");
  storage::UserChanges changes;
  changes.primary_email = {.is_given = true, .value = email};
  tenant.commit(tenant.users().update(id, changes, tenant.clock.now()));
  return id;
}

struct World {
  explicit World(json::object more = {}) { tenant.change_settings(sso_settings(std::move(more))); }
  World(SsoConnector connector, json::object more) : company(tenant, std::move(connector)) {
    tenant.change_settings(sso_settings(std::move(more)));
  }

  Browser browser(std::string_view event = "SignIn") { return a_dialogue(tenant, event); }
  User user(const UserId& id) { return run_task(tenant.users().find(id)).value(); }
  std::vector<std::string> organizations_of(const UserId& id) {
    std::vector<std::string> names;
    const storage::UserRelationStore relations(*tenant.database, tenant.tenant);
    for (const auto& one : run_task(relations.list_organizations(id)))
      names.push_back(one.organization.name);
    return names;
  }

  TestTenant tenant;
  Company company{tenant};
};

}  // namespace

TEST_CASE("an account at the company's provider signs its owner in and is refreshed") {
  World world;
  const auto id = insert_employee(world.tenant);
  world.company.service.claims["department"] = "Sales";
  world.company.says_email("ann@elsewhere.example");
  auto browser = world.browser();
  CHECK(browser.identify(world.company.prove(browser)).status == 204);
  CHECK(browser.submit().status == 200);
  const auto login = world.tenant.find(browser.interaction().id)->login;
  REQUIRE(login);
  CHECK(login->user_id == id);
  CHECK(login->amr.empty());
  CHECK(find_employee(world.tenant)->detail.at("department") == "Sales");
  // Of another domain than the connector's: it may sign in, and changes nothing.
  CHECK_FALSE(world.user(id).primary_email);
}

TEST_CASE("a new person registers, without the identifiers that the tenant requires elsewhere") {
  World world;
  world.company.says_email("Ann@Acme.example");
  world.company.service.claims["name"] = "Ann";
  world.company.service.claims["picture"] = "https://acme.example/ann.png";
  auto browser = world.browser();
  const auto proof = world.company.prove(browser);
  const auto unknown = browser.identify(proof);
  CHECK(sso_refusal_of(unknown) == "404 user.sso_identity_not_exist");
  CHECK(body_of(unknown).at("data") == json::object());
  CHECK(browser.take(change_event, {{"interactionEvent", "Register"}}).status == 204);
  CHECK(browser.identify(proof).status == 201);
  CHECK(browser.submit().status == 200);
  const auto user = world.user(UserId(owner_at_company(world.tenant)));
  CHECK(user.primary_email == ann);
  CHECK(user.name == "Ann");
  CHECK(user.avatar == "https://acme.example/ann.png");
  const auto identity = find_employee(world.tenant);
  CHECK(identity->connector_id.value() == "acme");
  CHECK(identity->detail.at("email") == json::value(ann));
  CHECK(json::serialize(identity->detail).find("hush") == std::string::npos);
  auto again = world.browser();
  CHECK(again.identify(world.company.prove(again)).status == 204);
}

TEST_CASE("the provider's tokens are kept for the user where the connector wants that") {
  World world;
  world.company.change({.enable_token_storage = true});
  const auto id = insert_employee(world.tenant);
  auto browser = world.browser();
  CHECK(browser.identify(world.company.prove(browser)).status == 204);
  crypto::SystemRandom random;
  const storage::TokenSecretStore secrets(
      *world.tenant.database, *world.tenant.vault, random, world.tenant.tenant
  );
  CHECK_FALSE(run_task(secrets.find_sso(id, SsoConnectorId("acme"))));
  CHECK(browser.interaction().experience_state.find("\"at\"") == std::string::npos);
  CHECK(browser.submit().status == 200);
  const auto kept = run_task(secrets.find_sso(id, SsoConnectorId("acme")));
  REQUIRE(kept);
  CHECK(kept->tokens.access_token.reveal() == "at");
}

TEST_CASE("an account is linked by an address of the company that its provider vouches for") {
  World world;
  const auto id = insert_with_email(world.tenant, ann);
  world.company.says_email(ann);
  auto browser = world.browser();
  CHECK(browser.identify(world.company.prove(browser)).status == 204);
  CHECK(owner_at_company(world.tenant) == "");
  CHECK(browser.submit().status == 200);
  CHECK(owner_at_company(world.tenant) == id.value());
}

TEST_CASE("an address that nobody vouches for is proven by a code before it is linked") {
  // Neither its silence nor its word that the address is not verified is a proof.
  for (const auto is_verified : {std::optional<bool>(), std::optional(false)}) {
    World world;
    const auto id = insert_with_email(world.tenant, ann);
    world.company.says_email(ann, is_verified);
    auto browser = world.browser();
    const auto proof = world.company.prove(browser);
    const auto refused = browser.identify(proof);
    CHECK(sso_refusal_of(refused) == "404 user.sso_identity_not_exist");
    const auto related = body_of(refused).at("data").at("relatedUser");
    CHECK(related == json::value({{"type", "email"}, {"value", ann}}));
    CHECK(sso_refusal_of(browser.submit()) == "404 session.identifier_not_found");
    // A code to another address proves nothing.
    prove_address(world.tenant, browser, "eve@mail.example");
    CHECK(sso_refusal_of(browser.identify(proof)) == "404 user.sso_identity_not_exist");
    prove_address(world.tenant, browser, ann);
    CHECK(browser.identify(proof).status == 204);
    CHECK(browser.submit().status == 200);
    CHECK(owner_at_company(world.tenant) == id.value());
  }
}

TEST_CASE("a connector that is trusted links by the silence of its provider, never by its no") {
  for (const auto is_verified : {std::optional<bool>(), std::optional(false)}) {
    auto connector = an_oidc_connector();
    connector.config["trustUnverifiedEmail"] = true;
    World world(connector, {});
    insert_with_email(world.tenant, ann);
    world.company.says_email(ann, is_verified);
    auto browser = world.browser();
    CHECK(browser.identify(world.company.prove(browser)).status == (is_verified ? 404 : 204));
  }
}

TEST_CASE("an address of another domain is never linked, and never the address of a new account") {
  World world;
  const std::string boss = "boss@mail.example";
  insert_with_email(world.tenant, boss);
  world.company.says_email(boss);
  auto browser = world.browser();
  const auto proof = world.company.prove(browser);
  const auto refused = browser.identify(proof);
  CHECK(sso_refusal_of(refused) == "404 user.sso_identity_not_exist");
  CHECK(body_of(refused).at("data") == json::object());
  prove_address(world.tenant, browser, boss);
  CHECK(sso_refusal_of(browser.identify(proof)) == "404 user.sso_identity_not_exist");
  world.company.says_email("eve@mail.example");
  auto newcomer = world.browser("Register");
  CHECK(newcomer.identify(world.company.prove(newcomer)).status == 201);
  CHECK(newcomer.submit().status == 200);
  CHECK_FALSE(world.user(UserId(owner_at_company(world.tenant))).primary_email);
}

TEST_CASE("an address that the company has reassigned does not open the former owner's account") {
  World world;
  const auto id = insert_employee(world.tenant);
  storage::UserChanges changes;
  changes.primary_email = {.is_given = true, .value = ann};
  world.tenant.commit(world.tenant.users().update(id, changes, world.tenant.clock.now()));
  world.company.service.claims["sub"] = "another-ann";
  world.company.says_email(ann);
  auto browser = world.browser();
  CHECK(
      sso_refusal_of(browser.identify(world.company.prove(browser))) ==
      "422 user.sso_account_exists_in_profile"
  );
  auto newcomer = world.browser("Register");
  CHECK(
      sso_refusal_of(newcomer.identify(world.company.prove(newcomer))) ==
      "422 user.email_already_in_use"
  );
}

TEST_CASE("an account at a provider that the connector no longer has is replaced") {
  World world;
  const auto id = insert_with_email(world.tenant, ann);
  world.tenant.commit(sso_identities_of(world.tenant)
                          .insert(
                              {.id = SsoIdentityId("old"),
                               .user_id = id,
                               .connector_id = SsoConnectorId("acme"),
                               .issuer = "https://old.example",
                               .identity_id = "ann",
                               .created_at = world.tenant.clock.now()}
                          ));
  world.company.says_email(ann);
  auto browser = world.browser();
  CHECK(browser.identify(world.company.prove(browser)).status == 204);
  CHECK(browser.submit().status == 200);
  CHECK(owner_at_company(world.tenant) == id.value());
  CHECK_FALSE(find_employee(world.tenant, "ann", "https://old.example"));
}

TEST_CASE("name and picture of an account follow the provider where the connector says so") {
  World world;
  const auto id = insert_employee(world.tenant);
  world.company.service.claims["name"] = "Ann of Acme";
  for (const bool is_synced : {false, true}) {
    world.company.change({.sync_profile = is_synced});
    auto browser = world.browser();
    CHECK(browser.identify(world.company.prove(browser)).status == 204);
    CHECK(browser.submit().status == 200);
    CHECK(world.user(id).name.has_value() == is_synced);
  }
}

TEST_CASE("people of the connector's domains sign in there and nowhere else") {
  World world({{"socialSignInConnectorTargets", json::array{"club"}}});
  insert_with_email(world.tenant, ann);
  auto browser = world.browser();
  const auto proof = browser.verify(
      password_method,
      {{"identifier", {{"type", "email"}, {"value", ann}}}, {"password", good_password}}
  );
  const auto refused = browser.identify(proof);
  CHECK(sso_refusal_of(refused) == "422 session.sso_enabled");
  const auto shown = body_of(refused).at("data");
  CHECK(shown == json::value({{"ssoConnectors", json::array{{{"id", "acme"}}}}}));
  const auto by_code = prove_address(world.tenant, browser, ann);
  CHECK(sso_refusal_of(browser.identify(by_code)) == "422 session.sso_enabled");
  auto newcomer = world.browser("Register");
  const std::string dora = "dora@ACME.example";
  const auto new_code = prove_address(world.tenant, newcomer, dora, "Register");
  CHECK(sso_refusal_of(newcomer.identify(new_code)) == "422 session.sso_enabled");
  CHECK(
      sso_refusal_of(newcomer.add_profile(proven_profile("email", new_code))) ==
      "422 session.sso_enabled"
  );
  // Subdomains are other domains, and so is anything where enterprise sign-in is off.
  auto other = world.browser("Register");
  const auto of_subdomain = prove_address(world.tenant, other, "dora@sub.acme.example", "Register");
  CHECK(sso_refusal_of(other.identify(of_subdomain)) == "422 user.missing_profile");
  world.tenant.change_settings(sso_settings({{"singleSignOnEnabled", false}}));
  CHECK(browser.identify(by_code).status == 204);
}

TEST_CASE("an account at a social service with a company's address does not sign in") {
  TestTenant tenant;
  tenant.change_settings(sso_settings({{"socialSignInConnectorTargets", json::array{"club"}}}));
  Club club(tenant);
  tenant.commit(sso_connectors_of(tenant).insert(an_oidc_connector()));
  club.service.claims["email"] = ann;
  club.service.claims["email_verified"] = true;
  for (const auto* event : {"SignIn", "Register"}) {
    auto browser = a_dialogue(tenant, event);
    CHECK(sso_refusal_of(browser.identify(club.prove(browser))) == "422 session.sso_enabled");
  }
  insert_ann(tenant);
  auto browser = signing_in(tenant);
  const auto added = browser.add_profile(proven_profile("social", club.prove(browser)));
  CHECK(sso_refusal_of(added) == "422 session.sso_enabled");
}

TEST_CASE("new people of the connector join its organizations, and those of their domain") {
  World world;
  for (const auto* name : {"club", "guild"}) {
    OrganizationDetails details{.id = OrganizationId(name), .name = name};
    details.created_at = world.tenant.clock.now();
    world.tenant.commit(
        storage::OrganizationStore(*world.tenant.database, world.tenant.tenant).insert(details)
    );
  }
  const storage::OrganizationJitStore jit(*world.tenant.database, world.tenant.tenant);
  world.tenant.commit(jit.add_sso_connectors(OrganizationId("club"), {SsoConnectorId("acme")}));
  world.tenant.commit(jit.insert_domain(OrganizationId("guild"), "acme.example"));
  world.company.says_email(ann);
  auto newcomer = world.browser("Register");
  CHECK(newcomer.identify(world.company.prove(newcomer)).status == 201);
  CHECK(newcomer.submit().status == 200);
  const UserId id(owner_at_company(world.tenant));
  CHECK(world.organizations_of(id) == std::vector<std::string>{"club", "guild"});
  // A linked account joins only the organizations of the connector.
  const auto old = insert_with_email(world.tenant, "bob@acme.example");
  world.company.service.claims["sub"] = "bob";
  world.company.says_email("bob@acme.example");
  auto browser = world.browser();
  CHECK(browser.identify(world.company.prove(browser)).status == 204);
  CHECK(browser.submit().status == 200);
  CHECK(world.organizations_of(old) == std::vector<std::string>{"club"});
}

TEST_CASE("the blocklist holds for addresses of the company too") {
  World world({{"emailBlocklistPolicy", {{"customBlocklist", json::array{ann}}}}});
  world.company.says_email(ann);
  auto browser = world.browser("Register");
  CHECK(
      sso_refusal_of(browser.identify(world.company.prove(browser))) ==
      "422 session.email_blocklist.email_not_allowed"
  );
}

TEST_CASE("a connector that is switched off in the middle ends what it has begun") {
  const auto switches_off = [](World& world) {
    world.tenant.change_settings(sso_settings({{"singleSignOnEnabled", false}}));
  };
  const auto removes = [](World& world) {
    world.tenant.commit(sso_connectors_of(world.tenant).remove(SsoConnectorId("acme")));
  };
  const auto empties = [](World& world) {
    world.company.change({.domains = std::vector<std::string>()});
  };
  const std::pair<void (*)(World&), const char*> rows[] = {
      {switches_off, "422 user.sign_in_method_not_enabled"},
      {removes, "404 entity.not_found"},
      {empties, "404 connector.not_found"}};
  for (const auto& [end, refusal] : rows) {
    const auto captured = refusal;  // clang 14 captures no binding
    CAPTURE(captured);
    for (const int at : {0, 1, 2, 3}) {
      CAPTURE(at);
      World world;
      insert_with_email(world.tenant, ann);
      world.company.says_email(ann);
      auto browser = world.browser();
      if (at == 0) {
        end(world);
        CHECK(sso_refusal_of(world.company.begin(browser)) == refusal);
        continue;
      }
      const auto begun = world.company.begin(browser);
      if (at == 1) end(world);
      const auto proof = world.company.finish(browser, begun);
      if (at == 1) {
        CHECK(sso_refusal_of(proof) == refusal);
        continue;
      }
      if (at == 2) end(world);
      const auto identified = browser.identify(proof);
      if (at == 2) {
        CHECK(sso_refusal_of(identified) == refusal);
        continue;
      }
      CHECK(identified.status == 204);
      end(world);
      CHECK(sso_refusal_of(browser.submit()) == refusal);
      CHECK(owner_at_company(world.tenant) == "");
    }
  }
}

TEST_CASE("an identity that is taken away before the end signs nobody in") {
  World world;
  const auto id = insert_employee(world.tenant);
  auto browser = world.browser();
  CHECK(browser.identify(world.company.prove(browser)).status == 204);
  world.tenant.commit(sso_identities_of(world.tenant).remove(id, SsoConnectorId("acme")));
  CHECK(sso_refusal_of(browser.submit()) == "400 session.verification_expired");
}

TEST_CASE("a visit is for one dialogue, one connector and one answer") {
  World world;
  insert_employee(world.tenant);
  auto other = an_oidc_connector("other");
  other.created_at = world.tenant.clock.now();
  world.tenant.commit(sso_connectors_of(world.tenant).insert(other));
  auto browser = world.browser();
  auto stranger = world.browser();
  const auto begun = world.company.begin(browser);
  const json::object data{{"code", "the-code"}, {"state", "the-state"}};
  CHECK(
      sso_refusal_of(finish_sso(stranger, begun, data)) ==
      "404 session.verification_session_not_found"
  );
  CHECK(
      sso_refusal_of(finish_sso(browser, begun, data, "other")) ==
      "404 session.verification_session_not_found"
  );
  auto foreign = data;
  foreign["state"] = "another-state";
  CHECK(finish_sso(browser, begun, foreign).status == 400);
  // It is used up by that.
  CHECK(
      sso_refusal_of(finish_sso(browser, begun, data)) ==
      "400 session.connector_validation_session_not_found"
  );
}

TEST_CASE("a code goes to the provider once, however many calls bring it at once") {
  World world;
  RacedDatabase raced(*world.tenant.database);
  Browser browser(world.tenant.dependencies(raced), world.tenant.insert_interaction("app1"));
  CHECK(browser.start("SignIn").status == 204);
  const auto begun = world.company.begin(browser);
  const json::object data{{"code", "the-code"}, {"state", "the-state"}};
  http::Response first;
  raced.before_commit = [&] { first = finish_sso(browser, begun, data); };
  const auto second = finish_sso(browser, begun, data);
  CHECK(first.status == 200);
  CHECK(sso_refusal_of(second) == "404 session.verification_session_not_found");
  const auto& urls = world.tenant.http.urls;
  CHECK(std::count(urls.begin(), urls.end(), company_issuer + "/token") == 1);
}

TEST_CASE("a connector signs in nobody by the identities of another one") {
  World world;
  insert_employee(world.tenant);
  auto mimic = an_oidc_connector("mimic");
  mimic.created_at = world.tenant.clock.now();
  world.tenant.commit(sso_connectors_of(world.tenant).insert(mimic));
  auto browser = world.browser();
  const auto begun = begin_sso(browser, "mimic");
  world.company.service.visit(std::string(body_of(begun).at("authorizationUri").as_string()));
  const auto proof =
      finish_sso(browser, begun, {{"code", "the-code"}, {"state", "the-state"}}, "mimic");
  CHECK(sso_refusal_of(browser.identify(proof)) == "404 user.sso_identity_not_exist");
}

TEST_CASE("authorization-uri leads to the callback page of its connector alone") {
  World world;
  auto browser = world.browser();
  for (const auto* uri :
       {"https://auth.example/callback/other",
        "https://auth.example/callback/acme?x",
        "https://evil.example/callback/acme"}) {
    const auto refused = browser.take(
        enterprise_sso_method.endpoints[0].step,
        {{"state", "s"}, {"redirectUri", uri}},
        {{"connectorId", "acme"}}
    );
    CHECK(sso_refusal_of(refused) == "400 guard.invalid_input");
  }
}

TEST_CASE("a provider that cannot be reached when a visit begins is in the audit log") {
  World world;
  world.tenant.http.service = nullptr;
  auto browser = world.browser();
  world.tenant.clock.advance(Milliseconds(1));
  CHECK(world.company.begin(browser).status == 400);
  run_task(world.tenant.journal->flush());
  const storage::LogStore logs(*world.tenant.database, world.tenant.tenant);
  const auto lines = run_task(logs.list(1));
  REQUIRE(lines.size() == 1);
  CHECK(lines.front().key == "Interaction.SignIn.Verification.EnterpriseSso.Create");
  const auto payload = json::parse(lines.front().payload).as_object();
  CHECK(payload.at("result") == "Error");
  CHECK(payload.at("reason") == "timed_out");
}

TEST_CASE("sso-connectors finds the connectors of an address's domain") {
  World world;
  SingleSignOn sso(world.tenant.dependencies());
  auto browser = world.browser();
  const auto list = [&](const std::string& email) {
    auto request = a_request(browser.interaction());
    request.method = http::Method::get;
    request.query = "email=" + email;
    return run_task(sso.list_connectors(std::move(request)));
  };
  CHECK(list("ann@ACME.example").body == R"({"connectorIds":["acme"]})");
  CHECK(list("ann@sub.acme.example").body == R"({"connectorIds":[]})");
  CHECK(sso_refusal_of(list("acme.example")) == "400 guard.invalid_input");
  world.tenant.change_settings(sso_settings({{"singleSignOnEnabled", false}}));
  CHECK(list("ann@acme.example").body == R"({"connectorIds":[]})");
  http::Request nobody;
  nobody.query = "email=ann@acme.example";
  CHECK(sso_refusal_of(run_task(sso.list_connectors(nobody))) == "400 session.not_found");
}

}  // namespace daemun::experience
