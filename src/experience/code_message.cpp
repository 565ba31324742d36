#include "experience/code_message.h"

#include "experience/webhooks.h"

#include <utility>

namespace daemun::experience {

MessageContext message_context_of(const Call& call) {
  const auto& request = call.dialogue.interaction.request;
  MessageContext context{
      .dependencies = call.dependencies,
      .request = call.request,
      .settings = call.dialogue.settings,
      .ui_locales = request.ui_locales.value_or(""),
      .application = request.client_id};
  // The organization that the application signs in to.
  if (const auto& id = request.experience.organization_id)
    context.organization = OrganizationId(*id);
  return context;
}

TemplateType choose_code_template(
    const Dialogue& dialogue, IdentifierType type, InteractionEvent event
) {
  if (dialogue.state.user_id && event != InteractionEvent::forgot_password &&
      !asks_at_sign_up(*dialogue.settings, type))
    return TemplateType::bind_mfa;
  return parse_template_type(to_string(event)).value();
}

Task<RequestError> refuse_message(
    const Call* call, messages::MessageOrder order, RequestError error
) {
  RefusedMessage refused{
      .source =
          {.interaction_event = *call->dialogue.state.event,
           .audit = audit(*call, call->dialogue.state, "Update")},
      .order = std::move(order)};
  co_return co_await refuse_message(&call->dependencies, std::move(refused), std::move(error));
}

}  // namespace daemun::experience
