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
  const Kept kept = world.keeper().insert(a_session(), {}, now);
  REQUIRE(kept.cookies.size() == 1);
  for (const std::string& secret :
       {kept.cookies[0].value,
        std::string("refresh-token"),
        std::string("user"),
        std::string("sid-1"),
        std::string("Mina")}) {
    CHECK(world.store->seen.find(secret) == std::string::npos);
  }
  CHECK(world.keeper().find(to_browser(kept.cookies), now)->session.subject == "user");
}

TEST_CASE("find refuses a sealed session under another key") {
  World world;
  const SessionKeeper keeper = world.keeper();
  const Kept one = keeper.insert(a_session(), {}, now);
  Session other = a_session();
  other.subject = "other";
  const Kept two = keeper.insert(other, {}, now);
  auto stored = world.store->inner.find(two.kept.key, now);
  stored->version = one.kept.version;
  REQUIRE(world.store->inner.update(one.kept.key, *stored, now) == SessionStore::Write::done);
  CHECK_FALSE(keeper.find(to_browser(one.cookies), now));
}

TEST_CASE("update loses against whoever wrote first") {
  World world;
  const SessionKeeper keeper = world.keeper();
  const Kept kept = keeper.insert(a_session(), {}, now);
  const auto first = keeper.update(kept.kept, {}, now);
  REQUIRE(first);
  CHECK_FALSE(keeper.update(kept.kept, {}, now));
  CHECK(keeper.update(first->kept, {}, now));
  keeper.remove(to_browser(kept.cookies));
  CHECK_FALSE(keeper.update(first->kept, {}, now));
}

TEST_CASE("remove_of_user finds sessions from before a change of the secret") {
  World before;
  const Kept kept = before.keeper().insert(a_session(), {}, now);
  World after({Secret(std::string(32, 'b')), Secret(std::string(32, 'a'))});
  after.store = before.store;
  const SessionKeeper keeper = after.keeper();
  CHECK(keeper.find(to_browser(kept.cookies), now));
  keeper.remove_of_user(test::issuer, "other");
  keeper.remove_of_user("https://other.example", "user");
  CHECK(keeper.find(to_browser(kept.cookies), now));
  keeper.remove_of_user(test::issuer, "user");
  CHECK_FALSE(keeper.find(to_browser(kept.cookies), now));

  const Kept again = keeper.insert(a_session(), {}, now);
  keeper.remove_of_provider_session(test::issuer, "sid-2");
  CHECK(keeper.find(to_browser(again.cookies), now));
  keeper.remove_of_provider_session(test::issuer, "sid-1");
  CHECK_FALSE(keeper.find(to_browser(again.cookies), now));
}

}  // namespace daemun::auth
