#include "experience/decisions.h"
#include "experience/email_check.h"
#include "experience/enterprise_connector.h"
#include "experience/steps/steps.h"
#include "experience/verifications/enterprise_sso.h"
#include "experience/verifications/social.h"

#include <utility>

namespace daemun::experience {
namespace {

constexpr std::size_t max_verification_id_bytes = 64;

http::Response answer_created() {
  auto created = http::empty_response(201);
  created.set("Cache-Control", "no-store");
  return created;
}

// Of a proof of an account elsewhere: what it means now. Any other proof says so itself.
Task<Outcome<Verification>> complete(const Call* call, Verification proof, Linking linking) {
  if (proof.type == social_method.type)
    co_return co_await complete_social_proof(call, std::move(proof), linking);
  if (proof.type == enterprise_sso_method.type)
    co_return co_await complete_enterprise_proof(call, std::move(proof));
  co_return proof;
}

Task<Outcome<ExperienceState>> complete_state(const Call* call, Identification body) {
  ExperienceState state = call->dialogue.state;
  const auto* found = body.verification_id ? state.find(*body.verification_id) : nullptr;
  if (found == nullptr || found->use != Verification::Use::proof || !state.event ||
      *state.event == InteractionEvent::forgot_password)
    co_return state;
  const auto linking =
      body.link_social_identity.value_or(false) ? Linking::asked : Linking::not_asked;
  const auto completed = co_await complete(call, *found, linking);
  if (!completed) co_return completed.error();
  for (auto& one : state.verifications) {
    if (one.id == completed->id) one = *completed;
  }
  co_return state;
}

}  // namespace

Task<Outcome<Taken>> identify(const Call& call, Identification body) {
  if (const auto& id = body.verification_id) {
    const auto checked = check_text(*id, "verificationId", max_verification_id_bytes);
    if (!checked) co_return checked.error();
  }
  const Dialogue& dialogue = call.dialogue;
  const auto* proof = body.verification_id ? dialogue.state.find(*body.verification_id) : nullptr;
  const auto open = co_await require_no_company(&call, proof);
  if (!open) co_return open.error();
  if (dialogue.state.event == InteractionEvent::register_ && proof != nullptr) {
    const auto allowed =
        check_new_address(call.dependencies, *dialogue.settings, proof->identifier);
    if (!allowed) co_return allowed.error();
  }
  const auto state = co_await complete_state(&call, body);
  if (!state) co_return state.error();
  auto identified = decide_identification({
      .state = *state,
      .settings = *dialogue.settings,
      .sign_up_fields = dialogue.sign_up_fields,
      .verification_id = std::move(body.verification_id),
      .now = call.dependencies.clock.now(),
  });
  if (!identified) co_return identified.error();

  Taken taken{.answer = answer_nothing()};
  if (identified->event == InteractionEvent::register_) {
    const auto missing = list_missing_for_registration(
        identified->profile, *dialogue.settings, dialogue.sign_up_fields
    );
    // An incomplete identity is kept too: the person adds what is missing and identifies again.
    const auto complete = decide_completeness(missing);
    taken.answer = complete ? answer_created() : to_response(complete.error(), call.request);
  }
  taken.change = Change{.line = audit(call, *identified, "Identifier.Submit")};
  taken.change->state = std::move(*identified);
  co_return taken;
}

}  // namespace daemun::experience
