#include "experience/memberships.h"

#include "domain/account_dialogue.h"
#include "domain/proven_email.h"
#include "experience/invitation.h"
#include "storage/one_time_token_store.h"
#include "storage/organization_jit_store.h"

#include <optional>
#include <utility>

namespace daemun::experience {
namespace {

// The address by whose domain a new account joins organizations.
std::optional<ProvenEmail> find_joining_email(const Dialogue& dialogue) {
  const ExperienceState& state = dialogue.state;
  const auto& email = state.profile.email;
  if (state.event != InteractionEvent::register_ || !email) return std::nullopt;
  // An invitation's link works for days, for others too to whom it was passed on: it opens one
  // organization.
  if (find_invitation_link(dialogue.interaction.request)) return std::nullopt;
  // The word of another service opens no organization.
  if (state.profile.social && state.profile.social->email == email) return std::nullopt;
  const auto& enterprise = state.profile.enterprise;
  const bool is_of_company = enterprise && enterprise->email == email;
  return ProvenEmail::make(
      *email, is_of_company ? EmailProof::company : EmailProof::verification_code
  );
}

// The address of an account that is new here is proven, or empty
// (verifications/enterprise_sso.cpp).
bool joins_by_connector(const EnterpriseAccount& account) {
  return !account.may_be_stranger || !account.email.empty();
}

void add(std::vector<OrganizationId>& all, std::vector<OrganizationId> more) {
  for (auto& one : more)
    all.push_back(std::move(one));
}

}  // namespace

storage::Plan plan_memberships(const Call& call, const Submission& end) {
  const Dependencies& dependencies = call.dependencies;
  const ExperienceState& state = call.dialogue.state;
  const storage::OneTimeTokenStore links(
      dependencies.database, dependencies.vault, dependencies.tenant
  );
  auto plan = links.join(end.user.id, state.organizations);
  const storage::OrganizationJitStore jit(dependencies.database, dependencies.tenant);
  if (end.new_enterprise && joins_by_connector(*end.new_enterprise))
    plan.add(jit.provision(end.user.id, end.new_enterprise->connector_id));
  if (end.event == InteractionEvent::sign_in) return plan;
  plan.add(links.give_roles(end.user.id, state.roles));
  if (const auto email = find_joining_email(call.dialogue))
    plan.add(jit.provision(end.user.id, *email));
  return plan;
}

Task<std::vector<OrganizationId>> list_joined_organizations(const Call* call) {
  const Dependencies& dependencies = call->dependencies;
  auto joined = call->dialogue.state.organizations;
  auto invited = co_await list_inviting_organizations(call);
  add(joined, std::move(invited));
  const storage::OrganizationJitStore jit(dependencies.database, dependencies.tenant);
  const auto& enterprise = call->dialogue.state.profile.enterprise;
  if (enterprise && joins_by_connector(*enterprise)) {
    auto of_connector = co_await jit.list_organizations_for_sso_connector(enterprise->connector_id);
    add(joined, std::move(of_connector));
  }
  auto email = find_joining_email(call->dialogue);
  if (!email) co_return joined;
  auto taking = co_await jit.list_organizations(*std::move(email));
  add(joined, std::move(taking));
  co_return joined;
}

}  // namespace daemun::experience
