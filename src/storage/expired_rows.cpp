#include "storage/expired_rows.h"

#include "storage/device_authorization_store.h"
#include "storage/grant_store.h"
#include "storage/interaction_store.h"
#include "storage/pushed_request_store.h"
#include "storage/sentinel_store.h"
#include "storage/session_store.h"
#include "storage/subject_token_store.h"

#include <utility>

namespace daemun::storage {
namespace {

// Each condition has an index of its own.
constexpr Sql has_expired_sql{
    "select 1 as found where "
    "exists (select 1 from grants where tenant_id = $1 and expires_at < $2) or "
    "exists (select 1 from sessions where tenant_id = $1 and expires_at < $2) or "
    "exists (select 1 from interactions where tenant_id = $1 and expires_at < $2) or "
    "exists (select 1 from pushed_requests where tenant_id = $1 and expires_at < $2) or "
    "exists (select 1 from device_authorizations where tenant_id = $1 and expires_at < $2) or "
    "exists (select 1 from subject_tokens where tenant_id = $1 and expires_at < $2) or "
    "exists (select 1 from sentinel_activities where tenant_id = $1 and window_started_at < $4 "
    "and (locked_until is null or locked_until < $2)) or "
    "exists (select 1 from logs where tenant_id = $1 and hook_id is null and created_at < $3) or "
    "exists (select 1 from logs where tenant_id = $1 and hook_id is not null and created_at < $3)"};

// Two statements, because each kind of line has its index.
constexpr Sql remove_lines_sql{
    "delete from logs where tenant_id = $1 and id in (select id from logs "
    "where tenant_id = $1 and hook_id is null and created_at < $2 limit 1000)"};
constexpr Sql remove_lines_of_hooks_sql{
    "delete from logs where tenant_id = $1 and id in (select id from logs "
    "where tenant_id = $1 and hook_id is not null and created_at < $2 limit 1000)"};

// Before every line.
constexpr TimePoint never{};

}  // namespace

Task<bool> has_expired_rows(Database& database, TenantId tenant, Expiry expiry) {
  Query query{
      has_expired_sql,
      {tenant,
       expiry.before,
       expiry.log_lines_before.value_or(never),
       expiry.before - attempt_window}};
  const auto rows = co_await database.read(std::move(query));
  co_return !rows.empty();
}

Plan remove_expired_rows(Database& database, const TenantId& tenant, const Expiry& expiry) {
  Plan plan;
  plan.add(GrantStore(database, tenant).remove_expired(expiry.before));
  plan.add(SessionStore(database, tenant).remove_expired(expiry.before));
  plan.add(InteractionStore::remove_expired(tenant, expiry.before));
  plan.add(PushedRequestStore::remove_expired(tenant, expiry.before));
  plan.add(DeviceAuthorizationStore::remove_expired(tenant, expiry.before));
  plan.add(SubjectTokenStore(database, tenant).remove_expired(expiry.before));
  plan.add(SentinelStore(database, tenant).remove_expired(expiry.before));
  if (expiry.log_lines_before) {
    plan.add(Statement{remove_lines_sql, {tenant, *expiry.log_lines_before}});
    plan.add(Statement{remove_lines_of_hooks_sql, {tenant, *expiry.log_lines_before}});
  }
  return plan;
}

}  // namespace daemun::storage
