// Mails with a link of ours that the Management API sends: invitations and magic links.
#ifndef DAEMUN_MANAGEMENT_MAIL_MESSAGE_H
#define DAEMUN_MANAGEMENT_MAIL_MESSAGE_H

#include "base/json.h"
#include "domain/message_template.h"
#include "domain/organization_invitation.h"
#include "management/answers.h"
#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/sql.h"

#include <optional>
#include <string>

namespace daemun::management {

// What the caller may say in a mail; further members are for the templates.
struct MailPayload {
  std::optional<std::string> code{};
  std::optional<std::string> link{};
  std::optional<std::string> locale{};
  std::optional<std::string> ui_locales{};
};
BOOST_DESCRIBE_STRUCT(MailPayload, (), (code, link, locale, ui_locales))

struct MailOrder {
  std::string to{};
  TemplateType usage = TemplateType::generic;
  json::object payload{};
};

// What sends the mail, to be committed with its cause. It waits behind codes, and nothing waits for
// it. Errors: 501 connector.not_found, 400 connector.…, 429 request.message_rate_limited.
Task<api::Outcome<storage::Plan>> plan_mail(
    const Dependencies* dependencies, const Call* call, MailOrder order
);

// The mail that invites, with organization and inviter; `payload`, the caller's words, goes over
// them. Without a link of the caller's the mail has a new one of ours; either way earlier links
// of ours end. Conflict: row_count when the invitation has ended. Errors: as above.
struct InvitationMail {
  OrganizationInvitation invitation{};
  json::object payload{};
};
Task<api::Outcome<storage::Plan>> plan_invitation_mail(
    const Dependencies* dependencies, const Call* call, InvitationMail mail
);

}  // namespace daemun::management

#endif
