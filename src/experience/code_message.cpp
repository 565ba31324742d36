#include "experience/code_message.h"

#include "base/log.h"
#include "base/uri.h"
#include "experience/pages/phrases.h"
#include "experience/webhooks.h"
#include "storage/organization_store.h"

#include <utility>

namespace daemun::experience {
namespace {

json::object describe(const Application& application) {
  json::object object{{"id", application.id.value()}, {"name", application.name}};
  if (const auto& experience = application.sign_in_experience) {
    const auto branding = parse_json_object(experience->branding);
    if (branding && !branding->empty()) object["branding"] = *branding;
    if (experience->display_name) object["displayName"] = *experience->display_name;
  }
  return object;
}

json::object describe(const OrganizationDetails& organization) {
  json::object object{{"id", organization.id.value()}, {"name", organization.name}};
  const auto branding = parse_json_object(organization.branding);
  if (branding && !branding->empty()) object["branding"] = *branding;
  return object;
}

// The organization that the application signs in to.
Task<std::optional<OrganizationDetails>> find_organization(const Call* call) {
  const auto& id = call->dialogue.interaction.request.experience.organization_id;
  if (!id) co_return std::nullopt;
  const storage::OrganizationStore store(call->dependencies.database, call->dependencies.tenant);
  co_return co_await store.find(OrganizationId(*id));
}

}  // namespace

TemplateType choose_code_template(
    const Dialogue& dialogue, IdentifierType type, InteractionEvent event
) {
  if (dialogue.state.user_id && event != InteractionEvent::forgot_password &&
      !asks_at_sign_up(*dialogue.settings, type))
    return TemplateType::bind_mfa;
  return parse_template_type(to_string(event)).value();
}

Task<json::object> make_common_payload(const Call* call, connectors::ConnectorType type) {
  const Dependencies& dependencies = call->dependencies;
  const auto& request = call->dialogue.interaction.request;
  const auto custom = co_await dependencies.settings.list_custom_phrases();
  const auto tags = request.ui_locales.value_or("");
  json::object payload{
      {"locale", pick_visitor_language(tags, call->request, *custom, *call->dialogue.settings)}};
  if (!tags.empty()) payload["uiLocales"] = tags;
  if (type != connectors::ConnectorType::email) co_return payload;
  const auto application = co_await dependencies.settings.find_application(request.client_id);
  if (application) payload["application"] = describe(*application);
  const auto organization = co_await find_organization(call);
  if (organization) payload["organization"] = describe(*organization);
  co_return payload;
}

Task<messages::MessageOrder> make_code_order(
    const Call* call, VerificationCode code, Secret value
) {
  const bool is_email = code.identifier.type == IdentifierType::email;
  messages::MessageOrder order{
      .type = is_email ? connectors::ConnectorType::email : connectors::ConnectorType::sms,
      .to = code.identifier.value,
      .usage = code.usage,
      .ip = call->request.remote_address,
      .repetition = messages::MessageOrder::Repetition::once};
  order.payload = co_await make_common_payload(call, order.type);
  order.payload["code"] = value.reveal();
  if (const auto uri = parse_uri(call->dependencies.endpoint)) order.host = uri->host;
  co_return order;
}

Task<RequestError> refuse_message(
    const Call* call, messages::MessageOrder order, RequestError error
) {
  if (!messages::is_message_rate_limited(error)) {
    // The configuration of a connector is no business of a stranger; the code says enough.
    if (error.code == "connector.invalid_config" || error.code == "connector.template_not_found") {
      log_warning("message.refused", {{"error", error.code}, {"details", error.details}});
      error.data = nullptr;
      error.details.clear();
    }
    co_return error;
  }
  auto line = audit(*call, call->dialogue.state, "Update");
  RefusedMessage refused{
      .source = {.interaction_event = *call->dialogue.state.event, .audit = std::move(line)},
      .order = std::move(order)};
  co_await tell_rate_limited(call->dependencies, std::move(refused));
  co_return error;
}

}  // namespace daemun::experience
