#include "storage/session_end.h"

#include "storage/test_stores.h"

#include <set>

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

const UserId alice = test::a_user().id;

// alice has two sessions, each with one application that wants to be told and one that does not.
struct House {
  explicit House(Stores& its_stores) : stores(its_stores) {
    stores.run(stores.users.insert(test::a_user(), std::nullopt));
    auto listener = test::an_application("listener");
    listener.oidc_client_metadata.backchannel_logout_uri = "https://listener.example";
    listener.oidc_client_metadata.backchannel_logout_session_required = true;
    stores.run(stores.applications.insert(listener));
    stores.run(stores.applications.insert(test::an_application()));
    for (const char* id : {"session1", "session2"}) {
      stores.run(stores.sessions.insert(test::a_session(id)));
      for (const auto& client : {listener.id, test::an_application().id}) {
        SessionClient entry;
        entry.session_id = SessionId(id);
        entry.client_id = client;
        entry.sid = std::string("sid of ") + id;
        stores.run(stores.sessions.upsert_client(entry));
      }
      auto grant = test::a_grant(std::string("grant of ") + id);
      grant.session_id = SessionId(id);
      stores.run(stores.grants.insert(grant));
    }
    auto offline = test::a_grant("offline");
    offline.session_id = SessionId("session1");
    offline.is_offline = true;
    offline.scopes = {"openid", "offline_access"};
    offline.resource_scopes = {{"https://api.example", {"read"}}};
    stores.run(stores.grants.insert(offline));
  }

  void commit(Plan plan) { stores.run(std::move(plan)); }
  bool is_revoked(const char* grant) {
    return run_task(stores.grants.find(GrantId(grant)))->grant.revoked_at.has_value();
  }
  std::string told() {
    std::set<std::string> sids;
    const DueMessages due{.kind = std::string(backchannel_logout_kind), .now = now, .limit = 10};
    const auto messages = run_task(stores.outbox.list_due(due));
    for (const auto& message : messages) {
      const auto notice = parse_logout_notice(message.payload);
      REQUIRE(notice);
      CHECK(notice->client_id == ApplicationId("listener"));
      CHECK(notice->user_id == alice);
      sids.insert(notice->sid.value_or(""));
    }
    std::string text;
    for (const auto& sid : sids)
      text += sid + ";";
    return text;
  }

  Stores& stores;
  FakeClock clock{now};
  crypto::SystemRandom random;
  Settings settings{stores.database, stores.vault, stores.tenant};
  SessionEnd end{stores.database, settings, random, clock};
};

}  // namespace

TEST_CASE("SessionEnd ends one session, what lives by it, and tells who wants to know") {
  for_each_engine([](Stores& stores) {
    House house(stores);
    house.commit(run_task(house.end.plan_one(SessionId("session1"), alice)));
    CHECK_FALSE(run_task(stores.sessions.find(SessionId("session1"))));
    CHECK(run_task(stores.sessions.find(SessionId("session2"))));
    CHECK(house.is_revoked("grant of session1"));
    CHECK_FALSE(house.is_revoked("grant of session2"));
    CHECK_FALSE(house.is_revoked("offline"));
    CHECK(house.told() == "sid of session1;");
  });
}

TEST_CASE("SessionEnd ends all sessions of a user and every grant") {
  for_each_engine([](Stores& stores) {
    House house(stores);
    house.commit(run_task(house.end.plan_all(alice)));
    CHECK(run_task(stores.sessions.list_of_user(alice, now)).empty());
    for (const char* grant : {"grant of session1", "grant of session2", "offline"})
      CHECK(house.is_revoked(grant));
    CHECK(house.told() == "sid of session1;sid of session2;");
  });
}

TEST_CASE("SessionEnd ends all of a user's for a new password, unless the tenant says otherwise") {
  for_each_engine([](Stores& stores) {
    House house(stores);
    stores.run(stores.tenants.upsert_sign_in_experience(R"({"signOutOnPasswordChange":false})"));
    house.commit(run_task(house.end.plan_password_change(alice, SessionId())));
    CHECK(run_task(stores.sessions.list_of_user(alice, now)).size() == 2);
    house.settings.clear();
    stores.run(stores.tenants.upsert_sign_in_experience("{}"));
    house.commit(run_task(house.end.plan_password_change(alice, SessionId())));
    CHECK(run_task(stores.sessions.list_of_user(alice, now)).empty());
    CHECK(house.is_revoked("offline"));
    CHECK(house.told() == "sid of session1;sid of session2;");
  });
}

TEST_CASE("SessionEnd keeps the session in which a user has chosen a new password") {
  for_each_engine([](Stores& stores) {
    House house(stores);
    house.commit(run_task(house.end.plan_password_change(alice, SessionId("session1"))));
    const auto sessions = run_task(stores.sessions.list_of_user(alice, now));
    REQUIRE(sessions.size() == 1);
    CHECK(sessions[0].id == SessionId("session1"));
    CHECK_FALSE(house.is_revoked("grant of session1"));
    CHECK_FALSE(house.is_revoked("offline"));  // made in session1
    CHECK(house.is_revoked("grant of session2"));
    CHECK(house.told() == "sid of session2;");
  });
}

TEST_CASE("SessionEnd keeps of a session the grants of one application") {
  for_each_engine([](Stores& stores) {
    House house(stores);
    auto other = test::a_grant("of the listener");
    other.client_id = ApplicationId("listener");
    other.session_id = SessionId("session1");
    stores.run(stores.grants.insert(other));
    house.commit(run_task(house.end.plan_all_but(
        alice, {.session = SessionId("session1"), .client = test::an_application().id}
    )));
    CHECK_FALSE(house.is_revoked("grant of session1"));
    CHECK_FALSE(house.is_revoked("offline"));
    CHECK(house.is_revoked("of the listener"));
    CHECK(house.is_revoked("grant of session2"));
    CHECK(run_task(stores.sessions.list_of_user(alice, now)).size() == 1);
    CHECK(house.told() == "sid of session1;sid of session2;");
  });
}

TEST_CASE("the sessions and grants of a user that still stand are listed, newest first") {
  for_each_engine([](Stores& stores, Stores& others) {
    House house(stores);
    auto later = test::a_session("session0");
    later.created_at = now + Seconds(1);
    stores.run(stores.sessions.insert(later));
    const auto sessions = run_task(stores.sessions.list_of_user(alice, now));
    REQUIRE(sessions.size() == 3);
    CHECK(sessions[0].id == later.id);
    CHECK(run_task(stores.sessions.list_of_user(alice, later.expires_at)).empty());
    CHECK(run_task(others.sessions.list_of_user(alice, now)).empty());
    CHECK(run_task(stores.sessions.list_clients_of_user(alice)).size() == 4);
    CHECK(run_task(others.sessions.list_clients_of_user(alice)).empty());

    CHECK(run_task(stores.grants.list_alive_of_user(alice, now)).size() == 3);
    // Sessions end after a minute, these grants after ten.
    const auto left = run_task(stores.grants.list_alive_of_user(alice, now + Seconds(60)));
    REQUIRE(left.size() == 1);
    CHECK(left[0].id == GrantId("offline"));
    CHECK(left[0].application_name == "App");
    CHECK_FALSE(left[0].is_third_party);
    CHECK(left[0].session_id == SessionId("session1"));
    CHECK(left[0].scopes == std::vector<std::string>{"openid", "offline_access"});
    CHECK(left[0].resource_scopes == ResourceScopes{{"https://api.example", {"read"}}});
    CHECK(run_task(stores.grants.list_alive_of_user(alice, now + Seconds(600))).empty());
    CHECK(run_task(others.grants.list_alive_of_user(alice, now)).empty());
  });
}

TEST_CASE("the grants of a session are revoked, of all applications or of one's own") {
  for_each_engine([](Stores& stores) {
    House house(stores);
    auto stranger = test::an_application("stranger");
    stranger.is_third_party = true;
    stores.run(stores.applications.insert(stranger));
    auto foreign = test::a_grant("foreign");
    foreign.client_id = stranger.id;
    foreign.session_id = SessionId("session1");
    stores.run(stores.grants.insert(foreign));
    const SessionId session("session1");
    stores.run(stores.grants.revoke_of_session(session, GrantStore::Clients::first_party, now));
    CHECK(house.is_revoked("offline"));
    CHECK(house.is_revoked("grant of session1"));
    CHECK_FALSE(house.is_revoked("foreign"));
    CHECK_FALSE(house.is_revoked("grant of session2"));
    stores.run(stores.grants.revoke_of_session(session, GrantStore::Clients::all, now));
    CHECK(house.is_revoked("foreign"));
    stores.run(stores.sessions.remove_client(session, test::an_application().id));
    CHECK(run_task(stores.sessions.list_clients(session)).size() == 1);
  });
}

}  // namespace daemun::storage
