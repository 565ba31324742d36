#include "experience/avatar_upload.h"

#include "crypto/random.h"
#include "experience/dialogue.h"
#include "experience/origin.h"
#include "experience/step.h"

#include <utility>

#include "api/bucket_picture.h"
#include "api/sent_picture.h"

namespace daemun::experience {
namespace {

// Whoever signs in has an account, and changes its picture there.
Outcome<void> check_event(const ExperienceState& state) {
  if (!state.event) return not_started();
  if (*state.event == InteractionEvent::forgot_password)
    return RequestError{.code = "session.not_supported_for_forgot_password"};
  if (*state.event != InteractionEvent::register_)
    return RequestError{.code = "session.invalid_interaction_type"};
  return {};
}

}  // namespace

AvatarUpload::AvatarUpload(
    Dependencies dependencies, crypto::WorkPool& pool, uploads::Bucket* bucket
)
    : dependencies_(std::move(dependencies)),
      pool_(pool),
      bucket_(bucket),
      assets_(dependencies_.database, dependencies_.tenant) {}

Task<http::Response> AvatarUpload::take(http::Request request) {
  auto uploaded = co_await upload(request);
  if (!uploaded) co_return to_response(uploaded.error(), request);
  co_return answer_json(200, api::to_json(*std::move(uploaded)));
}

Task<Outcome<AvatarUrl>> AvatarUpload::upload(http::Request request) {
  const auto checked = check_origin(request, dependencies_.endpoint);
  if (!checked) co_return checked.error();
  const auto dialogue = co_await load_dialogue(dependencies_, request);
  if (!dialogue) co_return dialogue.error();
  const auto allowed = check_event(dialogue->state);
  if (!allowed) co_return allowed.error();
  auto asset = co_await api::remake_sent_picture(pool_, request, uploads::avatar_rules);
  if (!asset) co_return asset.error();
  asset->id = UserAssetId(crypto::random_id(dependencies_.random, user_asset_id_length));
  asset->created_at = dependencies_.clock.now();
  const auto kept = co_await api::move_to_bucket(bucket_, dependencies_.tenant, &*asset);
  if (!kept) co_return kept.error();
  auto plan = assets_.put_waiting_avatar(*asset, dialogue->interaction.id);
  const auto committed = co_await dependencies_.database.commit(std::move(plan));
  if (!committed) co_return session_not_found();  // it has ended in the meantime
  dependencies_.journal.write(make_audit_event(
      dependencies_, request, dialogue->interaction, "Interaction.Register.Profile.Update"
  ));
  co_return AvatarUrl{.url = to_url(dependencies_.endpoint, *asset)};
}

}  // namespace daemun::experience
