#include "oidc/grants/revocation.h"

#include "oidc/audit.h"
#include "storage/grant_store.h"
#include "storage/log_store.h"

namespace daemun::oidc {
namespace {

AuditEvent make_grant_event(
    const TokenServices& services,
    const Grant& grant,
    const TokenRequest& request,
    json::object details
) {
  auto event = make_exchange_event(services.dependencies, request);
  event.user_id = grant.user_id;
  event.application_id = grant.client_id;
  event.session_id = grant.session_id;
  event.details["grantId"] = grant.id.value();
  for (auto& detail : details)
    event.details[detail.key()] = std::move(detail.value());
  return event;
}

}  // namespace

storage::Statement audit_exchange(
    const TokenServices& services,
    const Grant& grant,
    const TokenRequest& request,
    json::object details
) {
  const auto& dependencies = services.dependencies;
  const storage::LogStore logs(dependencies.database, dependencies.tenant);
  return logs.insert(make_grant_event(services, grant, request, std::move(details)));
}

Task<OAuthError> refuse_grant(
    const TokenServices& services, Grant grant, GrantRefusal refusal, TokenRequest request
) {
  const auto& dependencies = services.dependencies;
  refusal.error.is_audited = true;
  if (refusal.replay == Replay::no || grant.revoked_at) {
    const auto event = make_grant_event(services, grant, request, {});
    dependencies.journal.write(with_error(event, refusal.error));
    co_return refusal.error;
  }
  const storage::GrantStore grants(dependencies.database, dependencies.tenant);
  const storage::LogStore logs(dependencies.database, dependencies.tenant);
  const auto event = make_grant_event(services, grant, request, {{"revoked", true}});
  storage::Plan plan;
  plan.add(grants.revoke(grant.id, dependencies.clock.now()))
      .add(logs.insert(with_error(event, refusal.error)));
  const auto committed = co_await dependencies.database.commit(std::move(plan));
  if (!committed) throw std::runtime_error("revoking a replayed grant hit a conflict");
  co_return refusal.error;
}

}  // namespace daemun::oidc
