// A person's wish to delete the account: /my-account/deletion. It waits for fourteen days, in which
// a sign-in keeps it (experience/kept_account.h); then app/due_deletions.h erases it. Ours.
#include "experience/device_trust.h"
#include "storage/account_deletion_store.h"
#include "storage/last_administrator.h"
#include "storage/session_end.h"

#include <memory>
#include <utility>

#include "account/change.h"
#include "account/code_message.h"
#include "account/email_undo.h"
#include "account/nouns.h"
#include "account/verification.h"

namespace daemun::account {
namespace {

struct ScheduledDeletion {
  api::Number<> deletes_at{};  // ms
};
BOOST_DESCRIBE_STRUCT(ScheduledDeletion, (), (deletes_at))

class Deletion {
 public:
  explicit Deletion(const Dependencies& dependencies) : dependencies_(dependencies) {}

  // Nothing that was given out for the account works until a sign-in keeps it. The proof is good
  // for this one deletion: kept by its owner, the account cannot be scheduled again with it.
  Answer schedule(Call call) {
    const auto& caller = call.caller;
    const auto deletion = make_account_deletion(caller.user.id, dependencies_.clock.now());
    const storage::AccountDeletionStore deletions(dependencies_.database, dependencies_.tenant);
    const storage::LastAdministrator administrators(dependencies_.database, dependencies_.settings);
    const storage::SessionEnd sessions(
        dependencies_.database, dependencies_.settings, dependencies_.random, dependencies_.clock
    );
    AccountChange change{.details = {{"deletesAt", to_unix_ms(deletion.deletes_at)}}};
    change.guard = co_await administrators.without(caller.user.id);
    change.plan.add(use_step_up(dependencies_, call.request, caller))
        .add(deletions.insert(deletion));
    auto ended = co_await sessions.plan_all(caller.user.id);
    auto notices = co_await plan_notices(&call, deletion);
    change.plan.add(std::move(ended))
        .add(experience::revoke_trusted_devices(dependencies_, caller.user.id))
        .add(std::move(notices));
    const auto committed = co_await commit(&dependencies_, &call, std::move(change));
    if (!committed) co_return committed.error();
    co_return reply_of(ScheduledDeletion{.deletes_at = to_unix_ms(deletion.deletes_at)});
  }

 private:
  // To the address of the account, and to those that it lost within the last hours: a thief changes
  // the address first, and only the old one can undo that, and the deletion with it.
  Task<storage::Plan> plan_notices(const Call* call, AccountDeletion deletion) {
    const auto& user = call->caller.user;
    auto addresses = co_await list_former_addresses(&dependencies_, user);
    if (user.primary_email) addresses.push_back(*user.primary_email);
    storage::Plan plan;
    for (auto& address : addresses) {
      experience::SecurityNotice told{
          .event = TemplateType::account_deletion_scheduled, .user = user};
      told.user.primary_email = std::move(address);
      told.facts["deletesAt"] = experience::to_minute_text(deletion.deletes_at);
      auto notice = co_await plan_notice(&dependencies_, call, std::move(told));
      plan.add(std::move(notice));
    }
    co_return plan;
  }

  const Dependencies& dependencies_;
};

}  // namespace

Operations nouns::deletion(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Deletion>(dependencies);
  return {
      {.method = http::Method::post,
       .path = "/my-account/deletion",
       .summary =
           "Schedule the deletion of the account in 14 days; signing in before then keeps it",
       .checks =
           {editable("accountDeletion"),
            step_up,
            scope("identities", Check::MissingScope::forbidden),
            first_party},
       .reply = api::shape_of<ScheduledDeletion>(),
       .refusals = {422},
       .audit_key = "Account.Deletion.Schedule",
       .handler = handled_by(noun, &Deletion::schedule)},
  };
}

}  // namespace daemun::account
