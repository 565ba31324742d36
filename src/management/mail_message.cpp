#include "management/mail_message.h"

#include "domain/user_info.h"
#include "storage/log_store.h"
#include "storage/organization_invitation_store.h"
#include "storage/organization_store.h"
#include "storage/user_store.h"

#include <utility>

#include "messages/messenger.h"

namespace daemun::management {
namespace {

constexpr std::size_t event_id_length = 21;
// A payload is sealed, and kept until the mail is sent.
constexpr std::size_t max_payload_bytes = 64 * 1024;

// Logto's members.
json::object describe(const OrganizationDetails& organization) {
  return {
      {"id", organization.id.value()},
      {"name", organization.name},
      {"branding", parse_json_object(organization.branding).value_or(json::object())}};
}

json::object describe(const User& user) {
  const auto info = to_user_info(user);
  json::object object;
  for (const auto* name :
       {"id", "avatar", "name", "primaryEmail", "primaryPhone", "username", "profile"})
    object[name] = info.at(name);
  return object;
}

// Says who sent what to whom, and never what it said.
AuditEvent make_send_event(
    const Dependencies& dependencies, const Call& call, const OrganizationInvitation& invitation
) {
  AuditEvent event;
  event.id = crypto::random_id(dependencies.random, event_id_length);
  event.key = "OrganizationInvitation.Send";
  event.ip = call.request.remote_address;
  event.user_agent = call.request.header("user-agent").value_or("");
  const bool is_person = call.caller.kind == Caller::Kind::person;
  if (is_person) event.user_id = UserId(call.caller.id);
  if (call.caller.kind == Caller::Kind::machine)
    event.application_id = ApplicationId(call.caller.id);
  event.details = {
      {"invitationId", invitation.id.value()},
      {"organizationId", invitation.organization_id.value()},
      {"recipient", invitation.invitee}};
  event.created_at = dependencies.clock.now();
  return event;
}

Task<json::object> load_payload(const Dependencies* dependencies, InvitationMail mail) {
  const storage::OrganizationStore organizations(dependencies->database, dependencies->tenant);
  const storage::UserStore users(dependencies->database, dependencies->tenant);
  json::object payload;
  const auto organization = co_await organizations.find(mail.invitation.organization_id);
  if (organization) payload["organization"] = describe(*organization);
  if (mail.invitation.inviter_id) {
    const auto inviter = co_await users.find(*mail.invitation.inviter_id);
    if (inviter) payload["inviter"] = describe(*inviter);
  }
  for (auto& member : mail.payload)
    payload[member.key()] = std::move(member.value());
  co_return payload;
}

}  // namespace

Task<api::Outcome<storage::Plan>> plan_mail(
    const Dependencies* dependencies, const Call* call, MailOrder mail
) {
  if (json::serialize(mail.payload).size() > max_payload_bytes)
    co_return api::invalid_input("the message's payload is too large");
  messages::MessageOrder order{
      .to = std::move(mail.to),
      .usage = mail.usage,
      .payload = std::move(mail.payload),
      .ip = call->request.remote_address,
      .caller = messages::MessageOrder::Caller::machine};
  co_return co_await dependencies->messenger.prepare(std::move(order));
}

Task<api::Outcome<storage::Plan>> plan_invitation_mail(
    const Dependencies* dependencies, const Call* call, InvitationMail mail
) {
  const auto invitation = mail.invitation;
  const storage::OrganizationInvitationStore invitations(
      dependencies->database, dependencies->tenant
  );
  const storage::LogStore logs(dependencies->database, dependencies->tenant);
  const auto now = dependencies->clock.now();
  auto payload = co_await load_payload(dependencies, std::move(mail));
  storage::Plan plan;
  if (find_string(payload, "link").value_or("").empty()) {
    const InvitationLink link{
        .id = invitation.id, .token = Secret(crypto::random_token(dependencies->random))};
    payload["link"] = dependencies->endpoint + path_of(link);
    plan.add(invitations.put_link(
        storage::hash_link(dependencies->vault, dependencies->tenant, link), now
    ));
  } else {
    plan.add(invitations.remove_link(invitation.id, now));
  }
  MailOrder order{
      .to = invitation.invitee,
      .usage = TemplateType::organization_invitation,
      .payload = std::move(payload)};
  auto message = co_await plan_mail(dependencies, call, std::move(order));
  if (!message) co_return message.error();
  plan.add(*std::move(message)).add(logs.insert(make_send_event(*dependencies, *call, invitation)));
  co_return plan;
}

}  // namespace daemun::management
