#include "experience/known_browser.h"

#include "base/encoding.h"
#include "crypto/hmac.h"
#include "domain/cookie_names.h"
#include "domain/known_browsers.h"
#include "http/cookie.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace daemun::experience {
namespace {

std::string signature_of(
    const Dependencies& dependencies, const BrowserMark& mark, const MarkedAccount& account
) {
  const auto key = dependencies.vault.derive("known browsers/" + dependencies.tenant.value());
  const auto password =
      account.password_updated_at ? to_unix_ms(*account.password_updated_at) : std::int64_t{0};
  // The mark's id has a fixed length, and no number holds a colon.
  const auto mac = crypto::hmac_sha256(
      key.reveal(),
      mark.id + std::to_string(to_unix_ms(mark.issued_at)) + ":" + std::to_string(password) + ":" +
          account.id.value()
  );
  return mac.substr(0, browser_mark_signature_bytes);
}

bool is_valid(
    const Dependencies& dependencies, const BrowserMark& mark, const MarkedAccount& account
) {
  const auto now = dependencies.clock.now();
  return mark.issued_at + known_browser_lifetime > now &&
         equals_in_constant_time(mark.signature, signature_of(dependencies, mark, account));
}

std::string name_of_cookie(const Dependencies& dependencies) {
  return cookie_name(known_browser_cookie_name, dependencies.tenant, dependencies.endpoint);
}

std::vector<BrowserMark> marks_of(const Dependencies& dependencies, const http::Request& request) {
  return parse_browser_marks(http::find_cookie(request, name_of_cookie(dependencies)).value_or(""));
}

}  // namespace

std::optional<std::string> find_known_browser(
    const Dependencies& dependencies, const http::Request& request, const MarkedAccount& account
) {
  for (const auto& mark : marks_of(dependencies, request)) {
    if (is_valid(dependencies, mark, account)) return to_base64url(mark.id);
  }
  return std::nullopt;
}

std::string to_known_browser_cookie(
    const Dependencies& dependencies, const http::Request& request, const MarkedAccount& account
) {
  const auto now = dependencies.clock.now();
  auto marks = marks_of(dependencies, request);
  const auto old = std::find_if(marks.begin(), marks.end(), [&](const BrowserMark& mark) {
    return is_valid(dependencies, mark, account);
  });
  BrowserMark mark{
      .id = old == marks.end() ? crypto::random_bytes(dependencies.random, browser_mark_id_bytes)
                               : old->id,
      .issued_at = now};
  mark.signature = signature_of(dependencies, mark, account);
  if (old != marks.end()) marks.erase(old);
  marks.insert(marks.begin(), std::move(mark));
  return http::to_set_cookie(http::Cookie{
      .name = name_of_cookie(dependencies),
      .value = to_cookie_value(marks),
      .path = "/",
      .expires = now + known_browser_lifetime,
      .http_only = http::HttpOnly::yes,
      .secure = dependencies.endpoint.starts_with("https://") ? http::SecureCookie::yes
                                                              : http::SecureCookie::no,
  });
}

}  // namespace daemun::experience
