// The invitations of an organization, for those whose roles let them invite:
// /my-organizations/{id}/invitations, and the roles that they may give:
// /my-organizations/{id}/roles. Called with a token of that organization.
#include "storage/organization_invitation_store.h"
#include "storage/organization_power_store.h"
#include "storage/organization_user_store.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "account/change.h"
#include "account/code_message.h"
#include "account/invitation_limit.h"
#include "account/nouns.h"
#include "account/organization_view.h"

namespace daemun::account {
namespace {

using api::RequestError;
using api::shape_of;
using storage::PendingInvitation;
using RoleIds = std::vector<OrganizationRoleId>;

constexpr Milliseconds lifetime = std::chrono::days(7);
constexpr std::int64_t max_pending = 1000;  // of an organization
constexpr std::size_t max_roles = 100;
constexpr std::size_t invitation_id_length = 21;

struct GivenRoleView {
  std::string id{};
  std::string name{};
  api::Nullable<std::string> description{};
};
BOOST_DESCRIBE_STRUCT(GivenRoleView, (), (id, name, description))

struct InvitationView {
  std::string id{};
  std::string invitee{};
  api::Nullable<InviterView> inviter{};
  std::vector<RoleNameView> roles{};
  api::Number<> created_at{};
  api::Number<> expires_at{};
};
BOOST_DESCRIBE_STRUCT(InvitationView, (), (id, invitee, inviter, roles, created_at, expires_at))

struct Invite {
  api::Text<1, 128, api::TextFormat::email> invitee{};
  std::optional<std::vector<api::Text<1, 21>>> role_ids{};
};
BOOST_DESCRIBE_STRUCT(Invite, (), (invitee, role_ids))

InvitationView to_view(const PendingInvitation& pending) {
  const auto& invitation = pending.invitation;
  return {
      .id = invitation.id.value(),
      .invitee = invitation.invitee,
      .inviter = to_inviter(pending),
      .roles = account::to_view(invitation.roles),
      .created_at = to_unix_ms(invitation.created_at),
      .expires_at = to_unix_ms(invitation.expires_at),
  };
}

RequestError unprocessable(std::string code) {
  return {.code = std::move(code), .status = 422};
}

OrganizationId organization_of(const Call& call) {
  return OrganizationId(call.path_parameter("id"));
}

// Whether the inviter may give all of these roles. Errors: 422
// entity.relation_foreign_key_not_found for an unknown one, 403 auth.forbidden for one that permits
// more than the inviter holds.
api::Outcome<void> check_roles(
    const RoleIds& wanted, const std::vector<RolePowers>& roles, const OrganizationPowers& held
) {
  for (const auto& id : wanted) {
    const auto role = std::find_if(roles.begin(), roles.end(), [&](const RolePowers& one) {
      return one.role.id == id;
    });
    if (role == roles.end()) return unprocessable("entity.relation_foreign_key_not_found");
    if (!covers(held, role->powers)) return RequestError{.code = "auth.forbidden", .status = 403};
  }
  return {};
}

class OrganizationInvitations {
 public:
  explicit OrganizationInvitations(const Dependencies& dependencies)
      : dependencies_(dependencies),
        invitations_(dependencies.database, dependencies.tenant),
        members_(dependencies.database, dependencies.tenant),
        powers_(dependencies.database, dependencies.tenant) {}

  Answer list_roles(Call call) {
    const auto held = co_await powers_.find(organization_of(call), call.caller.user.id);
    const auto roles = co_await powers_.list_roles();
    std::vector<GivenRoleView> views;
    for (const auto& [role, powers] : roles) {
      if (!covers(held, powers)) continue;
      views.push_back({.id = role.id.value(), .name = role.name, .description = role.description});
    }
    co_return reply_of(std::move(views));
  }

  Answer list(Call call) {
    Filter filter{.organization = organization_of(call), .inviter = {}, .invitee = {}};
    const auto now = dependencies_.clock.now();
    const auto pending = co_await invitations_.list_pending(std::move(filter), now);
    std::vector<InvitationView> views;
    for (const auto& one : pending)
      views.push_back(to_view(one));
    co_return reply_of(std::move(views));
  }

  Answer create(Call call, Invite body) {
    auto address = parse_identifier(IdentifierType::email, body.invitee);
    if (!address) co_return api::invalid_input("body.invitee must be an e-mail address");
    RoleIds roles;
    for (const auto& id : body.role_ids.value_or(std::vector<api::Text<1, 21>>()))
      roles.emplace_back(id);
    if (roles.size() > max_roles) co_return api::invalid_input("body.roleIds has too many items");
    const auto organization = organization_of(call);
    const auto held = co_await powers_.find(organization, call.caller.user.id);
    const auto given = co_await powers_.list_roles();
    if (auto checked = check_roles(roles, given, held); !checked) co_return checked.error();
    const auto now = dependencies_.clock.now();
    OrganizationInvitation invitation;
    invitation.id =
        OrganizationInvitationId(crypto::random_id(dependencies_.random, invitation_id_length));
    invitation.inviter_id = call.caller.user.id;
    invitation.inviter_permission = dependencies_.member_permissions.invite;
    invitation.invitee = std::move(address->value);
    invitation.organization_id = organization;
    invitation.created_at = now;
    invitation.expires_at = now + lifetime;
    const auto refusal = co_await find_obstacle(invitation);
    if (refusal) co_return *refusal;
    const auto counted = co_await count_invitation(&dependencies_, invitation);
    if (!counted) co_return counted.error();
    co_return co_await conclude(std::move(call), std::move(invitation), std::move(roles));
  }

  Answer revoke(Call call) {
    const OrganizationInvitationId id(call.path_parameter("invitationId"));
    const auto organization = organization_of(call);
    const auto invitation = co_await invitations_.find(id);
    if (!invitation || invitation->organization_id != organization) co_return no_such_entity();
    const auto now = dependencies_.clock.now();
    if (status_at(*invitation, now) != InvitationStatus::pending) co_return no_such_entity();
    AccountChange change{
        .details = {{"organizationId", organization.value()}, {"invitationId", id.value()}}};
    change.plan.add(require(call, {})).add(invitations_.revoke(id, now));
    const auto committed = co_await commit(&dependencies_, &call, std::move(change));
    if (!committed) co_return committed.error();
    co_return Reply{};
  }

 private:
  using Filter = storage::OrganizationInvitationStore::Filter;

  // That the inviter still may, when the plan is committed.
  storage::Statement require(const Call& call, RoleIds roles) const {
    return powers_.require(
        organization_of(call),
        call.caller.user.id,
        {.permission = dependencies_.member_permissions.invite,
         .roles = std::move(roles),
         .member = {}}
    );
  }

  // 422: a member, an address with an invitation that is pending, too many invitations.
  Task<std::optional<RequestError>> find_obstacle(OrganizationInvitation invitation) const {
    const auto& organization = invitation.organization_id;
    const bool is_in = co_await members_.has(organization, invitation.invitee);
    if (is_in) {
      RequestError error = unprocessable("request.invalid_input");
      error.details = "The invitee is already a member of the organization.";
      co_return error;
    }
    const auto now = invitation.created_at;
    Filter filter{.organization = organization, .inviter = {}, .invitee = invitation.invitee};
    const auto pending = co_await invitations_.list_pending(std::move(filter), now);
    if (!pending.empty()) co_return unprocessable("entity.unique_integrity_violation");
    const auto count = co_await invitations_.count_pending(organization, now);
    if (count >= max_pending)
      co_return unprocessable("organization_invitation.exceed_invitation_limit");
    co_return std::nullopt;
  }

  Answer conclude(Call call, OrganizationInvitation invitation, RoleIds roles) {
    auto mail = co_await plan_invitation_mail(&dependencies_, &call, invitation);
    if (!mail) co_return mail.error();
    AccountChange change{
        .details = {
            {"organizationId", invitation.organization_id.value()},
            {"invitationId", invitation.id.value()},
            {"recipient", invitation.invitee}}};
    change.plan = invitations_.insert(invitation, roles);
    change.plan.add(require(call, std::move(roles))).add(*std::move(mail));
    const auto committed = co_await commit(&dependencies_, &call, std::move(change));
    if (!committed) co_return committed.error();
    Filter filter{
        .organization = invitation.organization_id, .inviter = {}, .invitee = invitation.invitee};
    const auto made = co_await invitations_.list_pending(std::move(filter), invitation.created_at);
    // Accepted or revoked within the same moment.
    if (made.empty()) co_return no_such_entity();
    co_return reply_of(to_view(made.front()));
  }

  const Dependencies& dependencies_;
  storage::OrganizationInvitationStore invitations_;
  storage::OrganizationUserStore members_;
  storage::OrganizationPowerStore powers_;
};

}  // namespace

Operations nouns::organization_invitations(const Dependencies& dependencies) {
  const auto noun = std::make_shared<OrganizationInvitations>(dependencies);
  const auto& permissions = dependencies.member_permissions;
  const Checks to_see{organization_permission(permissions.invite)};
  const Checks to_change{organization_permission(permissions.invite), first_party};
  // A role outlives the session of the one who gives it.
  auto to_invite = to_change;
  to_invite.push_back(step_up.when("roleIds"));
  using http::Method;
  const std::string path = "/my-organizations/{id}/invitations";
  return {
      {.method = Method::get,
       .path = "/my-organizations/{id}/roles",
       .summary = "List the organization roles that the account may give to others",
       .checks = to_see,
       .reply = shape_of<std::vector<GivenRoleView>>(),
       .handler = handled_by(noun, &OrganizationInvitations::list_roles)},
      {.method = Method::get,
       .path = path,
       .summary = "List the pending invitations to an organization of the account",
       .checks = to_see,
       .reply = shape_of<std::vector<InvitationView>>(),
       .handler = handled_by(noun, &OrganizationInvitations::list)},
      {.method = Method::post,
       .path = path,
       .summary = "Invite a person to an organization of the account",
       .status = 201,
       .checks = std::move(to_invite),
       .reply = shape_of<InvitationView>(),
       .refusals = {422, 429, 501},
       .audit_key = "Account.Organization.Invitation.Create",
       .handler = handled_by(noun, &OrganizationInvitations::create)},
      {.method = Method::delete_,
       .path = path + "/{invitationId}",
       .summary = "Revoke an invitation to an organization of the account",
       .status = 204,
       .checks = to_change,
       .refusals = {404},
       .audit_key = "Account.Organization.Invitation.Revoke",
       .handler = handled_by(noun, &OrganizationInvitations::revoke)},
  };
}

}  // namespace daemun::account
