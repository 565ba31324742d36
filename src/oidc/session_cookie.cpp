#include "oidc/session_cookie.h"

#include "base/encoding.h"
#include "base/json.h"
#include "crypto/digest.h"
#include "oidc/lifetimes.h"
#include "storage/session_store.h"

#include <algorithm>

namespace daemun::oidc {

namespace {

constexpr std::size_t id_bytes = 16;
constexpr std::size_t secret_bytes = 32;
constexpr std::size_t cookie_length = (id_bytes + secret_bytes) * 4 / 3;

constexpr std::int64_t shortest_ttl = 1;
constexpr std::int64_t longest_ttl = 31'536'000;  // a year

}  // namespace

std::optional<PresentedSession> parse_session_cookie(std::string_view cookie_value) {
  if (cookie_value.size() != cookie_length) return std::nullopt;
  const auto bytes = parse_base64url(cookie_value);
  if (!bytes) return std::nullopt;
  return PresentedSession{
      .id = SessionId(to_base64url(std::string_view(*bytes).substr(0, id_bytes))),
      .secret = Secret(bytes->substr(id_bytes)),
  };
}

bool is_live(const Session& session, const PresentedSession& presented, TimePoint now) {
  const auto hash = crypto::sha256(presented.secret.reveal());
  return equals_in_constant_time(session.secret_hash, hash) && session.expires_at > now &&
         !session.is_user_suspended;
}

Task<std::optional<Session>> load_session(
    const Dependencies& dependencies, std::string cookie_value
) {
  const auto presented = parse_session_cookie(cookie_value);
  if (!presented) co_return std::nullopt;
  const storage::SessionStore sessions(dependencies.database, dependencies.tenant);
  auto session = co_await sessions.find(presented->id);
  if (!session || !is_live(*session, *presented, dependencies.clock.now())) co_return std::nullopt;
  co_return session;
}

std::string session_cookie_value(const http::Request& request) {
  return http::find_cookie(request, session_cookie_name).value_or("");
}

NewSession make_session(
    const Dependencies& dependencies,
    const UserId& user,
    const std::vector<std::string>& amr,
    TimePoint signed_in_at,
    const std::optional<Session>& previous,
    Seconds ttl
) {
  const TimePoint now = dependencies.clock.now();
  const std::string secret = crypto::random_bytes(dependencies.random, secret_bytes);
  Session session{
      .id = SessionId(),
      .secret_hash = crypto::sha256(secret),
      .user_id = user,
      .is_user_suspended = false,
      .signed_in_at = signed_in_at,
      .amr = amr,
      .created_at = now,
      .renewed_at = now,
      .expires_at = now + ttl,
  };
  const bool continues = previous && previous->user_id == user;
  if (continues) {
    session.id = previous->id;
    session.created_at = previous->created_at;
  } else {
    session.id = SessionId(to_base64url(crypto::random_bytes(dependencies.random, id_bytes)));
  }
  auto cookie_value = to_base64url(parse_base64url(session.id.value()).value() + secret);
  return NewSession{.session = std::move(session), .cookie_value = std::move(cookie_value)};
}

std::optional<TimePoint> renewed_expiry(const Session& session, Seconds ttl, TimePoint now) {
  const Milliseconds pause = std::min<Milliseconds>(hours(1), Milliseconds(ttl) / 24);
  if (now - session.renewed_at <= pause) return std::nullopt;
  return now + ttl;
}

http::SecureCookie is_secure(const Dependencies& dependencies) {
  return dependencies.endpoint.starts_with("https://") ? http::SecureCookie::yes
                                                       : http::SecureCookie::no;
}

std::string to_session_cookie(
    const Dependencies& dependencies, const std::string& cookie_value, TimePoint expires_at
) {
  return http::to_set_cookie(http::Cookie{
      .name = std::string(session_cookie_name),
      .value = cookie_value,
      .path = "/",
      .expires = expires_at,
      .http_only = http::HttpOnly::yes,
      .secure = is_secure(dependencies),
  });
}

std::string to_removed_session_cookie(const Dependencies& dependencies) {
  return http::to_removed_cookie(session_cookie_name, "/", is_secure(dependencies));
}

Task<Seconds> load_session_ttl(const Dependencies& dependencies) {
  const auto text = co_await dependencies.settings.find_config("oidc.session");
  if (text->empty()) co_return default_session_ttl;
  const auto config = parse_json_object(*text);
  const auto ttl = config ? find_integer(*config, "ttl") : std::nullopt;
  if (!ttl || *ttl < shortest_ttl || *ttl > longest_ttl) co_return default_session_ttl;
  co_return Seconds(*ttl);
}

}  // namespace daemun::oidc
