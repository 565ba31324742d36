// Sessions in a SQLite file: for an app on one machine, with one or more processes.
#ifndef DAEMUN_AUTH_SESSION_SQLITE_STORE_H
#define DAEMUN_AUTH_SESSION_SQLITE_STORE_H

#include "daemun/auth/session/session_store.h"

#include <memory>
#include <string>

namespace daemun::auth {

struct SqliteStoreSettings {
  // On a local disk. Created with mode 0600 if it does not exist.
  std::string path{};
  // How long a call waits for other writers.
  Milliseconds busy_timeout{5'000};
};

// Each call is one statement; those that add rows also delete some that have expired, so that the
// file does not grow for ever. What is written is on the disk when the call returns: a session that
// was removed does not come back after a power cut, and what was remembered is not forgotten.
class SqliteStore final : public SessionStore {
 public:
  // Throws std::runtime_error when the file cannot be used, or is something else than such a store,
  // and std::invalid_argument without a path or with a negative timeout.
  explicit SqliteStore(const SqliteStoreSettings& settings);
  ~SqliteStore() override;

  std::optional<StoredSession> find(const std::string& key, TimePoint now) override;
  Write insert(const std::string& key, const StoredSession& session, TimePoint now) override;
  Write update(const std::string& key, const StoredSession& session, TimePoint now) override;
  void remove(const std::string& key) override;
  void remove_of_user(const std::string& user_key) override;
  void remove_of_provider_session(const std::string& provider_session_key) override;
  bool try_lock(const std::string& name, const std::string& owner, TimePoint now, TimePoint until)
      override;
  void unlock(const std::string& name, const std::string& owner) override;
  Sighting remember(const std::string& name, TimePoint now, TimePoint until) override;
  void remove_expired(TimePoint now) override;

 private:
  class Connection;

  const std::unique_ptr<Connection> connection_;
};

}  // namespace daemun::auth

#endif
