#include "experience/mail_links.h"

#include "domain/cookie_names.h"
#include "domain/interaction_cookie.h"
#include "experience/dialogue.h"
#include "experience/invitation.h"
#include "http/cookie.h"
#include "http/form.h"
#include "storage/interaction_store.h"
#include "storage/one_time_token_store.h"
#include "storage/organization_invitation_store.h"
#include "storage/organization_store.h"
#include "storage/user_store.h"

#include <stdexcept>
#include <utility>

namespace daemun::experience {
namespace {

constexpr std::size_t max_token_bytes = 256;

std::string query_value(const http::Request& request, std::string_view name) {
  const auto query = http::parse_form(request.query);
  return std::string(query ? query->find(name).value_or("") : "");
}

// As people know them: a name, else what they sign in with.
std::string name_of(const User& user) {
  for (const auto* name : {&user.name, &user.username, &user.primary_email}) {
    if (*name && !(*name)->empty()) return **name;
  }
  return user.id.value();
}

// The cookie with this dialogue beside the browser's others.
std::string to_cookie(
    const Dependencies& dependencies, const http::Request& request, const Interaction& interaction
) {
  const auto name =
      cookie_name(interaction_cookie_name, dependencies.tenant, dependencies.endpoint);
  auto cookie = InteractionCookie::parse(http::find_cookie(request, name).value_or(""));
  cookie.set(interaction.request.client_id, interaction.id);
  const bool is_https = dependencies.endpoint.starts_with("https:");
  return http::to_set_cookie(http::Cookie{
      .name = name,
      .value = cookie.to_value(),
      .expires = interaction.expires_at,
      .secure = is_https ? http::SecureCookie::yes : http::SecureCookie::no,
  });
}

// Why a magic link leads nowhere, in a word for the page; empty when it is good.
std::string_view find_problem(
    const std::optional<OneTimeToken>& token, const std::string& email, TimePoint now
) {
  const auto canonical = parse_identifier(IdentifierType::email, email);
  if (!token || !canonical || token->email != canonical->value) return "invalid";
  switch (status_at(*token, now)) {
    case OneTimeTokenStatus::active:
      return {};
    case OneTimeTokenStatus::consumed:
      return "used";
    case OneTimeTokenStatus::expired:
      return "expired";
    case OneTimeTokenStatus::revoked:
      break;
  }
  return "invalid";
}

}  // namespace

Task<std::optional<OrganizationInvitation>> MailLinks::find_invitation(InvitationLink link) const {
  const auto& token = link.token.reveal();
  if (token.empty() || token.size() > max_invitation_token_bytes) co_return std::nullopt;
  const storage::OrganizationInvitationStore store(dependencies_.database, dependencies_.tenant);
  auto hash = storage::hash_link(dependencies_.vault, dependencies_.tenant, link);
  co_return co_await store.find_by_link(std::move(hash));
}

// Only one that is pending, or was accepted, still says what it was for.
Task<json::object> MailLinks::describe(OrganizationInvitation invitation) const {
  const auto status = status_for_invitee(invitation, dependencies_.clock.now());
  json::object shown{{"id", invitation.id.value()}, {"status", to_string(status)}};
  if (status == InvitationStatus::revoked || status == InvitationStatus::expired) co_return shown;
  shown["email"] = invitation.invitee;
  const storage::OrganizationStore organizations(dependencies_.database, dependencies_.tenant);
  const auto organization = co_await organizations.find(invitation.organization_id);
  if (organization) shown["organization"] = organization->name;
  if (invitation.inviter_id) {
    const storage::UserStore users(dependencies_.database, dependencies_.tenant);
    const auto inviter = co_await users.find(*invitation.inviter_id);
    if (inviter) shown["inviter"] = name_of(*inviter);
  }
  json::array roles;
  for (const auto& role : invitation.roles)
    roles.emplace_back(role.name);
  shown["roles"] = std::move(roles);
  co_return shown;
}

Task<http::Response> MailLinks::show_invitation(http::Request request) {
  InvitationLink link{
      .id = OrganizationInvitationId(std::string(request.path_parameter("id"))),
      .token = Secret(query_value(request, "token"))};
  auto invitation = co_await find_invitation(std::move(link));
  Pages::Told told{.name = "invitation"};
  if (invitation) {
    told.organization = invitation->organization_id;
    told.members["invitation"] = co_await describe(*std::move(invitation));
  } else {
    told.status = 404;
    told.members["invitation"] = json::object{{"status", "Unknown"}};
  }
  co_return co_await pages_.tell(std::move(request), std::move(told));
}

Task<Outcome<AuthorizationRequest>> MailLinks::decide_visit(http::Request request) const {
  const auto body = parse_body(request, dependencies_.endpoint);
  if (!body) co_return body.error();
  const auto sent = api::read<SentInvitation>(*body);
  InvitationVisit visit;
  visit.link = {
      .id = OrganizationInvitationId(sent.invitation_id), .token = Secret(std::string(sent.token))};
  auto invitation = co_await find_invitation(visit.link);
  const auto now = dependencies_.clock.now();
  if (!invitation || status_for_invitee(*invitation, now) != InvitationStatus::pending)
    co_return invitation_ended();
  visit.invitation = *std::move(invitation);
  visit.redirect_url = visit.invitation.redirect_url;
  if (!visit.redirect_url) {
    const auto settings = co_await dependencies_.settings.find_sign_in_experience();
    const auto url = find_string(settings->document, "invitationRedirectUrl");
    if (url && !url->empty()) visit.redirect_url = std::string(*url);
  }
  const storage::UserStore users(dependencies_.database, dependencies_.tenant);
  Identifier email{.type = IdentifierType::email, .value = visit.invitation.invitee};
  const auto user = co_await users.find(std::move(email));
  visit.has_account = user.has_value();
  co_return to_request(visit);
}

Task<http::Response> MailLinks::open_invitation(http::Request request) {
  auto authorization = co_await decide_visit(request);
  if (!authorization) co_return to_response(authorization.error(), request);
  auto begun = co_await begin(std::move(request), *std::move(authorization));
  Redirect redirect{.redirect_to = std::move(begun.page)};
  auto answer = answer_json(200, api::to_json(std::move(redirect)));
  answer.add("Set-Cookie", begun.cookie);
  co_return answer;
}

Task<http::Response> MailLinks::open_magic_link(http::Request request) {
  const auto value = query_value(request, "token");
  const storage::OneTimeTokenStore tokens(
      dependencies_.database, dependencies_.vault, dependencies_.tenant
  );
  std::optional<OneTimeToken> token;
  if (!value.empty() && value.size() <= max_token_bytes)
    token = co_await tokens.find_by_value(Secret(value));
  const auto problem =
      find_problem(token, query_value(request, "email"), dependencies_.clock.now());
  if (!problem.empty()) {
    Pages::Told told{.name = "magic-link", .status = 404};
    told.members["link"] = json::object{{"problem", problem}};
    co_return co_await pages_.tell(std::move(request), std::move(told));
  }
  const auto begun = co_await begin(std::move(request), to_request(*token));
  auto answer = http::redirect_response(303, begun.page);
  answer.set("Cache-Control", "no-store");
  answer.add("Set-Cookie", begun.cookie);
  co_return answer;
}

Task<MailLinks::Begun> MailLinks::begin(http::Request request, AuthorizationRequest authorization)
    const {
  const auto now = dependencies_.clock.now();
  Interaction interaction;
  interaction.id = InteractionId(crypto::random_token(dependencies_.random));
  interaction.request = std::move(authorization);
  interaction.created_at = now;
  interaction.expires_at = now + account_dialogue_ttl;
  const storage::InteractionStore interactions(
      dependencies_.database, dependencies_.vault, dependencies_.tenant
  );
  storage::Plan plan;
  plan.add(interactions.insert(interaction)).leave_unsynced();
  const auto committed = co_await dependencies_.database.commit(std::move(plan));
  if (!committed) throw std::runtime_error("a random interaction was taken");
  dependencies_.journal.write(
      make_audit_event(dependencies_, request, interaction, "Interaction.Create")
  );
  co_return Begun{
      .page = first_page(interaction.request, storage::interaction_handle(interaction.id)),
      .cookie = to_cookie(dependencies_, request, interaction)};
}

}  // namespace daemun::experience
