#include "account/code_message.h"

#include "crypto/random_text.h"
#include "domain/account_center.h"
#include "experience/message_context.h"
#include "storage/verification_code_store.h"

#include <memory>
#include <utility>

#include "account/change.h"

namespace daemun::account {
namespace {

json::value to_value(const std::optional<std::string>& text) {
  return text ? json::value(*text) : json::value(nullptr);
}

// What Logto's templates may say of the person.
json::object describe(const User& user) {
  return {
      {"id", user.id.value()},
      {"avatar", to_value(user.avatar)},
      {"name", to_value(user.name)},
      {"primaryEmail", to_value(user.primary_email)},
      {"primaryPhone", to_value(user.primary_phone)},
      {"username", to_value(user.username)},
      {"profile", json::parse(user.profile)},
  };
}

experience::MessageContext context_of(
    const Dependencies& dependencies,
    const Call& call,
    std::shared_ptr<const SignInExperience> settings
) {
  experience::MessageContext context{
      .dependencies = dependencies, .request = call.request, .settings = std::move(settings)};
  if (call.caller.application) context.application = call.caller.application->id;
  return context;
}

}  // namespace

Task<api::Outcome<storage::Plan>> plan_code(
    const Dependencies* dependencies, const Call* call, VerificationCode code, AuditEvent event
) {
  const auto settings = co_await dependencies->settings.find_sign_in_experience();
  const auto context = context_of(*dependencies, *call, settings);
  const Secret value(
      crypto::random_text(dependencies->random, verification_code_length, "0123456789")
  );
  auto order = co_await experience::make_code_order(&context, code, value);
  if (order.type == connectors::ConnectorType::email)
    order.payload["user"] = describe(call->caller.user);
  auto message = co_await dependencies->messenger.prepare(order);
  if (!message) {
    experience::RefusedMessage refused{
        .source = {.audit = std::move(event)}, .order = std::move(order)};
    co_return co_await experience::refuse_message(
        dependencies, std::move(refused), message.error()
    );
  }
  const storage::VerificationCodeStore codes(
      dependencies->database, dependencies->vault, dependencies->tenant
  );
  auto plan = *std::move(message);
  plan.add(codes.put(code, value));
  co_return plan;
}

Task<api::Outcome<storage::Plan>> plan_invitation_mail(
    const Dependencies* dependencies, const Call* call, OrganizationInvitation invitation
) {
  const auto settings = co_await dependencies->settings.find_sign_in_experience();
  auto context = context_of(*dependencies, *call, settings);
  context.organization = invitation.organization_id;
  auto payload =
      co_await experience::make_common_payload(&context, connectors::ConnectorType::email);
  payload["inviter"] = describe(call->caller.user);
  payload["link"] = account_center_url(dependencies->endpoint) +
                    "/organizations?invitation=" + invitation.id.value();
  messages::MessageOrder order{
      .to = std::move(invitation.invitee),
      .usage = TemplateType::organization_invitation,
      .payload = std::move(payload),
      .ip = call->request.remote_address};
  auto message = co_await dependencies->messenger.prepare(order);
  if (message) co_return *std::move(message);
  experience::RefusedMessage refused{
      .source = {.audit = make_audit_event(*dependencies, *call)}, .order = std::move(order)};
  co_return co_await experience::refuse_message(dependencies, std::move(refused), message.error());
}

Task<storage::Plan> plan_notice(
    const Dependencies* dependencies, const Call* call, TemplateType event
) {
  experience::SecurityNotice notice{.event = event, .user = call->caller.user};
  return plan_notice(dependencies, call, std::move(notice));
}

Task<storage::Plan> plan_notice(
    const Dependencies* dependencies, const Call* call, experience::SecurityNotice notice
) {
  const auto settings = co_await dependencies->settings.find_sign_in_experience();
  const auto context = context_of(*dependencies, *call, settings);
  co_return co_await experience::plan_security_notice(&context, std::move(notice));
}

}  // namespace daemun::account
