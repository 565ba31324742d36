#include "experience/decisions.h"
#include "experience/steps/steps.h"

#include <utility>

namespace daemun::experience {
namespace {

Taken update(const Call& call, ExperienceState state) {
  auto line = audit(call, state, "Update");
  Change change{.state = std::move(state), .line = std::move(line)};
  return {.answer = answer_nothing(), .change = std::move(change)};
}

}  // namespace

Task<Outcome<Taken>> start(const Call& call, Start body) {
  const auto event = decide_start(body.interaction_event, *call.dialogue.settings);
  if (!event) co_return event.error();
  // Discards what an earlier start left behind. The page may have prepared a passkey before.
  ExperienceState state;
  state.passkey_challenge = call.dialogue.state.passkey_challenge;
  state.told_unusual = call.dialogue.state.told_unusual;
  state.event = *event;
  co_return update(call, std::move(state));
}

Task<Outcome<Taken>> change_event(const Call& call, ChangeEvent body) {
  ExperienceState state = call.dialogue.state;
  if (!state.event) co_return not_started();
  const auto event = decide_event(body.interaction_event, state, *call.dialogue.settings);
  if (!event) co_return event.error();
  if (*event != *state.event) state = without_identity(std::move(state));
  state.event = *event;
  co_return update(call, std::move(state));
}

}  // namespace daemun::experience
