#include "oidc/backchannel_logout.h"

#include "base/json.h"
#include "crypto/random.h"
#include "oidc/lifetimes.h"

namespace daemun::oidc {

namespace {

constexpr std::string_view events = R"({"http://schemas.openid.net/event/backchannel-logout":{}})";

}  // namespace

std::optional<LogoutNotice> make_logout_notice(
    const Application& client, const SessionClient& session_client, const UserId& user
) {
  const auto& metadata = client.oidc_client_metadata;
  if (!metadata.backchannel_logout_uri) return std::nullopt;
  LogoutNotice notice{
      .client_id = client.id,
      .user_id = user,
      .sid = std::nullopt,
      .uri = *metadata.backchannel_logout_uri,
  };
  if (metadata.backchannel_logout_session_required) notice.sid = session_client.sid;
  return notice;
}

storage::OutboxMessage make_logout_message(
    const Dependencies& dependencies, const LogoutNotice& notice
) {
  JsonWriter payload;
  payload.add("client_id", notice.client_id.value()).add("sub", notice.user_id.value());
  if (notice.sid) payload.add("sid", *notice.sid);
  payload.add("uri", notice.uri);
  const TimePoint now = dependencies.clock.now();
  return storage::OutboxMessage{
      .id = crypto::random_id(dependencies.random, 21),
      .kind = std::string(backchannel_logout_kind),
      .payload = std::move(payload).take(),
      .attempts = 0,
      .created_at = now,
      .next_attempt_at = now,
  };
}

std::optional<LogoutNotice> parse_logout_notice(std::string_view payload) {
  const auto object = parse_json_object(payload);
  if (!object) return std::nullopt;
  const auto client = find_string(*object, "client_id");
  const auto user = find_string(*object, "sub");
  const auto uri = find_string(*object, "uri");
  if (!client || !user || !uri) return std::nullopt;
  LogoutNotice notice{
      .client_id = ApplicationId(std::string(*client)),
      .user_id = UserId(std::string(*user)),
      .sid = std::nullopt,
      .uri = std::string(*uri),
  };
  if (const auto sid = find_string(*object, "sid")) notice.sid = std::string(*sid);
  return notice;
}

std::string to_logout_claims(
    const LogoutNotice& notice, std::string_view issuer, std::string_view message_id, TimePoint now
) {
  JsonWriter claims;
  claims.add("iss", issuer)
      .add("aud", notice.client_id.value())
      .add("sub", notice.user_id.value())
      .add("iat", to_unix_seconds(now))
      .add("exp", to_unix_seconds(now + logout_token_ttl))
      .add("jti", message_id)
      .add_raw("events", events);
  if (notice.sid) claims.add("sid", *notice.sid);
  return std::move(claims).take();
}

Task<std::string> make_logout_token(
    const Dependencies& dependencies, KeyRings& keys, LogoutNotice notice, std::string message_id
) {
  const auto client = co_await find_client(dependencies, notice.client_id);
  const auto ring = co_await keys.current();
  std::optional<std::string> algorithm;
  if (client) algorithm = client->custom_client_metadata.id_token_signed_response_alg;
  const auto claims =
      to_logout_claims(notice, dependencies.issuer(), message_id, dependencies.clock.now());
  co_return ring->signer(algorithm).sign(jose::TokenType::logout_token, claims);
}

}  // namespace daemun::oidc
