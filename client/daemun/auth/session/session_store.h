// Where sessions are kept when they are not in the browser's cookie. A store sees sealed texts
// under hashed keys: whoever reads it gets no session, no token and no name of a user.
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
  // Sealed by whoever stores it.
  std::string sealed{};
  // Of the user at the provider, and of their session there; what a back-channel logout names. The
  // second may be empty.
  std::string user_key{};
  std::string provider_session_key{};
  // From then on it is not found any more.
  TimePoint expires_at{};
  // Counts the writes; insert() begins with 1.
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

  // conflict: the key is taken. `session.version` is not looked at.
  virtual Write insert(const std::string& key, const StoredSession& session, TimePoint now) = 0;

  // Replaces the session while its version still is `session.version`, and counts it up. conflict:
  // somebody else wrote meanwhile, or it is gone.
  virtual Write update(const std::string& key, const StoredSession& session, TimePoint now) = 0;

  virtual void remove(const std::string& key) = 0;
  // All of that user, or those of that session at the provider. An empty key is nobody's.
  virtual void remove_of_user(const std::string& user_key) = 0;
  virtual void remove_of_provider_session(const std::string& provider_session_key) = 0;

  // A lease on a name, across threads and processes: true for the one who gets it, false while it
  // is held, by the same owner too. It ends with unlock() by the same owner, or by itself.
  virtual bool try_lock(
      const std::string& name, const std::string& owner, TimePoint now, TimePoint until
  ) = 0;
  virtual void unlock(const std::string& name, const std::string& owner) = 0;

  // first: nobody has named this before; it is remembered until then.
  virtual Sighting remember(const std::string& name, TimePoint now, TimePoint until) = 0;

  // Frees all that has expired. The stores of this library do so by themselves as they write; an
  // app need not call this.
  virtual void remove_expired(TimePoint now) = 0;
};

}  // namespace daemun::auth

#endif
