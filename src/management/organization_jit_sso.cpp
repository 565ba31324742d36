// Whose people join an organization when they first sign in by an enterprise connector:
// /organizations/{id}/jit/sso-connectors.
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/organization_membership.h"
#include "management/sso_connector_view.h"
#include "storage/organization_jit_store.h"
#include "storage/organization_store.h"
#include "storage/sso_connector_store.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

struct SsoConnectorIds {
  Ids sso_connector_ids{};
};
BOOST_DESCRIBE_STRUCT(SsoConnectorIds, (), (sso_connector_ids))

class OrganizationJitSso {
 public:
  explicit OrganizationJitSso(const Dependencies& dependencies)
      : dependencies_(dependencies),
        organizations_(dependencies.database, dependencies.tenant),
        connectors_(dependencies.database, dependencies.vault, dependencies.tenant),
        jit_(dependencies.database, dependencies.tenant) {}

  Answer list(Call call) {
    const auto id = organization_of(call);
    const auto organization = co_await organizations_.find(id);
    if (!organization) co_return no_such("organizations", id.value());
    const auto page = co_await jit_.list_sso_connectors(id, call.window());
    const auto all = co_await connectors_.list();
    std::vector<SsoConnectorView> views;
    for (const auto& connector : page.connectors) {
      const auto found = std::find_if(all.begin(), all.end(), [&](const SsoConnector& one) {
        return one.id == connector;
      });
      if (found != all.end()) views.push_back(to_public_view(dependencies_.tenant, *found));
    }
    co_return list_reply(views, page.total, [](const SsoConnectorView& view) { return view; });
  }

  Answer add(Call call, SsoConnectorIds body) {
    if (body.sso_connector_ids.empty()) co_return nothing_listed("ssoConnectorIds");
    const auto connectors = to_ids<SsoConnectorId>(body.sso_connector_ids);
    storage::Plan plan;
    plan.add(jit_.add_sso_connectors(organization_of(call), connectors));
    co_return co_await commit_all(std::move(call), std::move(plan));
  }

  Answer replace(Call call, SsoConnectorIds body) {
    const auto connectors = to_ids<SsoConnectorId>(body.sso_connector_ids);
    auto plan = jit_.replace_sso_connectors(organization_of(call), connectors);
    co_return co_await commit_all(std::move(call), std::move(plan));
  }

  Answer remove(Call call) {
    const SsoConnectorId connector(call.path_parameter("ssoConnectorId"));
    auto removal = jit_.remove_sso_connector(organization_of(call), connector);
    return commit_removal(dependencies_, std::move(call), std::move(removal), not_found());
  }

 private:
  Answer commit_all(Call call, storage::Plan plan) {
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return relation_missing();
    co_return Reply{};
  }

  const Dependencies& dependencies_;
  storage::OrganizationStore organizations_;
  storage::SsoConnectorStore connectors_;
  storage::OrganizationJitStore jit_;
};

}  // namespace

Operations nouns::organization_jit_sso(const Dependencies& dependencies) {
  const auto noun = std::make_shared<OrganizationJitSso>(dependencies);
  using http::Method;
  const std::string path = "/organizations/{id}/jit/sso-connectors";
  return {
      {.method = Method::get,
       .path = path,
       .summary = "List the enterprise connectors of just-in-time provisioning",
       .paging = Paging::optional,
       .reply = shape_of<std::vector<SsoConnectorView>>(),
       .refusals = {404},
       .handler = handled_by(noun, &OrganizationJitSso::list)},
      {.method = Method::post,
       .path = path,
       .summary = "Add enterprise connectors to just-in-time provisioning",
       .status = 201,
       .refusals = {422},
       .handler = handled_by(noun, &OrganizationJitSso::add)},
      {.method = Method::put,
       .path = path,
       .summary = "Replace the enterprise connectors of just-in-time provisioning",
       .status = 204,
       .refusals = {422},
       .handler = handled_by(noun, &OrganizationJitSso::replace)},
      {.method = Method::delete_,
       .path = path + "/{ssoConnectorId}",
       .summary = "Remove an enterprise connector from just-in-time provisioning",
       .status = 204,
       .refusals = {404, 422},
       .handler = handled_by(noun, &OrganizationJitSso::remove)},
  };
}

}  // namespace daemun::management
