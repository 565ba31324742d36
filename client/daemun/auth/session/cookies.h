// Cookies (RFC 6265) for sessions: parsed strictly, and split into pieces when the value is longer
// than a browser accepts.
#ifndef DAEMUN_AUTH_SESSION_COOKIES_H
#define DAEMUN_AUTH_SESSION_COOKIES_H

#include "base/clock.h"
#include "daemun/auth/http.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daemun::auth {

// In the order of the request, values as sent. A name may be there twice: a browser sends the one
// with the longer path first.
using Cookies = std::vector<std::pair<std::string, std::string>>;

// Skips anything that is not name=value, as servers do. Reads at most 200 cookies.
Cookies parse_cookies(const std::vector<Header>& headers);

// The first of that name; nothing when absent.
std::optional<std::string_view> find_cookie(const Cookies& cookies, std::string_view name);

// All cookies except `name` and its pieces.
Cookies without_chunked_cookie(const Cookies& cookies, std::string_view name);

// Their size in a Cookie header.
std::size_t cookie_bytes(const Cookies& cookies);

enum class SameSite { lax, strict, none };
enum class Scheme { http, https };

// Always HttpOnly; Secure where the scheme is https.
struct SetCookie {
  std::string name{};
  // Only characters of RFC 6265 4.1.1; encode others first.
  std::string value{};
  std::string path = "/";
  // Absent: until the browser closes. Zero removes the cookie.
  std::optional<Seconds> max_age{};
  SameSite same_site = SameSite::lax;
  Scheme scheme = Scheme::https;
};

// The Set-Cookie header. An invalid character in name, value or path is a bug and throws
// std::invalid_argument.
Header to_header(const SetCookie& cookie);

// With "__Host-" before it under https: no other host and no plain http can set such a cookie
// (RFC 6265bis 4.1.3.2). Without it, browsers would refuse the prefix.
std::string to_cookie_name(std::string_view name, Scheme scheme);

// Browsers accept 4,096 bytes including name and attributes.
inline constexpr std::size_t max_cookie_chunk = 3'800;

// The value of `name`, or of `name.0`, `name.1` ... concatenated, up to `max_chunks`. Nothing if
// neither exists, or if there are more pieces.
std::optional<std::string> find_chunked_cookie(
    const Cookies& cookies, std::string_view name, std::size_t max_chunks
);

// The cookies to set for this value: one, or pieces of `chunk_size`. Removes leftover pieces of an
// earlier value. An empty value removes all of them.
std::vector<SetCookie> make_chunked_cookie(
    const SetCookie& whole, const Cookies& present, std::size_t chunk_size = max_cookie_chunk
);

// The browser's cookies after a response that sets these.
Cookies apply_cookies(Cookies present, const std::vector<SetCookie>& set);

}  // namespace daemun::auth

#endif
