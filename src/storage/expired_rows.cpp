#include "storage/expired_rows.h"

#include "storage/account_verification_store.h"
#include "storage/development_mailbox.h"
#include "storage/device_authorization_store.h"
#include "storage/email_undo_store.h"
#include "storage/expired_rows_sql.h"
#include "storage/grant_store.h"
#include "storage/interaction_store.h"
#include "storage/log_store_sql.h"
#include "storage/message_count_store.h"
#include "storage/message_store.h"
#include "storage/pushed_request_store.h"
#include "storage/saml_sign_in_store.h"
#include "storage/sentinel_store.h"
#include "storage/session_store.h"
#include "storage/subject_token_store.h"
#include "storage/trusted_device_store.h"
#include "storage/verification_code_store.h"

#include <utility>

namespace daemun::storage {
namespace {

namespace sql = expired_rows_sql;

// Before every line.
constexpr TimePoint never{};

}  // namespace

Task<bool> has_expired_rows(Database& database, TenantId tenant, Expiry expiry) {
  Query query{
      sql::has_expired,
      {tenant,
       expiry.before,
       expiry.log_lines_before.value_or(never),
       expiry.before - attempt_window,
       expiry.before - message_record_lifetime,
       expiry.before - development_message_lifetime,
       expiry.before - max_verification_code_lifetime,
       expiry.before - message_count_lifetime}};
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
  plan.add(MessageStore(database, tenant).remove_expired(expiry.before));
  plan.add(MessageCountStore(database, tenant).remove_expired(expiry.before));
  plan.add(DevelopmentMailbox::remove_expired(tenant, expiry.before));
  plan.add(VerificationCodeStore::remove_expired(tenant, expiry.before));
  plan.add(TrustedDeviceStore::remove_expired(tenant, expiry.before));
  plan.add(AccountVerificationStore::remove_expired(tenant, expiry.before));
  plan.add(EmailUndoStore::remove_expired(tenant, expiry.before));
  plan.add(SamlSignInStore::remove_expired(tenant, expiry.before));
  if (expiry.log_lines_before) {
    plan.add(Statement{log_store_sql::remove_expired, {tenant, *expiry.log_lines_before}});
    plan.add(Statement{log_store_sql::remove_expired_of_hooks, {tenant, *expiry.log_lines_before}});
  }
  plan.leave_unsynced();  // the next run finds them again
  return plan;
}

}  // namespace daemun::storage
