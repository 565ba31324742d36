// Keeps sessions on the server instead of in the browser's cookie. A store holds encrypted texts
// under hashed keys: reading it reveals no session, no token and no user.
#ifndef DAEMUN_AUTH_SESSION_SESSION_STORE_H
#define DAEMUN_AUTH_SESSION_SESSION_STORE_H

#include "base/clock.h"
#include "daemun/auth/sighting.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace daemun::auth {

struct StoredSession {
  // Encrypted by the caller.
  std::string sealed{};
  // Hashes of the user and of the session at the provider, which a back-channel logout names. The
  // second may be empty.
  std::string user_key{};
  std::string provider_session_key{};
  // find() does not return the session from then on.
  TimePoint expires_at{};
  // Counts writes; insert() starts at 1.
  std::int64_t version = 0;
};

// Blocking, and for any number of threads at once. A store that cannot be reached throws
// std::runtime_error, after a bounded time. Auth makes an error, an event and a page of it: every
// user is signed out meanwhile, and nobody signed in. Keys are base64url texts of at most 64
// characters.
class SessionStore {
 public:
  enum class Write { done, conflict };

  virtual ~SessionStore() = default;

  virtual std::optional<StoredSession> find(const std::string& key, TimePoint now) = 0;

  // conflict: the key exists. `session.version` is ignored.
  virtual Write insert(const std::string& key, const StoredSession& session, TimePoint now) = 0;

  // Replaces the session if its version is still `session.version`, and increments the version.
  // conflict: another writer was faster, or the session is gone.
  virtual Write update(const std::string& key, const StoredSession& session, TimePoint now) = 0;

  virtual void remove(const std::string& key) = 0;
  // Removes all sessions of a user, or of one session at the provider. An empty key matches
  // nothing.
  virtual void remove_of_user(const std::string& user_key) = 0;
  virtual void remove_of_provider_session(const std::string& provider_session_key) = 0;

  // Takes a lease on a name, across threads and processes. False while the lease is held, even by
  // the same owner. It ends with unlock() by the same owner, or at `until`.
  virtual bool try_lock(
      const std::string& name, const std::string& owner, TimePoint now, TimePoint until
  ) = 0;
  virtual void unlock(const std::string& name, const std::string& owner) = 0;

  // Remembers a name until then. first: the name was not remembered yet.
  virtual Sighting remember(const std::string& name, TimePoint now, TimePoint until) = 0;

  // Frees all that has expired. The stores of this library do so by themselves as they write; an
  // app need not call this.
  virtual void remove_expired(TimePoint now) = 0;
};

}  // namespace daemun::auth

#endif
