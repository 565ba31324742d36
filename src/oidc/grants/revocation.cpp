#include "oidc/grants/revocation.h"

#include "oidc/tables.h"
#include "storage/grant_store.h"
#include "storage/log_store.h"

namespace daemun::oidc {
namespace {

std::string audit_key(const TokenRequest& request) {
  if (request.grant_type == grant_authorization_code) return "ExchangeTokenBy.AuthorizationCode";
  if (request.grant_type == grant_refresh_token) return "ExchangeTokenBy.RefreshToken";
  return "ExchangeTokenBy.ClientCredentials";
}

}  // namespace

storage::Statement audit_token_request(
    const TokenServices& services,
    const Grant& grant,
    const TokenRequest& request,
    const std::optional<std::string>& error,
    json::object details
) {
  const auto& dependencies = services.dependencies;
  const storage::LogStore logs(dependencies.database, dependencies.tenant);
  details["grantId"] = grant.id.value();
  return logs.insert(AuditEvent{
      .id = crypto::random_id(dependencies.random, 21),
      .key = audit_key(request),
      .is_success = !error.has_value(),
      .error = error,
      .user_id = grant.user_id,
      .application_id = grant.client_id,
      .session_id = grant.session_id,
      .ip = request.ip,
      .user_agent = request.user_agent,
      .details = std::move(details),
      .created_at = dependencies.clock.now(),
  });
}

Task<OAuthError> refuse_grant(
    const TokenServices& services, Grant grant, GrantRefusal refusal, TokenRequest request
) {
  if (refusal.replay == Replay::yes && !grant.revoked_at) {
    const auto& dependencies = services.dependencies;
    const storage::GrantStore grants(dependencies.database, dependencies.tenant);
    storage::Plan plan;
    plan.add(grants.revoke(grant.id, dependencies.clock.now()))
        .add(
            audit_token_request(services, grant, request, refusal.error.detail, {{"revoked", true}})
        );
    const auto committed = co_await dependencies.database.commit(std::move(plan));
    if (!committed) throw std::runtime_error("revoking a replayed grant hit a conflict");
  }
  co_return refusal.error;
}

}  // namespace daemun::oidc
