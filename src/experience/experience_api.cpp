#include "experience/experience_api.h"

#include "experience/account_changes.h"
#include "experience/device_trust.h"
#include "experience/interaction_view.h"

#include <utility>

#include "api/members.h"

namespace daemun::experience {

ExperienceApi::ExperienceApi(Dependencies dependencies)
    : dependencies_(std::move(dependencies)),
      interactions_(dependencies_.database, dependencies_.vault, dependencies_.tenant) {}

Task<http::Response> ExperienceApi::take(http::Request request, Step step) {
  const auto body = parse_body(request, dependencies_.endpoint);
  if (!body) co_return to_response(body.error(), request);
  auto taken = co_await attempt(&request, &*body, std::move(step));
  if (taken && taken->then) {
    auto rest = std::move(taken->then);
    taken = co_await attempt(&request, &*body, std::move(rest));
  }
  if (!taken) co_return to_response(taken.error(), request);
  co_return std::move(taken->answer);
}

Task<Outcome<Taken>> ExperienceApi::attempt(
    const http::Request* request, const json::object* body, Step step
) {
  RequestError refusal;
  Work work;
  for (int tries = 0; tries < 2; ++tries) {
    auto dialogue = co_await load_dialogue(dependencies_, *request);
    if (!dialogue) co_return dialogue.error();
    const Call call{
        .dependencies = dependencies_,
        .request = *request,
        .body = *body,
        .dialogue = std::move(*dialogue),
        .work = work};
    work.despite_refusal.reset();
    auto taken = co_await step(call);
    if (taken && !taken->change) co_return std::move(taken);
    if (taken) {
      const auto saved = co_await save(call.dialogue.interaction, std::move(*taken->change));
      if (saved) co_return std::move(taken);
      refusal = saved.error();
    } else {
      refusal = taken.error();
      if (work.despite_refusal) {
        const auto saved = co_await save(
            call.dialogue.interaction, std::exchange(work.despite_refusal, {}).value()
        );
        if (!saved && is_conflict(saved.error()) && tries == 0) continue;
      }
    }
    if (!is_conflict(refusal)) break;
  }
  co_return refusal;
}

Task<Outcome<void>> ExperienceApi::save(Interaction interaction, Change change) {
  interaction.experience_state = to_json_text(change.state);
  const bool is_submitted = change.login.has_value();
  interaction.login = std::move(change.login);
  storage::Plan plan;
  plan.add(interactions_.update(interaction));
  if (!is_submitted) plan.leave_unsynced();
  plan.add(std::move(change.plan));
  const auto committed = co_await dependencies_.database.commit(std::move(plan));
  if (!committed) co_return refusal_of(committed.error());
  if (change.line) dependencies_.journal.write(*change.line);
  co_return Outcome<void>();
}

Task<http::Response> ExperienceApi::show(http::Request request) {
  const auto dialogue = co_await load_dialogue(dependencies_, request);
  if (!dialogue) co_return to_response(dialogue.error(), request);
  if (!dialogue->state.event) co_return to_response(not_started(), request);
  Work work;
  const json::object body;
  const Call call{
      .dependencies = dependencies_,
      .request = request,
      .body = body,
      .dialogue = *dialogue,
      .work = work};
  auto view = to_view(dialogue->state, request);
  if (is_trust_enabled(*dialogue)) {
    const auto offer = co_await load_trust_offer(&call);
    auto& trust = view.trusted_device.emplace();
    trust.can_create = offer.policy.has_value();
    if (offer.policy) trust.duration_days = api::Number<>(offer.policy->days);
  }
  co_return answer_json(200, api::to_json(std::move(view)));
}

}  // namespace daemun::experience
