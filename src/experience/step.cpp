#include "experience/step.h"

#include <utility>

namespace daemun::experience {

RequestError not_started() {
  return {.code = "session.interaction_not_found", .status = 404};
}

RequestError not_identified() {
  return {.code = "session.identifier_not_found", .status = 404};
}

AuditEvent audit(const Call& call, const ExperienceState& state, std::string_view action) {
  auto event = make_audit_event(
      call.dependencies,
      call.request,
      call.dialogue.interaction,
      "Interaction." + std::string(to_string(*state.event)) + "." + std::string(action)
  );
  event.user_id = state.user_id;
  return event;
}

Taken prove(const Call& call, Proof proof) {
  Taken taken{.answer = answer_json(200, api::to_json(VerificationId{proof.verification.id}))};
  proof.plan.leave_unsynced();
  taken.change = Change{
      .state = call.dialogue.state, .plan = std::move(proof.plan), .line = std::move(proof.line)};
  taken.change->state.add(std::move(proof.verification));
  return taken;
}

}  // namespace daemun::experience
