// Where people are signed in, and what applications hold of them, through the Account API: listed,
// and ended by themselves.
#include <doctest/doctest.h>

#include <algorithm>

#include "flows/harness/account.h"
#include "flows/harness/shop.h"
#include "flows/harness/webhooks.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string sessions = "/my-account/sessions";
const std::string grants = "/my-account/grants";
const std::string denied = "401 verification_record.permission_denied";

json::array list(AccountOwner& owner, const std::string& path, const char* name) {
  const auto answer = owner.get(path);
  REQUIRE(answer.status() == 200);
  return answer.body.at(name).as_array();
}

std::string id_of(const json::value& session) {
  return std::string(session.at("payload").at("jti").as_string());
}

// Of the session that the call does not come from.
std::string other_session(AccountOwner& owner) {
  const auto all = list(owner, sessions, "sessions");
  REQUIRE(all.size() == 2);
  CHECK(all.at(0).at("isCurrent").as_bool() != all.at(1).at("isCurrent").as_bool());
  return id_of(all.at(0).at("isCurrent").as_bool() ? all.at(1) : all.at(0));
}

bool is_active(Server& server, const std::string& token) {
  const auto answer = Client(server, "web").post("/oidc/token/introspection", {{"token", token}});
  return answer.body.at("active").as_bool();
}

void prepare(Server& server) {
  add_shop(server);
  server.insert(a_user("bob"));
  open_account_center(server);
}

bool has_line(Server& server, std::string_view key) {
  const auto log = server.audit_log(1000);
  return std::any_of(log.begin(), log.end(), [&](const auto& line) { return line.key == key; });
}

}  // namespace

TEST_CASE("GET /my-account/sessions lists the person's own, and marks the call's") {
  for_each_engine([](Server& server) {
    prepare(server);
    AccountOwner alice(server, "alice");
    AccountOwner elsewhere(server, "alice");
    AccountOwner bob(server, "bob");
    alice.step_up();
    const auto shown = list(alice, sessions, "sessions");
    REQUIRE(shown.size() == 2);
    const auto other = other_session(alice);
    elsewhere.step_up();
    CHECK(other_session(elsewhere) != other);
    const auto& session = shown.at(0).as_object();
    CHECK(session.at("payload").at("accountId") == "alice");
    CHECK(session.at("payload").at("authorizations").as_object().contains("web"));
    CHECK(session.at("lastSubmission").is_null());
    CHECK(session.at("signInContext") == json::object{{"ip", "192.0.2.1"}});
    CHECK(session.at("accountId") == "alice");
  });
}

TEST_CASE("the sessions of an account take a step-up, the field and the scope, in this order") {
  for_each_engine([](Server& server) {
    prepare(server);
    AccountOwner alice(server, "alice");
    const auto each = [&](AccountOwner& owner, const std::string& read, const std::string& write) {
      CHECK(owner.outcome(Method::get, sessions) == read);
      CHECK(owner.outcome(Method::get, grants) == read);
      CHECK(owner.outcome(Method::delete_, sessions) == write);
      CHECK(owner.outcome(Method::delete_, sessions + "/none") == write);
      CHECK(owner.outcome(Method::delete_, grants + "/none") == write);
    };
    each(alice, denied, denied);
    AccountOwner narrow(server, "alice", "web", "openid profile");
    narrow.step_up();
    each(narrow, "401 auth.unauthorized", "401 auth.unauthorized");
    open_account_center(server, all_fields("ReadOnly"));
    CHECK(narrow.outcome(Method::delete_, sessions) == "400 account_center.field_not_editable");
    open_account_center(server, all_fields("Off"));
    each(narrow, "400 account_center.field_not_enabled", "400 account_center.field_not_editable");
  });
}

TEST_CASE("DELETE /my-account/sessions/{id} ends a session, with its grants where that is asked") {
  for_each_engine([](Server& server) {
    prepare(server);
    listen(server, {"User.Data.Updated"});
    AccountOwner alice(server, "alice");
    alice.step_up();
    for (const std::string query :
         {"", "?revokeGrantsTarget=firstParty", "?revokeGrantsTarget=all"}) {
      CAPTURE(query);
      const auto elsewhere = Client(server, "web").tokens_of("alice");
      const auto path = sessions + "/" + other_session(alice);
      CHECK(
          alice.outcome(Method::delete_, path + "?revokeGrantsTarget=some") ==
          "400 guard.invalid_input"
      );
      CHECK(alice.outcome(Method::delete_, path + query) == "204");
      CHECK(alice.outcome(Method::delete_, path) == "404 oidc.session_not_found");
      CHECK(is_active(server, elsewhere.text("refresh_token")) == query.empty());
      CHECK(list(alice, sessions, "sessions").size() == 1);
    }
    CHECK(has_line(server, "Account.Session.End"));
    CHECK(told(server, "User.Data.Updated").empty());
  });
}

TEST_CASE("a session of somebody else cannot be ended, nor one's own with a stale token") {
  for_each_engine([](Server& server) {
    prepare(server);
    AccountOwner alice(server, "alice");
    AccountOwner bob(server, "bob");
    bob.step_up();
    const auto of_bob = id_of(list(bob, sessions, "sessions").at(0));
    alice.step_up();
    CHECK(alice.outcome(Method::delete_, sessions + "/" + of_bob) == "404 oidc.session_not_found");
    const auto own = id_of(list(alice, sessions, "sessions").at(0));
    CHECK(alice.outcome(Method::delete_, sessions + "/" + own) == "204");
    CHECK(alice.outcome(Method::get, sessions) == "401 auth.unauthorized");
    CHECK(list(bob, sessions, "sessions").size() == 1);
  });
}

TEST_CASE("DELETE /my-account/sessions signs out everywhere else") {
  for_each_engine([](Server& server) {
    prepare(server);
    AccountOwner alice(server, "alice");
    const auto phone = Client(server, "web").tokens_of("alice");
    AccountOwner tablet(server, "alice");
    AccountOwner bob(server, "bob");
    alice.step_up();
    CHECK(alice.outcome(Method::delete_, sessions) == "204");
    CHECK(list(alice, sessions, "sessions").size() == 1);
    CHECK(list(alice, grants, "grants").size() == 1);
    CHECK_FALSE(is_active(server, phone.text("refresh_token")));
    CHECK(tablet.outcome(Method::get, "/my-account") == "401 auth.unauthorized");
    CHECK(bob.outcome(Method::get, "/my-account") == "200");
    CHECK(has_line(server, "Account.Session.EndOthers"));
  });
}

TEST_CASE("DELETE /my-account/grants/{id} takes the application's tokens") {
  for_each_engine([](Server& server) {
    prepare(server);
    AccountOwner alice(server, "alice");
    AccountOwner bob(server, "bob");
    const auto native = Client(server, "native").tokens_of("alice");
    alice.step_up();
    bob.step_up();
    CHECK(list(alice, grants + "?appType=firstParty", "grants").size() == 2);
    CHECK(list(alice, grants + "?appType=thirdParty", "grants").empty());
    CHECK(alice.outcome(Method::get, grants + "?appType=any") == "400 guard.invalid_input");
    const auto all = list(alice, grants, "grants");
    const auto& of_native =
        all.at(0).at("application").at("id") == "native" ? all.at(0) : all.at(1);
    const auto& payload = of_native.at("payload").as_object();
    CHECK(payload.at("openid").at("scope").as_string() == native.text("scope"));
    const auto path = grants + "/" + std::string(of_native.at("id").as_string());
    CHECK(bob.outcome(Method::delete_, path) == "404 oidc.invalid_grant");
    CHECK(bob.outcome(Method::delete_, grants + "/none") == "404 oidc.invalid_grant");
    CHECK(alice.outcome(Method::delete_, path) == "204");
    CHECK(Client(server, "native").refresh(native.text("refresh_token")).status() == 400);
    CHECK(list(alice, grants, "grants").size() == 1);
    CHECK(has_line(server, "Account.Grant.Revoke"));
  });
}

TEST_CASE("a third-party application sees and ends no sessions, whatever was proven elsewhere") {
  for_each_engine([](Server& server) {
    prepare(server);
    insert_third_party(server);
    AccountOwner alice(server, "alice");
    alice.step_up();
    CHECK(alice.outcome(Method::get, sessions) == "200");
    alice.set_token(AccountOwner(server, "alice", "partner").token());
    CHECK(alice.outcome(Method::get, sessions) == denied);
    CHECK(alice.outcome(Method::delete_, sessions) == denied);
    CHECK(alice.outcome(Method::delete_, grants + "/none") == denied);
  });
}

}  // namespace daemun::flows
