// The roles of a user in an organization, and what they permit:
// /organizations/{id}/users/{userId}/roles and /scopes.
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/organization_membership.h"
#include "management/organization_template_json.h"
#include "storage/organization_member_store.h"
#include "storage/organization_template_store.h"
#include "storage/organization_user_store.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

struct NamedRoles {
  std::optional<Ids> organization_role_ids{};
  std::optional<std::vector<Text<1>>> organization_role_names{};
};
BOOST_DESCRIBE_STRUCT(NamedRoles, (), (organization_role_ids, organization_role_names))

UserId user_of(const Call& call) {
  return UserId(call.path_parameter("userId"));
}

void add_once(std::vector<OrganizationRoleId>& ids, const OrganizationRoleId& id) {
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

class OrganizationUserRoles {
 public:
  explicit OrganizationUserRoles(const Dependencies& dependencies)
      : dependencies_(dependencies),
        users_(dependencies.database, dependencies.tenant),
        members_(dependencies.database, dependencies.tenant),
        template_(dependencies.database, dependencies.tenant) {}

  Answer list(Call call) {
    const auto page =
        co_await members_.list_roles(organization_of(call), user_of(call), call.window());
    if (!page.is_member) co_return membership_required();
    co_return list_reply(page.roles, page.total, [&](const OrganizationRole& role) {
      return to_view(dependencies_.tenant, role);
    });
  }

  Answer add(Call call, NamedRoles body) {
    const auto user = co_await find_member(call);
    if (!user) co_return user.error();
    auto roles = co_await find_roles(std::move(body));
    if (!roles) co_return roles.error();
    storage::Plan plan;
    plan.add(members_.add_roles(organization_of(call), std::vector<UserId>{*user}, *roles));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed)
      co_return co_await explain_role_conflict(dependencies_, committed.error(), *std::move(roles));
    co_return reply_of(OrganizationRoleIds{to_texts(*roles)});
  }

  Answer replace(Call call, NamedRoles body) {
    const auto user = co_await find_member(call);
    if (!user) co_return user.error();
    auto roles = co_await find_roles(std::move(body));
    if (!roles) co_return roles.error();
    auto plan = members_.replace_roles(organization_of(call), *user, *roles);
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (committed) co_return Reply{};
    co_return co_await explain_role_conflict(dependencies_, committed.error(), *std::move(roles));
  }

  Answer remove(Call call) {
    const auto user = co_await find_member(call);
    if (!user) co_return user.error();
    const OrganizationRoleId role(call.path_parameter("organizationRoleId"));
    auto removal = members_.remove_role(organization_of(call), *user, role);
    auto missing = not_found();
    co_return co_await commit_removal(
        dependencies_, std::move(call), std::move(removal), std::move(missing)
    );
  }

  Answer list_scopes(Call call) {
    const auto scopes = co_await users_.list_scopes(organization_of(call), user_of(call));
    co_return list_reply(scopes, std::nullopt, [&](const OrganizationScope& scope) {
      return to_view(dependencies_.tenant, scope);
    });
  }

 private:
  // Whom the path names. Errors: 422 organization.require_membership.
  Task<api::Outcome<UserId>> find_member(Call call) const {
    auto user = user_of(call);
    const storage::Window nothing{.limit = 0, .offset = 0};
    const auto page = co_await members_.list_roles(organization_of(call), user, nothing);
    if (!page.is_member) co_return membership_required();
    co_return std::move(user);
  }

  // The roles that the body names by id and by name, each once.
  // Errors: 422 organization.role_names_not_found.
  Task<api::Outcome<std::vector<OrganizationRoleId>>> find_roles(NamedRoles body) const {
    std::vector<OrganizationRoleId> ids;
    for (const auto& id : to_ids<OrganizationRoleId>(body.organization_role_ids.value_or(Ids())))
      add_once(ids, id);
    const auto names = to_ids<std::string>(body.organization_role_names.value_or(Ids()));
    if (names.empty()) co_return std::move(ids);
    const auto roles = co_await template_.find_roles({}, names);
    for (const auto& name : names) {
      const auto role = std::find_if(roles.begin(), roles.end(), [&](const OrganizationRole& one) {
        return one.name == name;
      });
      if (role == roles.end()) co_return unprocessable("organization.role_names_not_found");
      add_once(ids, role->id);
    }
    co_return std::move(ids);
  }

  const Dependencies& dependencies_;
  storage::OrganizationUserStore users_;
  storage::OrganizationMemberStore<UserId> members_;
  storage::OrganizationTemplateStore template_;
};

}  // namespace

Operations nouns::organization_user_roles(const Dependencies& dependencies) {
  const auto noun = std::make_shared<OrganizationUserRoles>(dependencies);
  using http::Method;
  const std::string path = "/organizations/{id}/users/{userId}/roles";
  return {
      {.method = Method::get,
       .path = path,
       .summary = "List the organization roles of a user",
       .paging = Paging::optional,
       .reply = shape_of<std::vector<OrganizationRoleView>>(),
       .refusals = {422},
       .handler = handled_by(noun, &OrganizationUserRoles::list)},
      {.method = Method::post,
       .path = path,
       .summary = "Assign organization roles to a user",
       .status = 201,
       .reply = shape_of<OrganizationRoleIds>(),
       .refusals = {422},
       .handler = handled_by(noun, &OrganizationUserRoles::add)},
      {.method = Method::put,
       .path = path,
       .summary = "Replace the organization roles of a user",
       .status = 204,
       .refusals = {422},
       .handler = handled_by(noun, &OrganizationUserRoles::replace)},
      {.method = Method::delete_,
       .path = path + "/{organizationRoleId}",
       .summary = "Remove an organization role from a user",
       .status = 204,
       .refusals = {404, 422},
       .handler = handled_by(noun, &OrganizationUserRoles::remove)},
      {.method = Method::get,
       .path = "/organizations/{id}/users/{userId}/scopes",
       .summary = "List the permissions of a user in an organization",
       .reply = shape_of<std::vector<OrganizationScopeView>>(),
       .refusals = {422},
       .handler = handled_by(noun, &OrganizationUserRoles::list_scopes)},
  };
}

}  // namespace daemun::management
