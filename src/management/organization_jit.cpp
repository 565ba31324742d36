// Just-in-time provisioning: which new users join an organization by themselves, and with which
// roles. /organizations/{id}/jit/email-domains and /jit/roles.
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/organization_membership.h"
#include "management/organization_template_json.h"
#include "storage/organization_jit_store.h"
#include "storage/organization_store.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

constexpr const char* role_ids = "organizationRoleIds";
const std::string domain_shape =
    "{tenantId: string<0..21>, organizationId: string<1..21>, emailDomain: string<1..128>}";

api::RequestError bad_domain(const std::string& path) {
  return api::invalid_input(path + " must be a domain of e-mail addresses");
}

class OrganizationJit {
 public:
  explicit OrganizationJit(const Dependencies& dependencies)
      : dependencies_(dependencies),
        organizations_(dependencies.database, dependencies.tenant),
        jit_(dependencies.database, dependencies.tenant) {}

  Answer list_domains(Call call) {
    const auto id = organization_of(call);
    const auto page = co_await jit_.list_domains(id, call.window());
    co_return list_reply(page.domains, page.total, [&](const std::string& domain) {
      return json::object{
          {"tenantId", dependencies_.tenant.value()},
          {"organizationId", id.value()},
          {"emailDomain", domain},
      };
    });
  }

  Answer add_domain(Call call) {
    const auto id = organization_of(call);
    const auto domain = parse_email_domain(*string_of(call.body, "emailDomain"));
    if (!domain) co_return bad_domain("body.emailDomain");
    storage::Plan plan;
    plan.add(jit_.insert_domain(id, *domain));
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
    if (!committed && is_unique(committed.error()))
      co_return unprocessable("entity.unique_integrity_violation");
    if (!committed) co_return relation_missing();
    co_return Reply{
        .body = json::object{
            {"tenantId", dependencies_.tenant.value()},
            {"organizationId", id.value()},
            {"emailDomain", *domain},
        }};
  }

  Answer replace_domains(Call call) {
    std::vector<std::string> domains;
    for (const auto& text : find_strings(call.body, "emailDomains")) {
      auto domain = parse_email_domain(text);
      if (!domain) co_return bad_domain("body.emailDomains");
      domains.push_back(*std::move(domain));
    }
    auto plan = jit_.replace_domains(organization_of(call), domains);
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
    if (!committed) co_return relation_missing();
    co_return Reply{};
  }

  Answer remove_domain(Call call) {
    const auto domain = parse_email_domain(call.path_parameter("emailDomain"));
    if (!domain) co_return not_found();
    storage::Plan plan;
    plan.add(jit_.remove_domain(organization_of(call), *domain));
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
    if (!committed) co_return not_found();
    co_return Reply{};
  }

  Answer list_roles(Call call) {
    const auto id = organization_of(call);
    const auto organization = co_await organizations_.find(id);
    if (!organization) co_return no_such("organizations", id.value());
    const auto page = co_await jit_.list_roles(id, call.window());
    co_return list_reply(page.roles, page.total, [&](const OrganizationRole& role) {
      return to_json(dependencies_.tenant, role);
    });
  }

  Answer add_roles(Call call) {
    if (auto some = require_some(call, role_ids); !some) co_return some.error();
    storage::Plan plan;
    plan.add(jit_.add_roles(organization_of(call), ids_of<OrganizationRoleId>(call.body, role_ids))
    );
    co_return co_await commit_roles(std::move(call), std::move(plan));
  }

  Answer replace_roles(Call call) {
    auto plan =
        jit_.replace_roles(organization_of(call), ids_of<OrganizationRoleId>(call.body, role_ids));
    co_return co_await commit_roles(std::move(call), std::move(plan));
  }

  Answer remove_role(Call call) {
    const OrganizationRoleId role(call.path_parameter("organizationRoleId"));
    storage::Plan plan;
    plan.add(jit_.remove_role(organization_of(call), role));
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
    if (!committed) co_return not_found();
    co_return Reply{};
  }

 private:
  Answer commit_roles(Call call, storage::Plan plan) {
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
    if (committed) co_return Reply{};
    auto roles = ids_of<OrganizationRoleId>(call.body, role_ids);
    co_return co_await explain_role_conflict(dependencies_, committed.error(), std::move(roles));
  }

  const Dependencies& dependencies_;
  storage::OrganizationStore organizations_;
  storage::OrganizationJitStore jit_;
};

}  // namespace

Operations nouns::organization_jit(const Dependencies& dependencies) {
  const auto noun = std::make_shared<OrganizationJit>(dependencies);
  using http::Method;
  const std::string domains = "/organizations/{id}/jit/email-domains";
  const std::string roles = "/organizations/{id}/jit/roles";
  return {
      {.method = Method::get,
       .path = domains,
       .summary = "List just-in-time email domains",
       .paging = Paging::optional,
       .reply = parse_shape(domain_shape + "[]"),
       .handler = handled_by(noun, &OrganizationJit::list_domains)},
      {.method = Method::post,
       .path = domains,
       .summary = "Add a just-in-time email domain",
       .status = 201,
       .body = parse_shape("{emailDomain: string<1..128>}"),
       .reply = parse_shape(domain_shape),
       .refusals = {422},
       .handler = handled_by(noun, &OrganizationJit::add_domain)},
      {.method = Method::put,
       .path = domains,
       .summary = "Replace just-in-time email domains",
       .status = 204,
       .body = parse_shape("{emailDomains: string<0..128>[]}"),
       .refusals = {422},
       .handler = handled_by(noun, &OrganizationJit::replace_domains)},
      {.method = Method::delete_,
       .path = domains + "/{emailDomain}",
       .summary = "Remove a just-in-time email domain",
       .status = 204,
       .refusals = {404},
       .handler = handled_by(noun, &OrganizationJit::remove_domain)},
      {.method = Method::get,
       .path = roles,
       .summary = "List the roles of just-in-time provisioning",
       .paging = Paging::optional,
       .reply = parse_shape(organization_role_shape + "[]"),
       .refusals = {404},
       .handler = handled_by(noun, &OrganizationJit::list_roles)},
      {.method = Method::post,
       .path = roles,
       .summary = "Add roles to just-in-time provisioning",
       .status = 201,
       .body = parse_shape(organization_role_ids_shape),
       .refusals = {422},
       .handler = handled_by(noun, &OrganizationJit::add_roles)},
      {.method = Method::put,
       .path = roles,
       .summary = "Replace the roles of just-in-time provisioning",
       .status = 204,
       .body = parse_shape(organization_role_ids_shape),
       .refusals = {422},
       .handler = handled_by(noun, &OrganizationJit::replace_roles)},
      {.method = Method::delete_,
       .path = roles + "/{organizationRoleId}",
       .summary = "Remove a role from just-in-time provisioning",
       .status = 204,
       .refusals = {404, 422},
       .handler = handled_by(noun, &OrganizationJit::remove_role)},
  };
}

}  // namespace daemun::management
