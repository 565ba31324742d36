#include "daemun/auth/session/session_keeper.h"

#include "daemun/auth/session/memory_store.h"
#include "daemun/auth/session/test_session.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>

namespace daemun::auth {

using test::a_session;
using test::now;

namespace {

// Remembers what a reader of the store would see.
class SeenStore final : public SessionStore {
 public:
  std::optional<StoredSession> find(const std::string& key, TimePoint at) override {
    return inner.find(key, at);
  }
  Write insert(const std::string& key, const StoredSession& session, TimePoint at) override {
    seen += key + ' ' + session.sealed + ' ' + session.user_key + ' ' +
            session.provider_session_key + '\n';
    return inner.insert(key, session, at);
  }
  Write update(const std::string& key, const StoredSession& session, TimePoint at) override {
    return inner.update(key, session, at);
  }
  void remove(const std::string& key) override { inner.remove(key); }
  void remove_of_user(const std::string& key) override { inner.remove_of_user(key); }
  void remove_of_provider_session(const std::string& key) override {
    inner.remove_of_provider_session(key);
  }
  bool try_lock(const std::string& name, const std::string& owner, TimePoint at, TimePoint until)
      override {
    return inner.try_lock(name, owner, at, until);
  }
  void unlock(const std::string& name, const std::string& owner) override {
    inner.unlock(name, owner);
  }
  Sighting remember(const std::string& name, TimePoint at, TimePoint until) override {
    return inner.remember(name, at, until);
  }
  void remove_expired(TimePoint at) override { inner.remove_expired(at); }

  MemoryStore inner;
  std::string seen;
};

struct World {
  explicit World(std::vector<Secret> secrets = {Secret(std::string(32, 'a'))})
      : keyring(std::make_shared<Keyring>(secrets)) {}

  SessionKeeper keeper() {
    SessionSettings settings;
    settings.store = store;
    return SessionKeeper(settings, keyring, Scheme::https, random);
  }

  std::shared_ptr<SeenStore> store = std::make_shared<SeenStore>();
  std::shared_ptr<const Keyring> keyring;
  crypto::FakeRandom random{1};
};

Cookies to_browser(const std::vector<SetCookie>& set) {
  Cookies cookies;
  for (const SetCookie& cookie : set)
    cookies.emplace_back(cookie.name, cookie.value);
  return cookies;
}

}  // namespace

TEST_CASE("insert tells the store's reader neither token nor user nor the browser's key") {
  World world;
  const Kept kept = world.keeper().insert(a_session(), {}, now).value();
  REQUIRE(kept.cookies.size() == 1);
  for (const std::string& secret :
       {kept.cookies[0].value,
        std::string("refresh-token"),
        std::string("user"),
        std::string("sid-1"),
        std::string("Mina")}) {
    CHECK(world.store->seen.find(secret) == std::string::npos);
  }
  CHECK(world.keeper().find(to_browser(kept.cookies), now).value()->session.subject == "user");
}

TEST_CASE("insert keeps a session in a cookie within what servers read") {
  World world;
  const SessionKeeper keeper(SessionSettings(), world.keyring, Scheme::https, world.random);
  Session session = a_session();
  for (int i = 0; i < 10; ++i) {
    session.grants["api-" + std::to_string(i)] = {
        .access_token = Secret(std::string(500, 'x')),
        // The first ones expire last.
        .expires_at = now + Seconds(3600 - i)};
  }
  const Cookies others{{"theme", std::string(1'000, 'x')}};
  const Kept kept = keeper.insert(session, others, now).value();
  const Cookies browser = to_browser(kept.cookies);
  CHECK(cookie_bytes(browser) + cookie_bytes(others) <= 6'800 - 1'400);
  const auto found = keeper.find(browser, now).value();
  REQUIRE(found);
  CHECK(found->session.grants.size() == 10 - kept.left_out);
  CHECK(kept.left_out > 0);
  CHECK(found->session.grants.contains("api-0"));
  CHECK_FALSE(found->session.grants.contains("api-9"));
  CHECK(kept.kept.session.grants.size() == 10);

  session.grants.clear();
  const Cookies large{{"theme", std::string(6'000, 'x')}};
  CHECK(keeper.insert(session, large, now).error().code == AuthError::Code::session_too_large);
}

TEST_CASE("find refuses a sealed session under another key") {
  World world;
  const SessionKeeper keeper = world.keeper();
  const Kept one = keeper.insert(a_session(), {}, now).value();
  Session other = a_session();
  other.subject = "other";
  const Kept two = keeper.insert(other, {}, now).value();
  auto stored = world.store->inner.find(two.kept.key, now);
  stored->version = one.kept.version;
  REQUIRE(world.store->inner.update(one.kept.key, *stored, now) == SessionStore::Write::done);
  CHECK_FALSE(keeper.find(to_browser(one.cookies), now).value());
}

TEST_CASE("update loses against whoever wrote first") {
  World world;
  const SessionKeeper keeper = world.keeper();
  const Kept kept = keeper.insert(a_session(), {}, now).value();
  const auto first = keeper.update(kept.kept, {}, now).value();
  REQUIRE(first);
  CHECK_FALSE(keeper.update(kept.kept, {}, now).value());
  CHECK(keeper.update(first->kept, {}, now).value());
  CHECK(keeper.remove(to_browser(kept.cookies)));
  CHECK_FALSE(keeper.update(first->kept, {}, now).value());
}

TEST_CASE("remove_of_user finds sessions from before a change of the secret") {
  World before;
  const Kept kept = before.keeper().insert(a_session(), {}, now).value();
  World after({Secret(std::string(32, 'b')), Secret(std::string(32, 'a'))});
  after.store = before.store;
  const SessionKeeper keeper = after.keeper();
  CHECK(keeper.find(to_browser(kept.cookies), now).value());
  CHECK(keeper.remove_of_user(test::issuer, "other"));
  CHECK(keeper.remove_of_user("https://other.example", "user"));
  CHECK(keeper.find(to_browser(kept.cookies), now).value());
  CHECK(keeper.remove_of_user(test::issuer, "user"));
  CHECK_FALSE(keeper.find(to_browser(kept.cookies), now).value());

  const Kept again = keeper.insert(a_session(), {}, now).value();
  CHECK(keeper.remove_of_provider_session(test::issuer, "sid-2"));
  CHECK(keeper.find(to_browser(again.cookies), now).value());
  CHECK(keeper.remove_of_provider_session(test::issuer, "sid-1"));
  CHECK_FALSE(keeper.find(to_browser(again.cookies), now).value());
}

}  // namespace daemun::auth
