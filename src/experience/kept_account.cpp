#include "experience/kept_account.h"

#include "experience/security_notice.h"
#include "storage/account_deletion_store.h"
#include "storage/log_store.h"

#include <utility>

namespace daemun::experience {

// A deletion that is scheduled between this read and the commit stays: the sign-in is refused when
// it begins its session (oidc/authorization_session.cpp).
Task<storage::Plan> plan_kept_account(const Call* call, User user) {
  const Dependencies& dependencies = call->dependencies;
  const storage::AccountDeletionStore deletions(dependencies.database, dependencies.tenant);
  const auto scheduled = co_await deletions.find(user.id);
  if (!scheduled) co_return storage::Plan();
  auto event = make_audit_event(
      dependencies, call->request, call->dialogue.interaction, "Account.Deletion.Cancel"
  );
  event.user_id = user.id;
  event.details["deletesAt"] = to_unix_ms(scheduled->deletes_at);
  const storage::LogStore logs(dependencies.database, dependencies.tenant);
  auto notice =
      co_await plan_security_notice(call, TemplateType::account_deletion_canceled, std::move(user));
  storage::Plan plan;
  plan.add(deletions.cancel(*scheduled)).add(logs.insert(event)).add(std::move(notice));
  co_return plan;
}

}  // namespace daemun::experience
