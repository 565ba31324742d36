// Passkeys created before the endpoint's host changed: browsers no longer offer them, but they
// still guard the account.
#include "experience/test_passkeys.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace daemun::experience {
namespace {

using namespace test;

constexpr const char* required = "session.mfa.require_mfa_verification";
constexpr const char* stuck = "session.mfa.passkeys_of_another_host";

// Ann with a passkey of the old host.
struct Moved {
  explicit Moved(std::string_view policy, std::vector<std::string> factors = {"WebAuthn"}) {
    tenant.change_settings(mfa_settings(std::move(factors), policy));
    ann = insert_ann(tenant);
    insert_passkey(tenant, ann, authenticator, {.rp_id = "old.example"});
  }

  TestTenant tenant;
  Authenticator authenticator;
  UserId ann;
};

}  // namespace

TEST_CASE("submit refuses a person whose only factor is a passkey of another host") {
  for (const char* policy : {"NoPrompt", "PromptOnlyAtSignIn", "Mandatory"}) {
    CAPTURE(policy);
    Moved world(policy, {"WebAuthn", "Totp", "BackupCode"});
    auto browser = signing_in(world.tenant);
    const auto refused = browser.submit();
    CHECK(refused.status == 403);
    CHECK(code_of(refused) == stuck);
    // Nor can another factor be set up beside it.
    CHECK(code_of(browser.verify(totp_method, {})) == stuck);
    CHECK(code_of(browser.submit()) == stuck);
    CHECK(run_task(factors_of(world.tenant).list(world.ann)).size() == 1);
    // And the old passkey cannot be made to answer.
    CHECK(code_of(begin_second_factor(browser)) == "session.mfa.webauthn_verification_not_found");
  }
}

TEST_CASE("submit takes a backup code in place of a passkey of another host, and asks for a new one"
) {
  Moved world("Mandatory", {"WebAuthn", "BackupCode"});
  insert_backup_codes(world.tenant, world.ann);
  auto browser = signing_in(world.tenant);
  const auto refused = browser.submit();
  CHECK(code_of(refused) == required);
  CHECK(available_of(refused) == std::vector<std::string>{"BackupCode"});
  CHECK(verify_backup(browser, backup_code).status == 200);
  const auto missing = browser.submit();
  CHECK(code_of(missing) == "user.missing_mfa");
  CHECK(available_of(missing) == std::vector<std::string>{"WebAuthn"});
  Authenticator phone;
  CHECK(bind(browser, "WebAuthn", register_passkey(browser, phone)).status == 204);
  CHECK(browser.submit().status == 200);
  CHECK(run_task(factors_of(world.tenant).list(world.ann)).size() == 3);

  auto again = signing_in(world.tenant);
  CHECK(available_of(again.submit()) == std::vector<std::string>{"WebAuthn", "BackupCode"});
  CHECK(prove_passkey(again, phone).status == 200);
  CHECK(again.submit().status == 200);
}

TEST_CASE("submit does not take the mailbox twice in place of a passkey of another host") {
  Moved world("NoPrompt", {"WebAuthn", "EmailVerificationCode"});
  auto settings = mfa_settings({"WebAuthn", "EmailVerificationCode"}, "NoPrompt");
  settings["signIn"] = {
      {"methods",
       json::array{{{"identifier", "email"}, {"password", true}, {"verificationCode", true}}}}};
  world.tenant.change_settings(settings);
  const std::string address = "ann@mail.example";
  auto browser = a_dialogue(world.tenant);
  CHECK(browser.identify(prove_address(world.tenant, browser, address)).status == 204);
  CHECK(code_of(browser.submit()) == stuck);
}

TEST_CASE("submit offers a new passkey to a person whose passkeys are of another host") {
  Moved world("NoPrompt", {"Totp"});
  world.tenant.change_settings(passkeys_only());
  auto browser = signing_in(world.tenant);
  CHECK(code_of(browser.submit()) == "user.passkey_preferred");
}

}  // namespace daemun::experience
