// Machines as members of an organization, and their roles there: /organizations/{id}/applications.
#include "management/application_json.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/organization_json.h"
#include "management/organization_membership.h"
#include "management/organization_template_json.h"
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

struct RolesOfApplications : ApplicationIds {
  Ids organization_role_ids{};
};
BOOST_DESCRIBE_STRUCT(RolesOfApplications, (ApplicationIds), (organization_role_ids))

ApplicationId application_of(const Call& call) {
  return ApplicationId(call.path_parameter("applicationId"));
}

// An application with the roles that it holds in the organization.
struct MemberView : ApplicationView {
  std::vector<OrganizationRoleNameView> organization_roles{};
};
BOOST_DESCRIBE_STRUCT(MemberView, (ApplicationView), (organization_roles))

class OrganizationApplications {
 public:
  explicit OrganizationApplications(const Dependencies& dependencies)
      : dependencies_(dependencies),
        organizations_(dependencies.database, dependencies.tenant),
        applications_(dependencies.database, dependencies.vault, dependencies.tenant),
        members_(dependencies.database, dependencies.tenant) {}

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
    auto held = co_await members_.list_held_roles(id, std::move(ids));
    co_return list_reply(page.records, page.total, [&](const storage::ApplicationRecord& record) {
      return MemberView{to_view(dependencies_.tenant, record), to_view(held[record.id])};
    });
  }

  Answer add(Call call, ApplicationIds body) {
    if (body.application_ids.empty()) co_return nothing_listed("applicationIds");
    const auto id = organization_of(call);
    storage::Plan plan;
    plan.add(members_.add(id, to_ids<ApplicationId>(body.application_ids)));
    MembershipChange change{
        .organization = id,
        .kind = MembershipChange::Kind::applications,
        .added = to_ids<std::string>(body.application_ids)};
    const auto committed =
        co_await commit_membership(dependencies_, call, std::move(change), std::move(plan));
    if (!committed) co_return relation_missing();
    co_return reply_of(body);
  }

  Answer replace(Call call, ApplicationIds body) {
    const auto id = organization_of(call);
    const auto wanted = to_ids<ApplicationId>(body.application_ids);
    const auto before = co_await members_.list(id);
    MembershipChange change{.organization = id, .kind = MembershipChange::Kind::applications};
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
    const auto member = application_of(call);
    plan.add(members_.remove(id, member));
    MembershipChange change{
        .organization = id,
        .kind = MembershipChange::Kind::applications,
        .removed = {member.value()}};
    const auto committed =
        co_await commit_membership(dependencies_, call, std::move(change), std::move(plan));
    if (!committed) co_return not_found();
    co_return Reply{};
  }

  Answer add_roles_to_many(Call call, RolesOfApplications body) {
    if (body.application_ids.empty()) co_return nothing_listed("applicationIds");
    if (body.organization_role_ids.empty()) co_return nothing_listed("organizationRoleIds");
    auto roles = to_ids<OrganizationRoleId>(body.organization_role_ids);
    const auto applications = to_ids<ApplicationId>(body.application_ids);
    storage::Plan plan;
    plan.add(members_.add_roles(organization_of(call), applications, roles));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (committed) co_return Reply{};
    co_return co_await explain_role_conflict(dependencies_, committed.error(), std::move(roles));
  }

  Answer list_roles(Call call) {
    const auto page =
        co_await members_.list_roles(organization_of(call), application_of(call), call.window());
    if (!page.is_member) co_return membership_required();
    co_return list_reply(page.roles, page.total, [&](const OrganizationRole& role) {
      return to_view(dependencies_.tenant, role);
    });
  }

  Answer add_roles(Call call, OrganizationRoleIds body) {
    const auto application = co_await find_member(call);
    if (!application) co_return application.error();
    auto roles = to_ids<OrganizationRoleId>(body.organization_role_ids);
    const std::vector<ApplicationId> one{*application};
    storage::Plan plan;
    plan.add(members_.add_roles(organization_of(call), one, roles));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (committed) co_return reply_of(body);
    co_return co_await explain_role_conflict(dependencies_, committed.error(), std::move(roles));
  }

  Answer replace_roles(Call call, OrganizationRoleIds body) {
    const auto application = co_await find_member(call);
    if (!application) co_return application.error();
    auto roles = to_ids<OrganizationRoleId>(body.organization_role_ids);
    auto plan = members_.replace_roles(organization_of(call), *application, roles);
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (committed) co_return Reply{};
    co_return co_await explain_role_conflict(dependencies_, committed.error(), std::move(roles));
  }

  Answer remove_role(Call call) {
    const auto application = co_await find_member(call);
    if (!application) co_return application.error();
    const OrganizationRoleId role(call.path_parameter("organizationRoleId"));
    auto removal = members_.remove_role(organization_of(call), *application, role);
    auto missing = not_found();
    co_return co_await commit_removal(
        dependencies_, std::move(call), std::move(removal), std::move(missing)
    );
  }

 private:
  // Whom the path names. Errors: 422 organization.require_membership.
  Task<api::Outcome<ApplicationId>> find_member(Call call) const {
    auto application = application_of(call);
    const storage::Window nothing{.limit = 0, .offset = 0};
    const auto page = co_await members_.list_roles(organization_of(call), application, nothing);
    if (!page.is_member) co_return membership_required();
    co_return std::move(application);
  }

  const Dependencies& dependencies_;
  storage::OrganizationStore organizations_;
  storage::ApplicationStore applications_;
  storage::OrganizationMemberStore<ApplicationId> members_;
};

}  // namespace

Operations nouns::organization_applications(const Dependencies& dependencies) {
  const auto noun = std::make_shared<OrganizationApplications>(dependencies);
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
       .handler = handled_by(noun, &OrganizationApplications::add)},
      {.method = Method::put,
       .path = path,
       .summary = "Replace the machine-to-machine applications of an organization",
       .status = 204,
       .refusals = {422},
       .event = organization_membership_event,
       .handler = handled_by(noun, &OrganizationApplications::replace)},
      {.method = Method::post,
       .path = path + "/roles",
       .summary = "Assign organization roles to machine-to-machine applications",
       .status = 201,
       .refusals = {422},
       .handler = handled_by(noun, &OrganizationApplications::add_roles_to_many)},
      {.method = Method::delete_,
       .path = path + "/{applicationId}",
       .summary = "Remove a machine-to-machine application from an organization",
       .status = 204,
       .refusals = {404},
       .event = organization_membership_event,
       .handler = handled_by(noun, &OrganizationApplications::remove)},
      {.method = Method::get,
       .path = roles_path,
       .summary = "List the organization roles of a machine-to-machine application",
       .paging = Paging::optional,
       .reply = shape_of<std::vector<OrganizationRoleView>>(),
       .refusals = {422},
       .handler = handled_by(noun, &OrganizationApplications::list_roles)},
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
       .handler = handled_by(noun, &OrganizationApplications::remove_role)},
  };
}

}  // namespace daemun::management
