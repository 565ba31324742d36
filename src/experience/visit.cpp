#include "experience/visit.h"

#include "experience/dialogue.h"
#include "experience/method.h"
#include "experience/passkey_ceremony.h"
#include "experience/social_connector.h"

#include <utility>

namespace daemun::experience {
namespace {

constexpr std::size_t max_state_bytes = 1024;
constexpr std::size_t max_uri_bytes = 2048;

}  // namespace

Outcome<void> require_visits(const ExperienceState& state) {
  if (!state.event) return not_started();
  if (*state.event != InteractionEvent::forgot_password) return {};
  return RequestError{.code = "session.not_supported_for_forgot_password"};
}

Outcome<void> check_start(const VisitStart& start) {
  if (start.state.empty() || start.redirect_uri.empty())
    return RequestError{.code = "session.insufficient_info"};
  const auto state = check_text(start.state, "state", max_state_bytes);
  if (!state) return state.error();
  return check_text(start.redirect_uri, "redirectUri", max_uri_bytes);
}

Taken answer_begun(const Call& call, BegunVerification begun) {
  begun.verification.use = Verification::Use::begun;
  begun.verification.expires_at = call.dependencies.clock.now() + visit_lifetime;
  VisitBegun shown;
  shown.verification_id = begun.verification.id;
  shown.authorization_uri = std::move(begun.url);
  const ExperienceState& state = call.dialogue.state;
  auto line = audit(call, state, begun.action);
  Change change{.state = state, .plan = std::move(begun.plan), .line = std::move(line)};
  change.state.begin(std::move(begun.verification));
  return Taken{
      .answer = answer_json(200, api::to_json(std::move(shown))), .change = std::move(change)};
}

VisitFailure to_visit_failure(const connectors::ConnectorError& error) {
  return {
      .error = to_public_error(error),
      .reason = error.cause.empty() ? std::string(connectors::to_string(error.code)) : error.cause,
      .provider_error = error.provider_error};
}

Taken refuse_visit(
    const Call& call, ExperienceState state, std::string_view action, const VisitFailure& failure
) {
  RefusedCeremony refused{
      .state = std::move(state),
      .error = failure.error,
      .action = action,
      .reason = failure.reason,
      .provider_error = failure.provider_error};
  return refuse_ceremony(call, std::move(refused));
}

json::object to_details(const connectors::SocialUser& user) {
  json::object details{{"id", user.id}};
  if (user.email) details["email"] = *user.email;
  if (user.phone) details["phone"] = *user.phone;
  if (user.name) details["name"] = *user.name;
  if (user.avatar) details["avatar"] = *user.avatar;
  if (!user.raw.empty()) details["rawData"] = user.raw;
  return details;
}

}  // namespace daemun::experience
