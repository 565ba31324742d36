// Invitations into organizations: /organization-invitations.
#include "management/dependencies.h"
#include "management/mail_message.h"
#include "management/nouns.h"
#include "management/organization_json.h"
#include "management/organization_membership.h"
#include "storage/organization_invitation_store.h"
#include "storage/organization_user_store.h"
#include "storage/user_store.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

using api::RequestError;

struct InvitationView {
  Text<0, 21> tenant_id{};
  Text<1, 21> id{};
  Nullable<Text<0, 21>> inviter_id{};
  Text<1, 256> invitee{};
  Nullable<Text<0, 21>> accepted_user_id{};
  Text<1, 21> organization_id{};
  InvitationStatus status{};
  Number<> created_at{};
  Number<> updated_at{};
  Number<> expires_at{};
  Nullable<Text<0, 2048>> redirect_url{};  // ours
  std::vector<OrganizationRoleNameView> organization_roles{};
};
BOOST_DESCRIBE_STRUCT(
    InvitationView,
    (),
    (tenant_id,
     id,
     inviter_id,
     invitee,
     accepted_user_id,
     organization_id,
     status,
     created_at,
     updated_at,
     expires_at,
     redirect_url,
     organization_roles)
)

struct CreateInvitation {
  Patch<Text<0, 21>> inviter_id{};
  Formatted<TextFormat::email> invitee{};
  Text<1, 21> organization_id{};
  Number<> expires_at{};
  std::optional<std::vector<std::string>> organization_role_ids{};
  std::optional<std::variant<MailPayload, bool>> message_payload{};
  // Ours: where the invitee goes after joining through a link of ours.
  std::optional<Text<1, 2048, TextFormat::url>> redirect_url{};
};
BOOST_DESCRIBE_STRUCT(
    CreateInvitation,
    (),
    (inviter_id,
     invitee,
     organization_id,
     expires_at,
     organization_role_ids,
     message_payload,
     redirect_url)
)

struct SetStatus {
  Patch<Text<0, 21>> accepted_user_id{};
  Word<"Accepted", "Revoked"> status{};
};
BOOST_DESCRIBE_STRUCT(SetStatus, (), (accepted_user_id, status))

InvitationView to_view(
    const TenantId& tenant, const OrganizationInvitation& invitation, TimePoint now
) {
  return {
      .tenant_id = tenant.value(),
      .id = invitation.id.value(),
      .inviter_id = to_text(invitation.inviter_id),
      .invitee = invitation.invitee,
      .accepted_user_id = to_text(invitation.accepted_user_id),
      .organization_id = invitation.organization_id.value(),
      .status = status_at(invitation, now),
      .created_at = to_unix_ms(invitation.created_at),
      .updated_at = to_unix_ms(invitation.updated_at),
      .expires_at = to_unix_ms(invitation.expires_at),
      .redirect_url = invitation.redirect_url,
      .organization_roles = management::to_view(invitation.roles),
  };
}

// Logto's one code for all that is wrong with an invitation.
RequestError invalid(int status, std::string details) {
  return {.code = "request.invalid_input", .status = status, .details = std::move(details)};
}

RequestError ended() {
  return invalid(422, "The status of the invitation cannot be changed any more.");
}

// The words of the mail that the body asks for; nothing when it asks for none. `true` asks for one
// in our words.
std::optional<json::object> find_payload(const json::object& body) {
  const auto* payload = body.if_contains("messagePayload");
  if (payload == nullptr || payload->is_null()) return std::nullopt;
  if (const auto* word = payload->if_bool())
    return *word ? std::optional(json::object()) : std::nullopt;
  return payload->as_object();
}

std::optional<std::string> canonical_email(std::string_view address) {
  auto identifier = parse_identifier(IdentifierType::email, address);
  if (!identifier) return std::nullopt;
  return std::move(identifier->value);
}

template <typename SomeId>
std::optional<SomeId> id_in(const http::Form& query, std::string_view name) {
  const auto text = query.find(name);
  if (!text) return std::nullopt;
  return SomeId(std::string(*text));
}

class OrganizationInvitations {
 public:
  explicit OrganizationInvitations(const Dependencies& dependencies)
      : dependencies_(dependencies),
        invitations_(dependencies.database, dependencies.tenant),
        members_(dependencies.database, dependencies.tenant),
        users_(dependencies.database, dependencies.tenant) {}

  Answer list(Call call) {
    storage::OrganizationInvitationStore::Filter filter{
        .organization = id_in<OrganizationId>(call.query, "organizationId"),
        .inviter = id_in<UserId>(call.query, "inviterId"),
        .invitee = {},
    };
    if (const auto invitee = call.query.find("invitee"))
      filter.invitee = canonical_email(*invitee).value_or(std::string(*invitee));
    const auto invitations = co_await invitations_.list(std::move(filter));
    const auto now = dependencies_.clock.now();
    co_return list_reply(invitations, std::nullopt, [&](const OrganizationInvitation& invitation) {
      return to_view(dependencies_.tenant, invitation, now);
    });
  }

  Answer create(Call call, CreateInvitation body) {
    const auto now = dependencies_.clock.now();
    const auto invitee = canonical_email(body.invitee);
    if (!invitee) co_return api::invalid_input("body.invitee must be an e-mail address");
    OrganizationInvitation invitation;
    invitation.id = make_id<OrganizationInvitationId>(dependencies_.random);
    if (body.inviter_id) invitation.inviter_id = UserId(*body.inviter_id);
    invitation.invitee = *invitee;
    invitation.organization_id = OrganizationId(body.organization_id);
    invitation.created_at = now;
    invitation.expires_at = from_unix_ms(static_cast<std::int64_t>(body.expires_at.as_double()));
    if (invitation.expires_at <= now)
      co_return invalid(400, "The value of `expiresAt` must be in the future.");
    if (body.redirect_url) invitation.redirect_url = *body.redirect_url;
    const bool is_in = co_await members_.has(invitation.organization_id, *invitee);
    if (is_in) co_return invalid(422, "The invitee is already a member of the organization.");

    const auto wanted = body.organization_role_ids.value_or(std::vector<std::string>());
    std::vector<OrganizationRoleId> roles(wanted.begin(), wanted.end());
    auto plan = invitations_.insert(invitation, roles);
    if (auto payload = find_payload(call.body)) {
      InvitationMail mail{.invitation = invitation, .payload = *std::move(payload)};
      auto message = co_await plan_invitation_mail(&dependencies_, &call, std::move(mail));
      if (!message) co_return message.error();
      plan.add(*std::move(message));
    }
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (committed) co_return co_await answer_with(invitation.id);
    if (is_unique(committed.error())) co_return unprocessable("entity.unique_integrity_violation");
    co_return co_await explain_role_conflict(dependencies_, committed.error(), std::move(roles));
  }

  Answer show(Call call) {
    return answer_with(OrganizationInvitationId(call.path_parameter("id")));
  }

  Answer remove(Call call) {
    auto removal = invitations_.remove(OrganizationInvitationId(call.path_parameter("id")));
    return commit_removal(dependencies_, std::move(call), std::move(removal), not_found());
  }

  Answer send_message(Call call, MailPayload) {
    const OrganizationInvitationId id(call.path_parameter("id"));
    auto invitation = co_await invitations_.find(id);
    if (!invitation) co_return no_such("organization_invitations", id.value());
    if (status_at(*invitation, dependencies_.clock.now()) != InvitationStatus::pending)
      co_return ended();
    InvitationMail mail{.invitation = *std::move(invitation), .payload = call.body};
    auto plan = co_await plan_invitation_mail(&dependencies_, &call, std::move(mail));
    if (!plan) co_return plan.error();
    const auto committed = co_await commit(dependencies_, call, *std::move(plan));
    if (!committed) co_return ended();
    co_return Reply{};
  }

  Answer set_status(Call call, SetStatus body) {
    const OrganizationInvitationId id(call.path_parameter("id"));
    auto invitation = co_await invitations_.find(id);
    if (!invitation) co_return no_such("organization_invitations", id.value());
    if (body.status.is<"Revoked">()) co_return co_await revoke(id);
    if (!body.accepted_user_id || body.accepted_user_id->empty())
      co_return invalid(422, "The `acceptedUserId` is required when accepting an invitation.");
    UserId user(*body.accepted_user_id);
    co_return co_await accept(std::move(call), *std::move(invitation), std::move(user));
  }

 private:
  // The invitation as it is now.
  Answer answer_with(OrganizationInvitationId id) {
    const auto invitation = co_await invitations_.find(id);
    if (!invitation) co_return no_such("organization_invitations", id.value());
    co_return reply_of(to_view(dependencies_.tenant, *invitation, dependencies_.clock.now()));
  }

  Answer accept(Call call, OrganizationInvitation invitation, UserId user_id) {
    const auto user = co_await users_.find(user_id);
    if (!user) co_return not_found();
    const auto now = dependencies_.clock.now();
    if (const auto refusal = find_refusal(invitation, *user, now)) {
      if (*refusal == InvitationRefusal::ended) co_return ended();
      co_return invalid(422, "The accepted user must have the same email as the invitee.");
    }
    auto plan = invitations_.accept(invitation.id, user_id, now);
    MembershipChange change{.organization = invitation.organization_id, .added = {user_id.value()}};
    const auto committed =
        co_await commit_membership(dependencies_, call, std::move(change), std::move(plan));
    // The invitation was ended or the address changed in the meantime.
    if (!committed) co_return ended();
    co_return co_await answer_with(invitation.id);
  }

  Answer revoke(OrganizationInvitationId id) {
    storage::Plan plan;
    plan.add(invitations_.revoke(id, dependencies_.clock.now()));
    const auto committed = co_await dependencies_.database.commit(std::move(plan));
    if (!committed) co_return ended();
    co_return co_await answer_with(id);
  }

  const Dependencies& dependencies_;
  storage::OrganizationInvitationStore invitations_;
  storage::OrganizationUserStore members_;
  storage::UserStore users_;
};

}  // namespace

Operations nouns::organization_invitations(const Dependencies& dependencies) {
  const auto noun = std::make_shared<OrganizationInvitations>(dependencies);
  using http::Method;
  const std::string path = "/organization-invitations";
  return {
      {.method = Method::get,
       .path = path,
       .summary = "List organization invitations",
       .query = {"organizationId", "inviterId", "invitee"},
       .reply = shape_of<std::vector<InvitationView>>(),
       .handler = handled_by(noun, &OrganizationInvitations::list)},
      {.method = Method::post,
       .path = path,
       .summary = "Invite a person to an organization",
       .status = 201,
       .reply = shape_of<InvitationView>(),
       .refusals = {400, 422, 429, 501},
       .handler = handled_by(noun, &OrganizationInvitations::create)},
      {.method = Method::get,
       .path = path + "/{id}",
       .summary = "Show an invitation",
       .reply = shape_of<InvitationView>(),
       .refusals = {404},
       .handler = handled_by(noun, &OrganizationInvitations::show)},
      {.method = Method::delete_,
       .path = path + "/{id}",
       .summary = "Delete an invitation",
       .status = 204,
       .refusals = {404},
       .handler = handled_by(noun, &OrganizationInvitations::remove)},
      {.method = Method::post,
       .path = path + "/{id}/message",
       .summary = "Send the mail of an invitation",
       .status = 204,
       .refusals = {400, 404, 422, 429, 501},
       .handler = handled_by(noun, &OrganizationInvitations::send_message)},
      {.method = Method::put,
       .path = path + "/{id}/status",
       .summary = "Accept an invitation for a user, or revoke it",
       .reply = shape_of<InvitationView>(),
       .refusals = {404, 422},
       .event = organization_membership_event,
       .handler = handled_by(noun, &OrganizationInvitations::set_status)},
  };
}

}  // namespace daemun::management
