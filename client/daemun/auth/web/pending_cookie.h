// The record of a sign-in that has begun, in a sealed cookie of its own: each tab has one, named
// after its state, and the callback takes the one that it answers.
#ifndef DAEMUN_AUTH_WEB_PENDING_COOKIE_H
#define DAEMUN_AUTH_WEB_PENDING_COOKIE_H

#include "crypto/random.h"
#include "daemun/auth/pending.h"
#include "daemun/auth/provider.h"
#include "daemun/auth/session/cookies.h"
#include "daemun/auth/session/keyring.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace daemun::auth {

struct PendingRules {
  Scheme scheme = Scheme::https;
  const Keyring& keyring;
  std::size_t max_bytes = 0;
};

inline constexpr std::size_t max_pending = 4;

// Those of other purposes.
Cookies without_pending_cookies(const Cookies& cookies, Scheme scheme);

// With form_post the provider's page sends the callback, and a browser gives a cookie to another
// site's POST only with SameSite=None. Beyond four sign-ins under way, and beyond `max_bytes` for
// all cookies of the browser, the oldest ones are removed from it.
std::vector<SetCookie> make_pending_cookies(
    const PendingAuthorization& pending,
    ResponseMode mode,
    const PendingRules& rules,
    const Cookies& present,
    crypto::Random& random
);

// The removal of the oldest sign-ins under way, until no more than `max_count` are there and all
// cookies together have room.
std::vector<SetCookie> make_pending_removal(
    const PendingRules& rules, const Cookies& present, std::size_t max_count
);

struct TakenPending {
  std::optional<PendingAuthorization> pending{};
  // Removes it from the browser.
  std::vector<SetCookie> cookies{};
};

// The record of that state, if this browser has one. Its state is compared again by read_callback.
TakenPending take_pending(
    std::string_view state, Scheme scheme, const Cookies& present, const Keyring& keyring
);

}  // namespace daemun::auth

#endif
