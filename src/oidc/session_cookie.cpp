#include "oidc/session_cookie.h"

#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/hmac.h"
#include "domain/cookie_names.h"
#include "storage/session_store.h"

#include <algorithm>
#include <stdexcept>

namespace daemun::oidc {

namespace {

constexpr std::size_t id_bytes = 16;
constexpr std::size_t secret_bytes = 32;
constexpr std::size_t signature_bytes = 18;
// In base64url, each without a rest, so that the two parts can be read apart.
constexpr std::size_t ticket_length = (id_bytes + secret_bytes) * 4 / 3;
constexpr std::size_t signature_length = signature_bytes * 4 / 3;

std::string signature_of(const CookieKey& key, std::string_view ticket) {
  const auto mac = crypto::hmac_sha256(key.value.reveal(), "session cookie:" + std::string(ticket));
  return to_base64url(std::string_view(mac).substr(0, signature_bytes));
}

// Other nodes learn of a new key within a second: until then it signs nothing that they would not
// believe.
constexpr Seconds key_settling = Seconds(5);

const CookieKey& signing_key(const std::vector<CookieKey>& keys, TimePoint now) {
  const auto settled = std::find_if(keys.begin(), keys.end(), [&](const CookieKey& key) {
    return key.created_at + key_settling <= now;
  });
  return settled == keys.end() ? keys.front() : *settled;
}

bool is_signed_by(const CookieKey& key, std::string_view cookie_value) {
  const auto ticket = cookie_value.substr(0, ticket_length);
  return equals_in_constant_time(cookie_value.substr(ticket_length), signature_of(key, ticket));
}

}  // namespace

std::optional<PresentedSession> parse_session_cookie(std::string_view cookie_value) {
  if (cookie_value.size() != ticket_length + signature_length) return std::nullopt;
  const auto bytes = parse_base64url(cookie_value.substr(0, ticket_length));
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

std::string current_session_cookie(const Dependencies& dependencies) {
  return cookie_name(session_cookie_name, dependencies.tenant, dependencies.endpoint);
}

SentSession sent_session(const Dependencies& dependencies, const http::Request& request) {
  auto name = current_session_cookie(dependencies);
  if (!http::has_cookie(request, name)) name = session_cookie_name;
  auto value = http::find_cookie(request, name).value_or("");
  return SentSession{.name = std::move(name), .value = std::move(value)};
}

Task<std::optional<Session>> load_session(const Dependencies& dependencies, SentSession sent) {
  const auto presented = parse_session_cookie(sent.value);
  if (!presented) co_return std::nullopt;
  const auto keys = co_await dependencies.settings.list_cookie_keys();
  const bool is_signed = std::any_of(keys->begin(), keys->end(), [&](const CookieKey& key) {
    return is_signed_by(key, sent.value);
  });
  if (!is_signed) co_return std::nullopt;
  const storage::SessionStore sessions(dependencies.database, dependencies.tenant);
  auto session = co_await sessions.find(presented->id);
  if (!session || !is_live(*session, *presented, dependencies.clock.now())) co_return std::nullopt;
  // Under another name it is one that somebody has planted.
  if (session->cookie_name.value_or(std::string(session_cookie_name)) != sent.name) {
    co_return std::nullopt;
  }
  co_return session;
}

Task<std::string> sign_session_cookie(const Dependencies& dependencies, std::string cookie_value) {
  const auto keys = co_await dependencies.settings.list_cookie_keys();
  if (keys->empty()) throw std::runtime_error("the tenant has no cookie key");
  cookie_value.resize(ticket_length);
  const auto& key = signing_key(*keys, dependencies.clock.now());
  co_return cookie_value + signature_of(key, cookie_value);
}

Task<bool> has_newest_signature(const Dependencies& dependencies, std::string cookie_value) {
  const auto keys = co_await dependencies.settings.list_cookie_keys();
  co_return !keys->empty() &&
      is_signed_by(signing_key(*keys, dependencies.clock.now()), cookie_value);
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
      .cookie_name = current_session_cookie(dependencies),
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
  const Milliseconds pause = std::min<Milliseconds>(std::chrono::hours(1), Milliseconds(ttl) / 24);
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
      .name = current_session_cookie(dependencies),
      .value = cookie_value,
      .path = "/",
      .expires = expires_at,
      .http_only = http::HttpOnly::yes,
      .secure = is_secure(dependencies),
  });
}

std::string to_removed_session_cookie(const Dependencies& dependencies, std::string_view name) {
  return http::to_removed_cookie(name, "/", is_secure(dependencies));
}

Task<Seconds> load_session_ttl(const Dependencies& dependencies) {
  const auto text = co_await dependencies.settings.find_config(std::string(session_config));
  co_return parse_session_ttl(*text);
}

}  // namespace daemun::oidc
