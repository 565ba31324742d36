// Where an account has been signed in to, and "this was not me".
#include <doctest/doctest.h>

#include "flows/harness/account.h"
#include "flows/harness/administrator.h"
#include "flows/harness/client.h"
#include "flows/harness/shop.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string sign_ins = "/my-account/sign-ins";

json::array list_of(AccountOwner& owner) {
  const auto answer = owner.get(sign_ins);
  REQUIRE(answer.status() == 200);
  return answer.body.at("signIns").as_array();
}

std::string id_of(const json::value& sign_in) {
  return std::string(find_string(sign_in.as_object(), "id").value_or(""));
}

void give_address(Server& server, const std::string& email) {
  storage::UserChanges changes;
  changes.primary_email = {.is_given = true, .value = email};
  const auto user = run_task(server.users.find(UserId("alice")));
  REQUIRE(user);
  server.commit(server.users.update_at_sign_in(*user, changes, server.clock.now()));
}

// From now on a code by e-mail resets a password.
void open_recovery(Server& server) {
  Administrator administrator(server);
  add_mail_connector(administrator);
  administrator.expect(
      200, Method::patch, "/sign-in-exp", R"({"forgotPasswordMethods":["EmailVerificationCode"]})"
  );
}

}  // namespace

TEST_CASE("a person sees their own sign-ins, newest first") {
  for_each_engine([](Server& server) {
    add_shop(server);
    open_account_center(server);
    server.insert(a_user("bob"));
    AccountOwner bob(server, "bob");
    AccountOwner first(server, "alice");
    server.clock.advance(Seconds(60));
    AccountOwner alice(server, "alice");
    CHECK(alice.outcome(Method::get, sign_ins) == "401 verification_record.permission_denied");
    alice.step_up();
    const auto list = list_of(alice);
    REQUIRE(list.size() == 2);
    const auto& newest = list.front().as_object();
    CHECK(find_integer(newest, "signedInAt") == to_unix_ms(server.clock.now()));
    CHECK(find_string(newest, "applicationId") == "web");
    CHECK(newest.contains("applicationName"));
    CHECK(newest.contains("ip"));
    bob.step_up();
    CHECK(list_of(bob).size() == 1);
  });
}

// What a report answers, and whether the old password has expired then.
bool report_expires(Server& server, AccountOwner& alice) {
  const auto report = sign_ins + "/" + id_of(list_of(alice).back()) + "/report";
  const auto answer = alice.send(Method::post, report);
  REQUIRE(answer.status() == 200);
  const bool says_so = answer.body.at("isPasswordExpired").as_bool();
  CHECK(run_task(server.users.find_with_password(UserId("alice")))->is_password_expired == says_so);
  return says_so;
}

TEST_CASE("a sign-in that was not the owner's ends the others, and the owner chooses a password") {
  for_each_engine([](Server& server) {
    add_shop(server);
    open_account_center(server);
    open_recovery(server);
    give_address(server, "alice@mail.example");
    AccountOwner thief(server, "alice");
    thief.step_up();
    AccountOwner alice(server, "alice");
    alice.step_up();
    server.clock.advance(Seconds(1));
    CHECK(report_expires(server, alice));
    CHECK(server.audit_log().front().key == "Account.SignIn.Report");
    CHECK(thief.outcome(Method::get, sign_ins) == "401 auth.unauthorized");
    const std::string changed = R"({"password":"another long secret 7"})";
    const std::string path = "/my-account/password";
    CHECK(
        alice.outcome(Method::post, path, changed) == "401 verification_record.permission_denied"
    );
    alice.step_up();
    CHECK(alice.outcome(Method::post, path, changed) == "204");
    CHECK_FALSE(run_task(server.users.find_with_password(UserId("alice")))->is_password_expired);
  });
}

TEST_CASE("a report leaves of its own session what the calling application has") {
  for_each_engine([](Server& server) {
    add_shop(server);
    open_account_center(server);
    Browser browser(server);
    const Client web(server, "web");
    const Client native(server, "native");
    const auto request =
        Fields{{"scope", account_scopes + " offline_access"}, {"prompt", "consent"}};
    const auto own = web.redeem(to_callback(web.sign_in(browser, "alice", request)));
    const auto other = native.redeem(to_callback(native.authorize(browser, request)));
    REQUIRE(other.status() == 200);
    AccountOwner alice(server, "alice");
    alice.set_token(own.text("access_token"));
    alice.step_up();
    report_expires(server, alice);
    CHECK(native.refresh(other.text("refresh_token")).status() == 400);
    CHECK(web.refresh(own.text("refresh_token")).status() == 200);
    CHECK(alice.get("/my-account").status() == 200);
  });
}

TEST_CASE("a report shuts out no owner whom a code cannot reach") {
  for_each_engine([](Server& server) {
    add_shop(server);
    open_account_center(server);
    AccountOwner thief(server, "alice");
    AccountOwner alice(server, "alice");
    alice.step_up();
    CHECK_FALSE(report_expires(server, alice));
    CHECK(thief.outcome(Method::get, sign_ins) == "401 auth.unauthorized");
    give_address(server, "alice@mail.example");
    alice.step_up();
    CHECK_FALSE(report_expires(server, alice));
    open_recovery(server);
    alice.step_up();
    CHECK(report_expires(server, alice));
  });
}

TEST_CASE("a report ends a sign-in that has not come back to its application yet") {
  for_each_visit(
      [](Server& server) {
        add_shop(server);
        open_account_center(server);
      },
      "web",
      [](Server& server, const Client& client, Browser& thief) {
        AccountOwner alice(server, "alice");
        client.authorize(thief, offline_profile);
        const auto next = pass_sign_in_page(thief, "web", "alice");
        alice.step_up();
        server.clock.advance(Seconds(1));
        report_expires(server, alice);
        const auto resumed = thief.get(next);
        CAPTURE(resumed.status);
        CHECK(header(resumed, "location").find("code=") == std::string::npos);
      }
  );
}

TEST_CASE("a report takes a sign-in of one's own, and a proof") {
  for_each_engine([](Server& server) {
    add_shop(server);
    open_account_center(server);
    server.insert(a_user("bob"));
    AccountOwner bob(server, "bob");
    AccountOwner alice(server, "alice");
    bob.step_up();
    const auto report = sign_ins + "/" + id_of(list_of(bob).front()) + "/report";
    CHECK(alice.outcome(Method::post, report) == "401 verification_record.permission_denied");
    alice.step_up();
    CHECK(alice.outcome(Method::post, report) == "404 entity.not_found");
    CHECK(alice.outcome(Method::post, sign_ins + "/none/report") == "404 entity.not_found");
    CHECK(list_of(bob).size() == 1);
  });
}

}  // namespace daemun::flows
