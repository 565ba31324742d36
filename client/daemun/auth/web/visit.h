// One request of a browser: who sends it, and what the answer must tell the browser about it.
#ifndef DAEMUN_AUTH_WEB_VISIT_H
#define DAEMUN_AUTH_WEB_VISIT_H

#include "daemun/auth/error.h"
#include "daemun/auth/http.h"
#include "daemun/auth/session/cookies.h"
#include "daemun/auth/session/session_keeper.h"

#include <optional>
#include <vector>

namespace daemun::auth {

// For one thread at a time. Made by Auth::visit(); it must outlive the tasks that it is given to.
struct Visit {
  // As the browser sent them.
  Cookies cookies{};
  std::optional<KeptSession> kept{};
  // Why the session cannot be read: its store does not answer. Nobody is signed in meanwhile, and
  // nobody was signed out.
  std::optional<AuthError> trouble{};
  std::vector<SetCookie> set_cookies{};

  // Null for nobody.
  const Session* session() const { return kept ? &kept->session : nullptr; }

  // "Set-Cookie" headers for the answer.
  std::vector<Header> headers() const;
};

// Of two cookies of a name the later one counts.
void add_cookies(Visit& visit, std::vector<SetCookie> cookies);

}  // namespace daemun::auth

#endif
