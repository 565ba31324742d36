// The scopes that users may grant to a third-party application:
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

using UserScope = Word<
    "profile",
    "email",
    "phone",
    "address",
    "custom_data",
    "identities",
    "roles",
    "urn:logto:scope:organizations",
    "urn:logto:scope:organization_roles",
    "urn:logto:scope:sessions",
    "urn:logto:scope:trusted_devices">;

struct NamedResource {
  Text<1, 21> id{};
  Text<1> name{};
  Text<1> indicator{};
};
BOOST_DESCRIBE_STRUCT(NamedResource, (), (id, name, indicator))

struct ApiScope {
  Text<1, 21> id{};
  Text<1, 256> name{};
  Nullable<std::string> description{};
};
BOOST_DESCRIBE_STRUCT(ApiScope, (), (id, name, description))

struct ScopesOfResource {
  NamedResource resource{};
  std::vector<ApiScope> scopes{};
};
BOOST_DESCRIBE_STRUCT(ScopesOfResource, (), (resource, scopes))

struct OrganizationScopeName {
  Text<1, 21> id{};
  Text<1, 128> name{};
  Nullable<Text<0, 256>> description{};
};
BOOST_DESCRIBE_STRUCT(OrganizationScopeName, (), (id, name, description))

struct ConsentView {
  std::vector<OrganizationScopeName> organization_scopes{};
  std::vector<ScopesOfResource> resource_scopes{};
  std::vector<ScopesOfResource> organization_resource_scopes{};
  std::vector<UserScope> user_scopes{};
};
BOOST_DESCRIBE_STRUCT(
    ConsentView,
    (),
    (organization_scopes, resource_scopes, organization_resource_scopes, user_scopes)
)

struct AddScopes {
  std::optional<Ids> organization_scopes{};
  std::optional<Ids> resource_scopes{};
  std::optional<Ids> organization_resource_scopes{};
  std::optional<std::vector<UserScope>> user_scopes{};
};
BOOST_DESCRIBE_STRUCT(
    AddScopes, (), (organization_scopes, resource_scopes, organization_resource_scopes, user_scopes)
)

template <typename List>
std::vector<std::string> strings_of(const std::optional<List>& list) {
  if (!list) return {};
  return {list->begin(), list->end()};
}

// A kind's word in a path.
struct KindRow {
  ConsentKind kind;
  std::string_view path;
};
constexpr KindRow kinds[] = {
    {ConsentKind::organization, "organization-scopes"},
    {ConsentKind::resource, "resource-scopes"},
    {ConsentKind::organization_resource, "organization-resource-scopes"},
    {ConsentKind::user, "user-scopes"},
};

std::vector<ScopesOfResource> to_views(const std::vector<Resource>& resources) {
  std::vector<ScopesOfResource> views;
  for (const auto& resource : resources) {
    ScopesOfResource view{
        .resource = {resource.id.value(), resource.name, resource.indicator}, .scopes = {}};
    for (const auto& scope : resource.scopes)
      view.scopes.push_back({scope.id.value(), scope.name, scope.description});
    views.push_back(std::move(view));
  }
  return views;
}

ConsentView to_view(const ApplicationConsentStore::ConsentScopes& scopes) {
  ConsentView view{
      .organization_scopes = {},
      .resource_scopes = to_views(scopes.resource),
      .organization_resource_scopes = to_views(scopes.organization_resource),
      .user_scopes = {scopes.user.begin(), scopes.user.end()},
  };
  for (const auto& scope : scopes.organization)
    view.organization_scopes.push_back({scope.id.value(), scope.name, scope.description});
  return view;
}

// Errors: 422 application.user_consent_scopes_not_found and
// application.consent_management_api_scopes_not_allowed.
api::Outcome<void> check_known(
    const AddScopes& body,
    const ApplicationConsentStore::KnownScopes& known,
    std::string_view management_api
) {
  std::vector<std::string> resource_ids;
  for (const auto& scope : known.resource)
    resource_ids.push_back(scope.id);
  const auto missing = json::object{
      {"invalidOrganizationScopes",
       to_json_array(difference(strings_of(body.organization_scopes), known.organization))},
      {"invalidResourceScopes",
       to_json_array(difference(strings_of(body.resource_scopes), resource_ids))},
      {"invalidOrganizationResourceScopes",
       to_json_array(difference(strings_of(body.organization_resource_scopes), resource_ids))},
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
    co_return reply_of(to_view(scopes));
  }

  Answer add(Call call, AddScopes body) {
    const ApplicationId id(call.path_parameter("applicationId"));
    const auto application = co_await find_third_party(id);
    if (!application) co_return application.error();
    auto resource_scopes = strings_of(body.resource_scopes);
    const auto more = strings_of(body.organization_resource_scopes);
    resource_scopes.insert(resource_scopes.end(), more.begin(), more.end());
    const auto known = co_await scopes_.find_known(
        strings_of(body.organization_scopes), std::move(resource_scopes)
    );
    const auto checked = check_known(body, known, dependencies_.audience());
    if (!checked) co_return checked.error();
    storage::Plan plan;
    plan.add(scopes_.insert(id, ConsentKind::organization, strings_of(body.organization_scopes)));
    plan.add(scopes_.insert(id, ConsentKind::resource, strings_of(body.resource_scopes)));
    plan.add(scopes_.insert(
        id, ConsentKind::organization_resource, strings_of(body.organization_resource_scopes)
    ));
    plan.add(scopes_.insert(id, ConsentKind::user, strings_of(body.user_scopes)));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
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
    auto removal = scopes_.remove(id, row->kind, call.path_parameter("scopeId"));
    auto missing = not_found();
    co_return co_await commit_removal(
        dependencies_, std::move(call), std::move(removal), std::move(missing)
    );
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
       .reply = shape_of<ConsentView>(),
       .refusals = {404, 422},
       .handler = handled_by(noun, &ApplicationConsent::list)},
      {.method = Method::post,
       .path = path,
       .summary = "Add consent scopes to a third-party application",
       .status = 201,
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
