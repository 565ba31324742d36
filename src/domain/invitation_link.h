// The link of a mail that invites a person to an organization: <endpoint>/invitation/<id>?token=…
#ifndef DAEMUN_DOMAIN_INVITATION_LINK_H
#define DAEMUN_DOMAIN_INVITATION_LINK_H

#include "base/secret.h"
#include "domain/organization_invitation.h"

#include <cstddef>
#include <string>

namespace daemun {

inline constexpr std::size_t max_invitation_token_bytes = 64;

struct InvitationLink {
  OrganizationInvitationId id{};
  Secret token{};  // 43 characters; the database has its keyed hash
};

// "/invitation/<id>?token=…"
std::string path_of(const InvitationLink& link);

}  // namespace daemun

#endif
