// Links in our mails. Opening one uses nothing up, because mail scanners open links too: an
// invitation shows what it is and waits for a button, a magic link begins a dialogue.
#ifndef DAEMUN_EXPERIENCE_MAIL_LINKS_H
#define DAEMUN_EXPERIENCE_MAIL_LINKS_H

#include "base/task.h"
#include "domain/account_dialogue.h"
#include "experience/dependencies.h"
#include "experience/pages/pages.h"
#include "experience/request_error.h"
#include "http/request.h"
#include "http/response.h"

#include <optional>
#include <string>

#include "api/described.h"
#include "api/members.h"

namespace daemun::experience {

struct SentInvitation {
  api::Text<1, 21> invitation_id{};
  api::Text<1, max_invitation_token_bytes> token{};
};
BOOST_DESCRIBE_STRUCT(SentInvitation, (), (invitation_id, token))

class MailLinks {
 public:
  MailLinks(Dependencies dependencies, Pages& pages)
      : dependencies_(std::move(dependencies)), pages_(pages) {}

  // GET /invitation/{id}?token=…: organization, inviter, roles and status; 404 when the link is not
  // the invitation's newest.
  Task<http::Response> show_invitation(http::Request request);
  // POST /api/experience/invitation: begins the dialogue that ends in the membership. Errors: 403
  // auth.forbidden (another site's page), 422 organization_invitation.ended.
  Task<http::Response> open_invitation(http::Request request);
  // GET /magic-link?token=…&email=…: to the page of a new dialogue, else to one that says why not.
  Task<http::Response> open_magic_link(http::Request request);

 private:
  Task<std::optional<OrganizationInvitation>> find_invitation(InvitationLink link) const;
  Task<json::object> describe(OrganizationInvitation invitation) const;
  Task<Outcome<AuthorizationRequest>> decide_visit(http::Request request) const;
  // A new dialogue, and the cookie that binds it to the browser.
  struct Begun {
    std::string page{};
    std::string cookie{};
  };
  Task<Begun> begin(http::Request request, AuthorizationRequest authorization) const;

  Dependencies dependencies_;
  Pages& pages_;
};

}  // namespace daemun::experience

#endif
