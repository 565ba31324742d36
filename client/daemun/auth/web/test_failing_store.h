// A session store that can be switched off, for tests.
#ifndef DAEMUN_AUTH_WEB_TEST_FAILING_STORE_H
#define DAEMUN_AUTH_WEB_TEST_FAILING_STORE_H

#include "daemun/auth/session/memory_store.h"

#include <stdexcept>
#include <string>

namespace daemun::auth::test {

class FailingStore final : public SessionStore {
 public:
  std::optional<StoredSession> find(const std::string& key, TimePoint at) override {
    return working(is_readable).find(key, at);
  }
  Write insert(const std::string& key, const StoredSession& session, TimePoint at) override {
    return working(is_writable).insert(key, session, at);
  }
  Write update(const std::string& key, const StoredSession& session, TimePoint at) override {
    if (conflicts > 0) {
      --conflicts;
      return Write::conflict;
    }
    return working(is_writable && is_updatable).update(key, session, at);
  }
  void remove(const std::string& key) override { working(is_writable).remove(key); }
  void remove_of_user(const std::string& key) override {
    working(is_writable && is_removable).remove_of_user(key);
  }
  void remove_of_provider_session(const std::string& key) override {
    working(is_writable && is_removable).remove_of_provider_session(key);
  }
  bool try_lock(const std::string& name, const std::string& owner, TimePoint at, TimePoint until)
      override {
    return working(is_writable).try_lock(name, owner, at, until);
  }
  void unlock(const std::string& name, const std::string& owner) override {
    working(is_writable).unlock(name, owner);
  }
  Sighting remember(const std::string& name, TimePoint at, TimePoint until) override {
    return working(is_writable).remember(name, at, until);
  }
  void remove_expired(TimePoint at) override { working(is_writable).remove_expired(at); }

  void stop() { is_readable = is_writable = false; }
  void start() { is_readable = is_writable = true; }

  bool is_readable = true;
  bool is_writable = true;
  bool is_updatable = true;
  bool is_removable = true;
  // How many of the next updates lose to another writer.
  int conflicts = 0;

 private:
  SessionStore& working(bool is_working) {
    if (!is_working) throw std::runtime_error("session store: Connection refused");
    return inner_;
  }

  MemoryStore inner_;
};

}  // namespace daemun::auth::test

#endif
