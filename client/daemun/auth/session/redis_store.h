// Sessions in Redis: for an app on several machines.
#ifndef DAEMUN_AUTH_SESSION_REDIS_STORE_H
#define DAEMUN_AUTH_SESSION_REDIS_STORE_H

#include "daemun/auth/session/redis_connection.h"
#include "daemun/auth/session/session_store.h"

#include <string>
#include <vector>

namespace daemun::auth {

struct RedisStoreSettings {
  RedisAddress address{};
  // Before every key, so that several apps can share a database.
  std::string prefix = "daemun-auth:";
};

// For one server (or what fails over to another by itself), of version 5 or newer, not for Redis
// Cluster. Sessions end by the app's clock, leases and what is remembered by Redis's own, which is
// the same for all. Redis must not evict keys (maxmemory-policy noeviction): what was remembered
// would be forgotten.
class RedisStore final : public SessionStore {
 public:
  // Connects on first use. Throws std::invalid_argument for an invalid address.
  explicit RedisStore(RedisStoreSettings settings);

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
  // Redis does this itself.
  void remove_expired(TimePoint now) override;

 private:
  struct Script;

  RedisReply send(const std::vector<std::string>& command);
  RedisReply run(
      const Script& script, const std::string& key, const std::vector<std::string>& arguments
  );
  Write write(
      const std::string& key, const StoredSession& session, std::int64_t version, TimePoint now
  );
  void remove_all_in(const std::string& index, const char* field, const std::string& value);
  bool take(const std::string& name, const std::string& owner, Milliseconds time);

  RedisConnections connections_;
  const std::string prefix_;
};

}  // namespace daemun::auth

#endif
