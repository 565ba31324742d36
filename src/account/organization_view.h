// Organizations, roles and invitations as their members see them.
#ifndef DAEMUN_ACCOUNT_ORGANIZATION_VIEW_H
#define DAEMUN_ACCOUNT_ORGANIZATION_VIEW_H

#include "domain/organization.h"
#include "storage/organization_invitation_store.h"

#include <boost/describe.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "api/described.h"
#include "api/page_look.h"
#include "api/request_error.h"

namespace daemun::account {

// Of tokens for a person's organizations.
inline constexpr std::string_view organizations_scope = "urn:logto:scope:organizations";

struct RoleNameView {
  std::string id{};
  std::string name{};
};
BOOST_DESCRIBE_STRUCT(RoleNameView, (), (id, name))

struct InvitingOrganizationView {
  std::string id{};
  std::string name{};
  api::Raw<api::Branding> branding{};
};
BOOST_DESCRIBE_STRUCT(InvitingOrganizationView, (), (id, name, branding))

struct InviterView {
  std::string name{};
};
BOOST_DESCRIBE_STRUCT(InviterView, (), (name))

// An invitation to the person who asks.
struct OwnInvitationView {
  std::string id{};
  InvitingOrganizationView organization{};
  api::Nullable<InviterView> inviter{};  // null as well for a person without a name
  std::vector<RoleNameView> roles{};
  api::Number<> expires_at{};
};
BOOST_DESCRIBE_STRUCT(OwnInvitationView, (), (id, organization, inviter, roles, expires_at))

// 404 entity.not_found.
api::RequestError no_such_entity();

std::vector<RoleNameView> to_view(const std::vector<OrganizationRoleName>& roles);
api::Raw<api::Branding> to_branding(const std::string& branding);
api::Nullable<InviterView> to_inviter(const storage::PendingInvitation& pending);

}  // namespace daemun::account

#endif
