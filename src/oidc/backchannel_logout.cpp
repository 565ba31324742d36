#include "oidc/backchannel_logout.h"

#include "base/json.h"
#include "oidc/lifetimes.h"

namespace daemun::oidc {

namespace {

constexpr std::string_view events = R"({"http://schemas.openid.net/event/backchannel-logout":{}})";

}  // namespace

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
