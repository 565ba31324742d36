#include "daemun/auth/session/session.h"

#include <algorithm>
#include <array>
#include <utility>

namespace daemun::auth {

namespace {

struct Text {
  std::string_view member;
  std::string Session::*field;
};

constexpr std::array<Text, 5> texts{{
    {"id", &Session::id},
    {"provider", &Session::provider_id},
    {"iss", &Session::issuer},
    {"sub", &Session::subject},
    {"sid", &Session::provider_session_id},
}};

struct SecretText {
  std::string_view member;
  Secret TokenSet::*field;
};

constexpr std::array<SecretText, 3> secrets{{
    {"access_token", &TokenSet::access_token},
    {"refresh_token", &TokenSet::refresh_token},
    {"id_token", &TokenSet::id_token},
}};

constexpr JsonLimits session_limits{.max_bytes = 256 * 1024, .max_depth = 32};
constexpr Seconds clock_difference{60};
// The end of the year 9999: beyond it, sums of times would overflow.
constexpr std::int64_t max_time = 253'402'300'799'999;

constexpr std::int64_t max_lifetime = std::int64_t{10} * 366 * 24 * 3600;

// Nothing for a time that no clock has shown.
std::optional<TimePoint> find_time(const json::object& object, std::string_view name) {
  const auto value = find_integer(object, name);
  if (!value || *value < 0 || *value > max_time) return std::nullopt;
  return from_unix_ms(*value);
}

std::optional<Seconds> find_lifetime(const json::object& object) {
  const auto value = find_integer(object, "expires_in");
  if (!value || *value < 0 || *value > max_lifetime) return std::nullopt;
  return Seconds(*value);
}

json::object to_json(const AccessGrant& grant) {
  json::object object{
      {"access_token", grant.access_token.reveal()}, {"scopes", to_json_array(grant.scopes)}};
  if (grant.expires_at) object["expires_at"] = to_unix_ms(*grant.expires_at);
  if (grant.expires_in) object["expires_in"] = grant.expires_in->count();
  return object;
}

std::optional<AccessGrant> parse_grant(const json::value& value) {
  const auto* object = value.if_object();
  if (object == nullptr) return std::nullopt;
  const auto token = find_string(*object, "access_token");
  if (!token) return std::nullopt;
  AccessGrant grant;
  grant.access_token = Secret(std::string(*token));
  grant.scopes = find_strings(*object, "scopes");
  grant.expires_at = find_time(*object, "expires_at");
  grant.expires_in = find_lifetime(*object);
  return grant;
}

// Members that may be absent.
bool read_tokens(const json::object& object, Session& session) {
  for (const SecretText& secret : secrets) {
    if (const auto value = find_string(object, secret.member)) {
      session.tokens.*secret.field = Secret(std::string(*value));
    }
  }
  session.tokens.expires_at = find_time(object, "expires_at");
  session.tokens.expires_in = find_lifetime(object);
  if (find_array(object, "scopes") != nullptr) {
    session.tokens.scopes = find_strings(object, "scopes");
  }
  const auto* grants = find_object(object, "grants");
  if (grants == nullptr) return true;
  for (const auto& member : *grants) {
    auto grant = parse_grant(member.value());
    if (!grant) return false;
    session.grants.emplace(member.key(), *std::move(grant));
  }
  return true;
}

}  // namespace

std::string organization_key(std::string_view organization_id) {
  return "urn:logto:organization:" + std::string(organization_id);
}

Secret to_text(const Session& session) {
  JsonWriter writer;
  for (const Text& text : texts)
    writer.add(text.member, session.*text.field);
  writer.add("signed_in_at", to_unix_ms(session.signed_in_at))
      .add("seen_at", to_unix_ms(session.seen_at))
      .add("generation", session.generation)
      .add_value("user", session.user);
  if (!session.token.empty()) writer.add_value("token", session.token);
  for (const SecretText& secret : secrets) {
    const std::string& value = (session.tokens.*secret.field).reveal();
    if (!value.empty()) writer.add(secret.member, value);
  }
  if (session.tokens.expires_at) writer.add("expires_at", to_unix_ms(*session.tokens.expires_at));
  if (session.tokens.expires_in) writer.add("expires_in", session.tokens.expires_in->count());
  if (session.tokens.scopes) writer.add_value("scopes", to_json_array(*session.tokens.scopes));
  if (!session.grants.empty()) {
    json::object grants;
    for (const auto& [key, grant] : session.grants)
      grants[key] = to_json(grant);
    writer.add_value("grants", grants);
  }
  return Secret(std::move(writer).take());
}

std::optional<Session> parse_session(std::string_view text) {
  auto object = parse_json_object(text, session_limits);
  if (!object) return std::nullopt;
  Session session;
  for (const Text& member : texts) {
    const auto value = find_string(*object, member.member);
    if (!value) return std::nullopt;
    session.*member.field = *value;
  }
  const auto signed_in_at = find_time(*object, "signed_in_at");
  const auto seen_at = find_time(*object, "seen_at");
  const auto generation = find_integer(*object, "generation");
  const auto* user = find_object(*object, "user");
  if (!signed_in_at || !seen_at || !generation || user == nullptr) return std::nullopt;
  if (session.subject.empty() || session.id.empty()) return std::nullopt;
  session.signed_in_at = *signed_in_at;
  session.seen_at = *seen_at;
  session.generation = *generation;
  if (!read_tokens(*object, session)) return std::nullopt;
  session.user = std::move((*object)["user"].get_object());
  if (find_object(*object, "token") != nullptr) {
    session.token = std::move((*object)["token"].get_object());
  }
  return session;
}

TimePoint find_end(const Session& session, const SessionLifetime& lifetime) {
  return std::min(session.seen_at + lifetime.idle, session.signed_in_at + lifetime.absolute);
}

bool is_renewal_due(const Session& session, const SessionLifetime& lifetime, TimePoint now) {
  const Milliseconds half = Milliseconds(lifetime.idle) / 2;
  return now - session.seen_at >= std::min(Milliseconds(lifetime.renewal), half);
}

bool is_alive(const Session& session, const SessionLifetime& lifetime, TimePoint now) {
  const bool is_from_the_future =
      session.signed_in_at > now + clock_difference || session.seen_at > now + clock_difference;
  return !is_from_the_future && now < find_end(session, lifetime);
}

}  // namespace daemun::auth
