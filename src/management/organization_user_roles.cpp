// The roles of a user in an organization, and what they permit:
// /organizations/{id}/users/{userId}/roles and /scopes.
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/organization_members.h"
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

void add_once(std::vector<OrganizationRoleId>& ids, const OrganizationRoleId& id) {
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

using Members = OrganizationMembers<UserId>;

class OrganizationUserRoles {
 public:
  explicit OrganizationUserRoles(const Dependencies& dependencies)
      : dependencies_(dependencies),
        users_(dependencies.database, dependencies.tenant),
        members_(dependencies),
        template_(dependencies.database, dependencies.tenant) {}

  Answer add(Call call, NamedRoles body) {
    const auto refusal = co_await members_.refuse_stranger(call);
    if (refusal) co_return *refusal;
    auto roles = co_await find_roles(std::move(body));
    if (!roles) co_return roles.error();
    co_return co_await members_.add_roles(std::move(call), *std::move(roles));
  }

  Answer replace(Call call, NamedRoles body) {
    const auto refusal = co_await members_.refuse_stranger(call);
    if (refusal) co_return *refusal;
    auto roles = co_await find_roles(std::move(body));
    if (!roles) co_return roles.error();
    co_return co_await members_.replace_roles(std::move(call), *std::move(roles));
  }

  Answer list_scopes(Call call) {
    UserId user(call.path_parameter("userId"));
    const auto scopes = co_await users_.list_scopes(organization_of(call), std::move(user));
    co_return list_reply(scopes, std::nullopt, [&](const OrganizationScope& scope) {
      return to_view(dependencies_.tenant, scope);
    });
  }

 private:
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
  Members members_;
  storage::OrganizationTemplateStore template_;
};

}  // namespace

Operations nouns::organization_user_roles(const Dependencies& dependencies) {
  const auto noun = std::make_shared<OrganizationUserRoles>(dependencies);
  const auto members = std::make_shared<Members>(dependencies);
  using http::Method;
  const std::string path = "/organizations/{id}/users/{userId}/roles";
  return {
      {.method = Method::get,
       .path = path,
       .summary = "List the organization roles of a user",
       .paging = Paging::optional,
       .reply = shape_of<std::vector<OrganizationRoleView>>(),
       .refusals = {422},
       .handler = handled_by(members, &Members::list_roles)},
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
       .handler = handled_by(members, &Members::remove_role)},
      {.method = Method::get,
       .path = "/organizations/{id}/users/{userId}/scopes",
       .summary = "List the permissions of a user in an organization",
       .reply = shape_of<std::vector<OrganizationScopeView>>(),
       .refusals = {422},
       .handler = handled_by(noun, &OrganizationUserRoles::list_scopes)},
  };
}

}  // namespace daemun::management
