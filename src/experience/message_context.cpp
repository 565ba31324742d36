#include "experience/message_context.h"

#include "base/log.h"
#include "base/uri.h"
#include "experience/pages/phrases.h"
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

Task<std::optional<OrganizationDetails>> find_organization(const MessageContext* context) {
  if (!context->organization) co_return std::nullopt;
  const storage::OrganizationStore store(
      context->dependencies.database, context->dependencies.tenant
  );
  co_return co_await store.find(*context->organization);
}

}  // namespace

std::string to_minute_text(TimePoint time) {
  const auto text = to_iso_text(time);
  return text.substr(0, 10) + " " + text.substr(11, 5) + " UTC";
}

Task<json::object> make_common_payload(
    const MessageContext* context, connectors::ConnectorType type
) {
  const Dependencies& dependencies = context->dependencies;
  const auto custom = co_await dependencies.settings.list_custom_phrases();
  const auto& tags = context->ui_locales;
  json::object payload{
      {"locale", pick_visitor_language(tags, context->request, *custom, *context->settings)}};
  if (!tags.empty()) payload["uiLocales"] = tags;
  if (type != connectors::ConnectorType::email) co_return payload;
  if (context->application) {
    const auto application = co_await dependencies.settings.find_application(*context->application);
    if (application) payload["application"] = describe(*application);
  }
  const auto organization = co_await find_organization(context);
  if (organization) payload["organization"] = describe(*organization);
  co_return payload;
}

Task<messages::MessageOrder> make_code_order(
    const MessageContext* context, VerificationCode code, Secret value
) {
  const bool is_email = code.identifier.type == IdentifierType::email;
  messages::MessageOrder order{
      .type = is_email ? connectors::ConnectorType::email : connectors::ConnectorType::sms,
      .to = code.identifier.value,
      .usage = code.usage,
      .ip = context->request.remote_address,
      .repetition = messages::MessageOrder::Repetition::once};
  order.payload = co_await make_common_payload(context, order.type);
  order.payload["code"] = value.reveal();
  if (const auto uri = parse_uri(context->dependencies.endpoint)) order.host = uri->host;
  co_return order;
}

Task<RequestError> refuse_message(
    const Dependencies* dependencies, RefusedMessage refused, RequestError error
) {
  if (messages::is_message_rate_limited(error)) {
    co_await tell_rate_limited(*dependencies, std::move(refused));
    co_return error;
  }
  // The configuration of a connector is no business of a stranger; the code says enough.
  if (error.code == "connector.invalid_config" || error.code == "connector.template_not_found") {
    log_warning("message.refused", {{"error", error.code}, {"details", error.details}});
    error.data = nullptr;
    error.details.clear();
  } else if (error.code == "connector.not_found") {
    log_warning(
        "message.refused", {{"error", error.code}, {"usage", to_string(refused.order.usage)}}
    );
  }
  co_return error;
}

Task<storage::Plan> plan_security_notice(const MessageContext* context, SecurityNotice notice) {
  if (!notice.user.primary_email) co_return storage::Plan();
  const Dependencies& dependencies = context->dependencies;
  auto payload = co_await make_common_payload(context, connectors::ConnectorType::email);
  payload["time"] = to_minute_text(dependencies.clock.now());
  payload["ip"] = context->request.remote_address;
  for (auto& fact : notice.facts)
    payload[fact.key()] = std::move(fact.value());
  messages::MessageOrder order{
      .to = *std::move(notice.user.primary_email),
      .usage = notice.event,
      .payload = std::move(payload),
      .ip = context->request.remote_address};
  auto message = co_await dependencies.messenger.prepare(std::move(order));
  if (!message) {
    const auto& error = message.error();
    if (error.code != "connector.not_found")
      log_warning("message.refused", {{"error", error.code}, {"usage", to_string(notice.event)}});
    co_return storage::Plan();
  }
  co_return *std::move(message);
}

}  // namespace daemun::experience
