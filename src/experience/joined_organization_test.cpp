// Organizations that require a second factor, and that a person joins at the end of the dialogue:
// by a link, by an invitation, or by the domain of an address.
#include "domain/account_dialogue.h"
#include "experience/test_codes.h"
#include "experience/test_factors.h"
#include "storage/one_time_token_store.h"
#include "storage/organization_invitation_store.h"
#include "storage/organization_jit_store.h"
#include "storage/organization_store.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun::experience {
namespace {

using namespace test;

constexpr const char* required = "session.mfa.require_mfa_verification";
const std::string address = "ann@mail.example";
const std::string link_token = "a-token-of-thirty-two-characters";

// Ann has an authenticator app, which only organizations ask for.
struct Club {
  explicit Club(bool requires_factor) {
    auto settings = mfa_settings({"Totp"}, "NoPrompt");
    settings["mfa"].as_object()["organizationRequiredMfaPolicy"] = "Mandatory";
    tenant.change_settings(settings);
    ann = insert_ann(tenant);
    insert_app(tenant, ann);
    tenant.commit(tenant.users().replace(
        ann,
        storage::UserDocument::logto_config,
        {.before = "{}", .after = R"({"mfa":{"enabled":false,"skipMfaOnSignIn":true}})"},
        tenant.clock.now()
    ));
    OrganizationDetails club{.id = OrganizationId("club"), .name = "Club"};
    club.is_mfa_required = requires_factor;
    club.created_at = tenant.clock.now();
    tenant.commit(storage::OrganizationStore(*tenant.database, tenant.tenant).insert(club));
  }

  Browser by_link() {
    const OneTimeToken link{
        .id = OneTimeTokenId("link"),
        .email = address,
        .value = Secret(link_token),
        .context = {{"jitOrganizationIds", json::array{"club"}}},
        .created_at = tenant.clock.now(),
        .expires_at = tenant.clock.now() + Seconds(600)};
    const storage::OneTimeTokenStore links(*tenant.database, *tenant.vault, tenant.tenant);
    tenant.commit(links.insert(link));
    auto browser = a_dialogue(tenant);
    CHECK(browser.identify(browser.verify_one_time_token(address, link_token)).status == 204);
    return browser;
  }

  // At the beginning of the dialogue of an invitation.
  Browser by_invitation() {
    OrganizationInvitation invitation;
    invitation.id = OrganizationInvitationId("inv1");
    invitation.invitee = address;
    invitation.organization_id = OrganizationId("club");
    invitation.created_at = tenant.clock.now();
    invitation.expires_at = tenant.clock.now() + Seconds(600);
    const storage::OrganizationInvitationStore invitations(*tenant.database, tenant.tenant);
    tenant.commit(invitations.insert(invitation, {}));
    const InvitationLink link{.id = invitation.id, .token = Secret(std::string(43, 't'))};
    const auto hash = storage::hash_link(*tenant.vault, tenant.tenant, link);
    tenant.commit(invitations.put_link(hash, tenant.clock.now()));
    auto interaction = tenant.insert_interaction("app1");
    interaction.id = InteractionId(crypto::random_token(tenant.random));
    interaction.request = to_request(InvitationVisit{.link = link, .invitation = invitation});
    tenant.commit(tenant.interactions().insert(interaction));
    return {tenant, interaction};
  }

  TestTenant tenant;
  UserId ann;
};

}  // namespace

TEST_CASE("submit asks a person for the factor that the organization of a link requires") {
  Club easy(false);
  CHECK(easy.by_link().submit().status == 200);
  Club strict(true);
  auto browser = strict.by_link();
  CHECK(code_of(browser.submit()) == required);
  CHECK(verify_app(browser, app_code(strict.tenant)).status == 200);
  CHECK(browser.submit().status == 200);
}

TEST_CASE("submit asks a person for the factor that the organization of an invitation requires") {
  for (const bool requires_factor : {false, true}) {
    Club club(requires_factor);
    auto browser = club.by_invitation();
    browser.start("SignIn");
    CHECK(browser.identify(browser.verify_password("ann", good_password)).status == 204);
    const auto end = browser.submit();
    CHECK((end.status == 200) == !requires_factor);
    if (requires_factor) CHECK(code_of(end) == required);
  }
}

TEST_CASE("submit has a new member set up the factor that the organization requires") {
  for (const bool requires_factor : {false, true}) {
    Club club(requires_factor);
    auto browser = club.by_invitation();
    browser.start("Register");
    CHECK(browser.identify(browser.create_identity("dora", good_password)).status == 201);
    // Without the demand it is the address that does not fit.
    CHECK(
        code_of(browser.submit()) ==
        (requires_factor ? "user.missing_mfa" : "organization_invitation.email_mismatch")
    );
  }
}

TEST_CASE("submit has a new user set up the factor that the organization of the domain requires") {
  for (const bool requires_factor : {false, true}) {
    Club club(requires_factor);
    auto settings = mfa_settings({"Totp"}, "NoPrompt");
    settings["mfa"].as_object()["organizationRequiredMfaPolicy"] = "Mandatory";
    settings["signUp"] = {
        {"identifiers", json::array{"email"}}, {"password", false}, {"verify", true}};
    club.tenant.change_settings(settings);
    const storage::OrganizationJitStore jit(*club.tenant.database, club.tenant.tenant);
    club.tenant.commit(jit.insert_domain(OrganizationId("club"), "club.example"));
    for (const std::string email : {"dora@club.example", "dora@other.example"}) {
      auto browser = a_dialogue(club.tenant, "Register");
      CHECK(browser.identify(prove_address(club.tenant, browser, email, "Register")).status == 201);
      const auto end = browser.submit();
      const bool is_asked = requires_factor && email == "dora@club.example";
      CHECK(code_of(end) == (is_asked ? "user.missing_mfa" : ""));
    }
  }
}

}  // namespace daemun::experience
