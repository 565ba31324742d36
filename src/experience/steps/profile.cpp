#include "domain/network.h"
#include "experience/decisions.h"
#include "experience/email_check.h"
#include "experience/enterprise_connector.h"
#include "experience/mfa_check.h"
#include "experience/password_check.h"
#include "experience/profile_input.h"
#include "experience/steps/steps.h"
#include "experience/verifications/new_password_identity.h"
#include "experience/verifications/social.h"
#include "experience/verifications/verification_code.h"
#include "storage/user_store.h"

#include <optional>
#include <utility>

namespace daemun::experience {
namespace {

using Account = std::optional<storage::UserStore::WithPassword>;

RequestError exists_already(std::string_view name) {
  return {.code = "user." + std::string(name) + "_exists_in_profile", .status = 422};
}

// What a person adds, by its kind; `account` is of the person who signs in.
struct Extension {
  const Call& call;
  const Account& account;

  Task<Outcome<ExperienceState>> operator()(NewUsername input) const {
    if (account && account->user.username) co_return exists_already("username");
    auto username = co_await require_free_username(
        call.dependencies, call.dialogue.settings, std::move(input.value)
    );
    if (!username) co_return username.error();
    auto state = call.dialogue.state;
    state.profile.username = std::move(username->value);
    co_return state;
  }

  Task<Outcome<ExperienceState>> operator()(NewPassword input) const {
    if (account && account->password) co_return exists_already("password");
    auto hash = co_await hash_new_password(&call, account, std::move(input.value));
    if (!hash) co_return hash.error();
    auto state = call.dialogue.state;
    state.profile.password_hash = *std::move(hash);
    co_return state;
  }

  Task<Outcome<ExperienceState>> operator()(ProvenAddress input) const {
    auto state = call.dialogue.state;
    const auto now = call.dependencies.clock.now();
    const auto proof = require_proven_address(state, input.verification_id, input.type, now);
    if (!proof) co_return proof.error();
    const bool has_one =
        account && (input.type == IdentifierType::email ? account->user.primary_email.has_value()
                                                        : account->user.primary_phone.has_value());
    const auto open = co_await require_no_company(&call, proof->identifier);
    if (!open) co_return open.error();
    if (has_one) co_return exists_already(to_string(input.type));
    const auto allowed =
        check_new_address(call.dependencies, *call.dialogue.settings, proof->identifier);
    if (!allowed) co_return allowed.error();
    const storage::UserStore users(call.dependencies.database, call.dependencies.tenant);
    const auto taken = co_await users.find(proof->identifier);
    if (taken) co_return already_in_use(input.type);
    stage_address(proof->identifier, state);
    co_return state;
  }

  Task<Outcome<ExperienceState>> operator()(ProvenIdentity input) const {
    const auto* proof = call.dialogue.state.find(input.verification_id);
    const auto open = co_await require_no_company(&call, proof);
    if (!open) co_return open.error();
    std::optional<User> user;
    if (account) user = account->user;
    co_return co_await add_social_identity(
        &call, std::move(user), std::move(input.verification_id)
    );
  }

  Task<Outcome<ExperienceState>> operator()(ProfileValues values) const {
    auto state = call.dialogue.state;
    auto& profile = state.profile;
    if (values.name) profile.name = std::move(values.name);
    if (values.avatar) profile.avatar = std::move(values.avatar);
    for (auto& member : values.profile)
      profile.profile[member.key()] = member.value();
    for (auto& member : values.custom_data)
      profile.custom_data[member.key()] = member.value();
    profile.is_form_answered = true;
    co_return state;
  }
};

PasswordOwner owner_of(const PendingProfile& profile, const Account& account) {
  PasswordOwner owner;
  owner.username = profile.username;
  owner.name = profile.name;
  owner.email = profile.email;
  owner.phone = profile.phone;
  if (!account) return owner;
  const User& user = account->user;
  if (user.username) owner.username = user.username;
  if (user.name) owner.name = user.name;
  if (user.primary_email) owner.email = user.primary_email;
  if (user.primary_phone) owner.phone = user.primary_phone;
  return owner;
}

// Of the person who signs in.
Task<Account> load_account(const Call* call) {
  const auto& id = call->dialogue.state.user_id;
  if (!id) co_return std::nullopt;
  const storage::UserStore users(call->dependencies.database, call->dependencies.tenant);
  co_return co_await users.find_with_password(*id);
}

}  // namespace

Task<Outcome<std::string>> hash_new_password(const Call* call, Account account, Secret password) {
  const Dependencies& dependencies = call->dependencies;
  const auto& policy = call->dialogue.settings->password_policy;
  const auto owner = owner_of(call->dialogue.state.profile, account);
  const auto good = co_await require_good_password(dependencies, policy, owner, password);
  if (!good) co_return good.error();
  auto& hash = call->work.password_hash;
  if (!hash) {
    auto network = network_of(call->request.remote_address);
    hash = co_await dependencies.passwords.hash(std::move(network), std::move(password));
  }
  co_return *hash;
}

Task<Outcome<ExperienceState>> add_proven_address(const Call* call, ProvenAddress input) {
  const auto account = co_await load_account(call);
  const Extension extend{*call, account};
  co_return co_await extend(std::move(input));
}

Task<Outcome<Taken>> add_profile(const Call& call, AddProfile body) {
  const ExperienceState& before = call.dialogue.state;
  if (!before.event) co_return not_started();
  if (*before.event == InteractionEvent::forgot_password)
    co_return RequestError{.code = "session.not_supported_for_forgot_password"};
  if (*before.event == InteractionEvent::sign_in && !before.user_id) co_return not_identified();
  auto input = parse_profile_input(std::move(body), call.dialogue.sign_up_fields);
  if (!input) co_return input.error();
  const auto proven = co_await require_second_factor(&call);
  if (!proven) co_return proven.error();
  const Account account = co_await load_account(&call);
  auto state = co_await std::visit(Extension{call, account}, *std::move(input));
  if (!state) co_return state.error();
  auto line = audit(call, *state, "Profile.Update");
  co_return Taken{
      .answer = answer_nothing(),
      .change = Change{.state = *std::move(state), .line = std::move(line)}};
}

}  // namespace daemun::experience
