// A change of the e-mail address is undone by a link that the old address gets.
#include "storage/account_deletion_store.h"
#include "storage/email_undo_store.h"

#include <doctest/doctest.h>

#include <atomic>
#include <set>
#include <thread>

#include "flows/harness/account.h"
#include "flows/harness/administrator.h"
#include "flows/harness/shop.h"
#include "flows/harness/webhooks.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string email_path = "/my-account/primary-email";
const std::string undo_path = "/api/my-account/email-change/undo";
const std::string not_found = "404 verification_record.not_found";
const std::string mina = "mina@shop.example";

Answer call(Server& server, const std::string& path, const std::string& token) {
  auto request = a_request(Method::post, path);
  request.headers.push_back({"content-type", "application/json"});
  request.body = json::serialize(json::object{{"token", token}});
  return to_answer(server.send(std::move(request)));
}

std::string undo(Server& server, const std::string& token) {
  return outcome_of(call(server, undo_path, token));
}

Answer check(Server& server, const std::string& token) {
  return call(server, undo_path + "/check", token);
}

// Of the link in the last mail to that address; empty when that has none.
std::string last_token(Server& server, const std::string& to) {
  server.deliver_messages();
  const std::string link = endpoint + "/account/undo-email-change?token=";
  std::string token;
  for (const auto& mail : server.mail.mails()) {
    const auto at = mail.to == to ? mail.text.find(link) : std::string::npos;
    if (at == std::string::npos) continue;
    const auto begin = at + link.size();
    token = mail.text.substr(begin, mail.text.find('\n', begin) - begin);
  }
  return token;
}

// On every engine, signed in as Mina, with her password proven.
void for_mina(const std::function<void(Server&, AccountOwner&, Administrator&)>& body) {
  for_each_engine([&](Server& server) {
    add_shop(server);
    Administrator administrator(server);
    add_code_mails(administrator);
    auto user = a_user("mina");
    user.primary_email = mina;
    server.insert(user);
    server.change_sign_in_experience(
        {{"forgotPasswordMethods", json::array{"EmailVerificationCode"}}}
    );
    auto fields = all_fields();
    fields["accountDeletion"] = "Edit";
    open_account_center(server, fields);
    AccountOwner owner(server, "mina");
    owner.step_up();
    body(server, owner, administrator);
  });
}

// From then on it is the account's; the token that the address of before gets.
std::string change(Server& server, AccountOwner& owner, const std::string& email) {
  const auto before = owner.get("/my-account").text("primaryEmail");
  const auto record = owner.prove_email(email);
  const json::object body{{"email", email}, {"newIdentifierVerificationRecordId", record}};
  REQUIRE(owner.outcome(Method::post, email_path, json::serialize(body)) == "204");
  return last_token(server, before);
}

storage::UserStore::WithPassword account(Server& server) {
  return run_task(server.users.find_with_password(UserId("mina"))).value();
}

std::optional<std::string> email(Server& server) {
  return account(server).user.primary_email;
}

}  // namespace

TEST_CASE("the old address undoes a change, which signs everybody out") {
  for_mina([](Server& server, AccountOwner& thief, Administrator&) {
    const auto token = change(server, thief, "thief@shop.example");
    REQUIRE(token.size() == 43);
    CHECK(email(server) == "thief@shop.example");
    const auto shown = check(server, token);
    CHECK(shown.status() == 200);
    CHECK(shown.text("email") == "m***@shop.example");
    // To look at a link changes nothing.
    CHECK(email(server) == "thief@shop.example");
    CHECK(thief.get("/my-account").status() == 200);

    listen(server, {"User.Data.Updated"});
    CHECK(undo(server, token) == "200");
    CHECK(email(server) == mina);
    CHECK(account(server).is_password_expired);
    CHECK(thief.outcome(Method::get, "/my-account") == "401 auth.unauthorized");
    CHECK(told(server, "User.Data.Updated").size() == 1);
    const auto line = line_of(server, "Account.Email.Undo");
    CHECK(find_string(line, "userId") == "mina");
    CHECK_FALSE(line.contains("applicationId"));
    server.deliver_messages();
    CHECK(server.mail.mails().back().to == "thief@shop.example");
    CHECK(undo(server, token) == not_found);
    CHECK(outcome_of(check(server, token)) == not_found);
  });
}

TEST_CASE("a removed address comes back as well") {
  for_mina([](Server& server, AccountOwner& thief, Administrator&) {
    CHECK(thief.outcome(Method::delete_, email_path) == "204");
    CHECK_FALSE(email(server));
    CHECK(undo(server, last_token(server, mina)) == "200");
    CHECK(email(server) == mina);
  });
}

TEST_CASE("who changes the address twice does not win: an earlier undo voids the later ones") {
  for_mina([](Server& server, AccountOwner& thief, Administrator&) {
    const auto first = change(server, thief, "thief@shop.example");
    const auto second = change(server, thief, "another@shop.example");
    REQUIRE_FALSE(second.empty());
    // The thief undoes the second change, which leaves the owner's undo alone.
    CHECK(undo(server, second) == "200");
    CHECK(email(server) == "thief@shop.example");
    CHECK(undo(server, first) == "200");
    CHECK(email(server) == mina);
  });
}

TEST_CASE("an undo voids those of later changes") {
  for_mina([](Server& server, AccountOwner& thief, Administrator&) {
    const auto first = change(server, thief, "thief@shop.example");
    const auto second = change(server, thief, "another@shop.example");
    CHECK(undo(server, first) == "200");
    CHECK(email(server) == mina);
    CHECK(undo(server, second) == not_found);
    CHECK(email(server) == mina);
  });
}

TEST_CASE("who sets the old address again gives the address of the thief no link") {
  for_mina([](Server& server, AccountOwner& owner, Administrator&) {
    const auto first = change(server, owner, "thief@shop.example");
    const auto second = change(server, owner, "another@shop.example");
    CHECK(change(server, owner, mina).empty());
    CHECK(server.mail.mails().back().to == "another@shop.example");
    CHECK(undo(server, first) == not_found);
    CHECK(undo(server, second) == not_found);
    CHECK(email(server) == mina);
    // From here on it is a change like any other.
    CHECK_FALSE(change(server, owner, "new@shop.example").empty());
  });
}

TEST_CASE("an undo says whether the password of before still counts") {
  for_mina([](Server& server, AccountOwner& thief, Administrator&) {
    const auto token = change(server, thief, "thief@shop.example");
    const auto undone = call(server, undo_path, token);
    CHECK(undone.body == json::object{{"keepsPassword", false}});
  });
  for_mina([](Server& server, AccountOwner& thief, Administrator& administrator) {
    administrator.expect(200, Method::patch, "/sign-in-exp", R"({"forgotPasswordMethods":[]})");
    const auto token = change(server, thief, "thief@shop.example");
    const auto undone = call(server, undo_path, token);
    CHECK(undone.body == json::object{{"keepsPassword", true}});
    CHECK_FALSE(account(server).is_password_expired);
  });
}

TEST_CASE("a link works while the account center is switched off") {
  for_mina([](Server& server, AccountOwner& thief, Administrator&) {
    const auto token = change(server, thief, "thief@shop.example");
    close_account_center(server);
    CHECK(check(server, token).status() == 200);
    CHECK(undo(server, token) == "200");
    CHECK(email(server) == mina);
  });
}

TEST_CASE("an undo counts for 72 hours") {
  for_mina([](Server& server, AccountOwner& thief, Administrator&) {
    const auto token = change(server, thief, "thief@shop.example");
    server.clock.advance(std::chrono::hours(72) - Milliseconds(1));
    CHECK(check(server, token).status() == 200);
    server.clock.advance(Milliseconds(1));
    CHECK(outcome_of(check(server, token)) == not_found);
    CHECK(undo(server, token) == not_found);
    CHECK(email(server) == "thief@shop.example");
  });
}

TEST_CASE("an undo succeeds once, however many calls come at once") {
  for_mina([](Server& server, AccountOwner& thief, Administrator&) {
    const auto token = change(server, thief, "thief@shop.example");
    std::atomic<int> done = 0;
    std::vector<std::thread> callers;
    for (int i = 0; i < 4; ++i) {
      callers.emplace_back([&] {
        if (undo(server, token) == "200") ++done;
      });
    }
    for (auto& caller : callers)
      caller.join();
    CHECK(done == 1);
    CHECK(email(server) == mina);
  });
}

TEST_CASE("an address that another account has by now is not taken from it") {
  for_mina([](Server& server, AccountOwner& thief, Administrator&) {
    const auto token = change(server, thief, "thief@shop.example");
    auto rival = a_user("rival");
    rival.primary_email = mina;
    server.insert(rival);
    CHECK(undo(server, token) == "422 user.email_already_in_use");
    CHECK(thief.get("/my-account").status() == 200);
    server.commit(server.users.remove(UserId("rival")));
    CHECK(undo(server, token) == "200");
  });
}

TEST_CASE("an undo does nothing for a user who is suspended or gone, or for a made-up token") {
  for_mina([](Server& server, AccountOwner& thief, Administrator&) {
    const auto token = change(server, thief, "thief@shop.example");
    server.commit(server.users.update_suspension(UserId("mina"), true, server.clock.now()));
    CHECK(outcome_of(check(server, token)) == not_found);
    CHECK(undo(server, token) == not_found);
    for (const auto& made_up : {std::string("x"), std::string(43, 'A'), token.substr(1)})
      CHECK(undo(server, made_up) == not_found);
    CHECK(undo(server, "").starts_with("400 "));
    CHECK(undo(server, std::string(129, 'A')).starts_with("400 "));
    server.commit(server.users.remove(UserId("mina")));
    CHECK(undo(server, token) == not_found);
  });
}

TEST_CASE("an undo ends a deletion that was scheduled meanwhile") {
  for_mina([](Server& server, AccountOwner& thief, Administrator&) {
    const auto token = change(server, thief, "thief@shop.example");
    thief.step_up();
    CHECK(thief.outcome(Method::post, "/my-account/deletion") == "200");
    CHECK(undo(server, token) == "200");
    const storage::AccountDeletionStore deletions(*server.database, server.tenant);
    CHECK_FALSE(run_task(deletions.find(UserId("mina"))));
    CHECK_FALSE(line_of(server, "Account.Deletion.Cancel").empty());
    server.deliver_messages();
    bool is_told = false;
    for (const auto& mail : server.mail.mails())
      is_told = is_told || (mail.to == mina && mail.subject == "Your account will not be deleted");
    CHECK(is_told);
  });
}

TEST_CASE("a scheduled deletion is told to the addresses that a link brings back") {
  for_mina([](Server& server, AccountOwner& thief, Administrator&) {
    change(server, thief, "first@shop.example");
    thief.step_up();
    change(server, thief, "thief@shop.example");
    const auto told = [&] {
      server.deliver_messages();
      std::set<std::string> recipients;
      for (const auto& mail : server.mail.mails())
        if (mail.subject == "Your account will be deleted") recipients.insert(mail.to);
      return recipients;
    };
    thief.step_up();
    CHECK(thief.outcome(Method::post, "/my-account/deletion") == "200");
    CHECK(told() == std::set<std::string>{"first@shop.example", mina, "thief@shop.example"});
  });
}

TEST_CASE("a scheduled deletion is not told to an address whose link has expired") {
  for_mina([](Server& server, AccountOwner& owner, Administrator&) {
    change(server, owner, "new@shop.example");
    server.clock.advance(email_undo_lifetime + std::chrono::seconds(1));
    AccountOwner later(server, "mina");
    later.step_up();
    CHECK(later.outcome(Method::post, "/my-account/deletion") == "200");
    server.deliver_messages();
    std::string recipients;
    for (const auto& mail : server.mail.mails())
      if (mail.subject == "Your account will be deleted") recipients += mail.to + " ";
    CHECK(recipients == "new@shop.example ");
  });
}

TEST_CASE("an administrator's word about the address voids the links of before") {
  for_mina([](Server& server, AccountOwner& thief, Administrator& administrator) {
    const auto token = change(server, thief, "thief@shop.example");
    administrator.expect(
        200, Method::patch, "/users/mina", R"({"primaryEmail":"office@shop.example"})"
    );
    CHECK(undo(server, token) == not_found);
    CHECK(email(server) == "office@shop.example");
  });
}

TEST_CASE("there is no link without a way to send it, nor for an address that stays") {
  for_each_engine([](Server& server) {
    add_shop(server);
    auto user = a_user("mina");
    user.primary_email = mina;
    server.insert(user);
    open_account_center(server);
    AccountOwner owner(server, "mina");
    owner.step_up();
    CHECK(owner.outcome(Method::delete_, email_path) == "204");
    const storage::EmailUndoStore undos(*server.database, server.tenant);
    CHECK(run_task(undos.list(UserId("mina"))).empty());
  });
}

TEST_CASE("changes beyond twenty in 72 hours are undone by the earlier links") {
  for_mina([](Server& server, AccountOwner& thief, Administrator&) {
    const auto first = change(server, thief, "thief@shop.example");
    const storage::EmailUndoStore undos(*server.database, server.tenant);
    for (std::size_t i = 1; i < max_email_undos; ++i) {
      const auto undo = make_email_undo(UserId("mina"), "x@shop.example", server.clock.now());
      server.commit(undos.insert(undo, Secret(std::to_string(i))));
    }
    CHECK(thief.outcome(Method::delete_, email_path) == "204");
    CHECK(last_token(server, "thief@shop.example").empty());
    CHECK(run_task(undos.list(UserId("mina"))).size() == max_email_undos);
    CHECK(undo(server, first) == "200");
    CHECK(email(server) == mina);
  });
}

}  // namespace daemun::flows
