// The second factors of a person through the Account API, and what they have decided about them.
#include "base/base32.h"
#include "storage/trusted_device_store.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "flows/harness/account.h"
#include "flows/harness/second_factor.h"
#include "flows/harness/shop.h"
#include "flows/harness/webhooks.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string path = "/my-account/mfa-verifications";
const std::string denied = "401 verification_record.permission_denied";

void prepare(Server& server) {
  add_shop(server);
  server.insert(a_user("bob"));
  open_account_center(server);
  demand(server, "NoPrompt", {"Totp", "WebAuthn", "BackupCode"});
}

std::string code_now(Server& server, const Secret& secret) {
  const auto step = crypto::totp_step_at(to_unix_ms(server.clock.now()) / 1000);
  return crypto::make_totp_code(secret, step);
}

std::string app_body(const std::string& secret, const std::string& code = "") {
  json::object body{{"type", "Totp"}, {"secret", secret}};
  if (!code.empty()) body["code"] = code;
  return json::serialize(body);
}

std::string codes_body(const json::value& codes) {
  return json::serialize(json::object{{"type", "BackupCode"}, {"codes", codes}});
}

std::string secret_text() {
  return to_base32(app_secret.reveal());
}

json::value generate_codes(AccountOwner& owner) {
  const auto answer = owner.send(Method::post, path + "/backup-codes/generate");
  REQUIRE(answer.status() == 200);
  return answer.body.at("codes");
}

json::array list(AccountOwner& owner) {
  const auto answer = owner.get(path);
  REQUIRE(answer.status() == 200);
  return json::parse(answer.response.body).as_array();
}

std::string id_of(const json::value& factor) {
  return std::string(factor.at("id").as_string());
}

UserFactor a_passkey(Server& server, const std::string& user, const std::string& id) {
  return {
      .id = id,
      .user_id = UserId(user),
      .type = Factor::web_authn,
      .created_at = server.clock.now(),
      .passkey = {
          .credential_id = "credential of " + id,
          .public_key = "key",
          .rp_id = "auth.example",
          .agent = "Browser/1"}};
}

bool has_line(Server& server, std::string_view key) {
  const auto log = server.audit_log(1000);
  return std::any_of(log.begin(), log.end(), [&](const auto& line) { return line.key == key; });
}

}  // namespace

TEST_CASE("an authenticator app is added once its code is right, and is asked for then") {
  for_each_engine([](Server& server) {
    prepare(server);
    listen(server, {"User.Data.Updated"});
    AccountOwner alice(server, "alice");
    const auto made = alice.send(Method::post, path + "/totp-secret/generate").text("secret");
    CHECK(made.size() == 32);
    CHECK(alice.outcome(Method::post, path, app_body(made)) == denied);
    alice.step_up();
    CHECK(alice.outcome(Method::post, path, app_body("short")) == "400 user.totp_secret_invalid");
    CHECK(
        alice.outcome(Method::post, path, app_body(std::string(400, 'A'))) ==
        "400 user.totp_secret_invalid"
    );
    CHECK(
        alice.outcome(Method::post, path, app_body(made, "000000")) ==
        "400 session.mfa.invalid_totp_code"
    );
    const auto code = code_now(server, Secret(*parse_base32(made)));
    CHECK(alice.outcome(Method::post, path, app_body(made, code)) == "204");
    CHECK(alice.outcome(Method::post, path, app_body(made)) == "422 user.totp_already_in_use");
    const auto shown = list(alice);
    REQUIRE(shown.size() == 1);
    CHECK(shown.at(0).at("type") == "Totp");
    CHECK_FALSE(shown.at(0).as_object().contains("secret"));
    const auto stored = run_task(factors_of(server).list(UserId("alice")));
    CHECK(to_base32(stored.at(0).totp_secret.reveal()) == made);
    // The code that has proven it is used up.
    CHECK(stored.at(0).last_used_step.has_value());
    CHECK(alice.get("/my-account/logto-configs").body.at("mfa").at("enabled") == true);
    CHECK(has_line(server, "Account.Factor.Add"));
    CHECK(told(server, "User.Data.Updated").size() == 1);
  });
}

TEST_CASE("adding and deleting a factor ends the trust in browsers") {
  for_each_engine([](Server& server) {
    prepare(server);
    const storage::TrustedDeviceStore devices(*server.database, server.tenant);
    const auto now = server.clock.now();
    const auto trust = [&] {
      server.commit(devices.insert(
          {.id = "phone",
           .user_id = UserId("alice"),
           .secret_hash = storage::hash_trusted_device(Secret(std::string(32, 'p'))),
           .created_at = now,
           .last_used_at = now,
           .expires_at = now + std::chrono::hours(24)}
      ));
    };
    AccountOwner alice(server, "alice");
    alice.step_up();
    trust();
    CHECK(alice.outcome(Method::post, path, app_body(secret_text())) == "204");
    CHECK(run_task(devices.list(UserId("alice"))).empty());
    trust();
    CHECK(alice.outcome(Method::delete_, path + "/" + id_of(list(alice).at(0))) == "204");
    CHECK(run_task(devices.list(UserId("alice"))).empty());
    CHECK(has_line(server, "Account.Factor.Delete"));
  });
}

TEST_CASE("PUT /my-account/mfa-verifications/totp replaces the app with a proven one") {
  for_each_engine([](Server& server) {
    prepare(server);
    AccountOwner alice(server, "alice");
    insert_app(server, "alice");
    alice.step_up();
    const auto body = [](const std::string& secret, const std::string& code) {
      return json::serialize(json::object{{"secret", secret}, {"code", code}});
    };
    const Secret other("another twenty bytes");
    const auto text = to_base32(other.reveal());
    CHECK(alice.outcome(Method::put, path + "/totp", app_body(text)) == "400 guard.invalid_input");
    CHECK(
        alice.outcome(Method::put, path + "/totp", body(text, "123456")) ==
        "400 session.mfa.invalid_totp_code"
    );
    CHECK(alice.outcome(Method::put, path + "/totp", body(text, code_now(server, other))) == "204");
    const auto stored = run_task(factors_of(server).list(UserId("alice")));
    REQUIRE(stored.size() == 1);
    CHECK(stored.at(0).id != "app-of-alice");
    CHECK(stored.at(0).totp_secret.reveal() == other.reveal());
  });
}

TEST_CASE("backup codes follow another factor, one set at a time, and are shown masked") {
  for_each_engine([](Server& server) {
    prepare(server);
    AccountOwner alice(server, "alice");
    CHECK(alice.outcome(Method::get, path + "/backup-codes") == denied);
    alice.step_up();
    CHECK(
        alice.outcome(Method::get, path + "/backup-codes") == "404 verification_record.not_found"
    );
    const auto codes = generate_codes(alice);
    CHECK(codes.as_array().size() == 10);
    CHECK(
        alice.outcome(Method::post, path, codes_body(codes)) ==
        "422 session.mfa.backup_code_can_not_be_alone"
    );
    insert_app(server, "alice");
    server.clock.advance(Seconds(1));
    for (const json::value& wrong :
         {json::value(json::array{}),
          json::value(json::array(10, json::value("0123456789"))),
          json::value(json::array(5000, json::value("0123456789")))})
      CHECK(
          alice.outcome(Method::post, path, codes_body(wrong)) ==
          "422 user.wrong_backup_code_format"
      );
    CHECK(alice.outcome(Method::post, path, codes_body(codes)) == "204");
    CHECK(
        alice.outcome(Method::post, path, codes_body(generate_codes(alice))) ==
        "422 user.backup_code_already_in_use"
    );
    const auto shown = alice.get(path + "/backup-codes").body.at("codes").as_array();
    REQUIRE(shown.size() == 10);
    CHECK(json::serialize(shown.at(0)) == R"({"code":"**********"})");
    CHECK(list(alice).at(1).at("remainCodes") == 10);
  });
}

TEST_CASE("a passkey is renamed and deleted by its owner, and by nobody else") {
  for_each_engine([](Server& server) {
    prepare(server);
    AccountOwner alice(server, "alice");
    AccountOwner bob(server, "bob");
    insert_app(server, "alice");
    server.clock.advance(Seconds(1));
    server.commit(factors_of(server).insert(a_passkey(server, "alice", "key")));
    alice.step_up();
    bob.step_up();
    const std::string name = R"({"name":"My phone"})";
    const std::string unknown = "400 verification_record.not_found";
    CHECK(bob.outcome(Method::patch, path + "/key/name", name) == unknown);
    CHECK(bob.outcome(Method::delete_, path + "/key") == unknown);
    CHECK(alice.outcome(Method::patch, path + "/app-of-alice/name", name) == unknown);
    CHECK(
        alice.outcome(Method::patch, path + "/key/name", R"({"name":""})") ==
        "400 guard.invalid_input"
    );
    CHECK(alice.outcome(Method::patch, path + "/key/name", name) == "200");
    CHECK(list(alice).at(1).at("name") == "My phone");
    // Passkeys have a field of their own.
    open_account_center(server, {{"mfa", "Edit"}, {"passkey", "ReadOnly"}});
    CHECK(alice.outcome(Method::delete_, path + "/key") == "400 account_center.field_not_editable");
    open_account_center(server, {{"mfa", "Edit"}});
    CHECK(alice.outcome(Method::delete_, path + "/key") == "204");
    CHECK(alice.outcome(Method::delete_, path + "/key") == unknown);
  });
}

TEST_CASE("the factors of an account take the step-up, the field, the scope and the tenant's leave"
) {
  for_each_engine([](Server& server) {
    prepare(server);
    AccountOwner alice(server, "alice");
    AccountOwner narrow(server, "alice", "web", "openid profile");
    CHECK(narrow.outcome(Method::get, path) == "401 auth.unauthorized");
    narrow.step_up();
    const auto app = app_body(secret_text());
    CHECK(narrow.outcome(Method::post, path, app) == "401 auth.unauthorized");
    alice.step_up();
    demand(server, "NoPrompt", {"WebAuthn"});
    const std::string not_allowed = "400 session.mfa.mfa_factor_not_enabled";
    CHECK(alice.outcome(Method::post, path, app) == not_allowed);
    CHECK(alice.outcome(Method::post, path, codes_body(generate_codes(alice))) == not_allowed);
    open_account_center(server, all_fields("ReadOnly"));
    CHECK(alice.outcome(Method::get, path) == "200");
    CHECK(alice.outcome(Method::post, path, app) == "400 account_center.field_not_editable");
    open_account_center(server, all_fields("Off"));
    CHECK(alice.outcome(Method::get, path) == "400 account_center.field_not_enabled");
    CHECK(
        alice.outcome(Method::post, path, R"({"type":"EmailVerificationCode"})") ==
        "400 guard.invalid_input"
    );
  });
}

TEST_CASE("the settings of factors are shown and changed, member by member") {
  for_each_engine([](Server& server) {
    prepare(server);
    AccountOwner alice(server, "alice");
    const std::string settings = "/my-account/mfa-settings";
    const std::string configs = "/my-account/logto-configs";
    CHECK(alice.get(settings).response.body == R"({"skipMfaOnSignIn":false})");
    CHECK(alice.outcome(Method::patch, settings, R"({"skipMfaOnSignIn":true})") == denied);
    alice.step_up();
    CHECK(
        alice.send(Method::patch, settings, R"({"skipMfaOnSignIn":true})").response.body ==
        R"({"skipMfaOnSignIn":true})"
    );
    CHECK(
        alice.send(Method::patch, configs, R"({"passkeySignIn":{"skipped":true}})").response.body ==
        R"({"mfa":{"skipped":false,"skipMfaOnSignIn":true},"passkeySignIn":{"skipped":true}})"
    );
    CHECK(
        alice.send(Method::patch, configs, R"({"mfa":{"enabled":false}})").response.body ==
        R"({"mfa":{"enabled":false,"skipped":false,"skipMfaOnSignIn":true},)"
        R"("passkeySignIn":{"skipped":true}})"
    );
    CHECK(alice.outcome(Method::patch, settings, "{}") == "400 guard.invalid_input");
    CHECK(has_line(server, "Account.FactorSettings.Update"));
  });
}

TEST_CASE("turning off the second step is told to the owner of the account") {
  for_each_engine([](Server& server) {
    prepare(server);
    add_code_mails(server);
    auto user = a_user("mina");
    user.primary_email = "mina@shop.example";
    server.insert(user);
    AccountOwner mina(server, "mina");
    mina.step_up();
    const auto set = [&](bool skips) {
      const json::object body{{"skipMfaOnSignIn", skips}};
      REQUIRE(
          mina.outcome(Method::patch, "/my-account/mfa-settings", json::serialize(body)) == "200"
      );
      server.deliver_messages();
      return server.mail.mails().size();
    };
    const auto before = set(false);
    CHECK(set(true) == before + 1);
    CHECK(set(true) == before + 1);
    CHECK(set(false) == before + 1);
  });
}

}  // namespace daemun::flows
