#include "storage/session_origin_store.h"

#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

const SsoConnectorId acme("acme");

SessionOrigin an_origin(std::string subject = "ann", std::string sid = "s-1") {
  return {
      .connector_id = acme,
      .subject = std::move(subject),
      .sid = std::move(sid),
      .logout_url = "https://id.acme.example/out?client_id=app"};
}

// A session of a new user.
Session add_session(Stores& stores, std::string id, TimePoint signed_in_at = now) {
  const auto user = test::a_user("user-" + id);
  stores.run(stores.users.insert(user, std::nullopt));
  auto session = test::a_session(std::move(id), user.id);
  session.signed_in_at = signed_in_at;
  stores.run(stores.sessions.insert(session));
  return session;
}

std::vector<std::string> ids(const std::vector<SessionOfUser>& sessions) {
  std::vector<std::string> all;
  for (const auto& session : sessions)
    all.push_back(session.session_id.value());
  return all;
}

}  // namespace

TEST_CASE("SessionOriginStore gives back the origin of a session, and the latest one") {
  for_each_engine([](Stores& stores, Stores& others) {
    const SessionOriginStore origins(stores.database, stores.tenant);
    const auto session = add_session(stores, "one");
    CHECK_FALSE(run_task(origins.find(session.id)));
    stores.run(origins.upsert(session.id, an_origin()));
    CHECK(run_task(origins.find(session.id)) == an_origin());
    stores.run(origins.upsert(session.id, an_origin("ann", "s-2")));
    CHECK(run_task(origins.find(session.id)) == an_origin("ann", "s-2"));
    CHECK_FALSE(run_task(SessionOriginStore(others.database, others.tenant).find(session.id)));
  });
}

TEST_CASE("SessionOriginStore forgets the origin with its session, and when asked to") {
  for_each_engine([](Stores& stores, Stores&) {
    const SessionOriginStore origins(stores.database, stores.tenant);
    const auto session = add_session(stores, "one");
    stores.run(origins.upsert(session.id, an_origin()));
    stores.run(origins.remove(session.id));
    CHECK_FALSE(run_task(origins.find(session.id)));
    stores.run(origins.upsert(session.id, an_origin()));
    stores.run(stores.sessions.remove(session.id));
    CHECK_FALSE(run_task(origins.find(session.id)));
  });
}

TEST_CASE("SessionOriginStore lists the sessions that a provider ends") {
  for_each_engine([](Stores& stores, Stores&) {
    const SessionOriginStore origins(stores.database, stores.tenant);
    const auto one = add_session(stores, "one");
    const auto two = add_session(stores, "two");
    const auto later = add_session(stores, "later", now + Seconds{5});
    stores.run(origins.upsert(one.id, an_origin("ann", "s-1")));
    stores.run(origins.upsert(two.id, an_origin("ann", "s-2")));
    stores.run(origins.upsert(later.id, an_origin("ann", "s-1")));
    const auto list = [&](std::string subject, std::string sid) {
      EndedAtProvider ended{
          .connector_id = acme, .subject = std::move(subject), .sid = std::move(sid), .at = now};
      return ids(run_task(origins.list(std::move(ended))));
    };
    CHECK(list("ann", "s-1") == std::vector<std::string>{"one"});
    CHECK(list("", "s-2") == std::vector<std::string>{"two"});
    CHECK(list("ann", "") == std::vector<std::string>{"one", "two"});
    CHECK(list("bob", "").empty());
    // Sessions of which the provider has told no `sid` are not meant by an absent one.
    stores.run(origins.upsert(two.id, an_origin("cleo", "")));
    CHECK(list("", "").empty());
  });
}

}  // namespace daemun::storage
