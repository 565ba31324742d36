// Users as members of an organization: /organizations/{id}/users.
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/organization_json.h"
#include "management/organization_members.h"
#include "management/search.h"
#include "management/user_json.h"
#include "storage/organization_store.h"
#include "storage/organization_user_store.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

// For the document.
struct MemberView : UserMembers {
  std::vector<OrganizationRoleNameView> organization_roles{};
};
BOOST_DESCRIBE_STRUCT(MemberView, (UserMembers), (organization_roles))

using Members = OrganizationMembers<UserId>;

class OrganizationUsers {
 public:
  explicit OrganizationUsers(const Dependencies& dependencies)
      : organizations_(dependencies.database, dependencies.tenant),
        users_(dependencies.database, dependencies.tenant) {}

  Answer list(Call call) {
    const auto id = organization_of(call);
    const auto organization = co_await organizations_.find(id);
    if (!organization) co_return no_such("organizations", id.value());
    storage::OrganizationUserStore::Filter filter{
        .role = {},
        .search = parse_simple_search(
            call.query, {"id", "primaryEmail", "primaryPhone", "username", "name"}
        ),
    };
    if (const auto role = call.query.find("organizationRoleId"); role && !role->empty())
      filter.role = OrganizationRoleId(std::string(*role));
    const auto page = co_await users_.list(id, std::move(filter), call.window());
    co_return list_reply(page.members, page.total, [](const auto& member) {
      auto object = to_json(member.user);
      object["organizationRoles"] = api::to_json(to_view(member.roles));
      return object;
    });
  }

 private:
  storage::OrganizationStore organizations_;
  storage::OrganizationUserStore users_;
};

}  // namespace

Operations nouns::organization_users(const Dependencies& dependencies) {
  const auto noun = std::make_shared<OrganizationUsers>(dependencies);
  const auto members = std::make_shared<Members>(dependencies);
  using http::Method;
  const std::string path = "/organizations/{id}/users";
  return {
      {.method = Method::get,
       .path = path,
       .summary = "List the members of an organization with their roles",
       .paging = Paging::always,
       .query = {"q", "organizationRoleId"},
       .reply = shape_of<std::vector<MemberView>>(),
       .refusals = {404},
       .handler = handled_by(noun, &OrganizationUsers::list)},
      {.method = Method::post,
       .path = path,
       .summary = "Add users to an organization",
       .status = 201,
       .reply = shape_of<UserIds>(),
       .refusals = {422},
       .event = organization_membership_event,
       .handler = handled_by(members, &Members::add)},
      {.method = Method::put,
       .path = path,
       .summary = "Replace the members of an organization",
       .status = 204,
       .refusals = {422},
       .event = organization_membership_event,
       .handler = handled_by(members, &Members::replace)},
      {.method = Method::delete_,
       .path = path + "/{userId}",
       .summary = "Remove a user from an organization",
       .status = 204,
       .refusals = {404, 422},
       .event = organization_membership_event,
       .handler = handled_by(members, &Members::remove)},
      {.method = Method::post,
       .path = path + "/roles",
       .summary = "Assign organization roles to users",
       .status = 201,
       .refusals = {422},
       .handler = handled_by(members, &Members::add_roles_to_many)},
  };
}

}  // namespace daemun::management
