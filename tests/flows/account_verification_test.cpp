// The Verification API: how people prove again who they are, and that a new address is theirs.
#include <doctest/doctest.h>

#include "flows/harness/account.h"
#include "flows/harness/administrator.h"
#include "flows/harness/shop.h"
#include "flows/harness/webhooks.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string path = "/verifications/password";
const std::string mina = "mina@shop.example";
const std::string change_username = R"({"username":"mina2"})";
const std::string denied = "401 verification_record.permission_denied";
const std::string blocked = "400 session.verification_blocked_too_many_attempts";
const std::string not_found = "400 verification_record.not_found";

std::string a_password(const std::string& password) {
  return json::serialize(json::object{{"password", password}});
}

void add_world(Server& server, Administrator& administrator) {
  add_shop(server);
  add_code_mails(administrator);
  auto user = a_user("mina");
  user.primary_email = mina;
  server.insert(user);
  open_account_center(server);
}

// On every engine, with Mina signed in.
void for_mina(const std::function<void(Server&, AccountOwner&)>& body) {
  for_each_engine([&](Server& server) {
    Administrator administrator(server);
    add_world(server, administrator);
    AccountOwner owner(server, "mina");
    body(server, owner);
  });
}

std::string try_step_up(AccountOwner& owner) {
  return owner.outcome(Method::patch, "/my-account", change_username);
}

}  // namespace

TEST_CASE("POST /verifications/password makes a record that counts for ten minutes") {
  for_mina([](Server& server, AccountOwner& mina_owner) {
    const auto answer = mina_owner.send(Method::post, path, a_password(user_password));
    REQUIRE(answer.status() == 201);
    CHECK(answer.members() == "verificationRecordId expiresAt");
    CHECK(answer.text("verificationRecordId").size() == 21);
    CHECK(answer.text("expiresAt") == to_iso_text(server.clock.now() + Seconds(600)));
    CHECK_FALSE(line_of(server, "Account.Verification.Password.Submit").empty());
    CHECK(try_step_up(mina_owner) == denied);
    mina_owner.present(answer.text("verificationRecordId"));
    CHECK(try_step_up(mina_owner) == "200");
    CHECK(try_step_up(mina_owner) == "200");
    server.clock.advance(Seconds(600));
    CHECK(try_step_up(mina_owner) == denied);
  });
}

TEST_CASE("a record of another user, a wrong id and an empty one do not count") {
  for_mina([](Server& server, AccountOwner& mina_owner) {
    AccountOwner alice(server, "alice");
    alice.step_up();
    const auto record =
        alice.send(Method::post, path, a_password(user_password)).text("verificationRecordId");
    for (const auto& id : {record, std::string("nonsense"), std::string(21, 'a')}) {
      mina_owner.present(id);
      CHECK(try_step_up(mina_owner) == denied);
    }
  });
}

TEST_CASE("a record counts for the tokens of its application in its session alone") {
  for_mina([](Server& server, AccountOwner& mina_owner) {
    mina_owner.step_up();
    const auto own = mina_owner.token();
    const auto try_with = [&](const std::string& token) {
      mina_owner.set_token(token);
      return try_step_up(mina_owner);
    };
    server.insert(an_application("other"));
    CHECK(try_with(AccountOwner(server, "mina", "other").token()) == denied);
    // The application in another browser.
    CHECK(try_with(AccountOwner(server, "mina").token()) == denied);
    CHECK(try_with(own) == "200");

    // In one browser, the application may ask for tokens anew.
    Browser browser(server);
    const Client client(server, "web");
    const auto new_token = [&] {
      const auto back = to_callback(client.sign_in(browser, "mina2", {{"scope", account_scopes}}));
      return client.redeem(back).text("access_token");
    };
    mina_owner.set_token(new_token());
    mina_owner.step_up();
    const auto again = to_callback(client.authorize(browser, {{"scope", account_scopes}}));
    CHECK(try_with(client.redeem(again).text("access_token")) == "200");
  });
}

TEST_CASE("a record of its owner is of no use to an impersonator at the same application") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_world(server, administrator);
    auto backend = an_application("backend");
    backend.custom_client_metadata.allow_token_exchange = true;
    server.insert(backend);
    const auto made =
        administrator.expect(201, Method::post, "/subject-tokens", R"({"userId":"mina"})");
    const auto exchanged =
        Client(server, "backend")
            .token(
                {{"grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"},
                 {"subject_token", std::string(find_string(made, "subjectToken").value_or(""))},
                 {"subject_token_type", "urn:logto:token-type:impersonation_token"},
                 {"scope", account_scopes}}
            );
    REQUIRE(exchanged.status() == 200);
    AccountOwner owner(server, "mina", "backend");
    owner.step_up();
    owner.set_token(exchanged.text("access_token"));
    CHECK(outcome_of(owner.get("/my-account")) == "200");
    CHECK(try_step_up(owner) == denied);
    // One that was made with the token itself counts.
    owner.step_up();
    CHECK(try_step_up(owner) == "200");
  });
}

TEST_CASE("guesses of the password are counted, told and locked, and strangers lock nobody out") {
  for_mina([](Server& server, AccountOwner& mina_owner) {
    server.change_sign_in_experience(
        {{"sentinelPolicy", {{"maxAttempts", 3}, {"lockoutDuration", 10}}}}
    );
    listen(server, {"Identifier.Lockout"});
    const std::string wrong = "422 session.invalid_credentials";
    CHECK(mina_owner.outcome(Method::post, path, a_password("no")) == wrong);
    CHECK(mina_owner.outcome(Method::post, path, a_password(user_password)) == "201");
    CHECK(mina_owner.outcome(Method::post, path, a_password("no")) == wrong);
    CHECK(mina_owner.outcome(Method::post, path, a_password("no")) == wrong);
    CHECK(mina_owner.outcome(Method::post, path, a_password("no")) == blocked);
    CHECK(mina_owner.outcome(Method::post, path, a_password(user_password)) == blocked);
    const auto events = told(server, "Identifier.Lockout");
    REQUIRE(events.size() == 1);
    CHECK(find_string(events.front(), "type") == "userId");
    CHECK(find_string(events.front(), "value") == "mina");
    CHECK_FALSE(events.front().contains("interactionEvent"));
    // She signs in as before.
    CHECK_FALSE(AccountOwner(server, "mina").token().empty());
    server.clock.advance(std::chrono::minutes(11));
    CHECK(
        AccountOwner(server, "mina").outcome(Method::post, path, a_password(user_password)) == "201"
    );
  });
}

TEST_CASE("a code to the account's own address proves its owner") {
  for_mina([](Server& server, AccountOwner& mina_owner) {
    const auto record = mina_owner.send_code(mina);
    server.deliver_messages();
    CHECK(server.mail.mails().back().subject == "UserPermissionValidation");
    mina_owner.present(record);
    CHECK(try_step_up(mina_owner) == denied);  // not verified yet
    CHECK(outcome_of(mina_owner.enter_code(mina, record, last_mailed_code(server))) == "200");
    CHECK(try_step_up(mina_owner) == "200");
    CHECK(
        outcome_of(mina_owner.enter_code(mina, record, last_mailed_code(server))) ==
        "400 verification_code.not_found"
    );
  });
}

TEST_CASE("a code to another address proves the address and not the owner") {
  for_mina([](Server& server, AccountOwner& mina_owner) {
    const auto record = mina_owner.prove_email("new@shop.example");
    CHECK(server.mail.mails().back().subject == "BindNewIdentifier");
    mina_owner.present(record);
    CHECK(try_step_up(mina_owner) == denied);
    // Nor does one for a second factor.
    const auto sent = mina_owner.send(
        Method::post,
        "/verifications/verification-code",
        R"({"identifier":{"type":"email","value":"mina@shop.example"},"templateType":"BindMfa"})"
    );
    const auto id = sent.text("verificationRecordId");
    CHECK(outcome_of(mina_owner.enter_code(mina, id, last_mailed_code(server))) == "200");
    mina_owner.present(id);
    CHECK(try_step_up(mina_owner) == denied);
  });
}

TEST_CASE("a code is entered by whom it was sent for, at its address, in time") {
  for_mina([](Server& server, AccountOwner& mina_owner) {
    AccountOwner alice(server, "alice");
    const auto record = mina_owner.send_code("new@shop.example");
    const auto code = last_mailed_code(server);
    const auto other = std::string(code == "000000" ? "000001" : "000000");
    CHECK(outcome_of(alice.enter_code("new@shop.example", record, code)) == not_found);
    CHECK(outcome_of(mina_owner.enter_code("new@shop.example", "nonsense", code)) == not_found);
    CHECK(
        outcome_of(mina_owner.enter_code(mina, record, code)) ==
        "400 verification_code.email_mismatch"
    );
    CHECK(
        outcome_of(mina_owner.enter_code("new@shop.example", record, other)) ==
        "400 verification_code.code_mismatch"
    );
    const auto next = mina_owner.send_code("newer@shop.example");
    CHECK(outcome_of(mina_owner.enter_code("new@shop.example", record, code)) == not_found);
    server.clock.advance(Seconds(601));
    CHECK(
        outcome_of(mina_owner.enter_code("newer@shop.example", next, last_mailed_code(server))) ==
        not_found
    );
  });
}

TEST_CASE("guesses of codes are counted for the account") {
  for_mina([](Server& server, AccountOwner& mina_owner) {
    server.change_sign_in_experience(
        {{"sentinelPolicy", {{"maxAttempts", 3}, {"lockoutDuration", 10}}}}
    );
    for (int i = 0; i < 3; ++i) {
      const auto record = mina_owner.send_code("new" + std::to_string(i) + "@shop.example");
      const auto code = last_mailed_code(server);
      const auto other = std::string(code == "000000" ? "000001" : "000000");
      const auto answer =
          mina_owner.enter_code("new" + std::to_string(i) + "@shop.example", record, other);
      CHECK(outcome_of(answer) == (i < 2 ? "400 verification_code.code_mismatch" : blocked));
    }
    const auto record = mina_owner.send_code("new3@shop.example");
    const auto right = last_mailed_code(server);
    CHECK(outcome_of(mina_owner.enter_code("new3@shop.example", record, right)) == blocked);
    // Those to the own address, which prove who it is, apart.
    const auto own = mina_owner.send_code(mina);
    CHECK(outcome_of(mina_owner.enter_code(mina, own, last_mailed_code(server))) == "200");
  });
}

TEST_CASE("the Verification API is for the tenant's own applications and well-formed addresses") {
  for_mina([](Server& server, AccountOwner& mina_owner) {
    const std::string send = "/verifications/verification-code";
    for (const char* body :
         {R"({})",
          R"({"identifier":{"type":"username","value":"mina"}})",
          R"({"identifier":{"type":"email","value":"mina"}})",
          R"({"identifier":{"type":"phone","value":"+1"}})",
          R"({"identifier":{"type":"email","value":"a@b.example"},"templateType":"SignIn"})"}) {
      CAPTURE(body);
      CHECK(mina_owner.outcome(Method::post, send, body) == "400 guard.invalid_input");
    }
    CHECK(
        mina_owner.outcome(
            Method::post, send, R"({"identifier":{"type":"phone","value":"821012345678"}})"
        ) == "501 connector.not_found"
    );
    CHECK(mina_owner.outcome(Method::post, path, "{}") == "400 guard.invalid_input");
    insert_third_party(server);
    AccountOwner partner(server, "mina", "partner");
    for (const auto& [where, body] :
         {std::pair(path, a_password(user_password)),
          std::pair(send, std::string(R"({"identifier":{"type":"email","value":"a@b.example"}})"))})
      CHECK(
          partner.outcome(Method::post, where, body) == "403 auth.third_party_application_forbidden"
      );
    close_account_center(server);
    CHECK(
        mina_owner.outcome(Method::post, path, a_password(user_password)) ==
        "400 account_center.not_enabled"
    );
  });
}

}  // namespace daemun::flows
