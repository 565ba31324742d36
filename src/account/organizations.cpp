// The organizations of a person: /my-organizations.
#include "storage/organization_member_store.h"
#include "storage/organization_user_store.h"
#include "storage/user_relation_store.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "account/change.h"
#include "account/nouns.h"
#include "account/organization_view.h"

namespace daemun::account {
namespace {

using api::shape_of;
using storage::UserOrganization;
using enum Check::MissingScope;

struct OwnOrganizationView {
  std::string id{};
  std::string name{};
  api::Nullable<std::string> description{};
  api::Raw<api::Branding> branding{};
  std::vector<RoleNameView> roles{};
  std::vector<std::string> permissions{};  // of MemberPermissions, as far as they are held
};
BOOST_DESCRIBE_STRUCT(
    OwnOrganizationView, (), (id, name, description, branding, roles, permissions)
)

OwnOrganizationView to_view(const UserOrganization& membership) {
  const auto& organization = membership.organization;
  return {
      .id = organization.id.value(),
      .name = organization.name,
      .description = organization.description,
      .branding = to_branding(organization.branding),
      .roles = account::to_view(membership.roles),
  };
}

class Organizations {
 public:
  explicit Organizations(const Dependencies& dependencies)
      : dependencies_(dependencies),
        relations_(dependencies.database, dependencies.tenant),
        users_(dependencies.database, dependencies.tenant),
        members_(dependencies.database, dependencies.tenant) {}

  Answer list(Call call) {
    const auto& user = call.caller.user.id;
    const auto names = dependencies_.member_permissions.names();
    const auto memberships = co_await relations_.list_organizations(user);
    const auto held = co_await users_.list_permissions(user, names);
    std::vector<OwnOrganizationView> views;
    for (const auto& membership : memberships) {
      views.push_back(to_view(membership));
      const auto found = held.find(membership.organization.id);
      if (found == held.end()) continue;
      for (const auto& name : names)
        if (found->second.contains(name)) views.back().permissions.push_back(name);
    }
    co_return reply_of(std::move(views));
  }

  Answer leave(Call call) {
    const OrganizationId id(call.path_parameter("id"));
    const auto& user = call.caller.user.id;
    const auto memberships = co_await relations_.list_organizations(user);
    const bool is_member =
        std::any_of(memberships.begin(), memberships.end(), [&](const UserOrganization& one) {
          return one.organization.id == id;
        });
    if (!is_member) co_return no_such_entity();
    AccountChange change{.details = {{"organizationId", id.value()}}};
    change.plan.add(members_.remove(id, user));
    change.membership = {
        {"organizationId", id.value()}, {"removedUserIds", json::array{user.value()}}};
    const auto committed = co_await commit(&dependencies_, &call, std::move(change));
    if (!committed) co_return committed.error();
    co_return Reply{};
  }

 private:
  const Dependencies& dependencies_;
  storage::UserRelationStore relations_;
  storage::OrganizationUserStore users_;
  storage::OrganizationMemberStore<UserId> members_;
};

}  // namespace

Operations nouns::organizations(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Organizations>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/my-organizations",
       .summary = "List the organizations of the account",
       .checks = {scope(organizations_scope, forbidden), first_party},
       .reply = shape_of<std::vector<OwnOrganizationView>>(),
       .handler = handled_by(noun, &Organizations::list)},
      {.method = Method::delete_,
       .path = "/my-organizations/{id}",
       .summary = "Leave an organization",
       .status = 204,
       .checks = {scope(organizations_scope, forbidden), first_party},
       .refusals = {404},
       .audit_key = "Account.Organization.Leave",
       .handler = handled_by(noun, &Organizations::leave)},
  };
}

}  // namespace daemun::account
