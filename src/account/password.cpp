// A person's own password: /my-account/password.
#include "domain/network.h"
#include "experience/device_trust.h"
#include "experience/password_check.h"
#include "experience/sentinel.h"
#include "storage/sentinel_store.h"
#include "storage/session_end.h"

#include <memory>
#include <utility>

#include "account/change.h"
#include "account/code_message.h"
#include "account/nouns.h"
#include "account/verification.h"

namespace daemun::account {
namespace {

using api::RequestError;

struct NewPassword {
  api::Text<1> password{};
};
BOOST_DESCRIBE_STRUCT(NewPassword, (), (password))

class Password {
 public:
  explicit Password(const Dependencies& dependencies)
      : dependencies_(dependencies), users_(dependencies.database, dependencies.tenant) {}

  Answer set(Call call, NewPassword body) {
    auto password = experience::require_password(body.password, "password");
    if (!password) co_return password.error();
    const auto taken = co_await check(&call, *password);
    if (!taken) co_return taken.error();
    const auto network = network_of(call.request.remote_address);
    UserPassword stored{.algorithm = "Argon2id"};
    stored.hash = co_await dependencies_.passwords.hash(network, *std::move(password));
    AccountChange change{.after = call.caller.user};
    change.after.updated_at = dependencies_.clock.now();
    change.plan = co_await plan(&call, std::move(stored));
    if (*taken) change.plan.add(experience::give_back(dependencies_, **taken));
    const auto committed = co_await commit(&dependencies_, &call, std::move(change));
    if (!committed) co_return committed.error();
    co_return Reply{};
  }

 private:
  using Place = std::optional<experience::GuessPlace>;

  // The answer tells whether a password is the current one: as good as a guess of it, and counted
  // as one. The place is to be given back with the change. Errors: 422 password.rejected,
  // user.same_password; 400 session.verification_blocked_too_many_attempts.
  Task<api::Outcome<Place>> check(const Call* call, Secret password) {
    const auto& user = call->caller.user;
    const auto settings = co_await dependencies_.settings.find_sign_in_experience();
    PasswordOwner owner;
    owner.name = user.name;
    owner.username = user.username;
    owner.email = user.primary_email;
    owner.phone = user.primary_phone;
    const auto good = co_await experience::require_good_password(
        dependencies_, settings->password_policy, owner, password
    );
    if (!good) co_return good.error();
    const auto account = co_await users_.find_with_password(user.id);
    if (!account || !account->password) co_return Place();
    storage::SentinelTarget target{
        .target_hash = storage::hash_sentinel_target(user.id),
        .action = std::string(account_password_guess)};
    const auto place = co_await experience::take_place(
        &dependencies_, std::move(target), api::language_of(call->request)
    );
    if (!place) co_return place.error();
    const bool is_same = co_await experience::is_same_password(
        &dependencies_,
        *account->password,
        std::move(password),
        network_of(call->request.remote_address)
    );
    if (is_same) co_return RequestError{.code = "user.same_password", .status = 422};
    co_return Place(*place);
  }

  // The new password, and what ends with the old one: other sessions, trusted devices, the lock
  // against guessing it. The session of the caller stays.
  Task<storage::Plan> plan(const Call* call, UserPassword password) {
    const auto& caller = call->caller;
    const auto& id = caller.user.id;
    const auto now = dependencies_.clock.now();
    const storage::SessionEnd sessions(
        dependencies_.database, dependencies_.settings, dependencies_.random, dependencies_.clock
    );
    const storage::SentinelStore sentinel(dependencies_.database, dependencies_.tenant);
    storage::Plan plan;
    // An account without one needs no proof where it has nothing to prove: then it gets its first.
    plan.add(
        caller.has_password ? users_.update_password(id, password, now)
                            : users_.add_password(id, password, now)
    );
    auto ended = co_await sessions.plan_password_change(id, caller.session.value_or(SessionId()));
    auto notice = co_await plan_notice(&dependencies_, call, TemplateType::password_changed);
    plan.add(sentinel.clear_kind(storage::hash_sentinel_target(id), experience::password_guess))
        .add(std::move(ended))
        .add(experience::revoke_trusted_devices(dependencies_, id))
        .add(std::move(notice));
    co_return plan;
  }

  const Dependencies& dependencies_;
  storage::UserStore users_;
};

}  // namespace

Operations nouns::password(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Password>(dependencies);
  return {
      {.method = http::Method::post,
       .path = "/my-account/password",
       .summary = "Set the password",
       .status = 204,
       .checks = {first_party, step_up_if_possible, editable("password")},
       .refusals = {422},
       .audit_key = "Account.Password.Update",
       .handler = handled_by(noun, &Password::set)},
  };
}

}  // namespace daemun::account
