// The deletion of an account at its owner's wish: scheduled with a proof, kept by a sign-in, done
// after fourteen days.
#include "app/app.h"
#include "app/due_deletions.h"
#include "storage/account_deletion_store.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "flows/harness/account.h"
#include "flows/harness/administrator.h"
#include "flows/harness/shop.h"
#include "flows/harness/webhooks.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string path = "/my-account/deletion";
const std::string denied = "401 verification_record.permission_denied";

json::object fields_with(std::string_view control) {
  auto fields = all_fields();
  fields["accountDeletion"] = control;
  return fields;
}

void add_world(Server& server, Administrator& administrator) {
  add_shop(server);
  auto mina = a_user("mina");
  mina.primary_email = "mina@shop.example";
  server.insert(mina);
  add_mail_connector(administrator);
  open_account_center(server, fields_with("Edit"));
}

// On every engine, with Mina signed in, who has just proven who she is.
void for_mina(const std::function<void(Server&, AccountOwner&, Administrator&)>& body) {
  for_each_engine([&](Server& server) {
    Administrator administrator(server);
    add_world(server, administrator);
    AccountOwner mina(server, "mina");
    mina.step_up();
    body(server, mina, administrator);
  });
}

bool is_scheduled(Server& server, const std::string& user = "mina") {
  const storage::AccountDeletionStore deletions(*server.database, server.tenant);
  return run_task(deletions.find(UserId(user))).has_value();
}

bool is_there(Server& server) {
  return run_task(server.users.find(UserId("mina"))).has_value();
}

void erase_due(Server& server) {
  app::DueDeletions({&server.door->default_tenant().context}).run();
}

std::size_t count_lines(Server& server, std::string_view key) {
  std::size_t count = 0;
  for (const auto& line : server.audit_log())
    count += line.key == key ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("a person schedules the deletion of the account, which ends everything at once") {
  for_mina([](Server& server, AccountOwner& mina, Administrator&) {
    Browser browser(server);
    const Client client(server, "web");
    const auto tokens = client.redeem(to_callback(client.sign_in(browser, "mina")));
    const auto answer = mina.send(Method::post, path);
    CHECK(answer.status() == 200);
    const auto deletes_at = server.clock.now() + deletion_grace;
    CHECK(answer.integer("deletesAt") == to_unix_ms(deletes_at));
    CHECK(mina.outcome(Method::get, "/my-account") == "401 auth.unauthorized");
    CHECK(get_userinfo(server, tokens.text("access_token")).status() == 401);
    CHECK(client.refresh(tokens.text("refresh_token")).status() == 400);
    CHECK(
        header(client.authorize(browser, offline_profile), "location").find("code=") ==
        std::string::npos
    );
    const auto line = line_of(server, "Account.Deletion.Schedule");
    CHECK(find_integer(line, "deletesAt") == to_unix_ms(deletes_at));
    server.deliver_messages();
    const auto mail = server.mail.mails().back();
    CHECK(mail.to == "mina@shop.example");
    CHECK(mail.subject == "Your account will be deleted");
    CHECK(mail.text.find(to_iso_text(deletes_at).substr(0, 10)) != std::string::npos);
  });
}

TEST_CASE("a deletion takes a proof, the tenant's consent and an application of the tenant") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_world(server, administrator);
    insert_third_party(server);
    AccountOwner mina(server, "mina");
    CHECK(mina.outcome(Method::post, path) == denied);
    mina.step_up();
    for (const auto* control : {"Off", "ReadOnly"}) {
      open_account_center(server, fields_with(control));
      CHECK(mina.outcome(Method::post, path) == "400 account_center.field_not_editable");
    }
    auto fields = all_fields();
    fields.erase("accountDeletion");
    open_account_center(server, fields);
    CHECK(mina.outcome(Method::post, path) == "400 account_center.field_not_editable");
    open_account_center(server, fields_with("Edit"));
    // An application of others gets no record, and those of ours do not count for it.
    auto partner = mina;
    partner.set_token(AccountOwner(server, "mina", "partner").token());
    CHECK(partner.outcome(Method::post, path) == denied);
    CHECK_FALSE(is_scheduled(server));
  });
}

TEST_CASE("a deletion takes a token that may manage how the person signs in") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_world(server, administrator);
    AccountOwner narrow(server, "mina", "web", "openid profile email");
    narrow.step_up();
    CHECK(narrow.outcome(Method::post, path) == "403 auth.forbidden");
    CHECK_FALSE(is_scheduled(server));
  });
}

TEST_CASE("a proof is good for one deletion, however many calls come at once") {
  for_mina([](Server& server, AccountOwner& mina, Administrator&) {
    std::atomic<int> accepted = 0;
    std::vector<std::thread> callers;
    for (int i = 0; i < 4; ++i) {
      callers.emplace_back([&] {
        auto caller = mina;
        if (caller.send(Method::post, path).status() == 200) ++accepted;
      });
    }
    for (auto& caller : callers)
      caller.join();
    CHECK(accepted == 1);
    CHECK(count_lines(server, "Account.Deletion.Schedule") == 1);
    // Nor is it good for a second one, when the account has been kept.
    AccountOwner again(server, "mina");
    auto replay = mina;
    replay.set_token(again.token());
    CHECK(replay.outcome(Method::post, path) == denied);
  });
}

TEST_CASE("a sign-in keeps the account, and nothing else does") {
  for_mina([](Server& server, AccountOwner& mina, Administrator&) {
    CHECK(mina.outcome(Method::post, path) == "200");
    server.clock.advance(std::chrono::days(13));
    CHECK(is_scheduled(server));
    AccountOwner back(server, "mina");
    CHECK_FALSE(is_scheduled(server));
    CHECK(back.get("/my-account").status() == 200);
    CHECK_FALSE(line_of(server, "Account.Deletion.Cancel").empty());
    server.deliver_messages();
    CHECK(server.mail.mails().back().subject == "Your account will not be deleted");
    // The tokens of before do not come back to life.
    CHECK(mina.outcome(Method::get, "/my-account") == "401 auth.unauthorized");
    server.clock.advance(std::chrono::days(2));
    erase_due(server);
    CHECK(is_there(server));
  });
}

TEST_CASE("a sign-in that has not come back to its application yet ends with a deletion") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_world(server, administrator);
    AccountOwner mina(server, "mina");
    Browser browser(server);
    const Client client(server, "web");
    client.authorize(browser, offline_profile);
    const auto next = pass_sign_in_page(browser, "web", "mina");
    mina.step_up();
    CHECK(mina.outcome(Method::post, path) == "200");
    const auto resumed = browser.get(next);
    CHECK(header(resumed, "location").find("code=") == std::string::npos);
    CHECK(is_scheduled(server));
  });
}

TEST_CASE("no application exchanges a token for an account that waits for its deletion") {
  for_mina([](Server& server, AccountOwner& mina, Administrator& administrator) {
    auto backend = an_application("backend");
    backend.custom_client_metadata.allow_token_exchange = true;
    server.insert(backend);
    const auto made =
        administrator.expect(201, Method::post, "/subject-tokens", R"({"userId":"mina"})");
    CHECK(mina.outcome(Method::post, path) == "200");
    const auto answer =
        Client(server, "backend")
            .token(
                {{"grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"},
                 {"subject_token", std::string(find_string(made, "subjectToken").value_or(""))},
                 {"subject_token_type", "urn:logto:token-type:impersonation_token"}}
            );
    CHECK(answer.status() == 400);
    CHECK(answer.text("error") == "invalid_grant");
    CHECK(is_scheduled(server));
  });
}

TEST_CASE("an account is erased after fourteen days, and webhooks are told") {
  for_mina([](Server& server, AccountOwner& mina, Administrator&) {
    listen(server, {"User.Deleted"});
    CHECK(mina.outcome(Method::post, path) == "200");
    server.clock.advance(deletion_grace - Seconds(1));
    erase_due(server);
    CHECK(is_there(server));
    server.clock.advance(Seconds(1));
    std::thread another([&] { erase_due(server); });
    erase_due(server);
    another.join();
    CHECK_FALSE(is_there(server));
    CHECK(count_lines(server, "Account.Deletion.Erase") == 1);
    const auto events = told(server, "User.Deleted");
    REQUIRE(events.size() == 1);
    CHECK(find_string(events.front().at("data").as_object(), "id") == "mina");
  });
}

TEST_CASE("an administrator deletes an account that waits, and a suspension settles the wish") {
  for_mina([](Server& server, AccountOwner& mina, Administrator& administrator) {
    CHECK(mina.outcome(Method::post, path) == "200");
    administrator.expect(200, Method::patch, "/users/mina/is-suspended", R"({"isSuspended":true})");
    CHECK_FALSE(is_scheduled(server));
    administrator.expect(
        200, Method::patch, "/users/mina/is-suspended", R"({"isSuspended":false})"
    );
    AccountOwner again(server, "mina");
    again.step_up();
    CHECK(again.outcome(Method::post, path) == "200");
    CHECK(administrator.send(Method::delete_, "/users/mina").status == 204);
    CHECK_FALSE(is_there(server));
    server.clock.advance(deletion_grace);
    erase_due(server);
    CHECK(count_lines(server, "Account.Deletion.Erase") == 0);
  });
}

TEST_CASE("the address of an account that waits is nobody else's") {
  for_mina([](Server&, AccountOwner& mina, Administrator& administrator) {
    CHECK(mina.outcome(Method::post, path) == "200");
    const auto refused =
        administrator.send(Method::post, "/users", R"({"primaryEmail":"mina@shop.example"})");
    CHECK(refused.status == 422);
  });
}

}  // namespace daemun::flows
