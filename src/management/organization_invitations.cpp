// Invitations into organizations: /organization-invitations.
#include "management/dependencies.h"
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

constexpr const char* role_ids = "organizationRoleIds";

const std::string invitation_shape =
    "{tenantId: string<0..21>, id: string<1..21>, inviterId: string<0..21>|null, invitee: "
    "string<1..256>, acceptedUserId: string<0..21>|null, organizationId: string<1..21>, status: "
    R"("Pending"|"Accepted"|"Expired"|"Revoked", createdAt: number, updatedAt: number, )"
    "expiresAt: number, " +
    organization_role_names_field + "}";
const std::string message_shape =
    "{code?: string, link?: string, locale?: string, uiLocales?: string}";

template <typename SomeId>
json::value to_value(const std::optional<SomeId>& id) {
  if (!id) return nullptr;
  return json::value(id->value());
}

json::object to_json(
    const TenantId& tenant, const OrganizationInvitation& invitation, TimePoint now
) {
  return {
      {"tenantId", tenant.value()},
      {"id", invitation.id.value()},
      {"inviterId", to_value(invitation.inviter_id)},
      {"invitee", invitation.invitee},
      {"acceptedUserId", to_value(invitation.accepted_user_id)},
      {"organizationId", invitation.organization_id.value()},
      {"status", to_string(status_at(invitation, now))},
      {"createdAt", to_unix_ms(invitation.created_at)},
      {"updatedAt", to_unix_ms(invitation.updated_at)},
      {"expiresAt", to_unix_ms(invitation.expires_at)},
      {"organizationRoles", management::to_json(invitation.roles)},
  };
}

// Logto's one code for all that is wrong with an invitation.
RequestError invalid(int status, std::string details) {
  return {.code = "request.invalid_input", .status = status, .details = std::move(details)};
}

RequestError ended() {
  return invalid(422, "The status of the invitation cannot be changed any more.");
}

// There is nothing to send with.
RequestError no_email_connector() {
  return {.code = "connector.not_found", .status = 501};
}

bool asks_for_message(const json::object& body) {
  const auto* payload = body.if_contains("messagePayload");
  return payload != nullptr && *payload != json::value(false);
}

std::optional<std::string> canonical_email(std::string_view address) {
  auto identifier = parse_identifier(IdentifierType::email, address);
  if (!identifier) return std::nullopt;
  return std::move(identifier->value);
}

template <typename SomeId>
std::optional<SomeId> id_in(const json::object& body, std::string_view name) {
  auto text = string_of(body, name);
  if (!text) return std::nullopt;
  return SomeId(*std::move(text));
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
      return to_json(dependencies_.tenant, invitation, now);
    });
  }

  Answer create(Call call) {
    const auto now = dependencies_.clock.now();
    const auto invitee = canonical_email(*string_of(call.body, "invitee"));
    if (!invitee) co_return api::invalid_input("body.invitee must be an e-mail address");
    OrganizationInvitation invitation;
    invitation.id = make_id<OrganizationInvitationId>(dependencies_.random);
    invitation.inviter_id = id_in<UserId>(call.body, "inviterId");
    invitation.invitee = *invitee;
    invitation.organization_id = OrganizationId(*string_of(call.body, "organizationId"));
    invitation.created_at = now;
    invitation.expires_at =
        from_unix_ms(static_cast<std::int64_t>(call.body.at("expiresAt").to_number<double>()));
    if (invitation.expires_at <= now)
      co_return invalid(400, "The value of `expiresAt` must be in the future.");
    if (asks_for_message(call.body)) co_return no_email_connector();
    const bool is_in = co_await members_.has(invitation.organization_id, *invitee);
    if (is_in) co_return invalid(422, "The invitee is already a member of the organization.");

    auto roles = ids_of<OrganizationRoleId>(call.body, role_ids);
    auto plan = invitations_.insert(invitation, roles);
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
    if (committed) co_return co_await answer_with(invitation.id);
    if (is_unique(committed.error())) co_return unprocessable("entity.unique_integrity_violation");
    co_return co_await explain_role_conflict(dependencies_, committed.error(), std::move(roles));
  }

  Answer show(Call call) {
    return answer_with(OrganizationInvitationId(call.path_parameter("id")));
  }

  Answer remove(Call call) {
    storage::Plan plan;
    plan.add(invitations_.remove(OrganizationInvitationId(call.path_parameter("id"))));
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
    if (!committed) co_return not_found();
    co_return Reply{};
  }

  Answer send_message(Call call) {
    const OrganizationInvitationId id(call.path_parameter("id"));
    const auto invitation = co_await invitations_.find(id);
    if (!invitation) co_return no_such("organization_invitations", id.value());
    co_return no_email_connector();
  }

  Answer set_status(Call call) {
    const OrganizationInvitationId id(call.path_parameter("id"));
    auto invitation = co_await invitations_.find(id);
    if (!invitation) co_return no_such("organization_invitations", id.value());
    const bool is_acceptance = find_string(call.body, "status") == "Accepted";
    if (is_acceptance) co_return co_await accept(std::move(call), *std::move(invitation));
    co_return co_await revoke(id);
  }

 private:
  // The invitation as it is now.
  Answer answer_with(OrganizationInvitationId id) {
    const auto invitation = co_await invitations_.find(id);
    if (!invitation) co_return no_such("organization_invitations", id.value());
    co_return Reply{.body = to_json(dependencies_.tenant, *invitation, dependencies_.clock.now())};
  }

  Answer accept(Call call, OrganizationInvitation invitation) {
    const auto user_id = id_in<UserId>(call.body, "acceptedUserId");
    if (!user_id || user_id->empty())
      co_return invalid(422, "The `acceptedUserId` is required when accepting an invitation.");
    const auto user = co_await users_.find(*user_id);
    if (!user) co_return not_found();
    const auto now = dependencies_.clock.now();
    if (const auto refusal = find_refusal(invitation, *user, now)) {
      if (*refusal == InvitationRefusal::ended) co_return ended();
      co_return invalid(422, "The accepted user must have the same email as the invitee.");
    }
    auto plan = invitations_.accept(invitation.id, *user_id, now);
    MembershipChange change{
        .organization = invitation.organization_id, .added = {user_id->value()}};
    const auto committed =
        co_await commit_membership(dependencies_, call, std::move(change), std::move(plan));
    // Somebody has ended it in between, or changed the address.
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
       .reply = parse_shape(invitation_shape + "[]"),
       .handler = handled_by(noun, &OrganizationInvitations::list)},
      {.method = Method::post,
       .path = path,
       .summary = "Invite a person to an organization",
       .status = 201,
       .body = parse_shape(
           "{inviterId?: string<0..21>|null, invitee: string<email>, organizationId: "
           "string<1..21>, expiresAt: number, organizationRoleIds?: string[], messagePayload?: (" +
           message_shape + " | boolean)}"
       ),
       .reply = parse_shape(invitation_shape),
       .refusals = {422, 501},
       .handler = handled_by(noun, &OrganizationInvitations::create)},
      {.method = Method::get,
       .path = path + "/{id}",
       .summary = "Show an invitation",
       .reply = parse_shape(invitation_shape),
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
       .summary = "Resend an invitation",
       .status = 204,
       .body = parse_shape(message_shape),
       .refusals = {404, 501},
       .handler = handled_by(noun, &OrganizationInvitations::send_message)},
      {.method = Method::put,
       .path = path + "/{id}/status",
       .summary = "Accept an invitation for a user, or revoke it",
       .body =
           parse_shape(R"({acceptedUserId?: string<0..21>|null, status: "Accepted"|"Revoked"})"),
       .reply = parse_shape(invitation_shape),
       .refusals = {404, 422},
       .event = organization_membership_event,
       .handler = handled_by(noun, &OrganizationInvitations::set_status)},
  };
}

}  // namespace daemun::management
