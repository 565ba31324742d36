// The session cookie of Auth.js 5 (@auth/core 0.40 and newer), so that a C++ app and a Next.js app
// under one name share their users' sessions, or one takes over from the other. It is a JWE under a
// key derived from AUTH_SECRET; the claims in it are whatever the app's `jwt` callback returns, by
// default name, email, picture and sub.
#ifndef DAEMUN_AUTH_SESSION_AUTHJS_COOKIE_H
#define DAEMUN_AUTH_SESSION_AUTHJS_COOKIE_H

#include "base/json.h"
#include "base/result.h"
#include "base/secret.h"
#include "daemun/auth/client.h"
#include "daemun/auth/error.h"
#include "daemun/auth/session/cookies.h"

#include <string>
#include <vector>

namespace daemun::auth {

struct AuthjsSettings {
  // AUTH_SECRET, or several, as the `secret` of Auth.js: the first writes, all of them read.
  std::vector<Secret> secrets{};
  // https: "__Secure-authjs.session-token"; without TLS "authjs.session-token".
  Scheme scheme = Scheme::https;
  // Where the app has named it in its `cookies`. The keys depend on it.
  std::string cookie_name{};
  // Of `session.maxAge`: a session that is not used for so long ends.
  Seconds max_age{30 * 24 * 3600};
};

// No state but the keys: for any number of threads.
class AuthjsCookie {
 public:
  // Without a secret, or with an empty one: std::invalid_argument.
  explicit AuthjsCookie(const AuthjsSettings& settings);

  // The claims. Errors: missing_member (there is no such cookie) and token_not_valid with the
  // errors of jose::parse_jwe and jose::decrypt, unknown_key, bad_json, missing_claim (exp),
  // bad_claim, expired, not_yet_valid. Clocks may differ by 15 seconds, as in Auth.js.
  Result<json::object, AuthError> read(const Cookies& cookies, TimePoint now) const;

  // Cookies that hold the claims from now on, and take those away that held them before. iat, exp
  // and jti are set anew. Claims that a browser would not bring back (about 12,000 bytes) are a bug
  // and throw std::length_error.
  std::vector<SetCookie> write(
      json::object claims, const Cookies& present, const Surroundings& surroundings
  ) const;

  // Signs out: takes all of them away.
  std::vector<SetCookie> remove(const Cookies& present) const;

 private:
  struct Key {
    Secret secret{};
    std::string kid{};
  };

  Result<std::string, AuthError> decrypt(const std::string& text) const;
  SetCookie make_cookie() const;

  std::string name_;
  Scheme scheme_;
  Seconds max_age_;
  std::vector<Key> keys_;
};

}  // namespace daemun::auth

#endif
