#include "experience/sign_in_review.h"

#include "domain/mfa_policy.h"
#include "experience/sign_in_signals.h"
#include "experience/webhooks.h"
#include "storage/log_store.h"
#include "storage/sign_in_place_store.h"

#include <algorithm>
#include <utility>

namespace daemun::experience {
namespace {

constexpr std::size_t max_told = 10;

// As many as a dialogue keeps verifications: who drops out has to be proven anew.
ExperienceState with_told(ExperienceState state, const UserId& user) {
  auto& told = state.told_unusual;
  if (told.size() >= max_told) told.erase(told.begin());
  told.push_back(user);
  return state;
}

}  // namespace

Task<SignInReview> review_sign_in(const Call* call, User user) {
  const Dependencies& dependencies = call->dependencies;
  SignInReview review{.signals = read_signals(call->request, dependencies.places)};
  if (review.signals.place != Place()) {
    const storage::SignInPlaceStore places(dependencies.database, dependencies.tenant);
    auto known = co_await places.find(user.id);
    review.is_known_broken = !known;
    review.known = std::move(known).value_or(KnownPlaces());
  }
  if (!uses_adaptive_rules(call->dialogue.settings->mfa)) co_return review;
  const AdaptiveFacts facts{
      .signals = review.signals,
      .known = review.known,
      .last_sign_in_at = user.last_sign_in_at,
      .created_at = user.created_at,
      .now = dependencies.clock.now()};
  review.triggered = list_triggered_rules(facts);
  co_return review;
}

SignInReview review_registration(const Call& call) {
  return {.signals = read_signals(call.request, call.dependencies.places)};
}

Task<void> tell_unusual_sign_in(
    const Call* call, User user, SignInReview review, std::string refusal
) {
  const ExperienceState& state = call->dialogue.state;
  const auto& told = state.told_unusual;
  const bool is_told = std::find(told.begin(), told.end(), user.id) != told.end();
  if (!review.is_unusual() || is_told) co_return;
  const Dependencies& dependencies = call->dependencies;
  auto event = audit(*call, state, "Submit");
  event.is_success = false;
  event.error = std::move(refusal);
  add_review(event, review);
  const storage::LogStore logs(dependencies.database, dependencies.tenant);
  Change change{.state = with_told(state, user.id), .login = call->dialogue.interaction.login};
  change.plan.add(logs.insert(event));
  UnusualSignIn unusual{
      .source = {.interaction_event = InteractionEvent::sign_in, .audit = std::move(event)},
      .user = std::move(user),
      .result = to_json(*review.triggered)};
  auto messages = co_await plan_unusual_sign_in_messages(dependencies, std::move(unusual));
  change.plan.add(std::move(messages));
  call->work.despite_refusal = std::move(change);
}

void add_review(AuditEvent& event, const SignInReview& review) {
  if (!review.triggered) return;
  event.details["adaptiveMfaContext"] = to_json(review.signals);
  event.details["adaptiveMfaResult"] = to_json(*review.triggered);
}

storage::Plan plan_place(
    const Dependencies& dependencies, const UserId& user, const SignInReview& review, TimePoint now
) {
  storage::Plan plan;
  const auto& place = review.signals.place;
  if (!place.country && !place.coordinates) return plan;
  const storage::SignInPlaceStore places(dependencies.database, dependencies.tenant);
  plan.add(places.upsert(user, with_sign_in(review.known, place, now), now));
  return plan;
}

}  // namespace daemun::experience
