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

constexpr const char* application_ids = "applicationIds";
constexpr const char* role_ids = "organizationRoleIds";
const std::string application_ids_shape = "{applicationIds: string<1..>[]}";

ApplicationId application_of(const Call& call) {
  return ApplicationId(call.path_parameter("applicationId"));
}

// An application with the roles that it holds in the organization.
Shape member_shape() {
  auto shape = parse_shape(application_shape);
  auto roles = parse_shape("{" + organization_role_names_field + "}");
  shape.fields.push_back(std::move(roles.fields.front()));
  return shape;
}

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
      auto object = to_json(dependencies_.tenant, record);
      object["organizationRoles"] = to_json(held[record.id]);
      return object;
    });
  }

  Answer add(Call call) {
    if (auto some = require_some(call, application_ids); !some) co_return some.error();
    const auto id = organization_of(call);
    storage::Plan plan;
    plan.add(members_.add(id, ids_of<ApplicationId>(call.body, application_ids)));
    MembershipChange change{
        .organization = id,
        .kind = MembershipChange::Kind::applications,
        .added = find_strings(call.body, application_ids)};
    const auto committed =
        co_await commit_membership(dependencies_, call, std::move(change), std::move(plan));
    if (!committed) co_return relation_missing();
    co_return Reply{.body = json::object{{application_ids, call.body.at(application_ids)}}};
  }

  Answer replace(Call call) {
    const auto id = organization_of(call);
    const auto wanted = ids_of<ApplicationId>(call.body, application_ids);
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

  Answer add_roles_to_many(Call call) {
    for (const auto* name : {application_ids, role_ids}) {
      if (auto some = require_some(call, name); !some) co_return some.error();
    }
    auto roles = ids_of<OrganizationRoleId>(call.body, role_ids);
    const auto applications = ids_of<ApplicationId>(call.body, application_ids);
    storage::Plan plan;
    plan.add(members_.add_roles(organization_of(call), applications, roles));
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
    if (committed) co_return Reply{};
    co_return co_await explain_role_conflict(dependencies_, committed.error(), std::move(roles));
  }

  Answer list_roles(Call call) {
    const auto page =
        co_await members_.list_roles(organization_of(call), application_of(call), call.window());
    if (!page.is_member) co_return membership_required();
    co_return list_reply(page.roles, page.total, [&](const OrganizationRole& role) {
      return to_json(dependencies_.tenant, role);
    });
  }

  Answer add_roles(Call call) {
    const auto application = co_await find_member(call);
    if (!application) co_return application.error();
    auto roles = ids_of<OrganizationRoleId>(call.body, role_ids);
    const std::vector<ApplicationId> one{*application};
    storage::Plan plan;
    plan.add(members_.add_roles(organization_of(call), one, roles));
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
    if (committed) co_return Reply{.body = json::object{{role_ids, call.body.at(role_ids)}}};
    co_return co_await explain_role_conflict(dependencies_, committed.error(), std::move(roles));
  }

  Answer replace_roles(Call call) {
    const auto application = co_await find_member(call);
    if (!application) co_return application.error();
    auto roles = ids_of<OrganizationRoleId>(call.body, role_ids);
    auto plan = members_.replace_roles(organization_of(call), *application, roles);
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
    if (committed) co_return Reply{};
    co_return co_await explain_role_conflict(dependencies_, committed.error(), std::move(roles));
  }

  Answer remove_role(Call call) {
    const auto application = co_await find_member(call);
    if (!application) co_return application.error();
    const OrganizationRoleId role(call.path_parameter("organizationRoleId"));
    storage::Plan plan;
    plan.add(members_.remove_role(organization_of(call), *application, role));
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
    if (!committed) co_return not_found();
    co_return Reply{};
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
       .reply = Shape{.kind = Shape::Kind::array, .items = {member_shape()}},
       .refusals = {404},
       .handler = handled_by(noun, &OrganizationApplications::list)},
      {.method = Method::post,
       .path = path,
       .summary = "Add machine-to-machine applications to an organization",
       .status = 201,
       .body = parse_shape(application_ids_shape),
       .reply = parse_shape(application_ids_shape),
       .refusals = {422},
       .event = organization_membership_event,
       .handler = handled_by(noun, &OrganizationApplications::add)},
      {.method = Method::put,
       .path = path,
       .summary = "Replace the machine-to-machine applications of an organization",
       .status = 204,
       .body = parse_shape(application_ids_shape),
       .refusals = {422},
       .event = organization_membership_event,
       .handler = handled_by(noun, &OrganizationApplications::replace)},
      {.method = Method::post,
       .path = path + "/roles",
       .summary = "Assign organization roles to machine-to-machine applications",
       .status = 201,
       .body = parse_shape("{applicationIds: string<1..>[], organizationRoleIds: string<1..>[]}"),
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
       .reply = parse_shape(organization_role_shape + "[]"),
       .refusals = {422},
       .handler = handled_by(noun, &OrganizationApplications::list_roles)},
      {.method = Method::post,
       .path = roles_path,
       .summary = "Assign organization roles to a machine-to-machine application",
       .status = 201,
       .body = parse_shape(organization_role_ids_shape),
       .reply = parse_shape(organization_role_ids_shape),
       .refusals = {422},
       .handler = handled_by(noun, &OrganizationApplications::add_roles)},
      {.method = Method::put,
       .path = roles_path,
       .summary = "Replace the organization roles of a machine-to-machine application",
       .status = 204,
       .body = parse_shape(organization_role_ids_shape),
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
