#include "daemun/auth/web/csrf.h"

#include <utility>

namespace daemun::auth {

namespace {

constexpr std::string_view purpose = "csrf";

std::string csrf_cookie_name(Scheme scheme) {
  return to_cookie_name("daemun.csrf", scheme);
}

// "token.signature" in the cookie, so that nobody who can set a cookie can choose the token.
std::optional<std::string> find_token(
    const Cookies& cookies, Scheme scheme, const Keyring& keyring
) {
  const auto value = find_cookie(cookies, csrf_cookie_name(scheme));
  if (!value) return std::nullopt;
  const std::size_t dot = value->find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const std::string_view token = value->substr(0, dot);
  if (!keyring.is_signed(token, value->substr(dot + 1), purpose)) return std::nullopt;
  return std::string(token);
}

// Sec-Fetch-Site says it best; it is missing in older browsers and under plain http. Origin is
// "null" even from the app's own page when that page says no-referrer.
bool is_same_origin(const Request& request, std::string_view origin) {
  const std::string* site = find_header(request.headers, "Sec-Fetch-Site");
  if (site != nullptr) return *site == "same-origin" || *site == "none";
  const std::string* sender = find_header(request.headers, "Origin");
  return sender == nullptr || *sender == origin;
}

}  // namespace

CsrfToken make_csrf_token(
    const Cookies& cookies, Scheme scheme, const Keyring& keyring, crypto::Random& random
) {
  if (auto token = find_token(cookies, scheme, keyring)) return {.token = *std::move(token)};
  CsrfToken made;
  made.token = crypto::random_token(random);
  SetCookie cookie;
  cookie.name = csrf_cookie_name(scheme);
  cookie.value = made.token + '.' + keyring.sign(made.token, purpose);
  cookie.scheme = scheme;
  made.cookie = std::move(cookie);
  return made;
}

bool is_own_form(
    const Request& request, const Form& form, std::string_view origin, const Keyring& keyring
) {
  if (!is_same_origin(request, origin)) return false;
  const Scheme scheme = origin.starts_with("https:") ? Scheme::https : Scheme::http;
  const auto token = find_token(parse_cookies(request.headers), scheme, keyring);
  const auto sent = form.find("csrfToken");
  return token && sent && form.count("csrfToken") == 1 && equals_in_constant_time(*token, *sent);
}

}  // namespace daemun::auth
