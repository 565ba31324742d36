// The C++ side of authjs_cookie_test.mjs. Takes one JSON object on standard input:
//   {"secrets": ["..."], "scheme": "https", "cookie": "<Cookie header>"}    reads the session
//   the same with "claims": {...}                                           writes one
// and answers {"claims": {...}}, {"error": "..."} or {"set_cookies": ["..."]}.
#include "daemun/auth/session/authjs_cookie.h"

#include "base/json.h"

#include <iostream>
#include <iterator>
#include <string>

namespace {

using namespace daemun;

auth::AuthjsSettings to_settings(const json::object& input) {
  auth::AuthjsSettings settings;
  for (auto& secret : find_strings(input, "secrets"))
    settings.secrets.emplace_back(std::move(secret));
  settings.scheme =
      find_string(input, "scheme") == "https" ? auth::Scheme::https : auth::Scheme::http;
  return settings;
}

json::object answer(const json::object& input) {
  const auth::AuthjsCookie authjs(to_settings(input));
  const auto cookies =
      auth::parse_cookies({{"Cookie", std::string(find_string(input, "cookie").value_or(""))}});
  const TimePoint now = SystemClock().now();
  if (const auto* claims = find_object(input, "claims")) {
    crypto::SystemRandom random;
    json::array headers;
    for (const auto& cookie : authjs.write(*claims, cookies, {now, random}))
      headers.emplace_back(to_header(cookie).value);
    return {{"set_cookies", std::move(headers)}};
  }
  auto claims = authjs.read(cookies, now);
  if (!claims) return {{"error", claims.error().detail}};
  return {{"claims", *std::move(claims)}};
}

}  // namespace

int main() {
  const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
  const auto input = parse_json_object(text, {.max_bytes = 1 << 20});
  if (!input) return 2;
  std::cout << json::serialize(answer(*input));
}
