// What users may consent to for a third-party application:
// /applications/{applicationId}/user-consent-scopes.
#include "domain/access.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "storage/application_consent_store.h"
#include "storage/application_store.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

using storage::ApplicationConsentStore;
using storage::ConsentKind;

const std::string user_scope_words =
    R"("profile"|"email"|"phone"|"address"|"custom_data"|"identities"|"roles"|)"
    R"("urn:logto:scope:organizations"|"urn:logto:scope:organization_roles"|)"
    R"("urn:logto:scope:sessions"|"urn:logto:scope:trusted_devices")";
const std::string resource_scopes_shape =
    "{resource: {id: string<1..21>, name: string<1..>, indicator: string<1..>}, scopes: {id: "
    "string<1..21>, name: string<1..256>, description: string|null}[]}[]";
const std::string list_shape =
    "{organizationScopes: {id: string<1..21>, name: string<1..128>, description: "
    "string<0..256>|null}[], resourceScopes: " +
    resource_scopes_shape + ", organizationResourceScopes: " + resource_scopes_shape +
    ", userScopes: (" + user_scope_words + ")[]}";
const std::string add_shape =
    "{organizationScopes?: string<1..>[], resourceScopes?: string<1..>[], "
    "organizationResourceScopes?: string<1..>[], userScopes?: (" +
    user_scope_words + ")[]}";

// A kind's words: in a path, and as the member of a body.
struct KindRow {
  ConsentKind kind;
  std::string_view path;
  std::string_view member;
};
constexpr KindRow kinds[] = {
    {ConsentKind::organization, "organization-scopes", "organizationScopes"},
    {ConsentKind::resource, "resource-scopes", "resourceScopes"},
    {ConsentKind::organization_resource,
     "organization-resource-scopes",
     "organizationResourceScopes"},
    {ConsentKind::user, "user-scopes", "userScopes"},
};

template <typename SomeId>
json::object to_json(
    const SomeId& id, const std::string& name, const std::optional<std::string>& description
) {
  return {{"id", id.value()}, {"name", name}, {"description", to_value(description)}};
}

json::array to_json(const std::vector<Resource>& resources) {
  json::array array;
  for (const auto& resource : resources) {
    json::array scopes;
    for (const auto& scope : resource.scopes)
      scopes.push_back(to_json(scope.id, scope.name, scope.description));
    array.push_back(json::object{
        {"resource",
         json::object{
             {"id", resource.id.value()},
             {"name", resource.name},
             {"indicator", resource.indicator}}},
        {"scopes", std::move(scopes)}});
  }
  return array;
}

json::object to_json(const ApplicationConsentStore::ConsentScopes& scopes) {
  json::array organization;
  for (const auto& scope : scopes.organization)
    organization.push_back(to_json(scope.id, scope.name, scope.description));
  return {
      {"organizationScopes", std::move(organization)},
      {"resourceScopes", to_json(scopes.resource)},
      {"organizationResourceScopes", to_json(scopes.organization_resource)},
      {"userScopes", to_json_array(scopes.user)},
  };
}

// Errors: 422 application.user_consent_scopes_not_found and
// application.consent_management_api_scopes_not_allowed.
api::Outcome<void> check_known(
    const json::object& body,
    const ApplicationConsentStore::KnownScopes& known,
    std::string_view management_api
) {
  std::vector<std::string> resource_ids;
  for (const auto& scope : known.resource)
    resource_ids.push_back(scope.id);
  const auto missing = json::object{
      {"invalidOrganizationScopes",
       to_json_array(difference(find_strings(body, "organizationScopes"), known.organization))},
      {"invalidResourceScopes",
       to_json_array(difference(find_strings(body, "resourceScopes"), resource_ids))},
      {"invalidOrganizationResourceScopes",
       to_json_array(difference(find_strings(body, "organizationResourceScopes"), resource_ids))},
  };
  const bool misses = std::any_of(missing.begin(), missing.end(), [](const auto& member) {
    return !member.value().get_array().empty();
  });
  if (misses) return unprocessable("application.user_consent_scopes_not_found", missing);
  // No application of somebody else's may manage the tenant in a user's name.
  const bool has_management =
      std::any_of(known.resource.begin(), known.resource.end(), [&](const auto& scope) {
        return scope.indicator == management_api;
      });
  if (has_management) return unprocessable("application.consent_management_api_scopes_not_allowed");
  return {};
}

class ApplicationConsent {
 public:
  explicit ApplicationConsent(const Dependencies& dependencies)
      : dependencies_(dependencies),
        applications_(dependencies.database, dependencies.vault, dependencies.tenant),
        scopes_(dependencies.database, dependencies.tenant) {}

  Answer list(Call call) {
    const ApplicationId id(call.path_parameter("applicationId"));
    const auto application = co_await find_third_party(id);
    if (!application) co_return application.error();
    const auto scopes = co_await scopes_.list(id);
    co_return Reply{.body = to_json(scopes)};
  }

  Answer add(Call call) {
    const ApplicationId id(call.path_parameter("applicationId"));
    const auto application = co_await find_third_party(id);
    if (!application) co_return application.error();
    auto resource_scopes = find_strings(call.body, "resourceScopes");
    const auto more = find_strings(call.body, "organizationResourceScopes");
    resource_scopes.insert(resource_scopes.end(), more.begin(), more.end());
    const auto known = co_await scopes_.find_known(
        find_strings(call.body, "organizationScopes"), std::move(resource_scopes)
    );
    const auto checked = check_known(call.body, known, dependencies_.audience());
    if (!checked) co_return checked.error();
    storage::Plan plan;
    for (const auto& row : kinds)
      plan.add(scopes_.insert(id, row.kind, find_strings(call.body, row.member)));
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
    if (!committed) co_return no_such("applications", id.value());
    co_return Reply{};
  }

  Answer remove(Call call) {
    const ApplicationId id(call.path_parameter("applicationId"));
    const auto type = call.path_parameter("scopeType");
    const auto* row = std::find_if(std::begin(kinds), std::end(kinds), [&](const KindRow& one) {
      return one.path == type;
    });
    if (row == std::end(kinds)) co_return api::invalid_input("there is no such scopeType");
    const auto application = co_await find_third_party(id);
    if (!application) co_return application.error();
    storage::Plan plan;
    plan.add(scopes_.remove(id, row->kind, call.path_parameter("scopeId")));
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
    if (!committed) co_return not_found();
    co_return Reply{};
  }

 private:
  // Errors: 404, 400 application.third_party_application_only.
  Task<api::Outcome<storage::ApplicationRecord>> find_third_party(ApplicationId id) {
    auto record = co_await applications_.find_record(id);
    if (!record) co_return no_such("applications", id.value());
    if (!record->is_third_party)
      co_return unprocessable("application.third_party_application_only");
    co_return *std::move(record);
  }

  const Dependencies& dependencies_;
  storage::ApplicationStore applications_;
  storage::ApplicationConsentStore scopes_;
};

}  // namespace

Operations nouns::application_consent(const Dependencies& dependencies) {
  const auto noun = std::make_shared<ApplicationConsent>(dependencies);
  using http::Method;
  const std::string path = "/applications/{applicationId}/user-consent-scopes";
  return {
      {.method = Method::get,
       .path = path,
       .summary = "List the consent scopes of a third-party application",
       .reply = parse_shape(list_shape),
       .refusals = {404, 422},
       .handler = handled_by(noun, &ApplicationConsent::list)},
      {.method = Method::post,
       .path = path,
       .summary = "Add consent scopes to a third-party application",
       .status = 201,
       .body = parse_shape(add_shape),
       .refusals = {404, 422},
       .handler = handled_by(noun, &ApplicationConsent::add)},
      {.method = Method::delete_,
       .path = path + "/{scopeType}/{scopeId}",
       .summary = "Remove a consent scope from a third-party application",
       .status = 204,
       .refusals = {404, 422},
       .handler = handled_by(noun, &ApplicationConsent::remove)},
  };
}

}  // namespace daemun::management
