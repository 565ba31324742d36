// A person's own e-mail address and phone number over the Account API.
#include "storage/account_verification_store.h"

#include <doctest/doctest.h>

#include "flows/harness/account.h"
#include "flows/harness/shop.h"
#include "flows/harness/webhooks.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string email_path = "/my-account/primary-email";
const std::string phone_path = "/my-account/primary-phone";
const std::string not_found = "400 verification_record.not_found";

std::string new_email(const std::string& email, const std::string& record) {
  return json::serialize(json::object{
      {"email", email}, {"newIdentifierVerificationRecordId", record}});
}

void add_world(Server& server) {
  add_shop(server);
  add_code_mails(server);
  auto user = a_user("mina");
  user.primary_email = "mina@shop.example";
  server.insert(user);
  open_account_center(server);
}

// On every engine, with Mina signed in, who has just proven who she is.
void for_mina(const std::function<void(Server&, AccountOwner&)>& body) {
  for_each_engine([&](Server& server) {
    add_world(server);
    AccountOwner owner(server, "mina");
    owner.step_up();
    body(server, owner);
  });
}

// A verified record for that phone number, as if a text message had brought a code.
std::string prove_phone(Server& server, AccountOwner owner, const std::string& phone) {
  const storage::AccountVerificationStore store(*server.database, server.vault, server.tenant);
  const auto proven = owner.send(
      Method::post,
      "/verifications/password",
      json::serialize(json::object{{"password", user_password}})
  );
  auto record = run_task(store.find(UserId("mina"), proven.text("verificationRecordId")));
  REQUIRE(record);
  record->id = std::string(16, 'p') + phone.substr(phone.size() - 5);
  record->kind = "PhoneVerificationCode";
  record->purpose = "BindNewIdentifier";
  record->data = {{"value", phone}};
  server.commit(store.insert(*record));
  return record->id;
}

}  // namespace

TEST_CASE("a proven e-mail address becomes the account's, once, and the old one is told") {
  for_mina([](Server& server, AccountOwner& mina) {
    listen(server, {"User.Data.Updated"});
    const auto record = mina.prove_email("New@Shop.example");
    CHECK(mina.outcome(Method::post, email_path, new_email("new@shop.example", record)) == "204");
    CHECK(mina.get("/my-account").text("primaryEmail") == "new@shop.example");
    CHECK(
        mina.outcome(Method::post, email_path, new_email("new@shop.example", record)) == not_found
    );
    const auto events = told(server, "User.Data.Updated");
    REQUIRE(events.size() == 1);
    CHECK(find_string(events.front().at("data").as_object(), "primaryEmail") == "new@shop.example");
    CHECK_FALSE(line_of(server, "Account.Email.Update").empty());
    server.deliver_messages();
    CHECK(server.mail.mails().back().to == "mina@shop.example");
    CHECK(server.mail.mails().back().subject == "Your email address was changed");
  });
}

TEST_CASE("a new address wants its own record: of this user, for it, verified and in time") {
  for_mina([](Server& server, AccountOwner& mina) {
    AccountOwner alice(server, "alice");
    const auto of_alice = alice.prove_email("new@shop.example");
    const auto of_another = mina.prove_email("other@shop.example");
    const auto pending = mina.send_code("new@shop.example");
    CHECK_FALSE(last_mailed_code(server).empty());
    const auto own = mina.prove_email("mina@shop.example");
    for (const auto& record : {of_alice, of_another, pending, own, std::string("x")}) {
      CAPTURE(record);
      CHECK(
          mina.outcome(Method::post, email_path, new_email("new@shop.example", record)) == not_found
      );
    }
    CHECK(mina.outcome(Method::post, email_path, new_email("mina@shop.example", own)) == not_found);
    const auto good = mina.prove_email("new@shop.example");
    server.clock.advance(Seconds(601));
    mina.step_up();
    CHECK(mina.outcome(Method::post, email_path, new_email("new@shop.example", good)) == not_found);
    CHECK(mina.get("/my-account").text("primaryEmail") == "mina@shop.example");
  });
}

TEST_CASE("an address that somebody has taken in between is 422") {
  for_mina([](Server& server, AccountOwner& mina) {
    const auto record = mina.prove_email("new@shop.example");
    auto rival = a_user("rival");
    rival.primary_email = "new@shop.example";
    server.insert(rival);
    CHECK(
        mina.outcome(Method::post, email_path, new_email("new@shop.example", record)) ==
        "422 user.email_already_in_use"
    );
    const auto phone = prove_phone(server, mina, "821012345678");
    auto other = a_user("other");
    other.primary_phone = "821012345678";
    server.insert(other);
    CHECK(
        mina.outcome(
            Method::post,
            phone_path,
            json::serialize(json::object{
                {"phone", "821012345678"}, {"newIdentifierVerificationRecordId", phone}})
        ) == "422 user.phone_already_in_use"
    );
  });
}

TEST_CASE("a step-up by an address ends when the address changes") {
  for_mina([](Server&, AccountOwner& mina) {
    const auto step_up = mina.prove_email("mina@shop.example");
    const auto record = mina.prove_email("new@shop.example");
    mina.present(step_up);
    CHECK(mina.outcome(Method::post, email_path, new_email("new@shop.example", record)) == "204");
    CHECK(mina.outcome(Method::delete_, email_path) == "401 verification_record.permission_denied");
  });
}

TEST_CASE("a phone number is set and removed, and the last way in stays") {
  for_mina([](Server& server, AccountOwner& mina) {
    json::array methods;
    for (const auto* identifier : {"username", "email", "phone"}) {
      methods.push_back(json::object{
          {"identifier", identifier}, {"password", true}, {"verificationCode", false}});
    }
    server.change_sign_in_experience({{"signIn", json::object{{"methods", methods}}}});
    const auto record = prove_phone(server, mina, "821012345678");
    const auto body = json::serialize(json::object{
        {"phone", "821012345678"}, {"newIdentifierVerificationRecordId", record}});
    CHECK(mina.outcome(Method::post, phone_path, body) == "204");
    CHECK(mina.get("/my-account").text("primaryPhone") == "821012345678");
    CHECK(mina.outcome(Method::patch, "/my-account", R"({"username":null})") == "200");
    CHECK(mina.outcome(Method::delete_, email_path) == "204");
    const std::string last = "400 user.last_sign_in_method_required";
    CHECK(mina.outcome(Method::delete_, phone_path) == last);
    CHECK(mina.outcome(Method::patch, "/my-account", R"({"username":"mina"})") == "200");
    CHECK(mina.outcome(Method::delete_, phone_path) == "204");
    CHECK(mina.outcome(Method::patch, "/my-account", R"({"username":null})") == last);
    CHECK_FALSE(line_of(server, "Account.Phone.Update").empty());
    CHECK_FALSE(line_of(server, "Account.Email.Remove").empty());
  });
}

TEST_CASE("PATCH /my-account takes a free user name of the tenant's policy") {
  for_mina([](Server& server, AccountOwner& mina) {
    CHECK(
        mina.outcome(Method::patch, "/my-account", R"({"username":"alice"})") ==
        "422 user.username_already_in_use"
    );
    const std::string long_name(129, 'a');
    CHECK(
        mina.outcome(
            Method::patch, "/my-account", json::serialize(json::object{{"username", long_name}})
        ) == "400 guard.invalid_input"
    );
    CHECK(mina.outcome(Method::patch, "/my-account", R"({"username":"mina_2"})") == "200");
    CHECK(mina.get("/my-account").text("username") == "mina_2");
    server.deliver_messages();
    CHECK(server.mail.mails().back().subject == "Your sign-in details were changed");
  });
}

}  // namespace daemun::flows
