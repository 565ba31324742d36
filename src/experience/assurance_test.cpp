// acr_values of an application at the end of a sign-in: a factor is asked for where it makes the
// sign-in surer, and nobody is kept out.
#include "experience/test_factors.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace daemun::experience {
namespace {

using namespace test;

constexpr const char* required = "session.mfa.require_mfa_verification";

Browser asked_for(TestTenant& tenant, std::vector<std::string> acr_values) {
  auto interaction = tenant.insert_interaction("app1");
  interaction.id = InteractionId(crypto::random_token(tenant.random));
  interaction.request.acr_values = std::move(acr_values);
  tenant.commit(tenant.interactions().insert(interaction));
  Browser browser(tenant, interaction);
  CHECK(browser.start("SignIn").status == 204);
  return browser;
}

Browser by_password(TestTenant& tenant, std::vector<std::string> acr_values) {
  auto browser = asked_for(tenant, std::move(acr_values));
  CHECK(browser.identify(browser.verify_password("ann", good_password)).status == 204);
  return browser;
}

// Ann, who is not asked for a factor unless something else asks.
UserId insert_unasked_ann(TestTenant& tenant) {
  const auto ann = insert_ann(tenant);
  tenant.commit(tenant.users().replace(
      ann,
      storage::UserDocument::logto_config,
      {.before = "{}", .after = R"({"mfa":{"enabled":true,"skipMfaOnSignIn":true}})"},
      tenant.clock.now()
  ));
  return ann;
}

}  // namespace

TEST_CASE("submit asks for the factor that acr_values request even if the user has opted out") {
  TestTenant tenant;
  tenant.change_settings(mfa_settings({"Totp"}, "NoPrompt"));
  insert_app(tenant, insert_unasked_ann(tenant));
  for (const auto& enough : {std::vector<std::string>{}, {"pwd"}, {"mfa", "pwd"}})
    CHECK(by_password(tenant, enough).submit().status == 200);
  auto browser = by_password(tenant, {"mfa"});
  const auto refused = browser.submit();
  CHECK(refused.status == 403);
  CHECK(code_of(refused) == required);
  CHECK(available_of(refused) == std::vector<std::string>{"Totp"});
  CHECK(verify_app(browser, app_code(tenant)).status == 200);
  CHECK(browser.submit().status == 200);
  CHECK(
      tenant.find(browser.interaction().id)->login->amr ==
      std::vector<std::string>{"pwd", "otp", "mfa"}
  );
}

TEST_CASE("submit takes another factor where acr_values want a passkey that the person has not") {
  TestTenant tenant;
  tenant.change_settings(mfa_settings({"Totp", "WebAuthn"}, "NoPrompt"));
  insert_app(tenant, insert_unasked_ann(tenant));
  auto browser = by_password(tenant, {"phr"});
  CHECK(code_of(browser.submit()) == required);
  CHECK(verify_app(browser, app_code(tenant)).status == 200);
  CHECK(browser.submit().status == 200);
}

TEST_CASE("submit lets a person in who has no factor for acr_values") {
  TestTenant tenant;
  tenant.change_settings(mfa_settings({"Totp"}, "NoPrompt"));
  insert_unasked_ann(tenant);
  auto browser = by_password(tenant, {"mfa", "phr"});
  CHECK(browser.submit().status == 200);
  CHECK(tenant.find(browser.interaction().id)->login->amr == std::vector<std::string>{"pwd"});
}

TEST_CASE("submit does not ask for a code to the mailbox that has signed in, for acr_values") {
  TestTenant tenant;
  auto settings = mfa_settings({"EmailVerificationCode"}, "NoPrompt");
  settings["signIn"] = {
      {"methods",
       json::array{
           {{"identifier", "email"}, {"password", true}, {"verificationCode", true}},
           {{"identifier", "username"}, {"password", true}, {"verificationCode", false}}}}};
  tenant.change_settings(settings);
  insert_unasked_ann(tenant);
  auto browser = asked_for(tenant, {"mfa"});
  CHECK(browser.identify(prove_address(tenant, browser, "ann@mail.example")).status == 204);
  CHECK(browser.submit().status == 200);
  // After the password the same code is a second factor.
  CHECK(code_of(by_password(tenant, {"mfa"}).submit()) == required);
}

}  // namespace daemun::experience
