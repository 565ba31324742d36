#include "domain/network.h"
#include "experience/password_check.h"
#include "experience/sentinel.h"
#include "experience/steps/steps.h"

#include <utility>

namespace daemun::experience {

Task<Outcome<Taken>> reset_password(const Call& call, ResetPassword body) {
  ExperienceState state = call.dialogue.state;
  if (!state.event) co_return not_started();
  if (*state.event != InteractionEvent::forgot_password)
    co_return RequestError{.code = "session.invalid_interaction_type"};
  if (!state.user_id) co_return not_identified();
  auto password = require_password(body.password, "password");
  if (!password) co_return password.error();
  const storage::UserStore users(call.dependencies.database, call.dependencies.tenant);
  const auto account = co_await users.find_with_password(*state.user_id);
  if (!account) co_return not_identified();
  if (account->user.is_suspended) co_return RequestError{.code = "user.suspended", .status = 401};

  auto hash = co_await hash_new_password(&call, account, *password);
  if (!hash) co_return hash.error();
  storage::Plan plan;
  const auto address = state.proven ? state.proven->address : std::nullopt;
  if (account->password && address) {
    // The answer tells whether a password is the current one: as good as a guess of it, and counted
    // apart, for a reset is the way out of the lock.
    const SentIdentifier sent{.type = address->type, .value = address->value};
    const auto guess = co_await begin_guess(call, sent, *address, "NewPassword");
    if (!guess) co_return guess.error();
    const bool is_old = co_await is_same_password(
        &call.dependencies,
        *account->password,
        *std::move(password),
        network_of(call.request.remote_address)
    );
    if (is_old) co_return RequestError{.code = "user.same_password", .status = 422};
    plan.add(give_back(call.dependencies, guess->place));
  }
  state.profile.password_hash = *std::move(hash);
  auto line = audit(call, state, "Profile.Update");
  co_return Taken{
      .answer = answer_nothing(),
      .change =
          Change{.state = std::move(state), .plan = std::move(plan), .line = std::move(line)}};
}

}  // namespace daemun::experience
