// The invitations of a person to organizations: /my-organization-invitations. They are for the
// account's primary e-mail address, which is always proven.
#include "storage/organization_invitation_store.h"
#include "storage/organization_member_store.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "account/change.h"
#include "account/nouns.h"
#include "account/organization_view.h"

namespace daemun::account {
namespace {

using api::RequestError;
using api::shape_of;
using storage::PendingInvitation;
using enum Check::MissingScope;

struct SetInvitationStatus {
  api::Word<"Accepted", "Revoked"> status{};
};
BOOST_DESCRIBE_STRUCT(SetInvitationStatus, (), (status))

OwnInvitationView to_view(const PendingInvitation& pending) {
  const auto& invitation = pending.invitation;
  return {
      .id = invitation.id.value(),
      .organization =
          {.id = invitation.organization_id.value(),
           .name = pending.organization_name,
           .branding = to_branding(pending.organization_branding)},
      .inviter = to_inviter(pending),
      .roles = account::to_view(invitation.roles),
      .expires_at = to_unix_ms(invitation.expires_at),
  };
}

class OwnInvitations {
 public:
  explicit OwnInvitations(const Dependencies& dependencies)
      : dependencies_(dependencies),
        invitations_(dependencies.database, dependencies.tenant),
        members_(dependencies.database, dependencies.tenant) {}

  Answer list(Call call) {
    std::vector<OwnInvitationView> views;
    if (!call.caller.user.primary_email) co_return reply_of(std::move(views));
    storage::OrganizationInvitationStore::Filter filter{
        .organization = {}, .inviter = {}, .invitee = call.caller.user.primary_email};
    const auto now = dependencies_.clock.now();
    const auto pending = co_await invitations_.list_pending(std::move(filter), now);
    for (const auto& one : pending) {
      if (one.invitation.is_backed) views.push_back(to_view(one));
    }
    co_return reply_of(std::move(views));
  }

  // An invitation to another address is reported as not found, even after it has ended.
  Answer set_status(Call call, SetInvitationStatus body) {
    const OrganizationInvitationId id(call.path_parameter("id"));
    const auto invitation = co_await invitations_.find(id);
    const auto& email = call.caller.user.primary_email;
    if (!invitation || !email || *email != invitation->invitee) co_return no_such_entity();
    const auto now = dependencies_.clock.now();
    if (status_for_invitee(*invitation, now) != InvitationStatus::pending) co_return ended();
    AccountChange change{
        .details = {
            {"invitationId", id.value()},
            {"organizationId", invitation->organization_id.value()},
            {"status", std::string(body.status)}}};
    const auto& user = call.caller.user.id;
    if (body.status.is<"Revoked">()) {
      change.plan.add(invitations_.revoke(id, now));
    } else {
      change.plan = invitations_.accept(id, user, now);
      change.membership = co_await describe_joining(invitation->organization_id, user);
    }
    const auto committed = co_await commit(&dependencies_, &call, std::move(change));
    if (!committed) co_return committed.error();
    co_return Reply{};
  }

 private:
  static RequestError ended() {
    return {
        .code = "request.invalid_input",
        .status = 422,
        .details = "The invitation has been answered or has expired."};
  }

  // For webhooks; empty for a member, who only gets the roles.
  Task<json::object> describe_joining(OrganizationId organization, UserId user) const {
    const storage::Window nothing{.limit = 0, .offset = 0};
    const auto membership = co_await members_.list_roles(organization, user, nothing);
    json::object told;
    if (membership.is_member) co_return told;
    told["organizationId"] = organization.value();
    told["addedUserIds"] = json::array{user.value()};
    co_return told;
  }

  const Dependencies& dependencies_;
  storage::OrganizationInvitationStore invitations_;
  storage::OrganizationMemberStore<UserId> members_;
};

}  // namespace

Operations nouns::own_invitations(const Dependencies& dependencies) {
  const auto noun = std::make_shared<OwnInvitations>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/my-organization-invitations",
       .summary = "List the pending invitations of the account to organizations",
       .checks = {scope(organizations_scope, forbidden), first_party},
       .reply = shape_of<std::vector<OwnInvitationView>>(),
       .handler = handled_by(noun, &OwnInvitations::list)},
      {.method = Method::put,
       .path = "/my-organization-invitations/{id}/status",
       .summary = "Accept or decline an invitation to an organization",
       .status = 204,
       .checks = {scope(organizations_scope, forbidden), first_party},
       .refusals = {404, 422},
       .audit_key = "Account.Invitation.Answer",
       .handler = handled_by(noun, &OwnInvitations::set_status)},
  };
}

}  // namespace daemun::account
