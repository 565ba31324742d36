// Sessions in memory: for an app with one process, and for tests. They are lost when it ends.
#ifndef DAEMUN_AUTH_SESSION_MEMORY_STORE_H
#define DAEMUN_AUTH_SESSION_MEMORY_STORE_H

#include "daemun/auth/session/session_store.h"

#include <cstddef>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

namespace daemun::auth {

struct MemoryStoreSettings {
  std::size_t max_sessions = 100'000;
  // The limit for leases and, separately, for remembered names.
  std::size_t max_names = 100'000;
};

// When the store is full, a new session replaces the one that expires first, so that users can
// always sign in. Remembered names are never dropped, because a forgotten token could be used
// again: when there is no room for another name, remember() and try_lock() throw.
class MemoryStore final : public SessionStore {
 public:
  // Throws std::invalid_argument if a limit is zero.
  explicit MemoryStore(MemoryStoreSettings settings = {});

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
  using ByExpiry = std::set<std::pair<TimePoint, std::string>>;

  // Names that are taken until an instant.
  struct Names {
    struct Holder {
      std::string owner{};
      TimePoint until{};
    };

    bool take(const std::string& name, Holder holder, TimePoint now, std::size_t max);
    void give_back(const std::string& name, const std::string& owner);
    void remove_expired(TimePoint now);

    std::unordered_map<std::string, Holder> holders{};
    ByExpiry by_expiry{};
  };

  // Null when there is none that lives.
  StoredSession* living(const std::string& key, TimePoint now);
  void put(const std::string& key, StoredSession session);
  void drop(const std::string& key);
  void drop_expired(TimePoint now);
  void drop_all_of(std::string StoredSession::*field, const std::string& value);

  const MemoryStoreSettings settings_;
  std::mutex mutex_;
  std::unordered_map<std::string, StoredSession> sessions_;
  ByExpiry by_expiry_;
  Names leases_;
  Names sightings_;
};

}  // namespace daemun::auth

#endif
