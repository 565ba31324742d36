#include "experience/memberships.h"

#include "domain/account_dialogue.h"
#include "domain/proven_email.h"
#include "experience/invitation.h"
#include "storage/one_time_token_store.h"
#include "storage/organization_jit_store.h"
#include "storage/user_relation_store.h"

#include <algorithm>
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

// Those that plan_memberships leads to.
Task<std::vector<OrganizationId>> list_planned(const Call* call, Submission end) {
  const Dependencies& dependencies = call->dependencies;
  auto planned = call->dialogue.state.organizations;
  const storage::OrganizationJitStore jit(dependencies.database, dependencies.tenant);
  if (end.new_enterprise && joins_by_connector(*end.new_enterprise)) {
    auto of_connector =
        co_await jit.list_organizations_for_sso_connector(end.new_enterprise->connector_id);
    add(planned, std::move(of_connector));
  }
  auto email = find_joining_email(call->dialogue);
  if (end.event == InteractionEvent::sign_in || !email) co_return planned;
  auto taking = co_await jit.list_organizations(*std::move(email));
  add(planned, std::move(taking));
  co_return planned;
}

// Those that the person is a member of already, or becomes one of by an invitation, which is told
// with it (experience/invitation.h).
Task<std::vector<OrganizationId>> list_told_otherwise(const Call* call, Submission end) {
  auto others = co_await list_inviting_organizations(call);
  if (!end.before) co_return others;
  const storage::UserRelationStore relations(
      call->dependencies.database, call->dependencies.tenant
  );
  const auto held = co_await relations.list_organizations(end.user.id);
  for (const auto& one : held)
    others.push_back(one.organization.id);
  co_return others;
}

bool has(const std::vector<OrganizationId>& all, const OrganizationId& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
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

Task<storage::Plan> plan_membership_messages(const Call* call, Submission end, EventSource source) {
  storage::Plan plan;
  const bool is_told = co_await is_membership_told(call->dependencies);
  if (!is_told) co_return plan;
  const auto planned = co_await list_planned(call, end);
  if (planned.empty()) co_return plan;
  auto told = co_await list_told_otherwise(call, end);
  for (const auto& organization : planned) {
    if (has(told, organization)) continue;
    told.push_back(organization);
    NewMember joined{.source = source, .organization = organization, .user = end.user.id};
    auto messages = co_await plan_member_messages(call->dependencies, std::move(joined));
    plan.add(std::move(messages));
  }
  co_return plan;
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
