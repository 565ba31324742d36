#include "experience/sentinel.h"

#include "experience/decisions.h"
#include "experience/known_browser.h"
#include "experience/webhooks.h"
#include "storage/log_store.h"

#include <stdexcept>
#include <utility>

namespace daemun::experience {
namespace {

RequestError locked_until(TimePoint until, TimePoint now, Language language) {
  RequestError error{.code = "session.verification_blocked_too_many_attempts"};
  error.data = json::object{{"relativeTime", relative_time(until, now, language)}};
  return error;
}

storage::SentinelTarget target_of(
    const Dependencies& dependencies,
    const http::Request& request,
    const SentIdentifier& identifier,
    const std::optional<storage::UserStore::WithPassword>& account,
    std::string_view action
) {
  storage::SentinelTarget target{.action = std::string(action)};
  if (!account) {
    target.target_hash = storage::hash_sentinel_target(identifier.type, identifier.value);
    return target;
  }
  const MarkedAccount marked{
      .id = account->user.id, .password_updated_at = account->password_updated_at};
  target.target_hash = storage::hash_sentinel_target(marked.id);
  if (const auto browser = find_known_browser(dependencies, request, marked))
    target.action += ":" + *browser;
  return target;
}

// Once a step, however often it is taken.
Task<Outcome<GuessPlace>> take_place(const Call* call, storage::SentinelTarget target) {
  auto& place = call->work.place;
  if (place) co_return *place;
  auto taken =
      co_await take_place(&call->dependencies, std::move(target), language_of(call->request));
  if (!taken) co_return taken.error();
  place = *std::move(taken);
  co_return *place;
}

storage::SentinelTarget factor_target(const UserId& user, std::string_view action) {
  return {.target_hash = storage::hash_sentinel_target(user), .action = std::string(action)};
}

}  // namespace

Task<Outcome<GuessPlace>> take_place(
    const Dependencies* dependencies, storage::SentinelTarget target, Language language
) {
  const auto settings = co_await dependencies->settings.find_sign_in_experience();
  GuessPlace wanted{
      .target = std::move(target),
      .policy = settings->sentinel_policy,
      .taken_at = dependencies->clock.now()};
  const storage::SentinelStore store(dependencies->database, dependencies->tenant);
  const auto taken = co_await store.take_place(wanted.target, wanted.policy, wanted.taken_at);
  if (!taken) co_return locked_until(taken.error().until, wanted.taken_at, language);
  co_return wanted;
}

Task<Outcome<Guess>> begin_guess(
    const Call& call,
    const SentIdentifier& sent,
    std::optional<Identifier> identifier,
    std::string_view action
) {
  const Dependencies& dependencies = call.dependencies;
  const storage::UserStore users(dependencies.database, dependencies.tenant);
  Guess guess;
  if (identifier) guess.account = co_await users.find_with_password(std::move(*identifier));
  auto target = target_of(dependencies, call.request, sent, guess.account, action);
  const auto place = co_await take_place(&call, std::move(target));
  if (!place) co_return place.error();
  guess.place = *place;
  co_return guess;
}

Task<Outcome<Guess>> begin_factor_guess(const Call& call, std::string_view action) {
  const storage::UserStore users(call.dependencies.database, call.dependencies.tenant);
  const auto& user = call.dialogue.state.user_id;
  if (!user) co_return not_identified();
  Guess guess;
  guess.account = co_await users.find_with_password(*user);
  if (!guess.account) co_return not_identified();
  auto target = factor_target(*user, action);
  const auto place = co_await take_place(&call, std::move(target));
  if (!place) co_return place.error();
  guess.place = *place;
  co_return guess;
}

Task<Outcome<QuickGuess>> begin_quick_guess(const Call& call, std::string_view action) {
  const auto& user = call.dialogue.state.user_id;
  if (!user) co_return not_identified();
  const Dependencies& dependencies = call.dependencies;
  QuickGuess quick{.user = *user};
  auto& place = quick.place;
  place = {
      .target = factor_target(*user, action),
      .policy = call.dialogue.settings->sentinel_policy,
      .taken_at = dependencies.clock.now()};
  if (!call.work.place) {
    quick.planned = co_await storage::plan_sentinel_place(
        dependencies.database, dependencies.tenant, place.target, place.policy, place.taken_at
    );
  }
  if (!quick.planned) {
    const auto taken = co_await take_place(&call, place.target);
    if (!taken) co_return taken.error();
    place = *taken;
  }
  co_return quick;
}

storage::Statement pass(const Dependencies& dependencies, const QuickGuess& quick) {
  if (quick.planned) return quick.planned->passing;
  const storage::SentinelStore store(dependencies.database, dependencies.tenant);
  return store.clear(quick.place.target);
}

storage::Statement give_back(const Dependencies& dependencies, const GuessPlace& place) {
  const storage::SentinelStore store(dependencies.database, dependencies.tenant);
  return store.give_back(place.target, place.policy, place.taken_at);
}

Task<RequestError> refuse_guess(
    const Dependencies* dependencies, GuessOrigin origin, WrongGuess guess
) {
  const storage::SentinelStore store(dependencies->database, dependencies->tenant);
  const auto now = dependencies->clock.now();
  const auto until = co_await store.find_lock(guess.place.target, now);
  if (until) guess.error = locked_until(*until, now, origin.language);
  guess.event.is_success = false;
  guess.event.error = guess.error.code;

  const storage::LogStore logs(dependencies->database, dependencies->tenant);
  storage::Plan plan;
  plan.add(logs.insert(guess.event));
  FailedAttempt failed{
      .source = {.interaction_event = origin.interaction_event, .audit = guess.event},
      .identifier = guess.identifier,
      .account = guess.identifier.value.empty() ? guess.event.user_id : std::nullopt,
      .lockout = {
          .target = guess.place.target,
          .until = guess.place.taken_at + guess.place.policy.lockout_duration}};
  auto messages = co_await plan_lockout_messages(*dependencies, std::move(failed));
  plan.add(std::move(messages));
  const auto committed = co_await dependencies->database.commit(std::move(plan));
  if (!committed) throw std::runtime_error("a failed attempt could not be logged");
  co_return std::move(guess.error);
}

Task<RequestError> refuse_guess(const Call& call, WrongGuess guess) {
  if (guess.planned) {
    auto& taking = guess.planned->taking;
    const auto committed = co_await call.dependencies.database.commit(std::move(taking));
    if (!committed) {
      const auto place = co_await take_place(&call, guess.place.target);
      if (!place) co_return place.error();
      guess.place = *place;
    }
  }
  const GuessOrigin origin{
      .interaction_event = call.dialogue.state.event, .language = language_of(call.request)};
  co_return co_await refuse_guess(&call.dependencies, origin, std::move(guess));
}

}  // namespace daemun::experience
