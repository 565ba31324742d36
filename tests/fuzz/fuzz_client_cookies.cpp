// Cookies that a browser sends to an app, and texts that the app has sealed: no browser signs in
// with a text of its own, a path to return to stays on the origin, and a session that can be read
// can be written.
#include "base/uri.h"
#include "daemun/auth/session/cookies.h"
#include "daemun/auth/session/session.h"
#include "daemun/auth/session/session_keeper.h"
#include "daemun/auth/web/pending_cookie.h"
#include "daemun/auth/web/return_to.h"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

namespace {

using namespace daemun::auth;

const daemun::TimePoint now = daemun::from_unix_seconds(1'800'000'000);
constexpr std::string_view origin = "https://app.example";

void check(bool is_right) {
  if (!is_right) std::abort();
}

const std::shared_ptr<const Keyring>& keyring() {
  static const auto made = std::make_shared<const Keyring>(std::vector<daemun::Secret>{
      daemun::Secret(std::string(32, 'k'))});
  return made;
}

void check_cookies(const std::string& text) {
  static daemun::crypto::FakeRandom random(1);
  static const SessionKeeper keeper(SessionSettings(), keyring(), Scheme::https, random);
  const Cookies cookies = parse_cookies({{"Cookie", text}});
  check(!keeper.find(cookies, now).value());
  check(!take_pending(text, Scheme::https, cookies, *keyring()).pending);
  find_chunked_cookie(cookies, "__Host-daemun.session", 5);
}

void check_path(const std::string& text) {
  const auto path = to_own_path(text, origin);
  if (!path) return;
  check(path->starts_with('/') && !path->starts_with("//"));
  const auto whole = daemun::parse_uri(std::string(origin) + *path);
  check(whole && daemun::to_origin(*whole) == origin);
}

void check_session(const std::string& text) {
  const auto session = parse_session(text);
  if (!session) return;
  const daemun::Secret written = to_text(*session);
  const auto again = parse_session(written.reveal());
  check(again && to_text(*again).reveal() == written.reveal());
  is_alive(*session, SessionLifetime(), now);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  check_cookies(text);
  check_path(text);
  check_session(text);
  return 0;
}
