// One request of a browser: its session, and the cookies that the response must set.
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
  // Set when the session cannot be read because its store does not answer. The user counts as
  // signed out until the store is back.
  std::optional<AuthError> trouble{};
  std::vector<SetCookie> set_cookies{};

  // Null if nobody is signed in.
  const Session* session() const { return kept ? &kept->session : nullptr; }

  // The Set-Cookie headers for the response.
  std::vector<Header> headers() const;
};

// A later cookie replaces an earlier one of the same name.
void add_cookies(Visit& visit, std::vector<SetCookie> cookies);

}  // namespace daemun::auth

#endif
