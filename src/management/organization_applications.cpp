// Machines as members of an organization, and their roles there: /organizations/{id}/applications.
#include "management/application_json.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/organization_json.h"
#include "management/organization_members.h"
#include "management/search.h"
#include "storage/application_store.h"
#include "storage/organization_member_store.h"
#include "storage/organization_store.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

// An application with the roles that it holds in the organization.
struct MemberView : ApplicationView {
  std::vector<OrganizationRoleNameView> organization_roles{};
};
BOOST_DESCRIBE_STRUCT(MemberView, (ApplicationView), (organization_roles))

using Members = OrganizationMembers<ApplicationId>;

class OrganizationApplications {
 public:
  explicit OrganizationApplications(const Dependencies& dependencies)
      : dependencies_(dependencies),
        organizations_(dependencies.database, dependencies.tenant),
        applications_(dependencies.database, dependencies.vault, dependencies.tenant),
        held_(dependencies.database, dependencies.tenant),
        members_(dependencies) {}

  Answer list(Call call) {
    const auto id = organization_of(call);
    const auto organization = co_await organizations_.find(id);
    if (!organization) co_return no_such("organizations", id.value());
    storage::ApplicationFilter filter;
    filter.inside_organization = id;
    auto search = parse_simple_search(call.query, {"id", "name"});
    const auto page =
        co_await applications_.list_page(std::move(filter), std::move(search), call.window());
    std::vector<ApplicationId> ids;
    for (const auto& record : page.records)
      ids.push_back(record.id);
    auto held = co_await held_.list_held_roles(id, std::move(ids));
    co_return list_reply(page.records, page.total, [&](const storage::ApplicationRecord& record) {
      return MemberView{to_view(dependencies_.tenant, record), to_view(held[record.id])};
    });
  }

  Answer add_roles(Call call, OrganizationRoleIds body) {
    const auto refusal = co_await members_.refuse_stranger(call);
    if (refusal) co_return *refusal;
    auto roles = to_ids<OrganizationRoleId>(body.organization_role_ids);
    co_return co_await members_.add_roles(std::move(call), std::move(roles));
  }

  Answer replace_roles(Call call, OrganizationRoleIds body) {
    const auto refusal = co_await members_.refuse_stranger(call);
    if (refusal) co_return *refusal;
    auto roles = to_ids<OrganizationRoleId>(body.organization_role_ids);
    co_return co_await members_.replace_roles(std::move(call), std::move(roles));
  }

 private:
  const Dependencies& dependencies_;
  storage::OrganizationStore organizations_;
  storage::ApplicationStore applications_;
  storage::OrganizationMemberStore<ApplicationId> held_;
  Members members_;
};

}  // namespace

Operations nouns::organization_applications(const Dependencies& dependencies) {
  const auto noun = std::make_shared<OrganizationApplications>(dependencies);
  const auto members = std::make_shared<Members>(dependencies);
  using http::Method;
  const std::string path = "/organizations/{id}/applications";
  const std::string roles_path = path + "/{applicationId}/roles";
  return {
      {.method = Method::get,
       .path = path,
       .summary = "List the machine-to-machine applications of an organization with their roles",
       .paging = Paging::always,
       .query = {"q"},
       .reply = shape_of<std::vector<MemberView>>(),
       .refusals = {404},
       .handler = handled_by(noun, &OrganizationApplications::list)},
      {.method = Method::post,
       .path = path,
       .summary = "Add machine-to-machine applications to an organization",
       .status = 201,
       .reply = shape_of<ApplicationIds>(),
       .refusals = {422},
       .event = organization_membership_event,
       .handler = handled_by(members, &Members::add)},
      {.method = Method::put,
       .path = path,
       .summary = "Replace the machine-to-machine applications of an organization",
       .status = 204,
       .refusals = {422},
       .event = organization_membership_event,
       .handler = handled_by(members, &Members::replace)},
      {.method = Method::post,
       .path = path + "/roles",
       .summary = "Assign organization roles to machine-to-machine applications",
       .status = 201,
       .refusals = {422},
       .handler = handled_by(members, &Members::add_roles_to_many)},
      {.method = Method::delete_,
       .path = path + "/{applicationId}",
       .summary = "Remove a machine-to-machine application from an organization",
       .status = 204,
       .refusals = {404},
       .event = organization_membership_event,
       .handler = handled_by(members, &Members::remove)},
      {.method = Method::get,
       .path = roles_path,
       .summary = "List the organization roles of a machine-to-machine application",
       .paging = Paging::optional,
       .reply = shape_of<std::vector<OrganizationRoleView>>(),
       .refusals = {422},
       .handler = handled_by(members, &Members::list_roles)},
      {.method = Method::post,
       .path = roles_path,
       .summary = "Assign organization roles to a machine-to-machine application",
       .status = 201,
       .reply = shape_of<OrganizationRoleIds>(),
       .refusals = {422},
       .handler = handled_by(noun, &OrganizationApplications::add_roles)},
      {.method = Method::put,
       .path = roles_path,
       .summary = "Replace the organization roles of a machine-to-machine application",
       .status = 204,
       .refusals = {422},
       .handler = handled_by(noun, &OrganizationApplications::replace_roles)},
      {.method = Method::delete_,
       .path = roles_path + "/{organizationRoleId}",
       .summary = "Remove an organization role from a machine-to-machine application",
       .status = 204,
       .refusals = {404, 422},
       .handler = handled_by(members, &Members::remove_role)},
  };
}

}  // namespace daemun::management
