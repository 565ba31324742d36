#include "daemun/auth/web/pending_cookie.h"

#include "base/encoding.h"
#include "crypto/digest.h"

#include <algorithm>
#include <string>
#include <utility>

namespace daemun::auth {

namespace {

constexpr std::string_view purpose = "pending authorization";

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

struct Held {
  std::string name{};
  std::size_t bytes = 0;
  // The beginning of time for what nobody can use.
  TimePoint created_at{};
};

// The oldest first; of two that are as old, the one that the browser sends first (RFC 6265 5.4).
std::vector<Held> list_pending(const PendingRules& rules, const Cookies& present) {
  std::vector<Held> list;
  for (const auto& cookie : present) {
    if (!cookie.first.starts_with(pending_prefix(rules.scheme))) continue;
    Held held{.name = cookie.first, .bytes = cookie_bytes({cookie}), .created_at = TimePoint()};
    const auto text = rules.keyring.open(cookie.second, purpose);
    const auto pending = text ? parse_pending_authorization(*text) : std::nullopt;
    if (pending) held.created_at = pending->created_at;
    list.push_back(std::move(held));
  }
  std::ranges::stable_sort(list, {}, &Held::created_at);
  return list;
}

}  // namespace

Cookies without_pending_cookies(const Cookies& cookies, Scheme scheme) {
  Cookies others = cookies;
  std::erase_if(others, [&](const auto& cookie) {
    return cookie.first.starts_with(pending_prefix(scheme));
  });
  return others;
}

std::vector<SetCookie> make_pending_removal(
    const PendingRules& rules, const Cookies& present, std::size_t max_count
) {
  std::vector<SetCookie> set;
  std::size_t bytes = cookie_bytes(present);
  const std::vector<Held> list = list_pending(rules, present);
  std::size_t count = list.size();
  for (const Held& held : list) {
    if (count <= max_count && bytes <= rules.max_bytes) break;
    set.push_back(gone(held.name, rules.scheme));
    bytes -= held.bytes;
    --count;
  }
  return set;
}

std::vector<SetCookie> make_pending_cookies(
    const PendingAuthorization& pending,
    ResponseMode mode,
    const PendingRules& rules,
    const Cookies& present,
    crypto::Random& random
) {
  SetCookie cookie = a_cookie(to_pending_name(pending.state, rules.scheme), rules.scheme);
  cookie.value = rules.keyring.seal(to_text(pending).reveal(), purpose, random);
  cookie.max_age = pending_lifetime;
  // Without Secure, browsers refuse None.
  if (mode == ResponseMode::form_post && rules.scheme == Scheme::https) {
    cookie.same_site = SameSite::none;
  }
  // This one stays, whatever there is beside it.
  const std::size_t own_bytes = cookie_bytes({{cookie.name, cookie.value}});
  PendingRules beside = rules;
  beside.max_bytes -= std::min(beside.max_bytes, own_bytes);
  std::vector<SetCookie> set = make_pending_removal(beside, present, max_pending - 1);
  set.push_back(std::move(cookie));
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
