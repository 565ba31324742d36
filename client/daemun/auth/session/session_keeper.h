// Where the session of a request is found and kept: sealed in the browser's cookie, or in a store
// with a random key in the cookie.
#ifndef DAEMUN_AUTH_SESSION_SESSION_KEEPER_H
#define DAEMUN_AUTH_SESSION_SESSION_KEEPER_H

#include "base/clock.h"
#include "crypto/random.h"
#include "daemun/auth/session/cookies.h"
#include "daemun/auth/session/keyring.h"
#include "daemun/auth/session/session.h"
#include "daemun/auth/session/session_store.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace daemun::auth {

struct SessionSettings {
  SessionLifetime lifetime{};
  // Null keeps sessions in the cookie. With a store, a session can be ended from elsewhere
  // (back-channel logout), and processes wait for one another's refreshes.
  std::shared_ptr<SessionStore> store{};
  // Gets "__Host-" before it under https.
  std::string cookie_name = "daemun.session";
};

struct KeptSession {
  Session session{};
  // In the store; empty for a session in the cookie.
  std::string key{};
  std::int64_t version = 0;
  // As it is in the cookie with a store: to be sent again when the session is renewed.
  Secret cookie_value{};
};

// What to tell the browser, beside the session as it is kept now.
struct Kept {
  KeptSession kept{};
  std::vector<SetCookie> cookies{};
};

class SessionKeeper {
 public:
  SessionKeeper(
      SessionSettings settings,
      std::shared_ptr<const Keyring> keyring,
      Scheme scheme,
      crypto::Random& random
  );

  // Nothing unless it is there, whole and alive.
  std::optional<KeptSession> find(const Cookies& cookies, TimePoint now) const;
  // As the store has it now; nothing when it has ended. Without a store, the session itself.
  std::optional<KeptSession> reload(KeptSession kept, TimePoint now) const;

  // After a sign-in: under a key that nobody knew before (session fixation). The session that the
  // browser had is ended.
  Kept insert(Session session, const Cookies& present, TimePoint now) const;

  // Nothing when it has ended in the store meanwhile, or somebody else has written it.
  std::optional<Kept> update(KeptSession kept, const Cookies& present, TimePoint now) const;

  // Ends what the browser has, and takes its cookies away.
  std::vector<SetCookie> remove(const Cookies& present) const;

  // Ends all sessions of a user, or of one session at the provider. Nothing to do without a store.
  void remove_of_user(std::string_view issuer, std::string_view subject) const;
  void remove_of_provider_session(std::string_view issuer, std::string_view session_id) const;

  const SessionSettings& settings() const { return settings_; }

 private:
  std::optional<Session> open(std::string_view sealed, std::string_view purpose) const;
  std::optional<KeptSession> find_in_store(std::string_view cookie, TimePoint now) const;
  StoredSession to_stored(const KeptSession& kept) const;
  std::vector<SetCookie> to_cookies(const KeptSession& kept, const Cookies& present, TimePoint now)
      const;
  SessionSettings settings_;
  std::shared_ptr<const Keyring> keyring_;
  Scheme scheme_;
  crypto::Random& random_;
  std::string cookie_name_;
};

}  // namespace daemun::auth

#endif
