#include "oidc/issue.h"

#include "base/log.h"
#include "base/text.h"
#include "domain/assurance.h"
#include "oidc/reference.h"
#include "oidc/tables.h"
#include "oidc/token_size.h"

namespace daemun::oidc {

std::string make_access_token(
    const TokenServices& services,
    const KeyRing& keys,
    const AccessTokenSubject& subject,
    const AccessTokenSpec& spec,
    TimePoint now
) {
  const auto expires_at = now + spec.ttl;
  if (!spec.audience) {
    return services.opaque_tokens.seal(OpaqueToken{
        .grant_id = subject.grant_id.value(),
        .issued_at = now,
        .expires_at = expires_at,
        .narrowed_scopes = spec.is_narrowed ? spec.scopes : std::nullopt,
    });
  }
  JsonWriter claims;
  if (spec.organization_claim) claims.add("organization_id", spec.organization_claim->value());
  if (subject.act) claims.add_raw("act", *subject.act);
  claims.add("jti", make_token_id(services.dependencies.random, subject.grant_id))
      .add("sub", subject.subject)
      .add("iat", to_unix_seconds(now))
      .add("exp", to_unix_seconds(expires_at));
  if (spec.scopes) claims.add("scope", join(*spec.scopes));
  claims.add("client_id", subject.client_id.value())
      .add("iss", services.dependencies.issuer())
      .add("aud", *spec.audience);
  return keys.default_signer().sign(jose::TokenType::access_token, std::move(claims).take());
}

std::string make_id_token(
    const TokenServices& services, const Grant& grant, const ReplyFacts& facts, TimePoint now
) {
  const Application& client = *facts.client;
  JsonWriter claims;
  add_user_claims(claims, facts.id_token_scopes, *facts.claims, facts.rules);
  if (grant.wants_auth_time) claims.add("auth_time", to_unix_seconds(grant.authenticated_at));
  if (!grant.amr.empty()) {
    claims.add("acr", acr_of(grant.amr)).add_value("amr", to_json_array(grant.amr));
  }
  if (grant.nonce) claims.add("nonce", *grant.nonce);
  if (grant.sid) claims.add("sid", *grant.sid);
  claims.add("aud", client.id.value())
      .add("exp", to_unix_seconds(now + id_token_ttl(client)))
      .add("iat", to_unix_seconds(now))
      .add("iss", services.dependencies.issuer());
  auto fitted = fit_claims(std::move(claims).take(), max_id_token_claims_bytes);
  if (!fitted.left_out.empty()) {
    log_info(
        "id_token_claims_left_out",
        {{"client_id", client.id.value()},
         {"user_id", facts.claims->user.id.value()},
         {"claims", join(fitted.left_out)}}
    );
  }
  const auto& signer =
      facts.keys->signer(client.custom_client_metadata.id_token_signed_response_alg);
  return signer.sign(jose::TokenType::id_token, std::move(fitted.text));
}

Task<ReplyFacts> load_reply_facts(
    const TokenServices& services,
    ClientPtr client,
    User user,
    std::vector<std::string> granted_scopes,
    AccessRequest request
) {
  ReplyFacts facts;
  facts.keys = co_await services.key_rings.current();
  facts.client = std::move(client);
  facts.id_token_scopes = std::move(granted_scopes);
  if (request.scopes) facts.id_token_scopes = intersection(facts.id_token_scopes, *request.scopes);
  if (!contains(facts.id_token_scopes, scope::openid)) co_return facts;
  facts.rules =
      co_await load_claim_rules(services.dependencies, facts.client, ClaimsTarget::id_token);
  const auto needs = claim_needs(facts.id_token_scopes, facts.rules);
  facts.claims = co_await load_claim_facts(services.dependencies, std::move(user), needs);
  co_return facts;
}

std::string to_json_text(const TokenResponse& response) {
  JsonWriter body;
  body.add("access_token", response.access_token);
  body.add("expires_in", std::int64_t{response.expires_in.count()});
  if (response.id_token) body.add("id_token", *response.id_token);
  if (response.refresh_token) body.add("refresh_token", *response.refresh_token);
  if (response.id_token || response.refresh_token) {
    if (response.scope) body.add("scope", *response.scope);
    body.add("token_type", "Bearer");
  } else {
    // Logto's order for machines.
    body.add("token_type", "Bearer");
    if (response.scope) body.add("scope", *response.scope);
  }
  return std::move(body).take();
}

}  // namespace daemun::oidc
