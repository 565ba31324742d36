// Cookies (RFC 6265) as a session needs them: read strictly, written in one way, and cut into
// pieces where the value is longer than a browser takes.
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

// What is no name=value is passed over, as servers do. At most 200 cookies are looked at.
Cookies parse_cookies(const std::vector<Header>& headers);

// The first of that name; nothing when absent.
std::optional<std::string_view> find_cookie(const Cookies& cookies, std::string_view name);

// Those that are neither `name` nor a piece of it.
Cookies without_chunked_cookie(const Cookies& cookies, std::string_view name);

// The bytes that they take in a Cookie header.
std::size_t cookie_bytes(const Cookies& cookies);

enum class SameSite { lax, strict, none };
enum class Scheme { http, https };

// Always HttpOnly; Secure where the scheme is https.
struct SetCookie {
  std::string name{};
  // Of the characters of RFC 6265 4.1.1; encode before.
  std::string value{};
  std::string path = "/";
  // Absent: until the browser closes. Zero takes the cookie away.
  std::optional<Seconds> max_age{};
  SameSite same_site = SameSite::lax;
  Scheme scheme = Scheme::https;
};

// "Set-Cookie". A name, value or path with a foreign character is a bug and throws
// std::invalid_argument.
Header to_header(const SetCookie& cookie);

// With "__Host-" before it under https: no other host and no plain http can set such a cookie
// (RFC 6265bis 4.1.3.2). Without it, browsers would refuse the prefix.
std::string to_cookie_name(std::string_view name, Scheme scheme);

// A browser takes 4096 bytes with name and attributes.
inline constexpr std::size_t max_cookie_chunk = 3'800;

// The value of `name`, or of `name.0`, `name.1` ... put together, up to `max_chunks`. Nothing when
// there is neither, or when there are more pieces than that.
std::optional<std::string> find_chunked_cookie(
    const Cookies& cookies, std::string_view name, std::size_t max_chunks
);

// The cookies to set for this value: one, or pieces of `chunk_size`. Pieces that the browser has
// from before, and that are not of this value, are taken away. An empty value takes all of them
// away.
std::vector<SetCookie> make_chunked_cookie(
    const SetCookie& whole, const Cookies& present, std::size_t chunk_size = max_cookie_chunk
);

// What the browser has after an answer with those.
Cookies apply_cookies(Cookies present, const std::vector<SetCookie>& set);

}  // namespace daemun::auth

#endif
