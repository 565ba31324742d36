// A person's own password over the Account API, and what ends with the old one.
#include <doctest/doctest.h>

#include "flows/harness/account.h"
#include "flows/harness/shop.h"
#include "flows/harness/webhooks.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string path = "/my-account/password";
const std::string new_password = "Another one, 4712!";
const std::string denied = "401 verification_record.permission_denied";

std::string a_password(const std::string& password) {
  return json::serialize(json::object{{"password", password}});
}

// On every engine, with Mina signed in.
void for_mina(const std::function<void(Server&, AccountOwner&)>& body) {
  for_each_engine([&](Server& server) {
    add_shop(server);
    add_code_mails(server);
    auto user = a_user("mina");
    user.primary_email = "mina@shop.example";
    server.insert(user);
    open_account_center(server);
    AccountOwner owner(server, "mina");
    body(server, owner);
  });
}

}  // namespace

TEST_CASE("a new password ends other sessions and the step-up, and not the caller's session") {
  for_mina([](Server& server, AccountOwner& mina) {
    listen(server, {"User.Data.Updated"});
    AccountOwner elsewhere(server, "mina");
    mina.step_up();
    server.clock.advance(Seconds(1));
    CHECK(mina.outcome(Method::post, path, a_password(new_password)) == "204");
    CHECK(mina.get("/my-account").status() == 200);
    CHECK(elsewhere.outcome(Method::get, "/my-account") == "401 auth.unauthorized");
    CHECK(mina.outcome(Method::post, path, a_password("A third one, 4713!")) == denied);
    CHECK(
        mina.outcome(Method::post, "/verifications/password", a_password(user_password)) ==
        "422 session.invalid_credentials"
    );
    CHECK(mina.outcome(Method::post, "/verifications/password", a_password(new_password)) == "201");
    CHECK(told(server, "User.Data.Updated").size() == 1);
    server.deliver_messages();
    REQUIRE_FALSE(server.mail.mails().empty());
    CHECK(server.mail.mails().back().to == "mina@shop.example");
    CHECK(server.mail.mails().back().text.find(new_password) == std::string::npos);
  });
}

TEST_CASE("signOutOnPasswordChange keeps other sessions, where the tenant says so") {
  for_mina([](Server& server, AccountOwner& mina) {
    server.change_sign_in_experience({{"signOutOnPasswordChange", false}});
    AccountOwner elsewhere(server, "mina");
    mina.step_up();
    CHECK(mina.outcome(Method::post, path, a_password(new_password)) == "204");
    CHECK(elsewhere.get("/my-account").status() == 200);
  });
}

TEST_CASE("POST /my-account/password refuses a bad password and the one that is in use") {
  for_mina([](Server&, AccountOwner& mina) {
    CHECK(mina.outcome(Method::post, path, a_password(new_password)) == denied);
    mina.step_up();
    const auto rejected = mina.send(Method::post, path, a_password("short"));
    CHECK(outcome_of(rejected) == "422 password.rejected");
    CHECK(rejected.body.at("data").is_array());
    CHECK(mina.outcome(Method::post, path, a_password(user_password)) == "422 user.same_password");
    CHECK(mina.outcome(Method::post, path, "{}") == "400 guard.invalid_input");
    CHECK(mina.get("/my-account").body.at("hasPassword").as_bool());
  });
}

TEST_CASE("the answer about the password in use is a guess of it, and counted") {
  for_mina([](Server& server, AccountOwner& mina) {
    server.change_sign_in_experience(
        {{"sentinelPolicy", {{"maxAttempts", 3}, {"lockoutDuration", 10}}}}
    );
    mina.step_up();
    for (int i = 0; i < 3; ++i)
      CHECK(
          mina.outcome(Method::post, path, a_password(user_password)) == "422 user.same_password"
      );
    CHECK(
        mina.outcome(Method::post, path, a_password(user_password)) ==
        "400 session.verification_blocked_too_many_attempts"
    );
  });
}

// As after a sign-in at another service.
void take_password(Server& server) {
  server.commit(storage::Statement{
      {"update users set password_hash = null, password_algorithm = null, password_work = null, "
       "password_updated_at = null where id = 'alice'"},
      {}});
}

TEST_CASE("an account with nothing to prove sets its first password after a fresh sign-in") {
  for_each_engine([](Server& server) {
    add_shop(server);
    open_account_center(server);
    AccountOwner alice(server, "alice");
    take_password(server);
    CHECK_FALSE(alice.get("/my-account").body.at("hasSecurityVerificationMethod").as_bool());
    server.clock.advance(Seconds(601));
    CHECK(alice.outcome(Method::post, path, a_password(new_password)) == denied);
    const auto removal = alice.outcome(Method::delete_, "/my-account/identities/github");
    CHECK(removal == denied);
    server.clock.advance(Seconds(-1));
    CHECK(alice.outcome(Method::post, path, a_password(new_password)) == "204");
    CHECK(alice.outcome(Method::post, path, a_password("A third one, 4713!")) == denied);
    alice.step_up(new_password);
  });
}

}  // namespace daemun::flows
