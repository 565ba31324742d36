// A person's accounts at other services through the Account API.
#include "storage/token_secret_store.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "flows/harness/account.h"
#include "flows/harness/administrator.h"
#include "flows/harness/shop.h"
#include "flows/harness/webhooks.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string identities = "/my-account/identities";

void link(Administrator& administrator, const std::string& user, const std::string& target) {
  administrator.expect(
      201,
      Method::put,
      "/users/" + user + "/identities/" + target,
      json::serialize(json::object{{"userId", target + "-of-" + user}, {"details", json::object{}}})
  );
}

bool has_line(Server& server, std::string_view key) {
  const auto log = server.audit_log(1000);
  return std::any_of(log.begin(), log.end(), [&](const auto& line) { return line.key == key; });
}

}  // namespace

TEST_CASE("DELETE /my-account/identities/{target} unlinks an account at another service") {
  for_each_engine([](Server& server) {
    add_shop(server);
    server.insert(a_user("bob"));
    open_account_center(server);
    Administrator administrator(server);
    link(administrator, "alice", "github");
    link(administrator, "bob", "google");
    listen(server, {"User.Data.Updated"});
    AccountOwner alice(server, "alice");
    const std::string unknown = "404 user.identity_not_exist";
    CHECK(
        alice.outcome(Method::delete_, identities + "/github") ==
        "401 verification_record.permission_denied"
    );
    alice.step_up();
    CHECK(alice.outcome(Method::delete_, identities + "/google") == unknown);
    CHECK(alice.outcome(Method::delete_, identities + "/github") == "204");
    CHECK(alice.outcome(Method::delete_, identities + "/github") == unknown);
    CHECK(alice.get("/my-account").body.at("identities").as_object().empty());
    CHECK(has_line(server, "Account.Identity.Remove"));
    CHECK(told(server, "User.Data.Updated").size() == 1);
    // Free for another account again.
    link(administrator, "bob", "github");
  });
}

TEST_CASE("the last way to sign in cannot be unlinked") {
  for_each_engine([](Server& server) {
    add_shop(server);
    open_account_center(server);
    Administrator administrator(server);
    link(administrator, "alice", "github");
    AccountOwner alice(server, "alice");
    alice.step_up();
    server.commit(
        server.users.update(UserId("alice"), {.username = {.is_given = true}}, server.clock.now())
    );
    CHECK(
        alice.outcome(Method::delete_, identities + "/github") ==
        "400 user.last_sign_in_method_required"
    );
  });
}

TEST_CASE("an address is no way to sign in where the tenant does not take it") {
  for_each_engine([](Server& server) {
    add_shop(server);
    open_account_center(server);
    Administrator administrator(server);
    link(administrator, "alice", "github");
    AccountOwner alice(server, "alice");
    alice.step_up();
    const storage::UserChanges change{
        .username = {.is_given = true},
        .primary_email = {.is_given = true, .value = "alice@shop.example"}};
    server.commit(server.users.update(UserId("alice"), change, server.clock.now()));
    CHECK(
        alice.outcome(Method::delete_, identities + "/github") ==
        "400 user.last_sign_in_method_required"
    );
  });
}

TEST_CASE("tokens of a service that keeps none are not found") {
  for_each_engine([](Server& server) {
    add_shop(server);
    open_account_center(server);
    AccountOwner alice(server, "alice");
    const std::string none = "404 secrets.third_party_token_set.token_not_found";
    CHECK(alice.outcome(Method::get, identities + "/github/access-token") == none);
    CHECK(alice.outcome(Method::get, "/my-account/sso-identities/x/access-token") == none);
    AccountOwner narrow(server, "alice", "web", "openid");
    CHECK(narrow.outcome(Method::get, identities + "/github/access-token") == "403 auth.forbidden");
  });
}

}  // namespace daemun::flows
