// Second factors after a company's own sign-in: one that the person has is asked for, none is to be
// set up that could be put off, and a connector that is trusted spares both.
#include "experience/test_enterprise.h"
#include "experience/test_factors.h"
#include "storage/organization_jit_store.h"
#include "storage/organization_store.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun::experience {
namespace {

using namespace test;

constexpr const char* required = "403 session.mfa.require_mfa_verification";

struct World {
  explicit World(std::string_view policy = "Mandatory") { set_policy(policy); }

  void set_policy(std::string_view policy, bool is_demanded_by_organizations = false) {
    auto settings = sso_settings(mfa_settings({"Totp"}, policy));
    if (is_demanded_by_organizations)
      settings["mfa"].as_object()["organizationRequiredMfaPolicy"] = "Mandatory";
    tenant.change_settings(settings);
  }
  void trust() { company.change({.trusts_mfa = true}); }
  Browser signing_in() {
    auto browser = a_dialogue(tenant);
    CHECK(browser.identify(company.prove(browser)).status == 204);
    return browser;
  }
  LoginResult login_of(const Browser& browser) {
    return tenant.find(browser.interaction().id)->login.value();
  }

  TestTenant tenant;
  Company company{tenant};
};

}  // namespace

TEST_CASE("set-up after a company's sign-in is asked for only where it cannot be put off") {
  const std::pair<const char*, bool> policies[] = {
      {"UserControlled", false},
      {"PromptAtSignInAndSignUp", false},
      {"PromptOnlyAtSignIn", false},
      {"NoPrompt", false},
      {"Mandatory", true},
      {"PromptAtSignInAndSignUpMandatory", true},
      {"PromptOnlyAtSignInMandatory", true}};
  for (const auto& [policy, is_asked] : policies) {
    const auto captured = policy;  // clang 14 captures no binding
    CAPTURE(captured);
    World world(policy);
    insert_employee(world.tenant);
    auto browser = world.signing_in();
    const auto end = browser.submit();
    CHECK(code_of(end) == (is_asked ? "user.missing_mfa" : ""));
    CHECK((end.status == 200) == !is_asked);
  }
}

TEST_CASE("an organization that the connector takes people into may demand a factor") {
  for (const bool is_demanded : {false, true}) {
    World world;
    world.set_policy("NoPrompt", true);
    OrganizationDetails club{.id = OrganizationId("club"), .name = "Club"};
    club.is_mfa_required = is_demanded;
    club.created_at = world.tenant.clock.now();
    world.tenant.commit(
        storage::OrganizationStore(*world.tenant.database, world.tenant.tenant).insert(club)
    );
    const storage::OrganizationJitStore jit(*world.tenant.database, world.tenant.tenant);
    world.tenant.commit(jit.add_sso_connectors(OrganizationId("club"), {SsoConnectorId("acme")}));
    auto browser = a_dialogue(world.tenant, "Register");
    CHECK(browser.identify(world.company.prove(browser)).status == 201);
    CHECK(code_of(browser.submit()) == (is_demanded ? "user.missing_mfa" : ""));
  }
}

TEST_CASE("a connector that is trusted with the second factor spares it, and nobody else's word") {
  World world;
  insert_app(world.tenant, insert_employee(world.tenant));
  world.company.service.claims["amr"] = json::array{"pwd", "mfa"};
  auto untrusted = world.signing_in();
  CHECK(sso_refusal_of(untrusted.submit()) == required);
  CHECK(verify_app(untrusted, app_code(world.tenant)).status == 200);
  CHECK(untrusted.submit().status == 200);
  world.trust();
  auto browser = world.signing_in();
  CHECK(browser.submit().status == 200);
  CHECK(world.login_of(browser).amr == std::vector<std::string>{"mfa"});
  // The switch counts as it is at the end.
  auto late = world.signing_in();
  world.company.change({.trusts_mfa = false});
  CHECK(sso_refusal_of(late.submit()) == required);
}

TEST_CASE("a trusted connector vouches for no factor that its provider does not name") {
  World world;
  insert_app(world.tenant, insert_employee(world.tenant));
  world.trust();
  auto browser = world.signing_in();
  CHECK(browser.submit().status == 200);
  CHECK(world.login_of(browser).amr.empty());
  // An application that wants one gets one.
  auto interaction = world.tenant.insert_interaction("app1");
  interaction.id = InteractionId(crypto::random_token(world.tenant.random));
  interaction.request.acr_values = {"mfa"};
  world.tenant.commit(world.tenant.interactions().insert(interaction));
  Browser strict(world.tenant, interaction);
  strict.start("SignIn");
  CHECK(strict.identify(world.company.prove(strict)).status == 204);
  CHECK(sso_refusal_of(strict.submit()) == required);
}

TEST_CASE("linking an account needs its second factor, also by a trusted connector") {
  World world("NoPrompt");
  world.trust();
  const auto id = world.tenant.insert_user("ann");
  storage::UserChanges changes;
  changes.primary_email = {.is_given = true, .value = "ann@acme.example"};
  world.tenant.commit(world.tenant.users().update(id, changes, world.tenant.clock.now()));
  insert_app(world.tenant, id);
  world.company.says_email("ann@acme.example");
  auto browser = world.signing_in();
  CHECK(sso_refusal_of(browser.submit()) == required);
  CHECK(verify_app(browser, app_code(world.tenant)).status == 200);
  CHECK(browser.submit().status == 200);
}

TEST_CASE("a name that follows the provider asks for no factor that the person has spared") {
  World world("NoPrompt");
  const auto id = insert_employee(world.tenant);
  insert_app(world.tenant, id);
  world.tenant.commit(world.tenant.users().replace(
      id,
      storage::UserDocument::logto_config,
      {.before = "{}", .after = R"({"mfa":{"enabled":true,"skipMfaOnSignIn":true}})"},
      world.tenant.clock.now()
  ));
  world.company.change({.sync_profile = true});
  world.company.service.claims["name"] = "Ann of Acme";
  auto browser = world.signing_in();
  CHECK(browser.submit().status == 200);
}

TEST_CASE("nobody who comes from the company is offered a passkey to sign in with") {
  World world("NoPrompt");
  insert_employee(world.tenant);
  auto settings = sso_settings({{"passkeySignIn", {{"enabled", true}}}});
  world.tenant.change_settings(settings);
  auto browser = world.signing_in();
  CHECK(browser.submit().status == 200);
}

}  // namespace daemun::experience
