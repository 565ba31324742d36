#include "experience/invitation.h"

#include "domain/account_dialogue.h"
#include "experience/decisions.h"
#include "experience/method.h"
#include "experience/verifications/one_time_token.h"
#include "experience/webhooks.h"
#include "storage/log_store.h"
#include "storage/organization_invitation_store.h"
#include "storage/user_store.h"

#include <utility>

namespace daemun::experience {
namespace {

constexpr std::string_view accept_key = "OrganizationInvitation.Accept";

RequestError other_account() {
  return {.code = "organization_invitation.email_mismatch", .status = 422};
}

}  // namespace

RequestError invitation_ended() {
  return {.code = "organization_invitation.ended", .status = 422};
}

Task<Outcome<Taken>> verify_invitation(const Call& call) {
  if (!call.dialogue.state.event) co_return not_started();
  const Dependencies& dependencies = call.dependencies;
  const auto link = find_invitation_link(call.dialogue.interaction.request);
  if (!link) co_return invitation_ended();
  const storage::OrganizationInvitationStore invitations(
      dependencies.database, dependencies.tenant
  );
  auto hash = storage::hash_link(dependencies.vault, dependencies.tenant, *link);
  const auto invitation = co_await invitations.find_by_link(std::move(hash));
  const auto now = dependencies.clock.now();
  if (!invitation || status_for_invitee(*invitation, now) != InvitationStatus::pending)
    co_return invitation_ended();
  Identifier email{.type = IdentifierType::email, .value = invitation->invitee};
  const storage::UserStore users(dependencies.database, dependencies.tenant);
  const auto taken = co_await users.find(email);
  if (taken) co_return already_in_use(IdentifierType::email);
  Proof proof;
  proof.verification = make_verification(dependencies, one_time_token_method, std::move(email));
  co_return prove(call, std::move(proof));
}

Task<Outcome<storage::Plan>> plan_acceptance(const Call* call, const Submission* end) {
  const Dependencies& dependencies = call->dependencies;
  const auto& interaction = call->dialogue.interaction;
  const auto link = find_invitation_link(interaction.request);
  storage::Plan plan;
  if (!link || end->event == InteractionEvent::forgot_password) co_return plan;

  const storage::OrganizationInvitationStore invitations(
      dependencies.database, dependencies.tenant
  );
  const auto hash = storage::hash_link(dependencies.vault, dependencies.tenant, *link);
  const auto invitation = co_await invitations.find_by_link(hash);
  if (!invitation) co_return invitation_ended();
  const auto now = dependencies.clock.now();
  const auto refusal = find_refusal(*invitation, end->user, now);
  if (refusal == InvitationRefusal::ended) co_return invitation_ended();
  if (refusal) co_return other_account();

  auto event = make_audit_event(dependencies, call->request, interaction, std::string(accept_key));
  event.user_id = end->user.id;
  event.details["invitationId"] = invitation->id.value();
  event.details["organizationId"] = invitation->organization_id.value();
  const storage::LogStore logs(dependencies.database, dependencies.tenant);
  plan.add(invitations.accept_by_link(hash, end->user.id, now)).add(logs.insert(event));
  NewMember joined{
      .source = {.interaction_event = end->event, .audit = std::move(event)},
      .organization = invitation->organization_id,
      .user = end->user.id};
  auto messages = co_await plan_member_messages(dependencies, std::move(joined));
  plan.add(std::move(messages));
  co_return plan;
}

Task<std::vector<OrganizationId>> list_inviting_organizations(const Call* call) {
  std::vector<OrganizationId> inviting;
  const auto link = find_invitation_link(call->dialogue.interaction.request);
  if (!link) co_return inviting;
  const Dependencies& dependencies = call->dependencies;
  const storage::OrganizationInvitationStore invitations(
      dependencies.database, dependencies.tenant
  );
  auto hash = storage::hash_link(dependencies.vault, dependencies.tenant, *link);
  const auto invitation = co_await invitations.find_by_link(std::move(hash));
  if (invitation) inviting.push_back(invitation->organization_id);
  co_return inviting;
}

}  // namespace daemun::experience
