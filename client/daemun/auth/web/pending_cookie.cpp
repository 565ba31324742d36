#include "daemun/auth/web/pending_cookie.h"

#include "base/encoding.h"
#include "crypto/digest.h"

#include <string>
#include <utility>

namespace daemun::auth {

namespace {

constexpr std::string_view purpose = "pending authorization";
constexpr std::size_t max_pending = 4;

std::string pending_prefix(Scheme scheme) {
  return to_cookie_name("daemun.pending.", scheme);
}

std::string to_pending_name(std::string_view state, Scheme scheme) {
  return pending_prefix(scheme) + to_base64url(crypto::sha256(state)).substr(0, 12);
}

SetCookie a_cookie(std::string name, Scheme scheme) {
  SetCookie cookie;
  cookie.name = std::move(name);
  cookie.scheme = scheme;
  return cookie;
}

SetCookie gone(std::string name, Scheme scheme) {
  SetCookie cookie = a_cookie(std::move(name), scheme);
  cookie.max_age = Seconds(0);
  return cookie;
}

}  // namespace

std::vector<SetCookie> make_pending_cookies(
    const PendingAuthorization& pending,
    ResponseMode mode,
    Scheme scheme,
    const Cookies& present,
    const Keyring& keyring,
    crypto::Random& random
) {
  SetCookie cookie = a_cookie(to_pending_name(pending.state, scheme), scheme);
  cookie.value = keyring.seal(to_text(pending).reveal(), purpose, random);
  cookie.max_age = pending_lifetime;
  // Without Secure, browsers refuse None.
  if (mode == ResponseMode::form_post && scheme == Scheme::https) {
    cookie.same_site = SameSite::none;
  }
  std::vector<SetCookie> set{std::move(cookie)};
  std::size_t kept = 1;
  for (const auto& [name, value] : present) {
    if (!name.starts_with(pending_prefix(scheme)) || name == set.front().name) continue;
    if (++kept > max_pending) set.push_back(gone(name, scheme));
  }
  return set;
}

TakenPending take_pending(
    std::string_view state, Scheme scheme, const Cookies& present, const Keyring& keyring
) {
  TakenPending taken;
  const std::string name = to_pending_name(state, scheme);
  const auto value = find_cookie(present, name);
  if (!value) return taken;
  taken.cookies.push_back(gone(name, scheme));
  const auto text = keyring.open(*value, purpose);
  if (text) taken.pending = parse_pending_authorization(*text);
  return taken;
}

}  // namespace daemun::auth
