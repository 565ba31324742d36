#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::a_session;
using test::for_each_engine;
using test::now;
using test::Stores;

Session inserted(Stores& stores) {
  stores.run(stores.users.insert(test::a_user(), std::nullopt));
  stores.run(stores.applications.insert(test::an_application()));
  auto session = a_session();
  session.amr = {"pwd", "mfa"};
  stores.run(stores.sessions.insert(session));
  return session;
}

std::optional<Session> find(Stores& stores, const SessionId& id = a_session().id) {
  return run_task(stores.sessions.find(id));
}

void check_same(const Session& found, const Session& expected) {
  CHECK(found.id == expected.id);
  CHECK(found.secret_hash == expected.secret_hash);
  CHECK(found.cookie_name == expected.cookie_name);
  CHECK(found.user_id == expected.user_id);
  CHECK(found.is_user_suspended == expected.is_user_suspended);
  CHECK(found.signed_in_at == expected.signed_in_at);
  CHECK(found.amr == expected.amr);
  CHECK(found.context.ip == expected.context.ip);
  CHECK(found.context.user_agent == expected.context.user_agent);
  CHECK(found.created_at == expected.created_at);
  CHECK(found.renewed_at == expected.renewed_at);
  CHECK(found.expires_at == expected.expires_at);
}

SessionClient a_client(std::string client = "app1") {
  return SessionClient{
      .session_id = a_session().id,
      .client_id = ApplicationId(std::move(client)),
      .sid = "sid",
      .scopes = {"openid", "email"},
      .resource_scopes = {{"https://api.example", {"read"}}}};
}

}  // namespace

TEST_CASE("SessionStore gives back every column, expired or not") {
  for_each_engine([](Stores& stores, Stores& others) {
    check_same(*find(stores, inserted(stores).id), inserted(others));
    auto expired = a_session("expired");
    expired.expires_at = now - Seconds(1);
    stores.run(stores.sessions.insert(expired));
    check_same(*find(stores, expired.id), expired);
    CHECK_FALSE(find(others, expired.id));
  });
}

TEST_CASE("SessionStore refuses a session of nobody, or twice") {
  for_each_engine([](Stores& stores) {
    inserted(stores);
    CHECK(stores.conflict(stores.sessions.insert(a_session())) == Conflict::Reason::unique);
    CHECK(
        stores.conflict(stores.sessions.insert(a_session("session2", UserId("none")))) ==
        Conflict::Reason::foreign_key
    );
  });
}

TEST_CASE("SessionStore renames the cookie of a session") {
  for_each_engine([](Stores& stores) {
    auto session = inserted(stores);
    stores.run(stores.sessions.rename_cookie(session.id, "__Host-_session"));
    session.cookie_name = "__Host-_session";
    check_same(*find(stores), session);
    CHECK(
        stores.conflict(stores.sessions.rename_cookie(SessionId("none"), "_session")) ==
        Conflict::Reason::row_count
    );
  });
}

TEST_CASE("SessionStore sees the suspension of the user") {
  for_each_engine([](Stores& stores) {
    inserted(stores);
    stores.run(stores.users.update_suspension(test::a_user().id, true, now));
    CHECK(find(stores)->is_user_suspended);
  });
}

TEST_CASE("SessionStore updates a session after a new sign-in") {
  for_each_engine([](Stores& stores) {
    auto session = inserted(stores);
    session.secret_hash = crypto::sha256("new secret");
    session.signed_in_at = now + Seconds(1);
    session.amr = {"otp"};
    session.context = {.ip = "2001:db8::7", .user_agent = ""};
    session.cookie_name = "__Host-_session";
    session.renewed_at = now + Seconds(2);
    session.expires_at = now + Seconds(600);
    stores.run(stores.sessions.update(session));
    check_same(*find(stores), session);
    CHECK(
        stores.conflict(stores.sessions.update(a_session("none"))) == Conflict::Reason::row_count
    );
  });
}

TEST_CASE("SessionStore renews a session") {
  for_each_engine([](Stores& stores) {
    auto session = inserted(stores);
    session.renewed_at = now + Seconds(5);
    session.expires_at = now + Seconds(65);
    stores.run(stores.sessions.renew(session.id, session.renewed_at, session.expires_at));
    check_same(*find(stores), session);
    CHECK(
        stores.conflict(stores.sessions.renew(SessionId("none"), now, now)) ==
        Conflict::Reason::row_count
    );
  });
}

TEST_CASE("SessionStore removes a session with its clients") {
  for_each_engine([](Stores& stores) {
    inserted(stores);
    stores.run(stores.sessions.upsert_client(a_client()));
    stores.run(stores.sessions.remove(a_session().id));
    CHECK_FALSE(find(stores));
    CHECK(run_task(stores.sessions.list_clients(a_session().id)).empty());
    stores.run(stores.sessions.remove(a_session().id));  // no conflict
  });
}

TEST_CASE("SessionStore removes every session of a user") {
  for_each_engine([](Stores& stores) {
    inserted(stores);
    stores.run(stores.users.insert(test::a_user("user00000002"), std::nullopt));
    stores.run(stores.sessions.insert(a_session("session2")));
    stores.run(stores.sessions.insert(a_session("session3", UserId("user00000002"))));
    stores.run(stores.sessions.remove_others_of_user(test::a_user().id, SessionId()));
    CHECK_FALSE(find(stores));
    CHECK_FALSE(find(stores, SessionId("session2")));
    CHECK(find(stores, SessionId("session3")));
  });
}

TEST_CASE("SessionStore lists what a session's clients may have, by client") {
  for_each_engine([](Stores& stores) {
    inserted(stores);
    stores.run(stores.applications.insert(test::an_application("app0")));
    CHECK(run_task(stores.sessions.list_clients(a_session().id)).empty());
    stores.run(stores.sessions.upsert_client(a_client()));
    SessionClient bare{
        .session_id = a_session().id, .client_id = ApplicationId("app0"), .sid = "sid0"};
    stores.run(stores.sessions.upsert_client(bare));
    const auto clients = run_task(stores.sessions.list_clients(a_session().id));
    REQUIRE(clients.size() == 2);
    CHECK(clients[0].client_id == bare.client_id);
    CHECK(clients[0].scopes.empty());
    CHECK(clients[0].resource_scopes.empty());
    CHECK(clients[1].session_id == a_session().id);
    CHECK(clients[1].sid == "sid");
    CHECK(clients[1].scopes == a_client().scopes);
    CHECK(clients[1].resource_scopes == a_client().resource_scopes);
  });
}

TEST_CASE("SessionStore replaces what a client may have and keeps its sid") {
  for_each_engine([](Stores& stores) {
    inserted(stores);
    stores.run(stores.sessions.upsert_client(a_client()));
    auto changed = a_client();
    changed.sid = "another";
    changed.scopes = {"openid"};
    changed.resource_scopes.clear();
    stores.run(stores.sessions.upsert_client(changed));
    const auto clients = run_task(stores.sessions.list_clients(a_session().id));
    REQUIRE(clients.size() == 1);
    CHECK(clients[0].sid == "sid");
    CHECK(clients[0].scopes == changed.scopes);
    CHECK(clients[0].resource_scopes.empty());
  });
}

TEST_CASE("SessionStore refuses a client of no session, or an unknown one") {
  for_each_engine([](Stores& stores) {
    inserted(stores);
    auto client = a_client();
    client.session_id = SessionId("none");
    CHECK(stores.conflict(stores.sessions.upsert_client(client)) == Conflict::Reason::foreign_key);
    CHECK(
        stores.conflict(stores.sessions.upsert_client(a_client("none"))) ==
        Conflict::Reason::foreign_key
    );
  });
}

TEST_CASE("SessionStore removes what expired before an instant") {
  for_each_engine([](Stores& stores, Stores& others) {
    for (auto* each : {&stores, &others}) {
      inserted(*each);
      auto expired = a_session("expired");
      expired.expires_at = now - Milliseconds(1);
      each->run(each->sessions.insert(expired));
    }
    stores.run(stores.sessions.remove_expired(now));
    CHECK_FALSE(find(stores, SessionId("expired")));
    CHECK(find(stores));
    CHECK(find(others, SessionId("expired")));
  });
}

}  // namespace daemun::storage
