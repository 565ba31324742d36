// Cookies (RFC 6265): strict reading, and one way to write them.
#ifndef DAEMUN_HTTP_COOKIE_H
#define DAEMUN_HTTP_COOKIE_H

#include "base/clock.h"
#include "http/request.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun::http {

// The value of the cookie of that name in the request, as sent (not decoded). Nothing when there
// are two: another host of the domain may have planted one, and nobody knows which comes first (RFC
// 6265 5.4).
std::optional<std::string> find_cookie(const Request& request, std::string_view name);
// Whether the request has a cookie of that name, be it one that find_cookie refuses.
bool has_cookie(const Request& request, std::string_view name);

enum class HttpOnly { no, yes };
enum class SecureCookie { no, yes };

struct Cookie {
  std::string name;
  std::string value;  // cookie-octets only; encode before
  std::string path = "/";
  std::optional<TimePoint> expires;  // absent: until the browser closes
  HttpOnly http_only = HttpOnly::yes;
  SecureCookie secure = SecureCookie::no;
};

// "name=value; path=/; expires=…; samesite=lax; httponly", always SameSite=Lax.
std::string to_set_cookie(const Cookie& cookie);
// Expires in 1970, with an empty value.
std::string to_removed_cookie(std::string_view name, std::string_view path, SecureCookie secure);

}  // namespace daemun::http

#endif
