// The second factor on every way in, call by call, on a database in memory.
#include "experience/known_browser.h"
#include "experience/test_enterprise.h"
#include "experience/test_factors.h"
#include "experience/test_social.h"
#include "experience/verifications/web_authn.h"
#include "storage/one_time_token_store.h"
#include "storage/organization_member_store.h"
#include "storage/organization_store.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace daemun::experience {
namespace {

using namespace test;

constexpr const char* required = "session.mfa.require_mfa_verification";
const std::string ann = "ann@mail.example";
const std::string link_token = "a-token-of-thirty-two-characters";
const std::string new_password = "Pq81-neuVer#2";

json::object settings_with(std::vector<std::string> factors, std::string_view policy) {
  auto settings = mfa_settings(std::move(factors), policy);
  settings["signIn"] = {
      {"methods",
       json::array{
           {{"identifier", "email"}, {"password", true}, {"verificationCode", true}},
           {{"identifier", "username"}, {"password", true}, {"verificationCode", false}}}}};
  settings["forgotPasswordMethods"] = json::array{"EmailVerificationCode"};
  settings["socialSignInConnectorTargets"] = json::array{"club"};
  settings["singleSignOnEnabled"] = true;
  return settings;
}

// Each up to the identified person.
Browser by_password(TestTenant& tenant) {
  return signing_in(tenant);
}

Browser by_code(TestTenant& tenant) {
  auto browser = a_dialogue(tenant);
  CHECK(browser.identify(prove_address(tenant, browser, ann)).status == 204);
  return browser;
}

Browser by_link(TestTenant& tenant) {
  const OneTimeToken link{
      .id = OneTimeTokenId("link"),
      .email = ann,
      .value = Secret(link_token),
      .created_at = tenant.clock.now(),
      .expires_at = tenant.clock.now() + Seconds(600)};
  const storage::OneTimeTokenStore links(*tenant.database, *tenant.vault, tenant.tenant);
  tenant.commit(links.insert(link));
  auto browser = a_dialogue(tenant);
  CHECK(browser.identify(browser.verify_one_time_token(ann, link_token)).status == 204);
  return browser;
}

Browser after_reset(TestTenant& tenant) {
  auto reset = a_dialogue(tenant, "ForgotPassword");
  reset.identify(prove_address(tenant, reset, ann, "ForgotPassword"));
  CHECK(reset.take(reset_password, {{"password", new_password}}).status == 204);
  CHECK(reset.submit().status == 204);
  auto browser = a_dialogue(tenant);
  CHECK(browser.identify(browser.verify_password("ann", new_password)).status == 204);
  return browser;
}

Browser by_service(TestTenant& tenant) {
  Club club(tenant);
  const auto id = run_task(tenant.users().find(Identifier{IdentifierType::email, ann}))->id;
  tenant.commit(tenant.users().put_identity(id, "club", "ann"));
  tenant.commit(tenant.users().replace(
      id,
      storage::UserDocument::identities,
      {.before = "{}", .after = R"({"club":{"userId":"ann"}})"},
      tenant.clock.now()
  ));
  auto browser = a_dialogue(tenant);
  CHECK(browser.identify(club.prove(browser)).status == 204);
  return browser;
}

Browser by_link_to_service(TestTenant& tenant) {
  Club club(tenant);
  club.service.claims["email"] = ann;
  club.service.claims["email_verified"] = true;
  auto browser = a_dialogue(tenant);
  CHECK(browser.take(identify, link_of(club.prove(browser))).status == 204);
  return browser;
}

Browser by_company(TestTenant& tenant) {
  Company company(tenant);
  const auto id = run_task(tenant.users().find(Identifier{IdentifierType::email, ann}))->id;
  tenant.commit(sso_identities_of(tenant).insert(
      {.id = SsoIdentityId("identity"),
       .user_id = id,
       .connector_id = SsoConnectorId("acme"),
       .issuer = company_issuer,
       .identity_id = "ann",
       .created_at = tenant.clock.now()}
  ));
  auto browser = a_dialogue(tenant);
  CHECK(browser.identify(company.prove(browser)).status == 204);
  return browser;
}

Browser by_link_to_company(TestTenant& tenant) {
  auto connector = an_oidc_connector();
  connector.domains = {"mail.example"};
  Company company(tenant, std::move(connector));
  company.says_email(ann);
  auto browser = a_dialogue(tenant);
  CHECK(browser.identify(company.prove(browser)).status == 204);
  return browser;
}

struct Way {
  const char* name;
  Browser (*identify)(TestTenant& tenant);
};
constexpr Way ways[] = {
    {"password", by_password},
    {"code", by_code},
    {"link", by_link},
    {"reset, then password", after_reset},
    {"service", by_service},
    {"service, linked by its address", by_link_to_service},
    {"company", by_company},
    {"company, linked by its address", by_link_to_company},
};
constexpr const char* policies[] = {
    "UserControlled",
    "PromptAtSignInAndSignUp",
    "PromptOnlyAtSignIn",
    "NoPrompt",
    "Mandatory",
    "PromptAtSignInAndSignUpMandatory",
    "PromptOnlyAtSignInMandatory"};

http::Response verify_mfa_code(TestTenant& tenant, Browser& browser) {
  tenant.clock.advance(Milliseconds(1));
  const auto sent = body_of(browser.verify(mfa_email_code_method, {{"identifierType", "email"}}));
  return browser.take(
      mfa_email_code_method.endpoints[1].step,
      {{"identifierType", "email"},
       {"verificationId", sent.at("verificationId")},
       {"code", last_code(tenant)}}
  );
}

bool is_signed_in(TestTenant& tenant, const Browser& browser) {
  return tenant.find(browser.interaction().id)->login.has_value();
}

}  // namespace

TEST_CASE("submit asks for the second factor on every way in, under every policy") {
  for (const auto& way : ways) {
    CAPTURE(way.name);
    TestTenant tenant;
    tenant.change_settings(settings_with({"Totp"}, "Mandatory"));
    insert_app(tenant, insert_ann(tenant));
    auto browser = way.identify(tenant);
    for (const auto* policy : policies) {
      CAPTURE(policy);
      tenant.change_settings(settings_with({"Totp"}, policy));
      const auto early = browser.submit();
      CHECK(early.status == 403);
      CHECK(code_of(early) == required);
      CHECK(available_of(early) == std::vector<std::string>{"Totp"});
      CHECK_FALSE(data_of(early).contains("maskedIdentifiers"));
      CHECK_FALSE(is_signed_in(tenant, browser));
    }
    CHECK(verify_app(browser, app_code(tenant)).status == 200);
    CHECK(browser.submit().status == 200);
    CHECK(is_signed_in(tenant, browser));
  }
}

TEST_CASE("submit of a reset asks for no second factor, and signs nobody in") {
  TestTenant tenant;
  tenant.change_settings(settings_with({"Totp"}, "Mandatory"));
  insert_app(tenant, insert_ann(tenant));
  auto browser = a_dialogue(tenant, "ForgotPassword");
  browser.identify(prove_address(tenant, browser, ann, "ForgotPassword"));
  browser.take(reset_password, {{"password", new_password}});
  // Nor can a reset be a way to try codes.
  const auto tried = verify_app(browser, app_code(tenant));
  CHECK(code_of(tried) == "session.not_supported_for_forgot_password");
  CHECK(browser.submit().status == 204);
  CHECK_FALSE(is_signed_in(tenant, browser));
}

TEST_CASE("submit says how the person signed in") {
  TestTenant tenant;
  tenant.change_settings(settings_with({"Totp"}, "NoPrompt"));
  insert_app(tenant, insert_ann(tenant));
  auto browser = by_password(tenant);
  verify_app(browser, app_code(tenant));
  browser.submit();
  CHECK(
      tenant.find(browser.interaction().id)->login->amr ==
      std::vector<std::string>{"pwd", "otp", "mfa"}
  );
}

TEST_CASE("submit offers the factors that the person has, addresses masked") {
  TestTenant tenant;
  auto settings = mfa_settings(
      {"BackupCode", "EmailVerificationCode", "PhoneVerificationCode", "Totp", "WebAuthn"},
      "Mandatory"
  );
  tenant.change_settings(settings);
  const auto user = insert_ann(tenant);
  storage::UserChanges changes;
  changes.primary_email = {.is_given = true, .value = "annabel@mail.example"};
  changes.primary_phone = {.is_given = true, .value = "821012345678"};
  tenant.commit(tenant.users().update(user, changes, tenant.clock.now()));
  insert_app(tenant, user);
  insert_backup_codes(tenant, user);
  auto browser = by_password(tenant);
  const auto refused = browser.submit();
  CHECK(
      available_of(refused) ==
      std::vector<std::string>{
          "Totp", "PhoneVerificationCode", "EmailVerificationCode", "BackupCode"}
  );
  CHECK(
      data_of(refused).at("maskedIdentifiers").as_object() ==
      json::object{
          {"EmailVerificationCode", "anna****@mail.example"}, {"PhoneVerificationCode", "****5678"}}
  );
}

TEST_CASE("submit masks a short address as a whole") {
  TestTenant tenant;
  tenant.change_settings(mfa_settings({"EmailVerificationCode"}, "Mandatory"));
  insert_ann(tenant);
  auto browser = by_password(tenant);
  const auto masked = data_of(browser.submit()).at("maskedIdentifiers").as_object();
  CHECK(masked.at("EmailVerificationCode") == "****@mail.example");
}

TEST_CASE("a code to the account's address is a second factor, once, and no other code is") {
  TestTenant tenant;
  tenant.change_settings(mfa_settings({"EmailVerificationCode"}, "Mandatory"));
  insert_ann(tenant);
  auto browser = by_password(tenant);
  // A code that signs in is no second factor, although it went to the same address.
  CHECK(prove_address(tenant, browser, ann).status == 200);
  CHECK(code_of(browser.submit()) == required);
  tenant.clock.advance(Milliseconds(1));
  const auto sent = browser.verify(mfa_email_code_method, {{"identifierType", "email"}});
  CHECK(sent.status == 200);
  CHECK(mailbox_of(tenant).front().at("usageType") == "MfaVerification");
  const auto verify = [&](const std::string& code) {
    return browser.take(
        mfa_email_code_method.endpoints[1].step,
        {{"identifierType", "email"},
         {"verificationId", body_of(sent).at("verificationId")},
         {"code", code}}
    );
  };
  const auto code = last_code(tenant);
  CHECK(code_of(verify(wrong_one(code))) == "verification_code.code_mismatch");
  CHECK(verify(code).status == 200);
  CHECK(code_of(verify(code)) == "verification_code.not_found");
  CHECK(browser.submit().status == 200);
}

TEST_CASE("a right code of the factor is one attempt, also when the dialogue has changed") {
  TestTenant tenant;
  auto settings = mfa_settings({"EmailVerificationCode"}, "Mandatory");
  settings["verificationCodePolicy"] = json::object{{"maxRetryAttempts", 1}};
  tenant.change_settings(settings);
  insert_ann(tenant);
  auto browser = by_password(tenant);
  const auto sent = body_of(browser.verify(mfa_email_code_method, {{"identifierType", "email"}}));
  RacedDatabase raced(*tenant.database);
  Browser slow(tenant.dependencies(raced), browser.interaction());
  int commits = 0;
  std::function<void()> race = [&] {
    // The place, the try, and then the proof: the dialogue changes right before each.
    browser.take(skip_suggestion);
    if (++commits < 3) raced.before_commit = race;
  };
  raced.before_commit = race;
  const auto proof = slow.take(
      mfa_email_code_method.endpoints[1].step,
      {{"identifierType", "email"},
       {"verificationId", sent.at("verificationId")},
       {"code", last_code(tenant)}}
  );
  CHECK(proof.status == 200);
  CHECK(commits == 3);
}

TEST_CASE("a code as a second factor needs an identified person with such an address") {
  TestTenant tenant;
  tenant.change_settings(mfa_settings({"PhoneVerificationCode"}, "Mandatory"));
  insert_ann(tenant);
  auto browser = a_dialogue(tenant);
  const json::object phone{{"identifierType", "phone"}};
  CHECK(code_of(browser.verify(mfa_email_code_method, phone)) == "session.identifier_not_found");
  browser.identify(browser.verify_password("ann", good_password));
  CHECK(
      code_of(browser.verify(mfa_email_code_method, phone)) == "session.mfa.mfa_factor_not_enabled"
  );
}

TEST_CASE("a code of an app counts once, in whatever dialogue") {
  TestTenant tenant;
  tenant.change_settings(settings_with({"Totp"}, "Mandatory"));
  insert_app(tenant, insert_ann(tenant));
  auto first = by_password(tenant), second = by_password(tenant);
  const auto code = app_code(tenant);
  CHECK(verify_app(first, code).status == 200);
  CHECK(code_of(verify_app(second, code)) == "session.mfa.invalid_totp_code");
  CHECK(code_of(verify_app(first, code)) == "session.mfa.invalid_totp_code");
  // Nor one of an earlier step.
  CHECK(code_of(verify_app(second, app_code(tenant, -1))) == "session.mfa.invalid_totp_code");
  CHECK(code_of(second.submit()) == required);
  CHECK(verify_app(second, app_code(tenant, 1)).status == 200);
  CHECK(second.submit().status == 200);
}

TEST_CASE("codes of an app are guessed within one count for all dialogues") {
  TestTenant tenant;
  auto settings = settings_with({"Totp"}, "Mandatory");
  settings["sentinelPolicy"] = {{"maxAttempts", 3}, {"lockoutDuration", 5}};
  tenant.change_settings(settings);
  insert_app(tenant, insert_ann(tenant));
  const auto wrong = wrong_one(app_code(tenant));
  for (int i = 0; i < 2; ++i) {
    auto browser = by_password(tenant);
    CHECK(code_of(verify_app(browser, wrong)) == "session.mfa.invalid_totp_code");
  }
  auto browser = by_password(tenant);
  CHECK(code_of(verify_app(browser, wrong)) == "session.verification_blocked_too_many_attempts");
  // Not even the right one now, nor in a dialogue of its own.
  CHECK(
      code_of(verify_app(browser, app_code(tenant))) ==
      "session.verification_blocked_too_many_attempts"
  );
  auto another = by_password(tenant);
  CHECK(
      code_of(verify_app(another, app_code(tenant))) ==
      "session.verification_blocked_too_many_attempts"
  );
  // The lock on one factor is none on another one.
  CHECK(code_of(verify_backup(another, "0123456789")) == "session.mfa.invalid_backup_code");
  tenant.clock.advance(std::chrono::minutes(6));
  auto later = by_password(tenant);
  CHECK(verify_app(later, app_code(tenant)).status == 200);
}

TEST_CASE("a right code of an app is one commit, a wrong one its place and its line") {
  TestTenant tenant;
  tenant.change_settings(settings_with({"Totp"}, "Mandatory"));
  insert_app(tenant, insert_ann(tenant));
  auto browser = by_password(tenant);
  RacedDatabase counted(*tenant.database);
  Browser same(tenant.dependencies(counted), browser.interaction());
  int commits = 0;
  std::function<void()> count = [&] {
    ++commits;
    counted.before_commit = count;
  };
  counted.before_commit = count;
  const auto wrong = verify_app(same, wrong_one(app_code(tenant)));
  CHECK(code_of(wrong) == "session.mfa.invalid_totp_code");
  CHECK(commits == 2);
  CHECK(verify_app(same, app_code(tenant)).status == 200);
  CHECK(commits == 3);
}

TEST_CASE("parallel codes of an app share the allowed attempts, right or wrong") {
  for (const bool is_right : {true, false}) {
    CAPTURE(is_right);
    TestTenant tenant;
    auto settings = settings_with({"Totp"}, "Mandatory");
    settings["sentinelPolicy"] = {{"maxAttempts", 3}, {"lockoutDuration", 5}};
    tenant.change_settings(settings);
    insert_app(tenant, insert_ann(tenant));
    auto other = by_password(tenant), slow = by_password(tenant);
    const auto right = app_code(tenant);
    const auto wrong = wrong_one(right);
    RacedDatabase raced(*tenant.database);
    Browser late(tenant.dependencies(raced), slow.interaction());
    // It has been looked at when the others take all places.
    raced.before_commit = [&] {
      for (int i = 0; i < 3; ++i)
        verify_app(other, wrong);
    };
    CHECK(
        code_of(verify_app(late, is_right ? right : wrong)) ==
        "session.verification_blocked_too_many_attempts"
    );
    CHECK(code_of(late.submit()) == required);
    // The code has not counted.
    tenant.clock.advance(std::chrono::minutes(6));
    CHECK(verify_app(late, app_code(tenant)).status == 200);
  }
}

TEST_CASE("a right code of an app that loses its place to a wrong one takes the next") {
  TestTenant tenant;
  tenant.change_settings(settings_with({"Totp"}, "Mandatory"));
  insert_app(tenant, insert_ann(tenant));
  auto other = by_password(tenant), slow = by_password(tenant);
  RacedDatabase raced(*tenant.database);
  Browser late(tenant.dependencies(raced), slow.interaction());
  raced.before_commit = [&] { verify_app(other, wrong_one(app_code(tenant))); };
  CHECK(verify_app(late, app_code(tenant)).status == 200);
  CHECK(late.submit().status == 200);
}

TEST_CASE("neither a reset nor marks of known browsers add guesses at a factor") {
  TestTenant tenant;
  auto settings = settings_with({"Totp"}, "Mandatory");
  settings["sentinelPolicy"] = json::object{{"maxAttempts", 2}};
  tenant.change_settings(settings);
  const auto user = insert_ann(tenant);
  insert_app(tenant, user);
  auto browser = by_password(tenant);
  const auto* blocked = "session.verification_blocked_too_many_attempts";
  CHECK(code_of(verify_app(browser, "000000")) == "session.mfa.invalid_totp_code");
  CHECK(code_of(verify_app(browser, "000000")) == blocked);
  CHECK(code_of(verify_app(browser, app_code(tenant))) == blocked);

  auto after = after_reset(tenant);
  CHECK(code_of(verify_app(after, app_code(tenant))) == blocked);
  // With the mark of a sign-in.
  const auto account = run_task(tenant.users().find_with_password(user));
  auto request = a_request(after.interaction(), {{"code", app_code(tenant)}});
  const auto cookie =
      to_known_browser_cookie(tenant.dependencies(), request, {user, account->password_updated_at});
  request.headers[0].value += "; " + cookie.substr(0, cookie.find(';'));
  const auto step = totp_method.endpoints[1].step.step;
  CHECK(code_of(run_task(after.api.take(std::move(request), step))) == blocked);
}

TEST_CASE("a code to the mailbox that a link came to is no second factor beside an app") {
  TestTenant tenant;
  tenant.change_settings(settings_with({"Totp", "EmailVerificationCode"}, "Mandatory"));
  const auto user = insert_ann(tenant);
  insert_app(tenant, user);
  auto browser = by_link(tenant);
  CHECK(available_of(browser.submit()) == std::vector<std::string>{"Totp"});
  CHECK(verify_mfa_code(tenant, browser).status == 200);
  CHECK(code_of(browser.submit()) == required);
  CHECK(verify_app(browser, app_code(tenant)).status == 200);
  CHECK(browser.submit().status == 200);
  // With a password it is one.
  auto other = by_password(tenant);
  CHECK(verify_mfa_code(tenant, other).status == 200);
  CHECK(other.submit().status == 200);
}

TEST_CASE("a member of an organization that requires a factor is asked for it at each sign-in") {
  TestTenant tenant;
  auto settings = settings_with({"Totp"}, "NoPrompt");
  settings["mfa"].as_object()["organizationRequiredMfaPolicy"] = "Mandatory";
  tenant.change_settings(settings);
  const auto user = insert_ann(tenant);
  insert_app(tenant, user);
  tenant.commit(tenant.users().replace(
      user,
      storage::UserDocument::logto_config,
      {.before = "{}", .after = R"({"mfa":{"enabled":false,"skipMfaOnSignIn":true}})"},
      tenant.clock.now()
  ));
  CHECK(by_password(tenant).submit().status == 200);

  const storage::OrganizationStore organizations(*tenant.database, tenant.tenant);
  OrganizationDetails club{.id = OrganizationId("club"), .name = "Club"};
  club.is_mfa_required = true;
  club.created_at = tenant.clock.now();
  tenant.commit(organizations.insert(club));
  const storage::OrganizationMemberStore<UserId> members(*tenant.database, tenant.tenant);
  tenant.commit(members.add(club.id, {user}));
  auto browser = by_password(tenant);
  CHECK(code_of(browser.submit()) == required);
  CHECK(verify_app(browser, app_code(tenant)).status == 200);
  CHECK(browser.submit().status == 200);
}

TEST_CASE("a backup code signs in once, and the factor goes with the last one") {
  TestTenant tenant;
  tenant.change_settings(settings_with({"Totp", "BackupCode"}, "Mandatory"));
  const auto user = insert_ann(tenant);
  insert_app(tenant, user);
  insert_backup_codes(tenant, user);
  auto browser = by_password(tenant);
  CHECK(code_of(verify_backup(browser, "0123456789")) == "session.mfa.invalid_backup_code");
  const auto first = verify_backup(browser, "00112233AA");
  CHECK(first.status == 200);
  CHECK(find_integer(body_of(first), "remainCodes") == 1);
  CHECK(browser.submit().status == 200);
  auto second = by_password(tenant);
  CHECK(code_of(verify_backup(second, backup_code)) == "session.mfa.invalid_backup_code");
  CHECK(find_integer(body_of(verify_backup(second, "ffffffffff")), "remainCodes") == 0);
  // All are used: new ones are asked for.
  CHECK(code_of(second.submit()) == "session.mfa.backup_code_required");
  CHECK(available_of(by_password(tenant).submit()) == std::vector<std::string>{"Totp"});
}

TEST_CASE("a backup code that two dialogues enter at once is taken by one") {
  TestTenant tenant;
  tenant.change_settings(settings_with({"Totp", "BackupCode"}, "Mandatory"));
  const auto user = insert_ann(tenant);
  insert_app(tenant, user);
  insert_backup_codes(tenant, user);
  auto other = by_password(tenant);
  RacedDatabase raced(*tenant.database);
  Browser browser(tenant.dependencies(raced), tenant.insert_interaction("app1"));
  browser.start("SignIn");
  browser.identify(browser.verify_password("ann", good_password));
  raced.before_commit = [&] { CHECK(verify_backup(other, backup_code).status == 200); };
  CHECK(code_of(verify_backup(browser, backup_code)) == "session.mfa.invalid_backup_code");
  CHECK(code_of(browser.submit()) == required);
}

TEST_CASE("a factor of another person is of no use") {
  TestTenant tenant;
  tenant.change_settings(settings_with({"Totp"}, "Mandatory"));
  insert_app(tenant, insert_ann(tenant));
  const auto bob = tenant.insert_user("bob");
  auto theirs = insert_app(tenant, bob);
  // Bob's own code, proven in the same dialogue, stays his.
  auto browser = a_dialogue(tenant);
  browser.identify(browser.verify_password("bob", good_password));
  CHECK(verify_app(browser, app_code(tenant)).status == 200);
  CHECK(browser.identify(browser.verify_password("ann", good_password)).status == 409);
  // Not even where the dialogue forgets who it was about.
  browser.take(change_event, {{"interactionEvent", "Register"}});
  browser.take(change_event, {{"interactionEvent", "SignIn"}});
  CHECK(browser.identify(browser.verify_password("ann", good_password)).status == 204);
  CHECK(code_of(browser.submit()) == required);
}

TEST_CASE("a change of the event keeps the second factor demanded") {
  TestTenant tenant;
  tenant.change_settings(settings_with({"Totp"}, "Mandatory"));
  insert_app(tenant, insert_ann(tenant));
  auto browser = by_password(tenant);
  browser.take(change_event, {{"interactionEvent", "Register"}});
  CHECK(code_of(browser.submit()) == "session.identifier_not_found");
  browser.take(change_event, {{"interactionEvent", "SignIn"}});
  CHECK(code_of(browser.submit()) == "session.identifier_not_found");
  CHECK_FALSE(is_signed_in(tenant, browser));
}

TEST_CASE("a second tab's second factor is none of the first tab's") {
  TestTenant tenant;
  tenant.change_settings(settings_with({"Totp"}, "Mandatory"));
  insert_app(tenant, insert_ann(tenant));
  auto first = by_password(tenant), second = by_password(tenant);
  CHECK(verify_app(second, app_code(tenant)).status == 200);
  CHECK(second.submit().status == 200);
  CHECK(code_of(first.submit()) == required);
}

TEST_CASE("a dialogue that begins anew demands both factors anew, whatever session there is") {
  TestTenant tenant;
  tenant.change_settings(settings_with({"Totp"}, "Mandatory"));
  insert_app(tenant, insert_ann(tenant));
  auto browser = by_password(tenant);
  CHECK(verify_app(browser, app_code(tenant)).status == 200);
  CHECK(browser.submit().status == 200);
  CHECK(is_signed_in(tenant, browser));
  // What was proven before is gone, and so is its result.
  CHECK(browser.start("SignIn").status == 204);
  CHECK_FALSE(is_signed_in(tenant, browser));
  CHECK(code_of(browser.submit()) == "session.identifier_not_found");
  CHECK(browser.identify(browser.verify_password("ann", good_password)).status == 204);
  CHECK(code_of(browser.submit()) == required);
  CHECK_FALSE(is_signed_in(tenant, browser));
}

TEST_CASE("a proof of the second factor ends with the factor, and with its ten minutes") {
  TestTenant tenant;
  tenant.change_settings(settings_with({"Totp"}, "Mandatory"));
  const auto user = insert_ann(tenant);
  const auto app = insert_app(tenant, user);
  auto browser = by_password(tenant);
  CHECK(verify_app(browser, app_code(tenant)).status == 200);
  tenant.clock.advance(std::chrono::minutes(11));
  CHECK(code_of(browser.submit()) == required);
  CHECK(verify_app(browser, app_code(tenant)).status == 200);
  // An administrator takes the factor and another one is there.
  tenant.commit(factors_of(tenant).remove(user, app.id));
  insert_app(tenant, user);
  CHECK(code_of(browser.submit()) == required);
}

TEST_CASE("a code of an app whose account has gone is as a wrong one") {
  TestTenant tenant;
  tenant.change_settings(settings_with({"Totp"}, "Mandatory"));
  const auto user = insert_ann(tenant);
  insert_app(tenant, user);
  auto browser = by_password(tenant);
  tenant.commit(tenant.users().remove(user));
  CHECK(code_of(verify_app(browser, app_code(tenant))) == "session.mfa.invalid_totp_code");
  CHECK(browser.submit().status == 404);
}

TEST_CASE("a right code of an app forgets the wrong ones before it") {
  TestTenant tenant;
  auto settings = settings_with({"Totp"}, "Mandatory");
  settings["sentinelPolicy"] = {{"maxAttempts", 3}, {"lockoutDuration", 5}};
  tenant.change_settings(settings);
  insert_app(tenant, insert_ann(tenant));
  auto browser = by_password(tenant);
  // Twice as many wrong ones as the policy allows, but never as many one after the other.
  for (int step = -1; step <= 1; ++step) {
    for (int i = 0; i < 2; ++i) {
      const auto wrong = verify_app(browser, wrong_one(app_code(tenant, step)));
      CHECK(code_of(wrong) == "session.mfa.invalid_totp_code");
    }
    CHECK(verify_app(browser, app_code(tenant, step)).status == 200);
  }
}

TEST_CASE("submit is refused when the factor goes between decision and commit") {
  TestTenant tenant;
  tenant.change_settings(settings_with({"Totp"}, "Mandatory"));
  const auto user = insert_ann(tenant);
  const auto app = insert_app(tenant, user);
  RacedDatabase raced(*tenant.database);
  Browser browser(tenant.dependencies(raced), tenant.insert_interaction("app1"));
  browser.start("SignIn");
  browser.identify(browser.verify_password("ann", good_password));
  CHECK(verify_app(browser, app_code(tenant)).status == 200);
  raced.before_commit = [&] {
    tenant.commit(factors_of(tenant).remove(user, app.id));
    insert_app(tenant, user);
  };
  CHECK(code_of(browser.submit()) == required);
}

TEST_CASE("no step adds to an account before its second factor is proven") {
  TestTenant tenant;
  tenant.change_settings(settings_with({"Totp", "BackupCode"}, "Mandatory"));
  insert_app(tenant, insert_ann(tenant));
  auto browser = by_password(tenant);
  CHECK(code_of(browser.add_profile({{"type", "username"}, {"value", "other"}})) == required);
  for (const auto* type : {"Totp", "WebAuthn", "BackupCode"})
    CHECK(code_of(bind(browser, type, browser.submit())) == required);
  for (const auto& step : {enable_mfa, skip_mfa, skip_suggestion, skip_passkey})
    CHECK(code_of(browser.take(step)) == required);
  CHECK(verify_app(browser, app_code(tenant)).status == 200);
  CHECK(browser.take(enable_mfa).status == 204);
  CHECK(bind(browser, "BackupCode", browser.verify(backup_code_method, {})).status == 204);
}

TEST_CASE("nothing of the account is shown for a set-up before its second factor is proven") {
  TestTenant tenant;
  tenant.change_settings(settings_with({"Totp", "WebAuthn", "BackupCode"}, "Mandatory"));
  insert_app(tenant, insert_ann(tenant));
  auto browser = by_password(tenant);
  for (const auto* method : {&totp_method, &web_authn_method, &backup_code_method}) {
    CAPTURE(method->type);
    // A passkey's options have the whole address, which the refusal of submit masks.
    const auto early = browser.verify(*method, {});
    CHECK(early.status == 403);
    CHECK(code_of(early) == required);
    CHECK(early.body.find(ann) == std::string::npos);
  }
  CHECK(verify_app(browser, app_code(tenant)).status == 200);
  CHECK(browser.verify(web_authn_method, {}).body.find(ann) != std::string::npos);
}

TEST_CASE("people who decided against a second factor are asked where the policy leaves no choice"
) {
  TestTenant tenant;
  tenant.change_settings(settings_with({"Totp"}, "Mandatory"));
  const auto user = insert_ann(tenant);
  insert_app(tenant, user);
  const storage::UserDocumentChange change{
      .before = "{}", .after = R"({"mfa":{"enabled":true,"skipMfaOnSignIn":true}})"};
  tenant.commit(
      tenant.users().replace(user, storage::UserDocument::logto_config, change, tenant.clock.now())
  );
  auto browser = by_password(tenant);
  for (const auto* policy : policies) {
    CAPTURE(policy);
    if (!std::string_view(policy).ends_with("Mandatory")) continue;
    tenant.change_settings(settings_with({"Totp"}, policy));
    CHECK(code_of(browser.submit()) == required);
  }
  tenant.change_settings(settings_with({"Totp"}, "NoPrompt"));
  CHECK(browser.submit().status == 200);
}

}  // namespace daemun::experience
