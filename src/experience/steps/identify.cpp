#include "experience/decisions.h"
#include "experience/email_check.h"
#include "experience/steps/steps.h"

#include <utility>

namespace daemun::experience {
namespace {

constexpr std::size_t max_verification_id_bytes = 64;

http::Response answer_created() {
  auto created = http::empty_response(201);
  created.set("Cache-Control", "no-store");
  return created;
}

}  // namespace

Task<Outcome<Taken>> identify(const Call& call, Identification body) {
  if (const auto& id = body.verification_id) {
    const auto checked = check_text(*id, "verificationId", max_verification_id_bytes);
    if (!checked) co_return checked.error();
  }
  const Dialogue& dialogue = call.dialogue;
  if (dialogue.state.event == InteractionEvent::register_ && body.verification_id) {
    const auto* proof = dialogue.state.find(*body.verification_id);
    const auto allowed =
        proof != nullptr
            ? check_new_address(call.dependencies, *dialogue.settings, proof->identifier)
            : Outcome<void>();
    if (!allowed) co_return allowed.error();
  }
  auto identified = decide_identification({
      .state = dialogue.state,
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
