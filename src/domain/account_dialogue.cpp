#include "domain/account_dialogue.h"

#include "base/uri.h"

#include <utility>

namespace daemun {
namespace {

std::string page_of(const AuthorizationRequest& request) {
  const auto& first = request.experience.first_screen;
  if (first == "register") return "/register";
  if (first == "reset_password") return "/reset-password";
  return request.experience.one_time_token ? "/one-time-token" : "/sign-in";
}

}  // namespace

bool is_account_dialogue(const AuthorizationRequest& request) {
  return request.client_id.value() == account_center_application && !request.code_challenge &&
         !request.device_authorization_id;
}

AuthorizationRequest to_request(const InvitationVisit& visit) {
  AuthorizationRequest request;
  request.client_id = ApplicationId(std::string(account_center_application));
  request.redirect_uri = visit.redirect_url.value_or("");
  // The link is where no page and no URL shows it.
  request.state = visit.link.id.value();
  request.nonce = visit.link.token.reveal();
  request.login_hint = visit.invitation.invitee;
  request.experience.organization_id = visit.invitation.organization_id.value();
  if (!visit.has_account) request.experience.first_screen = "register";
  return request;
}

AuthorizationRequest to_request(const OneTimeToken& token) {
  AuthorizationRequest request;
  request.client_id = ApplicationId(std::string(account_center_application));
  request.redirect_uri = redirect_url(token).value_or("");
  request.login_hint = token.email;
  request.experience.one_time_token = token.value.reveal();
  const auto event = find_string(token.context, "interactionEvent");
  if (event == "ForgotPassword") request.experience.first_screen = "reset_password";
  return request;
}

std::optional<InvitationLink> find_invitation_link(const AuthorizationRequest& request) {
  if (!is_account_dialogue(request) || !request.state || !request.nonce) return std::nullopt;
  return InvitationLink{
      .id = OrganizationInvitationId(*request.state), .token = Secret(*request.nonce)};
}

std::string first_page(const AuthorizationRequest& request, std::string_view handle) {
  auto page = with_query_parameter(page_of(request), "app_id", request.client_id.value());
  const std::pair<std::string_view, const std::optional<std::string>&> parameters[] = {
      {"organization_id", request.experience.organization_id},
      {"one_time_token", request.experience.one_time_token},
      {"login_hint", request.login_hint},
  };
  for (const auto& [name, value] : parameters) {
    if (value) page = with_query_parameter(std::move(page), name, *value);
  }
  return with_query_parameter(std::move(page), "interaction", handle);
}

std::string end_of_dialogue(const AuthorizationRequest& request) {
  const auto uri = parse_uri(request.redirect_uri);
  if (uri && is_http_scheme(*uri)) return request.redirect_uri;
  const auto link = find_invitation_link(request);
  return link ? path_of(*link) : "/signed-in";
}

}  // namespace daemun
