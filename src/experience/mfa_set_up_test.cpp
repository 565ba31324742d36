// Setting up second factors at registration and sign-in, call by call, on a database in memory.
#include "base/encoding.h"
#include "experience/test_factors.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace daemun::experience {
namespace {

using namespace test;

Browser registering(TestTenant& tenant) {
  auto browser = a_dialogue(tenant, "Register");
  CHECK(browser.identify(browser.create_identity("ann", good_password)).status == 201);
  return browser;
}

UserId user_of(TestTenant& tenant, const Browser& browser) {
  return tenant.find(browser.interaction().id)->login->user_id;
}

MfaFlags flags_of(TestTenant& tenant, const UserId& user) {
  return parse_mfa_flags(json::parse(*run_task(tenant.users().find_logto_config(user))).as_object()
  );
}

std::vector<UserFactor> stored_of(TestTenant& tenant, const UserId& user) {
  return run_task(factors_of(tenant).list(user));
}

}  // namespace

TEST_CASE("submit under Mandatory demands an authenticator app, which then signs in") {
  TestTenant tenant;
  tenant.change_settings(mfa_settings({"Totp"}, "Mandatory"));
  const auto user = tenant.insert_user("ann");
  auto browser = signing_in(tenant);
  const auto missing = browser.submit();
  CHECK(missing.status == 422);
  CHECK(code_of(missing) == "user.missing_mfa");
  CHECK(data_of(missing) == json::object{{"availableFactors", {"Totp"}}});
  CHECK(code_of(browser.take(skip_mfa)) == "session.mfa.mfa_policy_not_user_controlled");

  const auto made = body_of(browser.verify(totp_method, {}));
  CHECK(made.at("secret").as_string().size() == 32);
  CHECK(std::string_view(made.at("secretQrCode").as_string()).starts_with("data:image/png;base64,")
  );
  const Secret secret(parse_base32(made.at("secret").as_string()).value());
  const auto verify = [&](const std::string& code) {
    return browser.take(
        totp_method.endpoints[1].step,
        {{"code", code}, {"verificationId", made.at("verificationId")}}
    );
  };
  const auto code = app_code(tenant, 0, secret);
  const auto untried = bind(browser, "Totp", browser.verify(totp_method, {}));
  CHECK(code_of(untried) == "session.verification_failed");
  CHECK(code_of(verify(code)) == "session.verification_session_not_found");  // replaced by it
  CHECK(bind_app(tenant, browser).status == 204);
  CHECK(browser.submit().status == 200);
  const auto stored = stored_of(tenant, user);
  REQUIRE(stored.size() == 1);
  CHECK(stored.front().type == Factor::totp);
  CHECK(flags_of(tenant, user).is_enabled == true);

  // The code that has shown it to work does not sign in.
  auto next = signing_in(tenant);
  CHECK(code_of(next.submit()) == "session.mfa.require_mfa_verification");
  const auto& app = stored.front().totp_secret;
  CHECK(code_of(verify_app(next, app_code(tenant, 0, app))) == "session.mfa.invalid_totp_code");
  tenant.clock.advance(Seconds(30));
  CHECK(verify_app(next, app_code(tenant, 0, app)).status == 200);
  CHECK(next.submit().status == 200);
}

TEST_CASE("totp/verify refuses a wrong code for a new app, and a verification that is not there") {
  TestTenant tenant;
  tenant.change_settings(mfa_settings({"Totp"}, "Mandatory"));
  tenant.insert_user("ann");
  auto browser = signing_in(tenant);
  const auto made = body_of(browser.verify(totp_method, {}));
  const auto verify = [&](const std::string& code, const json::value& id) {
    return code_of(
        browser.take(totp_method.endpoints[1].step, {{"code", code}, {"verificationId", id}})
    );
  };
  CHECK(verify("00000", made.at("verificationId")) == "session.mfa.invalid_totp_code");
  CHECK(verify("000000", "none") == "session.verification_session_not_found");
  tenant.clock.advance(std::chrono::minutes(11));
  CHECK(verify("000000", made.at("verificationId")) == "session.verification_expired");
}

TEST_CASE("steps about factors need an identified person") {
  TestTenant tenant;
  tenant.change_settings(mfa_settings({"Totp"}, "Mandatory"));
  Browser browser(tenant, tenant.insert_interaction("app1"));
  CHECK(code_of(browser.verify(totp_method, {})) == "session.interaction_not_found");
  browser.start("SignIn");
  const auto unknown = "session.identifier_not_found";
  CHECK(code_of(browser.verify(totp_method, {})) == unknown);
  CHECK(code_of(verify_app(browser, "123456")) == unknown);
  CHECK(code_of(browser.verify(backup_code_method, {})) == unknown);
  CHECK(code_of(verify_backup(browser, "0123456789")) == unknown);
  CHECK(code_of(browser.take(enable_mfa)) == unknown);
  browser.start("ForgotPassword");
  CHECK(code_of(browser.take(enable_mfa)) == "session.not_supported_for_forgot_password");
}

TEST_CASE("a registration under Mandatory ends with the account and its factors at once") {
  TestTenant tenant;
  tenant.change_settings(mfa_settings({"Totp", "BackupCode"}, "Mandatory"));
  auto browser = registering(tenant);
  CHECK(code_of(browser.submit()) == "user.missing_mfa");
  CHECK_FALSE(run_task(tenant.users().find(Identifier{IdentifierType::username, "ann"})));
  const auto early = bind(browser, "BackupCode", browser.verify(backup_code_method, {}));
  CHECK(code_of(early) == "session.mfa.backup_code_can_not_be_alone");
  CHECK(code_of(verify_app(browser, "123456")) == "session.mfa.invalid_totp_code");
  CHECK(bind_app(tenant, browser).status == 204);
  CHECK(code_of(browser.submit()) == "session.mfa.backup_code_required");
  const auto made = browser.verify(backup_code_method, {});
  const auto codes = find_strings(body_of(made), "codes");
  CHECK(codes.size() == 10);
  CHECK(bind(browser, "BackupCode", made).status == 204);
  CHECK(browser.submit().status == 200);
  const auto user = user_of(tenant, browser);
  const auto stored = stored_of(tenant, user);
  REQUIRE(stored.size() == 2);
  CHECK(flags_of(tenant, user).is_enabled == true);

  auto next = signing_in(tenant);
  CHECK(verify_backup(next, codes.back()).status == 200);
  CHECK(next.submit().status == 200);
}

TEST_CASE("a new account has its second factor off where nobody asks for one") {
  TestTenant tenant;
  auto browser = registering(tenant);
  CHECK(browser.submit().status == 200);
  CHECK(flags_of(tenant, user_of(tenant, browser)).is_enabled == false);
}

TEST_CASE("a suggestion can be declined, and is not made again") {
  TestTenant tenant;
  tenant.change_settings(mfa_settings({"Totp"}, "PromptAtSignInAndSignUp"));
  auto browser = registering(tenant);
  const auto suggested = browser.submit();
  CHECK(suggested.status == 422);
  CHECK(code_of(suggested) == "user.suggest_mfa");
  CHECK(browser.take(enable_mfa).status == 204);
  const auto missing = browser.submit();
  CHECK(code_of(missing) == "user.missing_mfa");
  CHECK(data_of(missing) == json::object{{"availableFactors", {"Totp"}}, {"skippable", true}});
  CHECK(browser.take(skip_mfa).status == 204);
  CHECK(browser.submit().status == 200);
  const auto flags = flags_of(tenant, user_of(tenant, browser));
  CHECK(flags.is_skipped);
  CHECK(signing_in(tenant).submit().status == 200);
}

TEST_CASE("a factor beside the address of the sign-up is suggested, and can be skipped for good") {
  TestTenant tenant;
  auto settings = mfa_settings({"EmailVerificationCode", "Totp"}, "Mandatory");
  settings["signUp"] = {{"identifiers", {"email"}}, {"password", true}, {"verify", true}};
  tenant.change_settings(settings);
  const auto user = tenant.insert_user("ann");
  storage::UserChanges changes;
  changes.primary_email = {.is_given = true, .value = "annabel@mail.example"};
  tenant.commit(tenant.users().update(user, changes, tenant.clock.now()));
  auto browser = signing_in(tenant);
  tenant.clock.advance(Milliseconds(1));
  const auto sent = browser.verify(mfa_email_code_method, {{"identifierType", "Email"}});
  browser.take(
      mfa_email_code_method.endpoints[1].step,
      {{"identifierType", "Email"},
       {"verificationId", body_of(sent).at("verificationId")},
       {"code", last_code(tenant)}}
  );
  const auto suggested = browser.submit();
  CHECK(code_of(suggested) == "session.mfa.suggest_additional_mfa");
  CHECK(
      data_of(suggested) ==
      json::object{
          {"availableFactors", {"Totp", "EmailVerificationCode"}},
          {"maskedIdentifiers", {{"EmailVerificationCode", "anna****@mail.example"}}},
          {"isWebAuthnUsedAsSignInPasskey", false},
          {"skippable", true},
          {"suggestion", true}}
  );
  CHECK(browser.take(skip_suggestion).status == 204);
  CHECK(browser.submit().status == 200);
  CHECK(flags_of(tenant, user).is_suggestion_skipped);
}

TEST_CASE("profile/mfa takes an address that was proven") {
  TestTenant tenant;
  tenant.change_settings(mfa_settings({"EmailVerificationCode"}, "Mandatory"));
  const auto user = tenant.insert_user("ann");
  auto browser = signing_in(tenant);
  CHECK(available_of(browser.submit()) == std::vector<std::string>{"EmailVerificationCode"});
  const auto proof = prove_address(tenant, browser, "ann@mail.example");
  CHECK(bind(browser, "EmailVerificationCode", proof).status == 204);
  CHECK(browser.submit().status == 200);
  CHECK(run_task(tenant.users().find(user))->primary_email == "ann@mail.example");
  CHECK(flags_of(tenant, user).is_enabled == true);
  // From now on it is demanded.
  CHECK(code_of(signing_in(tenant).submit()) == "session.mfa.require_mfa_verification");
}

TEST_CASE("profile/mfa refuses a factor that the tenant does not allow, also one from before") {
  TestTenant tenant;
  tenant.change_settings(mfa_settings({"Totp"}, "UserControlled"));
  tenant.insert_user("ann");
  auto browser = signing_in(tenant);
  CHECK(bind_app(tenant, browser).status == 204);
  tenant.change_settings(mfa_settings({"WebAuthn"}, "UserControlled"));
  CHECK(code_of(bind_app(tenant, browser)) == "session.mfa.mfa_factor_not_enabled");
  CHECK(code_of(browser.submit()) == "session.mfa.mfa_factor_not_enabled");
}

TEST_CASE("two dialogues that set up an app at once leave one app") {
  TestTenant tenant;
  tenant.change_settings(mfa_settings({"Totp"}, "Mandatory"));
  const auto user = tenant.insert_user("ann");
  auto other = signing_in(tenant);
  CHECK(bind_app(tenant, other).status == 204);
  RacedDatabase raced(*tenant.database);
  Browser browser(tenant.dependencies(raced), tenant.insert_interaction("app1"));
  browser.start("SignIn");
  browser.identify(browser.verify_password("ann", good_password));
  CHECK(bind_app(tenant, browser).status == 204);
  raced.before_commit = [&] { CHECK(other.submit().status == 200); };
  // The account has a factor by now, which this dialogue has not proven.
  CHECK(code_of(browser.submit()) == "session.mfa.require_mfa_verification");
  CHECK(stored_of(tenant, user).size() == 1);
  CHECK(code_of(browser.verify(totp_method, {})) == "session.mfa.require_mfa_verification");
}

TEST_CASE("a factor that one person has set up is not bound to another one's account") {
  TestTenant tenant;
  tenant.change_settings(mfa_settings({"Totp"}, "Mandatory"));
  const auto user = tenant.insert_user("ann");
  auto browser = a_dialogue(tenant, "Register");
  CHECK(browser.identify(browser.create_identity("mallory", good_password)).status == 201);
  CHECK(bind_app(tenant, browser).status == 204);
  browser.take(change_event, {{"interactionEvent", "SignIn"}});
  CHECK(browser.identify(browser.verify_password("ann", good_password)).status == 204);
  CHECK(code_of(browser.submit()) == "user.missing_mfa");
  CHECK(stored_of(tenant, user).empty());
}

TEST_CASE("a set-up is no proof of a factor, and cannot identify") {
  TestTenant tenant;
  tenant.change_settings(mfa_settings({"Totp"}, "Mandatory"));
  const auto user = tenant.insert_user("ann");
  auto browser = signing_in(tenant);
  const auto made = body_of(browser.verify(totp_method, {}));
  const Secret secret(parse_base32(made.at("secret").as_string()).value());
  const auto proof = browser.take(
      totp_method.endpoints[1].step,
      {{"code", app_code(tenant, 0, secret)}, {"verificationId", made.at("verificationId")}}
  );
  CHECK(proof.status == 200);
  CHECK(code_of(browser.identify(proof)) == "session.verification_failed");
  insert_app(tenant, user);
  CHECK(code_of(browser.submit()) == "session.mfa.require_mfa_verification");
}

TEST_CASE("the interaction shows what is pending, and no secret of it") {
  TestTenant tenant;
  tenant.change_settings(mfa_settings({"Totp", "BackupCode"}, "Mandatory"));
  tenant.insert_user("ann");
  auto browser = signing_in(tenant);
  bind_app(tenant, browser);
  bind(browser, "BackupCode", browser.verify(backup_code_method, {}));
  const auto shown = browser.show();
  const auto body = body_of(shown);
  CHECK(
      body.at("mfa") ==
      json::value{
          {"mfaEnabled", true},
          {"totp", {{"type", "Totp"}}},
          {"backupCode", {{"type", "BackupCode"}}}}
  );
  CHECK(shown.body.find("sealed") == std::string::npos);
  CHECK(shown.body.find("hashes") == std::string::npos);
  // The stored dialogue has neither in the clear.
  const auto state = tenant.find(browser.interaction().id)->experience_state;
  CHECK(state.find("\"secret\"") == std::string::npos);
}

TEST_CASE("a new account with neither password nor address cannot do without its passkey") {
  TestTenant tenant;
  tenant.change_settings(
      {{"passkeySignIn", {{"enabled", true}}},
       {"signUp",
        {{"identifiers", json::array{"username"}}, {"password", false}, {"verify", false}}}}
  );
  Browser browser(tenant, tenant.insert_interaction("app1"));
  CHECK(browser.start("Register").status == 204);
  CHECK(browser.add_profile({{"type", "username"}, {"value", "ann"}}).status == 204);
  CHECK(browser.identify().status == 201);
  CHECK(code_of(browser.submit()) == "user.passkey_preferred");
  CHECK(browser.take(skip_passkey).status == 204);
  CHECK(code_of(browser.submit()) == "user.passkey_preferred");
  CHECK_FALSE(run_task(tenant.users().find(Identifier{IdentifierType::username, "ann"})));
}

TEST_CASE("submit offers a passkey where passkeys sign in, once") {
  TestTenant tenant;
  tenant.change_settings({{"passkeySignIn", {{"enabled", true}}}});
  const auto user = tenant.insert_user("ann");
  auto browser = signing_in(tenant);
  const auto offered = browser.submit();
  CHECK(offered.status == 422);
  CHECK(code_of(offered) == "user.passkey_preferred");
  CHECK(browser.take(skip_passkey).status == 204);
  CHECK(browser.submit().status == 200);
  CHECK(flags_of(tenant, user).is_passkey_skipped);
  CHECK(signing_in(tenant).submit().status == 200);
}

TEST_CASE("a passkey refused at registration is not offered at the next sign-in") {
  TestTenant tenant;
  tenant.change_settings({{"passkeySignIn", {{"enabled", true}}}});
  auto browser = registering(tenant);
  CHECK(code_of(browser.submit()) == "user.passkey_preferred");
  CHECK(browser.take(skip_passkey).status == 204);
  CHECK(browser.submit().status == 200);
  CHECK(flags_of(tenant, user_of(tenant, browser)).is_passkey_skipped);
  CHECK(signing_in(tenant).submit().status == 200);
}

}  // namespace daemun::experience
