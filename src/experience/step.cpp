#include "experience/step.h"

#include "storage/log_store.h"

#include <utility>

namespace daemun::experience {

RequestError not_started() {
  return {.code = "session.interaction_not_found", .status = 404};
}

RequestError not_identified() {
  return {.code = "session.identifier_not_found", .status = 404};
}

storage::Plan audit(const Call& call, const ExperienceState& state, std::string_view action) {
  const Dependencies& dependencies = call.dependencies;
  const storage::LogStore logs(dependencies.database, dependencies.tenant);
  auto event = make_audit_event(
      dependencies,
      call.request,
      call.dialogue.interaction,
      "Interaction." + std::string(to_string(*state.event)) + "." + std::string(action)
  );
  event.user_id = state.user_id;
  storage::Plan plan;
  plan.add(logs.insert(event));
  return plan;
}

Taken prove(const Call& call, Proof proof) {
  Taken taken{.answer = answer_json(200, json::object{{"verificationId", proof.verification.id}})};
  taken.change = Change{.state = call.dialogue.state, .plan = std::move(proof.plan)};
  taken.change->state.add(std::move(proof.verification));
  return taken;
}

}  // namespace daemun::experience
