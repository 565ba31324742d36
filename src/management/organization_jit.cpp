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

struct AddDomain {
  Text<1, 128> email_domain{};
};
BOOST_DESCRIBE_STRUCT(AddDomain, (), (email_domain))

struct ReplaceDomains {
  std::vector<Text<0, 128>> email_domains{};
};
BOOST_DESCRIBE_STRUCT(ReplaceDomains, (), (email_domains))

struct DomainView {
  Text<0, 21> tenant_id{};
  Text<1, 21> organization_id{};
  Text<1, 128> email_domain{};
};
BOOST_DESCRIBE_STRUCT(DomainView, (), (tenant_id, organization_id, email_domain))

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
      return DomainView{dependencies_.tenant.value(), id.value(), domain};
    });
  }

  Answer add_domain(Call call, AddDomain body) {
    const auto id = organization_of(call);
    const auto domain = parse_email_domain(body.email_domain);
    if (!domain) co_return bad_domain("body.emailDomain");
    storage::Plan plan;
    plan.add(jit_.insert_domain(id, *domain));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed && is_unique(committed.error()))
      co_return unprocessable("entity.unique_integrity_violation");
    if (!committed) co_return relation_missing();
    co_return reply_of(DomainView{dependencies_.tenant.value(), id.value(), *domain});
  }

  Answer replace_domains(Call call, ReplaceDomains body) {
    std::vector<std::string> domains;
    for (const auto& text : body.email_domains) {
      auto domain = parse_email_domain(text);
      if (!domain) co_return bad_domain("body.emailDomains");
      domains.push_back(*std::move(domain));
    }
    auto plan = jit_.replace_domains(organization_of(call), domains);
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return relation_missing();
    co_return Reply{};
  }

  Answer remove_domain(Call call) {
    const auto domain = parse_email_domain(call.path_parameter("emailDomain"));
    if (!domain) co_return not_found();
    auto removal = jit_.remove_domain(organization_of(call), *domain);
    auto missing = not_found();
    co_return co_await commit_removal(
        dependencies_, std::move(call), std::move(removal), std::move(missing)
    );
  }

  Answer list_roles(Call call) {
    const auto id = organization_of(call);
    const auto organization = co_await organizations_.find(id);
    if (!organization) co_return no_such("organizations", id.value());
    const auto page = co_await jit_.list_roles(id, call.window());
    co_return list_reply(page.roles, page.total, [&](const OrganizationRole& role) {
      return to_view(dependencies_.tenant, role);
    });
  }

  Answer add_roles(Call call, OrganizationRoleIds body) {
    if (body.organization_role_ids.empty()) co_return nothing_listed("organizationRoleIds");
    auto roles = to_ids<OrganizationRoleId>(body.organization_role_ids);
    storage::Plan plan;
    plan.add(jit_.add_roles(organization_of(call), roles));
    co_return co_await commit_roles(std::move(call), std::move(plan), std::move(roles));
  }

  Answer replace_roles(Call call, OrganizationRoleIds body) {
    auto roles = to_ids<OrganizationRoleId>(body.organization_role_ids);
    auto plan = jit_.replace_roles(organization_of(call), roles);
    co_return co_await commit_roles(std::move(call), std::move(plan), std::move(roles));
  }

  Answer remove_role(Call call) {
    const OrganizationRoleId role(call.path_parameter("organizationRoleId"));
    auto removal = jit_.remove_role(organization_of(call), role);
    return commit_removal(dependencies_, std::move(call), std::move(removal), not_found());
  }

 private:
  Answer commit_roles(Call call, storage::Plan plan, std::vector<OrganizationRoleId> roles) {
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (committed) co_return Reply{};
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
       .reply = shape_of<std::vector<DomainView>>(),
       .handler = handled_by(noun, &OrganizationJit::list_domains)},
      {.method = Method::post,
       .path = domains,
       .summary = "Add a just-in-time email domain",
       .status = 201,
       .reply = shape_of<DomainView>(),
       .refusals = {422},
       .handler = handled_by(noun, &OrganizationJit::add_domain)},
      {.method = Method::put,
       .path = domains,
       .summary = "Replace just-in-time email domains",
       .status = 204,
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
       .reply = shape_of<std::vector<OrganizationRoleView>>(),
       .refusals = {404},
       .handler = handled_by(noun, &OrganizationJit::list_roles)},
      {.method = Method::post,
       .path = roles,
       .summary = "Add roles to just-in-time provisioning",
       .status = 201,
       .refusals = {422},
       .handler = handled_by(noun, &OrganizationJit::add_roles)},
      {.method = Method::put,
       .path = roles,
       .summary = "Replace the roles of just-in-time provisioning",
       .status = 204,
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
