// Dialogues that begin with a link of ours in a mail, without an application's request. Their
// client is the account center's. They end in a session and an address, and in no code.
#ifndef DAEMUN_DOMAIN_ACCOUNT_DIALOGUE_H
#define DAEMUN_DOMAIN_ACCOUNT_DIALOGUE_H

#include "domain/account_center.h"
#include "domain/authorization_request.h"
#include "domain/invitation_link.h"
#include "domain/one_time_token.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun {

inline constexpr Seconds account_dialogue_ttl{3600};

// The account center's own requests are none: like those of every public client they have a code
// challenge, and their state and nonce are the page's (RFC 9700 2.1.1).
bool is_account_dialogue(const AuthorizationRequest& request);

// To join an organization. `redirect_url`: where to go then; nothing: the page of the link.
struct InvitationVisit {
  InvitationLink link{};
  OrganizationInvitation invitation{};
  bool has_account = false;  // the invited address is somebody's: the dialogue begins with sign-in
  std::optional<std::string> redirect_url{};
};
AuthorizationRequest to_request(const InvitationVisit& visit);
// To sign in, register or set a new password, as the token says.
AuthorizationRequest to_request(const OneTimeToken& token);

// The invitation that the dialogue is about.
std::optional<InvitationLink> find_invitation_link(const AuthorizationRequest& request);

// "/register?app_id=…": the page that the dialogue begins with. `handle` names it in URLs.
std::string first_page(const AuthorizationRequest& request, std::string_view handle);
// A URL, or a path of ours.
std::string end_of_dialogue(const AuthorizationRequest& request);

}  // namespace daemun

#endif
