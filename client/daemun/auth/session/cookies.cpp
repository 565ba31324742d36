#include "daemun/auth/session/cookies.h"

#include "base/header_text.h"
#include "base/text.h"

#include <algorithm>
#include <stdexcept>

namespace daemun::auth {

namespace {

constexpr std::size_t max_cookies = 200;

void check(const SetCookie& cookie) {
  if (!is_token(cookie.name)) throw std::invalid_argument("invalid cookie name");
  if (!is_cookie_value(cookie.value)) throw std::invalid_argument("invalid cookie value");
  if (!is_cookie_path(cookie.path)) throw std::invalid_argument("invalid cookie path");
}

std::string_view to_text(SameSite same_site) {
  switch (same_site) {
    case SameSite::strict:
      return "Strict";
    case SameSite::none:
      return "None";
    case SameSite::lax:
      break;
  }
  return "Lax";
}

void add_cookies(Cookies& cookies, std::string_view rest) {
  while (!rest.empty() && cookies.size() < max_cookies) {
    const std::size_t end = rest.find(';');
    const std::string_view pair = trim(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || equals == 0) continue;
    cookies.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
  }
}

std::string to_chunk_name(std::string_view name, std::size_t index) {
  return std::string(name) + '.' + std::to_string(index);
}

// "name" itself and "name.N".
bool is_of(std::string_view name, std::string_view candidate) {
  if (!candidate.starts_with(name)) return false;
  const std::string_view rest = candidate.substr(name.size());
  if (rest.empty()) return true;
  return rest.size() > 1 && rest.size() <= 4 && rest.front() == '.' &&
         std::ranges::all_of(rest.substr(1), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Cookies parse_cookies(const std::vector<Header>& headers) {
  Cookies cookies;
  for (const Header& header : headers) {
    if (equals_ignoring_ascii_case(header.name, "cookie")) add_cookies(cookies, header.value);
  }
  return cookies;
}

std::optional<std::string_view> find_cookie(const Cookies& cookies, std::string_view name) {
  const auto found =
      std::ranges::find_if(cookies, [&](const auto& cookie) { return cookie.first == name; });
  if (found == cookies.end()) return std::nullopt;
  return found->second;
}

Cookies without_chunked_cookie(const Cookies& cookies, std::string_view name) {
  Cookies others;
  for (const auto& cookie : cookies) {
    if (!is_of(name, cookie.first)) others.push_back(cookie);
  }
  return others;
}

std::size_t cookie_bytes(const Cookies& cookies) {
  std::size_t bytes = 0;
  for (const auto& [name, value] : cookies)
    bytes += name.size() + value.size() + std::string_view("=; ").size();
  return bytes;
}

Header to_header(const SetCookie& cookie) {
  check(cookie);
  std::string text = cookie.name + '=' + cookie.value + "; Path=" + cookie.path;
  if (cookie.max_age) text += "; Max-Age=" + std::to_string(cookie.max_age->count());
  text += "; SameSite=";
  text += to_text(cookie.same_site);
  if (cookie.scheme == Scheme::https) text += "; Secure";
  text += "; HttpOnly";
  return {"Set-Cookie", std::move(text)};
}

std::string to_cookie_name(std::string_view name, Scheme scheme) {
  return scheme == Scheme::https ? "__Host-" + std::string(name) : std::string(name);
}

std::optional<std::string> find_chunked_cookie(
    const Cookies& cookies, std::string_view name, std::size_t max_chunks
) {
  if (const auto whole = find_cookie(cookies, name)) return std::string(*whole);
  std::string value;
  for (std::size_t index = 0; index <= max_chunks; ++index) {
    const auto chunk = find_cookie(cookies, to_chunk_name(name, index));
    if (!chunk) return value.empty() ? std::nullopt : std::optional(std::move(value));
    value += *chunk;
  }
  return std::nullopt;
}

std::vector<SetCookie> make_chunked_cookie(
    const SetCookie& whole, const Cookies& present, std::size_t chunk_size
) {
  std::vector<SetCookie> set;
  const std::string_view value = whole.value;
  if (value.size() > chunk_size) {
    for (std::size_t at = 0; at < value.size(); at += chunk_size) {
      SetCookie chunk = whole;
      chunk.name = to_chunk_name(whole.name, set.size());
      chunk.value = value.substr(at, chunk_size);
      set.push_back(std::move(chunk));
    }
  } else if (!value.empty()) {
    set.push_back(whole);
  }
  for (const auto& cookie : present) {
    const std::string& name = cookie.first;
    const auto is_name = [&](const SetCookie& other) { return other.name == name; };
    if (!is_of(whole.name, name) || std::ranges::any_of(set, is_name)) continue;
    SetCookie gone = whole;
    gone.name = name;
    gone.value.clear();
    gone.max_age = Seconds(0);
    set.push_back(std::move(gone));
  }
  return set;
}

Cookies apply_cookies(Cookies present, const std::vector<SetCookie>& set) {
  for (const SetCookie& cookie : set) {
    std::erase_if(present, [&](const auto& held) { return held.first == cookie.name; });
    if (cookie.max_age == Seconds(0)) continue;
    present.emplace_back(cookie.name, cookie.value);
  }
  return present;
}

}  // namespace daemun::auth
