#include "domain/network.h"
#include "experience/decisions.h"
#include "experience/password_check.h"
#include "experience/profile_input.h"
#include "experience/steps/steps.h"
#include "experience/verifications/new_password_identity.h"
#include "storage/user_store.h"

#include <optional>
#include <utility>

namespace daemun::experience {
namespace {

// Errors: those of a new user name and password, and 422 user.username_exists_in_profile,
// user.password_exists_in_profile for an account that has them.
Task<Outcome<PendingProfile>> extend_profile(const Call& call, ProfileInput input) {
  const Dependencies& dependencies = call.dependencies;
  const Dialogue& dialogue = call.dialogue;
  const storage::UserStore users(dependencies.database, dependencies.tenant);
  std::optional<storage::UserStore::WithPassword> account;
  if (dialogue.state.user_id) {
    account = co_await users.find_with_password(*dialogue.state.user_id);
    if (!account) co_return not_identified();
  }
  PendingProfile profile = dialogue.state.profile;
  if (input.username) {
    if (account && account->user.username) {
      co_return RequestError{.code = "user.username_exists_in_profile", .status = 422};
    }
    auto username =
        co_await require_free_username(dependencies, dialogue.settings, *input.username);
    if (!username) co_return username.error();
    profile.username = std::move(username->value);
  }
  if (input.password) {
    if (account && account->password) {
      co_return RequestError{.code = "user.password_exists_in_profile", .status = 422};
    }
    PasswordOwner owner;
    owner.username = profile.username;
    owner.name = profile.name;
    if (account) {
      const User& user = account->user;
      if (user.username) owner.username = user.username;
      if (user.name) owner.name = user.name;
      owner.email = user.primary_email;
      owner.phone = user.primary_phone;
    }
    const auto good = co_await require_good_password(
        dependencies, dialogue.settings->password_policy, owner, *input.password
    );
    if (!good) co_return good.error();
    auto& hash = call.work.password_hash;
    if (!hash) {
      auto network = network_of(call.request.remote_address);
      hash = co_await dependencies.passwords.hash(std::move(network), std::move(*input.password));
    }
    profile.password_hash = *hash;
  }
  if (input.extra) {
    if (input.extra->name) profile.name = std::move(input.extra->name);
    if (input.extra->avatar) profile.avatar = std::move(input.extra->avatar);
    for (auto& member : input.extra->profile)
      profile.profile[member.key()] = member.value();
    for (auto& member : input.extra->custom_data)
      profile.custom_data[member.key()] = member.value();
    profile.is_form_answered = true;
  }
  co_return profile;
}

}  // namespace

Task<Outcome<Taken>> add_profile(const Call& call, AddProfile body) {
  ExperienceState state = call.dialogue.state;
  if (!state.event) co_return not_started();
  if (*state.event == InteractionEvent::sign_in && !state.user_id) co_return not_identified();
  auto input = parse_profile_input(std::move(body), call.dialogue.sign_up_fields);
  if (!input) co_return input.error();
  auto profile = co_await extend_profile(call, std::move(*input));
  if (!profile) co_return profile.error();
  state.profile = std::move(*profile);
  auto line = audit(call, state, "Profile.Update");
  co_return Taken{
      .answer = answer_nothing(),
      .change = Change{.state = std::move(state), .line = std::move(line)}};
}

}  // namespace daemun::experience
