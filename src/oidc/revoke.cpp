#include "oidc/revoke.h"

#include "crypto/digest.h"
#include "oidc/audit.h"
#include "oidc/client_authentication.h"
#include "storage/grant_store.h"
#include "storage/log_store.h"

#include <stdexcept>

namespace daemun::oidc {

namespace {

constexpr std::string_view jwt_refusal =
    "Structured JWT Tokens cannot be revoked via the revocation_endpoint";

bool matches(const PresentedRefreshToken& token, const std::optional<RefreshState>& newest) {
  if (!newest) return false;
  const auto hash = crypto::sha256(token.secret.reveal());
  if (token.generation == newest->generation) {
    return equals_in_constant_time(hash, newest->secret_hash);
  }
  return token.generation + 1 == newest->generation && newest->previous_secret_hash &&
         equals_in_constant_time(hash, *newest->previous_secret_hash);
}

}  // namespace

Result<Revocation, OAuthError> decide_revocation(
    const Application& caller, const PresentedToken& token, const std::optional<GrantFacts>& facts
) {
  if (!facts) return Revocation::nothing_to_do;
  const Grant& grant = facts->grant;
  const auto* refresh = std::get_if<PresentedRefreshToken>(&token);
  if (refresh != nullptr && !matches(*refresh, grant.refresh)) return Revocation::nothing_to_do;
  if (caller.id != grant.client_id) {
    if (is_public(caller)) return Revocation::nothing_to_do;
    return invalid_request("client is not authorized to revoke the presented token");
  }
  return grant.revoked_at ? Revocation::nothing_to_do : Revocation::revoke_grant;
}

Task<http::Response> RevocationEndpoint::handle(http::Request request) {
  const auto revoked = co_await answer(request);
  if (!revoked) {
    auto event = make_audit_event(dependencies_, "RevokeToken", request);
    dependencies_.journal.write(with_error(std::move(event), revoked.error()));
    co_return client_error_response(dependencies_, revoked.error(), request);
  }
  auto response = http::text_response(200, "");
  add_cors_headers(response, request);
  co_return response;
}

Task<Result<Revocation, OAuthError>> RevocationEndpoint::answer(http::Request request) {
  const auto form = parse_client_form(request);
  if (!form) co_return form.error();
  const auto client = co_await authenticate_client(dependencies_, request, *form);
  if (!client) co_return client.error();
  const auto text = parse_token_parameter(*form, jwt_refusal);
  if (!text) co_return text.error();
  const auto token = parse_presented_token(tokens_, *text);
  if (!token) co_return Revocation::nothing_to_do;

  const storage::GrantStore grants(dependencies_.database, dependencies_.tenant);
  const auto facts = co_await grants.find(grant_id_of(*token));
  auto decision = decide_revocation(**client, *token, facts);
  if (decision && *decision == Revocation::revoke_grant) co_await commit(facts->grant, request);
  co_return decision;
}

Task<void> RevocationEndpoint::commit(Grant grant, http::Request request) {
  const TimePoint now = dependencies_.clock.now();
  AuditEvent event = make_audit_event(dependencies_, "RevokeToken", request);
  event.user_id = grant.user_id;
  event.application_id = grant.client_id;
  event.session_id = grant.session_id;

  storage::Plan plan;
  plan.add(storage::GrantStore(dependencies_.database, dependencies_.tenant).revoke(grant.id, now));
  plan.add(storage::LogStore(dependencies_.database, dependencies_.tenant).insert(event));
  const auto committed = co_await dependencies_.database.commit(std::move(plan));
  // No statement of this plan depends on another's haste.
  if (!committed) throw std::runtime_error("a revocation cannot conflict");
}

}  // namespace daemun::oidc
