#include "oidc/introspect.h"

#include "base/json.h"
#include "base/text.h"
#include "crypto/digest.h"
#include "oidc/application_access.h"
#include "oidc/client_authentication.h"

#include <algorithm>

namespace daemun::oidc {

namespace {

constexpr std::string_view jwt_refusal =
    "Structured JWT Tokens cannot be introspected via the introspection_endpoint";

ActiveToken describe(const Grant& grant, TimePoint issued_at, TimePoint expires_at) {
  return ActiveToken{
      .user_id = grant.user_id,
      .client_id = grant.client_id,
      .issued_at = issued_at,
      .expires_at = expires_at,
      .sid = grant.sid,
      .scope = join(grant.scopes),
      .act = grant.act,
      .token_type = {},
  };
}

std::optional<ActiveToken> decide_opaque(
    const OpaqueToken& token, const Grant& grant, TimePoint now
) {
  if (token.expires_at <= now) return std::nullopt;
  auto active = describe(grant, token.issued_at, token.expires_at);
  active.scope = join(scopes_of(token, grant));
  active.token_type = "Bearer";
  return active;
}

std::optional<ActiveToken> decide_refresh(
    const PresentedRefreshToken& token, const Grant& grant, TimePoint now
) {
  const auto& newest = grant.refresh;
  if (!newest || newest->expires_at <= now) return std::nullopt;
  const auto hash = crypto::sha256(token.secret.reveal());
  const bool is_right = equals_in_constant_time(hash, newest->secret_hash);
  if (!is_right || token.generation != newest->generation) return std::nullopt;
  return describe(grant, newest->issued_at, newest->expires_at);
}

}  // namespace

std::optional<ActiveToken> decide_introspection(
    const Application& caller,
    const PresentedToken& token,
    const std::optional<GrantFacts>& facts,
    TimePoint now
) {
  if (!facts || !is_alive(*facts, now)) return std::nullopt;
  const Grant& grant = facts->grant;
  const bool is_its_own = caller.id == grant.client_id;
  if (const auto* opaque = std::get_if<OpaqueToken>(&token)) {
    // An API checks access tokens that other applications send it, so a client that has proved its
    // identity may ask about all of them; anybody can claim to be a public one.
    if (is_public(caller) && !is_its_own) return std::nullopt;
    return decide_opaque(*opaque, grant, now);
  }
  // A refresh token is sent to nobody but this server: one in other hands is a stolen one.
  if (!is_its_own) return std::nullopt;
  return decide_refresh(std::get<PresentedRefreshToken>(token), grant, now);
}

std::string to_introspection_text(
    const std::optional<ActiveToken>& token, std::string_view issuer
) {
  JsonWriter writer;
  writer.add_bool("active", token.has_value());
  if (!token) return std::move(writer).take();
  writer.add("sub", token->user_id.value())
      .add("client_id", token->client_id.value())
      .add("exp", to_unix_seconds(token->expires_at))
      .add("iat", to_unix_seconds(token->issued_at));
  if (token->sid) writer.add("sid", *token->sid);
  writer.add("iss", issuer).add("scope", token->scope);
  if (token->act) writer.add_raw("act", *token->act);
  if (!token->token_type.empty()) writer.add("token_type", token->token_type);
  return std::move(writer).take();
}

Task<http::Response> Introspection::handle(http::Request request) {
  const auto body = co_await answer(&request);
  if (!body) co_return client_error_response(dependencies_, body.error(), request);
  auto response = http::json_response(200, *body);
  response.set("Cache-Control", "no-store");
  add_cors_headers(response, request);
  co_return response;
}

Task<Result<std::string, OAuthError>> Introspection::answer(const http::Request* request) {
  const auto form = parse_client_form(*request);
  if (!form) co_return form.error();
  const auto client = co_await authenticate_client(dependencies_, *request, *form);
  if (!client) co_return client.error();
  const auto text = parse_token_parameter(*form, jwt_refusal);
  if (!text) co_return text.error();

  const auto token = parse_presented_token(tokens_, *text);
  std::optional<ActiveToken> active;
  if (token) {
    const auto grant = co_await load_grant_of_now(dependencies_, grant_id_of(*token));
    active = decide_introspection(**client, *token, grant.facts, dependencies_.clock.now());
  }
  co_return to_introspection_text(active, dependencies_.issuer());
}

}  // namespace daemun::oidc
