#include "account/email_undo.h"

#include "base/text.h"
#include "crypto/random.h"
#include "domain/email_undo.h"
#include "storage/account_deletion_store.h"
#include "storage/email_undo_store.h"
#include "storage/log_store.h"
#include "storage/user_store.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "account/change.h"
#include "account/code_message.h"
#include "account/distrust.h"
#include "account/nouns.h"

namespace daemun::account {
namespace {

constexpr std::string_view page = "/account/undo-email-change?token=";

struct SentToken {
  api::Text<1, 128> token{};
};
BOOST_DESCRIBE_STRUCT(SentToken, (), (token))

struct OldAddress {
  std::string email{};  // "m***@example.com"
};
BOOST_DESCRIBE_STRUCT(OldAddress, (), (email))

struct Undone {
  bool keeps_password = false;  // no code can reset it: the one of before still opens the account
};
BOOST_DESCRIBE_STRUCT(Undone, (), (keeps_password))

storage::EmailUndoStore undos_of(const Dependencies& dependencies) {
  return {dependencies.database, dependencies.tenant};
}

// Those that count now, the oldest first.
Task<std::vector<EmailUndo>> list_live(const Dependencies* dependencies, UserId user) {
  auto undos = co_await undos_of(*dependencies).list(std::move(user));
  const auto now = dependencies->clock.now();
  std::erase_if(undos, [now](const EmailUndo& undo) { return undo.expires_at <= now; });
  co_return undos;
}

// An undo that counts now, and its account.
struct LiveUndo {
  EmailUndo undo{};
  storage::UserStore::WithPassword account{};
};

class EmailUndos {
 public:
  explicit EmailUndos(const Dependencies& dependencies) : dependencies_(dependencies) {}

  Answer check(Call, SentToken body) {
    Secret token(std::move(body.token));
    const auto found = co_await require_undo(std::move(token));
    if (!found) co_return found.error();
    co_return reply_of(OldAddress{.email = mask_email(found->undo.email)});
  }

  // The old address is back, and everyone is signed out. The owner has spoken: a deletion that was
  // scheduled meanwhile is off.
  Answer undo(Call call, SentToken body) {
    const Secret token(std::move(body.token));
    const auto found = co_await require_undo(token);
    if (!found) co_return found.error();
    const auto now = dependencies_.clock.now();
    call.caller.user = found->account.user;
    AccountChange change{.after = call.caller.user};
    change.after.primary_email = found->undo.email;
    change.after.updated_at = now;
    change.plan.add(undos_of(dependencies_).use(found->undo, token, now))
        .add(plan_update(dependencies_, call, change.after));
    storage::KeptAccess nothing_kept;
    auto distrust = co_await plan_distrust(&dependencies_, change.after, std::move(nothing_kept));
    auto kept = co_await plan_kept(&call, change.after);
    change.plan.add(std::move(distrust.plan)).add(std::move(kept));
    if (call.caller.user.primary_email != change.after.primary_email) {
      auto notice = co_await plan_notice(&dependencies_, &call, TemplateType::identifiers_changed);
      change.plan.add(std::move(notice));
    }
    change.details["isPasswordExpired"] = distrust.is_password_expired;
    const Undone undone{.keeps_password = found->account.password && !distrust.is_password_expired};
    const auto committed = co_await commit(&dependencies_, &call, std::move(change));
    if (!committed) co_return committed.error();
    co_return reply_of(undone);
  }

 private:
  // Errors: 404 verification_record.not_found, of a user who is gone or suspended as well.
  Task<api::Outcome<LiveUndo>> require_undo(Secret token) {
    const api::RequestError not_found{.code = "verification_record.not_found", .status = 404};
    const auto undos = undos_of(dependencies_);
    const auto undo = co_await undos.find(std::move(token));
    if (!undo || undo->expires_at <= dependencies_.clock.now()) co_return not_found;
    const storage::UserStore users(dependencies_.database, dependencies_.tenant);
    auto account = co_await users.find_with_password(undo->user_id);
    if (!account || account->user.is_suspended) co_return not_found;
    co_return LiveUndo{.undo = *undo, .account = *std::move(account)};
  }

  Task<storage::Plan> plan_kept(const Call* call, User owner) {
    const storage::AccountDeletionStore deletions(dependencies_.database, dependencies_.tenant);
    const auto scheduled = co_await deletions.find(owner.id);
    storage::Plan plan;
    if (!scheduled) co_return plan;
    auto event = make_audit_event(dependencies_, *call);
    event.key = "Account.Deletion.Cancel";
    event.details["deletesAt"] = to_unix_ms(scheduled->deletes_at);
    const storage::LogStore logs(dependencies_.database, dependencies_.tenant);
    experience::SecurityNotice told{
        .event = TemplateType::account_deletion_canceled, .user = std::move(owner)};
    auto notice = co_await plan_notice(&dependencies_, call, std::move(told));
    plan.add(deletions.cancel(*scheduled)).add(logs.insert(event)).add(std::move(notice));
    co_return plan;
  }

  const Dependencies& dependencies_;
};

}  // namespace

Task<storage::Plan> plan_identifiers_notice(
    const Dependencies* dependencies, const Call* call, User after
) {
  const auto& user = call->caller.user;
  const auto now = dependencies->clock.now();
  const auto store = undos_of(*dependencies);
  const auto undos = co_await list_live(dependencies, user.id);
  const auto repaired = std::find_if(undos.begin(), undos.end(), [&](const EmailUndo& undo) {
    return undo.email == after.primary_email;
  });
  const bool is_lost = user.primary_email && user.primary_email != after.primary_email;
  if (!is_lost || repaired != undos.end() || undos.size() >= max_email_undos) {
    auto notice = co_await plan_notice(dependencies, call, TemplateType::identifiers_changed);
    if (is_lost && repaired != undos.end()) notice.add(store.remove_since(*repaired));
    co_return notice;
  }
  const Secret token(crypto::random_token(dependencies->random));
  experience::SecurityNotice offer{.event = TemplateType::email_changed, .user = user};
  offer.facts["link"] = dependencies->endpoint + std::string(page) + token.reveal();
  auto plan = co_await plan_notice(dependencies, call, std::move(offer));
  if (plan.empty()) co_return plan;
  const auto undo = make_email_undo(user.id, *user.primary_email, now);
  plan.add(store.insert(undo, token));
  co_return plan;
}

Task<std::vector<std::string>> list_former_addresses(const Dependencies* dependencies, User user) {
  const auto undos = co_await list_live(dependencies, user.id);
  std::set<std::string> addresses;
  for (const auto& undo : undos)
    if (undo.email != user.primary_email) addresses.insert(undo.email);
  co_return std::vector<std::string>(addresses.begin(), addresses.end());
}

// Ours. The tokens come from mails, in a browser that is signed in to nothing.
Operations nouns::email_undos(const Dependencies& dependencies) {
  const auto noun = std::make_shared<EmailUndos>(dependencies);
  const std::string path = "/my-account/email-change/undo";
  return {
      {.method = http::Method::post,
       .path = path + "/check",
       .summary = "Show which e-mail address a link from a mail brings back",
       .access = Operation::Access::anonymous,
       .reply = api::shape_of<OldAddress>(),
       .refusals = {404},
       .handler = handled_by(noun, &EmailUndos::check)},
      {.method = http::Method::post,
       .path = path,
       .summary = "Undo a change of the e-mail address: bring the old one back, end every session",
       .access = Operation::Access::anonymous,
       .reply = api::shape_of<Undone>(),
       .refusals = {404, 422},
       .audit_key = "Account.Email.Undo",
       .handler = handled_by(noun, &EmailUndos::undo)},
  };
}

}  // namespace daemun::account
