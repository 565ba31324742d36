// A forgotten password, from the code to the new one, on a database in memory.
#include "domain/session.h"
#include "experience/test_codes.h"
#include "storage/session_store.h"

#include <doctest/doctest.h>

namespace daemun::experience {
namespace {

using namespace test;

const std::string ann = "ann@mail.example";
const std::string new_password = "Pq81-neuVer#2";

json::object with_recovery() {
  return {
      {"signIn",
       {{"methods",
         json::array{
             {{"identifier", "email"}, {"password", true}, {"verificationCode", false}},
             {{"identifier", "username"}, {"password", true}, {"verificationCode", false}}}}}},
      {"forgotPasswordMethods", json::array{"EmailVerificationCode"}}};
}

Browser a_browser(TestTenant& tenant, std::string_view event = "ForgotPassword") {
  Browser browser(tenant, tenant.insert_interaction("app1"));
  CHECK(browser.start(event).status == 204);
  return browser;
}

// Up to the form of the new password.
Browser an_identified_browser(TestTenant& tenant) {
  auto browser = a_browser(tenant);
  const auto proof = prove_address(tenant, browser, ann, "ForgotPassword");
  CHECK(browser.identify(proof).status == 204);
  return browser;
}

http::Response choose(Browser& browser, const std::string& password) {
  return browser.take(reset_password, {{"password", password}});
}

http::Response sign_in(TestTenant& tenant, const std::string& password) {
  auto browser = a_browser(tenant, "SignIn");
  return browser.verify_password("ann", password);
}

void insert_session(TestTenant& tenant, const UserId& user) {
  Session session;
  session.id = SessionId(crypto::random_id(tenant.random, 21));
  session.user_id = user;
  session.signed_in_at = tenant.clock.now();
  session.created_at = tenant.clock.now();
  session.expires_at = tenant.clock.now() + std::chrono::hours(24);
  tenant.commit(storage::SessionStore(*tenant.database, tenant.tenant).insert(session));
}

std::size_t count_sessions(TestTenant& tenant, const UserId& user) {
  const storage::SessionStore sessions(*tenant.database, tenant.tenant);
  return run_task(sessions.list_of_user(user, tenant.clock.now())).size();
}

}  // namespace

TEST_CASE("a user who proves the account's address sets a new password") {
  TestTenant tenant;
  tenant.change_settings(with_recovery());
  const auto user = insert_ann(tenant);
  insert_session(tenant, user);
  auto browser = an_identified_browser(tenant);
  const auto early = browser.submit();
  CHECK(early.status == 422);
  CHECK(code_of(early) == "user.new_password_required_in_profile");
  CHECK(choose(browser, new_password).status == 204);
  CHECK(count_sessions(tenant, user) == 1);
  const auto done = browser.submit();
  CHECK(done.status == 204);
  CHECK(done.body.empty());

  CHECK(sign_in(tenant, new_password).status == 200);
  CHECK(sign_in(tenant, good_password).status == 422);
  // Sessions from before are over, nobody is signed in, and the dialogue begins anew.
  CHECK(count_sessions(tenant, user) == 0);
  CHECK_FALSE(tenant.find(browser.interaction().id)->login);
  CHECK_FALSE(run_task(tenant.users().find(user))->last_sign_in_at);
  CHECK(code_of(browser.submit()) == "session.interaction_not_found");
  CHECK(browser.start("SignIn").status == 204);
}

TEST_CASE("the owner of an account gets a mail about a new password") {
  TestTenant tenant;
  tenant.change_settings(with_recovery());
  insert_ann(tenant);
  auto browser = an_identified_browser(tenant);
  choose(browser, new_password);
  const auto before = mailbox_of(tenant).size();
  tenant.clock.advance(Milliseconds(1));
  CHECK(browser.submit().status == 204);
  const auto mailbox = mailbox_of(tenant);
  REQUIRE(mailbox.size() == before + 1);
  const auto& notice = mailbox.front();
  CHECK(find_string(notice, "to") == ann);
  CHECK(notice.at("usageType") == "PasswordChanged");
  const auto text = json::serialize(notice);
  CHECK(text.find("127.0.0.1") != std::string::npos);
  CHECK(text.find(new_password) == std::string::npos);
}

TEST_CASE("a reset does without its mail where none can be sent") {
  TestTenant tenant;
  tenant.change_settings(with_recovery());
  insert_ann(tenant);
  auto browser = an_identified_browser(tenant);
  choose(browser, new_password);
  tenant.equipment.mailbox = messages::Mailbox::off;
  CHECK(browser.submit().status == 204);
  CHECK(sign_in(tenant, new_password).status == 200);
}

TEST_CASE("a reset ends the lock against guessing the password") {
  TestTenant tenant;
  auto settings = with_recovery();
  settings["sentinelPolicy"] = json::object{{"maxAttempts", 2}};
  tenant.change_settings(settings);
  insert_ann(tenant);
  for (int i = 0; i < 3; ++i)
    sign_in(tenant, bad_password);
  CHECK(
      code_of(sign_in(tenant, good_password)) == "session.verification_blocked_too_many_attempts"
  );
  auto browser = an_identified_browser(tenant);
  choose(browser, new_password);
  CHECK(browser.submit().status == 204);
  CHECK(sign_in(tenant, new_password).status == 200);
}

TEST_CASE("an address without an account gets the same answers, and no message") {
  TestTenant tenant;
  tenant.change_settings(with_recovery());
  insert_ann(tenant);
  auto known = a_browser(tenant);
  auto unknown = a_browser(tenant);
  const auto sent = send_code(tenant, known, ann, "ForgotPassword");
  const auto not_sent = send_code(tenant, unknown, "bob@mail.example", "ForgotPassword");
  CHECK(sent.status == not_sent.status);
  CHECK(body_of(sent).size() == body_of(not_sent).size());
  CHECK(mailbox_of(tenant).size() == 1);
  const auto guess = verify_code(known, sent, ann, "000000");
  const auto other = verify_code(unknown, not_sent, "bob@mail.example", "000000");
  CHECK(guess.status == other.status);
  CHECK(guess.body == other.body);
}

TEST_CASE("a reset takes no other proof than a code to an address that the tenant lets reset") {
  TestTenant tenant;
  tenant.change_settings(with_recovery());
  insert_ann(tenant);
  auto by_password = a_browser(tenant);
  const auto proof = by_password.verify_password("ann", good_password);
  CHECK(code_of(by_password.identify(proof)) == "session.invalid_interaction_type");

  auto settings = with_recovery();
  settings["forgotPasswordMethods"] = json::array{"PhoneVerificationCode"};
  tenant.change_settings(settings);
  auto browser = a_browser(tenant);
  const auto code = prove_address(tenant, browser, ann, "ForgotPassword");
  const auto refused = browser.identify(code);
  CHECK(refused.status == 422);
  CHECK(code_of(refused) == "session.not_supported_for_forgot_password");
  CHECK(code_of(choose(browser, new_password)) == "session.identifier_not_found");
}

TEST_CASE("a dialogue becomes a reset only at its start, and stays one") {
  TestTenant tenant;
  auto settings = with_recovery();
  settings["signIn"].as_object()["methods"].as_array()[0].as_object()["verificationCode"] = true;
  tenant.change_settings(settings);
  insert_ann(tenant);
  const auto change = [](Browser& browser, std::string_view event) {
    return code_of(browser.take(change_event, {{"interactionEvent", event}}));
  };
  auto signing_in = a_browser(tenant, "SignIn");
  const auto proof = prove_address(tenant, signing_in, ann);
  CHECK(signing_in.identify(proof).status == 204);
  CHECK(change(signing_in, "ForgotPassword") == "session.not_supported_for_forgot_password");
  CHECK(code_of(choose(signing_in, new_password)) == "session.invalid_interaction_type");

  auto resetting = an_identified_browser(tenant);
  CHECK(change(resetting, "SignIn") == "session.not_supported_for_forgot_password");
  CHECK(change(resetting, "Register") == "session.not_supported_for_forgot_password");
  CHECK(
      code_of(resetting.add_profile({{"type", "username"}, {"value", "bob"}})) ==
      "session.not_supported_for_forgot_password"
  );
  // A proof for a reset is none for a sign-in: the new start forgets it.
  resetting.start("SignIn");
  CHECK(code_of(resetting.submit()) == "session.identifier_not_found");
}

TEST_CASE("of two resets that were proven, the one that comes later is over") {
  TestTenant tenant;
  tenant.change_settings(with_recovery());
  const auto user = insert_ann(tenant);
  auto first = an_identified_browser(tenant);
  auto second = an_identified_browser(tenant);
  choose(second, "Stolen-by-2nd!");
  choose(first, new_password);
  CHECK(first.submit().status == 204);
  CHECK(code_of(second.submit()) == "session.verification_expired");
  CHECK(sign_in(tenant, new_password).status == 200);

  auto third = an_identified_browser(tenant);
  choose(third, "Stolen-by-3rd!");
  storage::UserChanges changes;
  changes.primary_email = {.is_given = true, .value = "new@mail.example"};
  tenant.commit(tenant.users().update(user, changes, tenant.clock.now()));
  CHECK(code_of(third.submit()) == "session.verification_expired");
}

TEST_CASE("a code whose message did not speak of a reset resets nothing") {
  TestTenant tenant;
  tenant.change_settings(with_recovery());
  insert_ann(tenant);
  auto browser = a_browser(tenant);
  const auto proof = prove_address(tenant, browser, ann, "Register");
  CHECK(code_of(browser.identify(proof)) == "session.verification_failed");
  CHECK(code_of(choose(browser, new_password)) == "session.identifier_not_found");
}

TEST_CASE("the question whether a password is the current one has the places of a guess") {
  TestTenant tenant;
  auto settings = with_recovery();
  settings["sentinelPolicy"] = json::object{{"maxAttempts", 2}};
  tenant.change_settings(settings);
  insert_ann(tenant);
  auto browser = an_identified_browser(tenant);
  for (int i = 0; i < 2; ++i)
    CHECK(code_of(choose(browser, good_password)) == "user.same_password");
  CHECK(
      code_of(choose(browser, good_password)) == "session.verification_blocked_too_many_attempts"
  );
}

TEST_CASE("a new password fits the policy and is another one") {
  TestTenant tenant;
  tenant.change_settings(with_recovery());
  insert_ann(tenant);
  auto browser = an_identified_browser(tenant);
  CHECK(code_of(choose(browser, "short")) == "password.rejected");
  CHECK(code_of(choose(browser, "aaaaaaaaaa")) == "password.rejected");
  CHECK(code_of(choose(browser, good_password)) == "user.same_password");
  CHECK(code_of(browser.submit()) == "user.new_password_required_in_profile");
  CHECK(choose(browser, new_password).status == 204);
}

TEST_CASE("a suspended account is not reset, however far its owner got") {
  TestTenant tenant;
  tenant.change_settings(with_recovery());
  const auto user = insert_ann(tenant);
  auto browser = an_identified_browser(tenant);
  CHECK(choose(browser, new_password).status == 204);
  tenant.commit(tenant.users().update_suspension(user, true, tenant.clock.now()));
  CHECK(code_of(browser.submit()) == "user.suspended");
  CHECK(code_of(choose(browser, new_password + "x")) == "user.suspended");
  tenant.commit(tenant.users().update_suspension(user, false, tenant.clock.now()));
  CHECK(sign_in(tenant, good_password).status == 200);
}

TEST_CASE("an expired password is replaced by a reset") {
  TestTenant tenant;
  auto settings = with_recovery();
  settings["passwordExpiration"] = json::object{
      {"enabled", true}, {"validPeriodDays", 30}, {"enabledAt", to_unix_ms(tenant.clock.now())}};
  tenant.change_settings(settings);
  insert_ann(tenant);
  CHECK(sign_in(tenant, good_password).status == 200);
  tenant.clock.advance(std::chrono::hours(24 * 30));
  const auto expired = sign_in(tenant, good_password);
  CHECK(expired.status == 422);
  CHECK(code_of(expired) == "password.expired");
  CHECK(code_of(sign_in(tenant, bad_password)) == "session.invalid_credentials");
  auto browser = an_identified_browser(tenant);
  choose(browser, new_password);
  CHECK(browser.submit().status == 204);
  CHECK(sign_in(tenant, new_password).status == 200);
}

}  // namespace daemun::experience
