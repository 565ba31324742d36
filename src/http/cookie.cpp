#include "http/cookie.h"

#include "base/header_text.h"
#include "base/http_date.h"
#include "base/text.h"

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace daemun::http {

namespace {

bool is_readable(std::string_view value) {
  // Quotes, commas and backslashes are let through: browsers send what other servers of the same
  // host once set.
  return std::all_of(value.begin(), value.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

std::vector<std::string_view> cookie_values(const Request& request, std::string_view name) {
  std::vector<std::string_view> values;
  for (const Header& header : request.headers) {
    if (header.name != "cookie") continue;
    std::string_view rest = header.value;
    while (!rest.empty()) {
      const std::size_t end = rest.find(';');
      const std::string_view pair = trim(rest.substr(0, end));
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);

      const std::size_t equals = pair.find('=');
      if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
      values.push_back(pair.substr(equals + 1));
    }
  }
  return values;
}

}  // namespace

std::optional<std::string> find_cookie(const Request& request, std::string_view name) {
  const auto values = cookie_values(request, name);
  if (values.size() != 1 || !is_readable(values.front())) return std::nullopt;
  return std::string(values.front());
}

bool has_cookie(const Request& request, std::string_view name) {
  return !cookie_values(request, name).empty();
}

std::string to_set_cookie(const Cookie& cookie) {
  if (!is_token(cookie.name)) throw std::invalid_argument("invalid cookie name");
  if (!is_cookie_value(cookie.value)) {
    throw std::invalid_argument("invalid cookie value");
  }
  if (!is_cookie_path(cookie.path)) {
    throw std::invalid_argument("invalid cookie path");
  }
  std::string text = cookie.name + "=" + cookie.value + "; path=" + cookie.path;
  if (cookie.expires) text += "; expires=" + to_http_date(*cookie.expires);
  text += "; samesite=lax";
  if (cookie.secure == SecureCookie::yes) text += "; secure";
  if (cookie.http_only == HttpOnly::yes) text += "; httponly";
  return text;
}

std::string to_removed_cookie(std::string_view name, std::string_view path, SecureCookie secure) {
  Cookie cookie;
  cookie.name = name;
  cookie.path = path;
  cookie.expires = from_unix_seconds(0);
  cookie.secure = secure;
  return to_set_cookie(cookie);
}

}  // namespace daemun::http
