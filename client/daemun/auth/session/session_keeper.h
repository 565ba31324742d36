// Finds and saves the session of a request: encrypted in the browser's cookie, or in a store with a
// random key in the cookie.
#ifndef DAEMUN_AUTH_SESSION_SESSION_KEEPER_H
#define DAEMUN_AUTH_SESSION_SESSION_KEEPER_H

#include "base/clock.h"
#include "base/result.h"
#include "crypto/random.h"
#include "daemun/auth/error.h"
#include "daemun/auth/session/cookies.h"
#include "daemun/auth/session/keyring.h"
#include "daemun/auth/session/session.h"
#include "daemun/auth/session/session_store.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace daemun::auth {

struct SessionSettings {
  SessionLifetime lifetime{};
  // Null keeps sessions in the cookie. With a store, sessions can be ended remotely (back-channel
  // logout), and processes wait for each other's refreshes.
  std::shared_ptr<SessionStore> store{};
  // Prefixed with "__Host-" over https.
  std::string cookie_name = "daemun.session";
  // Without a store: the size limit of all cookies together, including the app's own. Servers read
  // request heads of 8 KB, of which the rest is for the URL and the other headers.
  std::size_t max_cookie_bytes = 6'800;
};

struct KeptSession {
  Session session{};
  // In the store; empty for a session in the cookie.
  std::string key{};
  std::int64_t version = 0;
  // As it is in the cookie with a store: to be sent again when the session is renewed.
  Secret cookie_value{};
};

// The cookies for the browser, beside the session as it is kept now.
struct Kept {
  KeptSession kept{};
  std::vector<SetCookie> cookies{};
  // Of the session's grants: those that its cookie has no room for. They are in `kept`.
  std::size_t left_out = 0;
};

// A store that does not answer is store_unavailable, from each call that asks it.
class SessionKeeper {
 public:
  SessionKeeper(
      SessionSettings settings,
      std::shared_ptr<const Keyring> keyring,
      Scheme scheme,
      crypto::Random& random
  );

  // Nothing unless it is there, whole and alive.
  Result<std::optional<KeptSession>, AuthError> find(const Cookies& cookies, TimePoint now) const;
  // As the store has it now; nothing when it has ended. Without a store, the session itself.
  Result<std::optional<KeptSession>, AuthError> reload(KeptSession kept, TimePoint now) const;

  // After a sign-in: under a key that nobody knew before (session fixation). The session that the
  // browser had is ended. Errors: session_too_large.
  Result<Kept, AuthError> insert(Session session, const Cookies& present, TimePoint now) const;

  // Nothing when it has ended in the store meanwhile, or somebody else has written it. Errors:
  // session_too_large.
  Result<std::optional<Kept>, AuthError> update(
      KeptSession kept, const Cookies& present, TimePoint now
  ) const;

  // Ends what the browser has.
  Result<void, AuthError> remove(const Cookies& present) const;
  // Removes the session's cookies from the browser.
  std::vector<SetCookie> make_removal(const Cookies& present) const;

  // Ends all sessions of a user, or of one session at the provider. Nothing to do without a store.
  Result<void, AuthError> remove_of_user(std::string_view issuer, std::string_view subject) const;
  Result<void, AuthError> remove_of_provider_session(
      std::string_view issuer, std::string_view session_id
  ) const;

  const SessionSettings& settings() const { return settings_; }

 private:
  std::optional<Session> open(std::string_view sealed, std::string_view purpose) const;
  StoredSession to_stored(const KeptSession& kept) const;
  Result<Kept, AuthError> to_kept(KeptSession kept, const Cookies& present, TimePoint now) const;
  std::vector<SetCookie> seal_in_cookies(
      const SetCookie& empty, const Session& session, const Cookies& present
  ) const;
  std::size_t find_room(const Cookies& present) const;

  SessionSettings settings_;
  std::shared_ptr<const Keyring> keyring_;
  Scheme scheme_;
  crypto::Random& random_;
  std::string cookie_name_;
};

}  // namespace daemun::auth

#endif
