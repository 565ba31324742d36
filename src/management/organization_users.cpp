// Users as members of an organization: /organizations/{id}/users.
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/organization_json.h"
#include "management/organization_membership.h"
#include "management/search.h"
#include "management/user_json.h"
#include "storage/organization_member_store.h"
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

struct RolesOfUsers : UserIds {
  Ids organization_role_ids{};
};
BOOST_DESCRIBE_STRUCT(RolesOfUsers, (UserIds), (organization_role_ids))

class OrganizationUsers {
 public:
  explicit OrganizationUsers(const Dependencies& dependencies)
      : dependencies_(dependencies),
        organizations_(dependencies.database, dependencies.tenant),
        users_(dependencies.database, dependencies.tenant),
        members_(dependencies.database, dependencies.tenant) {}

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

  Answer add(Call call, UserIds body) {
    if (body.user_ids.empty()) co_return nothing_listed("userIds");
    const auto id = organization_of(call);
    storage::Plan plan;
    plan.add(members_.add(id, to_ids<UserId>(body.user_ids)));
    MembershipChange change{
        .organization = id,
        .kind = MembershipChange::Kind::users,
        .added = to_ids<std::string>(body.user_ids)};
    const auto committed =
        co_await commit_membership(dependencies_, call, std::move(change), std::move(plan));
    if (!committed) co_return relation_missing();
    co_return reply_of(body);
  }

  Answer replace(Call call, UserIds body) {
    const auto id = organization_of(call);
    const auto wanted = to_ids<UserId>(body.user_ids);
    const auto before = co_await members_.list(id);
    MembershipChange change{.organization = id, .kind = MembershipChange::Kind::users};
    put_difference(change, before, wanted);
    auto plan = members_.replace(id, wanted);
    const auto committed =
        co_await commit_membership(dependencies_, call, std::move(change), std::move(plan));
    if (!committed) co_return relation_missing();
    co_return Reply{};
  }

  Answer remove(Call call) {
    const auto id = organization_of(call);
    storage::Plan plan;
    const auto member = UserId(call.path_parameter("userId"));
    plan.add(members_.remove(id, member));
    MembershipChange change{
        .organization = id, .kind = MembershipChange::Kind::users, .removed = {member.value()}};
    const auto committed =
        co_await commit_membership(dependencies_, call, std::move(change), std::move(plan));
    if (!committed) co_return not_found();
    co_return Reply{};
  }

  Answer add_roles(Call call, RolesOfUsers body) {
    if (body.user_ids.empty()) co_return nothing_listed("userIds");
    if (body.organization_role_ids.empty()) co_return nothing_listed("organizationRoleIds");
    auto roles = to_ids<OrganizationRoleId>(body.organization_role_ids);
    storage::Plan plan;
    plan.add(members_.add_roles(organization_of(call), to_ids<UserId>(body.user_ids), roles));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (committed) co_return Reply{};
    co_return co_await explain_role_conflict(dependencies_, committed.error(), std::move(roles));
  }

 private:
  const Dependencies& dependencies_;
  storage::OrganizationStore organizations_;
  storage::OrganizationUserStore users_;
  storage::OrganizationMemberStore<UserId> members_;
};

}  // namespace

Operations nouns::organization_users(const Dependencies& dependencies) {
  const auto noun = std::make_shared<OrganizationUsers>(dependencies);
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
       .handler = handled_by(noun, &OrganizationUsers::add)},
      {.method = Method::put,
       .path = path,
       .summary = "Replace the members of an organization",
       .status = 204,
       .refusals = {422},
       .event = organization_membership_event,
       .handler = handled_by(noun, &OrganizationUsers::replace)},
      {.method = Method::delete_,
       .path = path + "/{userId}",
       .summary = "Remove a user from an organization",
       .status = 204,
       .refusals = {404, 422},
       .event = organization_membership_event,
       .handler = handled_by(noun, &OrganizationUsers::remove)},
      {.method = Method::post,
       .path = path + "/roles",
       .summary = "Assign organization roles to users",
       .status = 201,
       .refusals = {422},
       .handler = handled_by(noun, &OrganizationUsers::add_roles)},
  };
}

}  // namespace daemun::management
