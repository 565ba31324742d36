// Applications: /applications.
#include "domain/administration.h"
#include "management/answers.h"
#include "management/application_json.h"
#include "management/change.h"
#include "management/crud.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "storage/access_store.h"
#include "storage/application_store.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

using api::RequestError;
using storage::ApplicationRecord;

struct NewProtectedApp {
  std::string sub_domain{};
  std::string origin{};
};
BOOST_DESCRIBE_STRUCT(NewProtectedApp, (), (sub_domain, origin))

struct CreateApplication {
  Text<1, 256> name{};
  Patch<std::string> description{};
  ApplicationType type{};
  std::optional<ClientMetadata> oidc_client_metadata{};
  std::optional<CustomMetadata> custom_client_metadata{};
  std::optional<json::object> custom_data{};
  std::optional<bool> is_third_party{};
  std::optional<NewProtectedApp> protected_app_metadata{};
};
BOOST_DESCRIBE_STRUCT(
    CreateApplication,
    (),
    (name,
     description,
     type,
     oidc_client_metadata,
     custom_client_metadata,
     custom_data,
     is_third_party,
     protected_app_metadata)
)

struct ProtectedAppChanges {
  std::optional<std::string> origin{};
  std::optional<Number<>> session_duration{};
  std::optional<std::vector<PageRule>> page_rules{};
  std::optional<std::vector<AdditionalScope>> additional_scopes{};
};
BOOST_DESCRIBE_STRUCT(
    ProtectedAppChanges, (), (origin, session_duration, page_rules, additional_scopes)
)

struct UpdateApplication {
  std::optional<Text<1, 256>> name{};
  Patch<std::string> description{};
  std::optional<ClientMetadata> oidc_client_metadata{};
  std::optional<CustomMetadata> custom_client_metadata{};
  std::optional<json::object> custom_data{};
  std::optional<bool> app_level_access_control_enabled{};
  Patch<ProtectedAppChanges> protected_app_metadata{};
  std::optional<bool> is_admin{};
};
BOOST_DESCRIBE_STRUCT(
    UpdateApplication,
    (),
    (name,
     description,
     oidc_client_metadata,
     custom_client_metadata,
     custom_data,
     app_level_access_control_enabled,
     protected_app_metadata,
     is_admin)
)

constexpr std::size_t secret_length = 32;
// Merges must not let a row grow without end: every process keeps it in memory.
constexpr std::size_t max_custom_data_bytes = 256 * 1024;

RequestError not_as_application() {
  return RequestError{.code = "application.saml.use_saml_app_api"};
}

RequestError built_in() {
  return RequestError{.code = "application.built_in", .status = 403};
}

bool is_third_party_type(ApplicationType type) {
  return type == ApplicationType::traditional || type == ApplicationType::spa ||
         type == ApplicationType::native;
}

// Why an application cannot be made as the body says, whatever else there is.
std::optional<RequestError> find_refusal(const CreateApplication& body) {
  if (body.type == ApplicationType::saml) return not_as_application();
  if (body.type == ApplicationType::protected_) {
    // Such an application is a proxy at somebody else's edge, which is not here.
    return RequestError{
        .code = body.protected_app_metadata ? "application.protected_app_not_configured"
                                            : "application.protected_app_metadata_is_required"};
  }
  if (body.is_third_party.value_or(false) && !is_third_party_type(body.type))
    return RequestError{.code = "application.invalid_third_party_application_type"};
  const auto& metadata = body.custom_client_metadata;
  if (metadata && metadata->is_device_flow.value_or(false) && body.type != ApplicationType::native)
    return unprocessable("application.device_flow_native_only");
  return std::nullopt;
}

// The metadata of a change. Whether an application signs in by the device flow is decided when it
// is made: a body that does not say it leaves it. Errors: 422.
api::Outcome<std::optional<std::string>> change_metadata(
    const std::optional<CustomMetadata>& given, const ApplicationRecord& known
) {
  if (!given) return std::optional<std::string>();
  const auto stored = parse_stored(known.custom_client_metadata);
  const bool was_device_flow = find_bool(stored, "isDeviceFlow").value_or(false);
  if (given->is_device_flow.value_or(was_device_flow) != was_device_flow)
    return unprocessable("application.device_flow_unchangeable");
  auto metadata = api::to_json(*given);
  if (was_device_flow) metadata["isDeviceFlow"] = true;
  return std::optional(json::serialize(metadata));
}

template <typename T>
std::optional<std::string> text_of(const std::optional<T>& member) {
  if (!member) return std::nullopt;
  return json::serialize(api::to_json(*member));
}

// Errors: 400 guard.invalid_input.
api::Outcome<storage::ApplicationFilter> parse_filter(const http::Form& query) {
  storage::ApplicationFilter filter;
  filter.types = query.find_all("types");
  const auto is_unknown = [](const std::string& word) { return !parse_application_type(word); };
  if (std::any_of(filter.types.begin(), filter.types.end(), is_unknown))
    return api::invalid_input("types: there is no such type of application");
  if (const auto role = query.find("excludeRoleId"))
    filter.without_role = RoleId(std::string(*role));
  if (const auto organization = query.find("excludeOrganizationId"))
    filter.outside_organization = OrganizationId(std::string(*organization));
  if (const auto word = query.find("isThirdParty")) {
    if (*word != "true" && *word != "false")
      return api::invalid_input("isThirdParty must be true or false");
    filter.is_third_party = *word == "true";
  }
  return filter;
}

class Applications {
 public:
  explicit Applications(const Dependencies& dependencies)
      : dependencies_(dependencies),
        applications_(dependencies.database, dependencies.vault, dependencies.tenant),
        access_(dependencies.database, dependencies.tenant) {}

  Answer list(Call call) {
    auto filter = parse_filter(call.query);
    if (!filter) co_return filter.error();
    const auto listed =
        co_await applications_.list_page(*std::move(filter), call.search, call.window());
    co_return list_reply(listed.records, listed.total, [&](const ApplicationRecord& record) {
      return to_view(dependencies_.tenant, record);
    });
  }

  Answer create(Call call, CreateApplication body) {
    if (auto refusal = find_refusal(body)) co_return *std::move(refusal);
    if (auto bad = find_bad_metadata(body.oidc_client_metadata, body.custom_client_metadata))
      co_return api::invalid_input(*std::move(bad));
    ApplicationRecord record{
        .id = new_id<ApplicationId>(dependencies_.random, call),
        .name = body.name,
        .description = body.description,
        .type = body.type,
        .is_third_party = body.is_third_party.value_or(false),
        .created_at = dependencies_.clock.now(),
    };
    if (auto text = text_of(body.oidc_client_metadata)) record.oidc_client_metadata = *text;
    if (auto text = text_of(body.custom_client_metadata)) record.custom_client_metadata = *text;
    if (auto text = text_of(body.custom_data)) record.custom_data = *text;
    storage::Plan plan;
    plan.add(applications_.insert(record));
    if (is_confidential(body.type)) {
      plan.add(applications_.insert_secret(
          record.id,
          {.name = "Default secret",
           .value = Secret(crypto::random_alphanumeric(dependencies_.random, secret_length)),
           .created_at = record.created_at,
           .expires_at = std::nullopt}
      ));
    }
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return api::conflict();
    co_return reply_of(to_view(dependencies_.tenant, record));
  }

  Answer show(Call call) {
    const ApplicationId id(call.path_parameter("id"));
    const auto record = co_await applications_.find_record(id);
    if (!record) co_return no_such("applications", id.value());
    const bool is_admin = co_await is_administrator(id);
    co_return reply_of(ShownApplication{to_view(dependencies_.tenant, *record), is_admin});
  }

  Answer update(Call call, UpdateApplication body) {
    const ApplicationId id(call.path_parameter("id"));
    const auto known = co_await applications_.find_record(id);
    if (!known) co_return no_such("applications", id.value());
    if (known->type == ApplicationType::saml) co_return not_as_application();
    if (is_console_application(dependencies_.tenant.value(), id.value())) co_return built_in();
    if (body.protected_app_metadata)
      co_return RequestError{.code = "application.protected_application_only"};
    if (auto bad = find_bad_metadata(body.oidc_client_metadata, body.custom_client_metadata))
      co_return api::invalid_input(*std::move(bad));
    auto metadata = change_metadata(body.custom_client_metadata, *known);
    if (!metadata) co_return metadata.error();
    const storage::ApplicationChanges changes{
        .name = body.name,
        .sets_description = body.description.is_given,
        .description = body.description,
        .oidc_client_metadata = text_of(body.oidc_client_metadata),
        .custom_client_metadata = *std::move(metadata),
        .custom_data = text_of(body.custom_data),
        .app_level_access_control_enabled = body.app_level_access_control_enabled,
    };
    storage::Plan plan;
    plan.add(applications_.update(id, changes));
    const auto is_admin = body.is_admin;
    if (is_admin && *is_admin && known->type != ApplicationType::machine_to_machine)
      co_return unprocessable("application.invalid_type");
    if (is_admin) {
      const bool was_admin = co_await is_administrator(id);
      if (*is_admin && !was_admin)
        plan.add(applications_.assign_administration(id, dependencies_.audience()));
      if (!*is_admin) plan.add(applications_.remove_administration(id, dependencies_.audience()));
    }
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed && committed.error().statement == 0)
      co_return no_such("applications", id.value());
    // No role of the tenant's holds the scope.
    if (!committed) co_return unprocessable("entity.not_exists", {{"name", "roles"}});
    const auto record = co_await applications_.find_record(id);
    if (!record) co_return no_such("applications", id.value());
    co_return reply_of(to_view(dependencies_.tenant, *record));
  }

  Answer remove(Call call) {
    const ApplicationId id(call.path_parameter("id"));
    const auto known = co_await applications_.find_record(id);
    if (!known) co_return no_such("applications", id.value());
    if (known->type == ApplicationType::saml) co_return not_as_application();
    if (is_console_application(dependencies_.tenant.value(), id.value())) co_return built_in();
    storage::Plan plan;
    plan.add(applications_.remove(id));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return no_such("applications", id.value());
    co_return Reply{};
  }

  Answer remove_legacy_secret(Call call) {
    const ApplicationId id(call.path_parameter("id"));
    const auto known = co_await applications_.find_record(id);
    if (!known) co_return no_such("applications", id.value());
    // Secrets here have always had a table of their own.
    co_return RequestError{.code = "application.no_legacy_secret_found"};
  }

  Answer merge_custom_data(Call call, json::object changes) {
    const ApplicationId id(call.path_parameter("applicationId"));
    const auto known = co_await applications_.find_record(id);
    if (!known) co_return no_such("applications", id.value());
    auto merged = parse_stored(known->custom_data);
    for (const auto& member : changes)
      merged[member.key()] = member.value();
    const auto text = json::serialize(merged);
    if (text.size() > max_custom_data_bytes) co_return unprocessable("entity.value_too_long");
    storage::Plan plan;
    plan.add(applications_.replace_custom_data(id, known->custom_data, text));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return api::conflict();
    co_return Reply{.body = std::move(merged)};
  }

 private:
  // Whether a role of its own gives the application everything of the Management API.
  Task<bool> is_administrator(ApplicationId id) const {
    const auto held = co_await access_.list_application_scopes(id);
    co_return std::any_of(held.begin(), held.end(), [&](const HeldScope& scope) {
      return scope.indicator == dependencies_.audience() && scope.name == "all" &&
             !scope.organization_id;
    });
  }

  const Dependencies& dependencies_;
  storage::ApplicationStore applications_;
  storage::AccessStore access_;
};

}  // namespace

Operations nouns::applications(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Applications>(dependencies);
  using http::Method;
  auto rows = crud_rows<ApplicationView>(
      noun,
      {.path = "/applications",
       .list =
           {.summary = "List applications",
            .paging = Paging::optional,
            .query = {"types", "excludeRoleId", "excludeOrganizationId", "isThirdParty"},
            .search = {"id", "name", "description"}},
       .create =
           {.summary = "Create an application, with a secret if its type has one",
            .refusals = {422}},
       .show = {.summary = "Show an application", .reply = shape_of<ShownApplication>()},
       .update = {.summary = "Change an application", .refusals = {404, 422}},
       .remove = {.summary = "Delete an application with its secrets and grants"}}
  );
  rows.insert(
      rows.end(),
      {
          {.method = Method::delete_,
           .path = "/applications/{id}/legacy-secret",
           .summary = "Delete the legacy secret of an application",
           .reply = shape_of<ApplicationView>(),
           .refusals = {404},
           .handler = handled_by(noun, &Applications::remove_legacy_secret)},
          {.method = Method::patch,
           .path = "/applications/{applicationId}/custom-data",
           .summary = "Merge into an application's custom data",
           .reply = shape_of<json::object>(),
           .refusals = {404, 409, 422},
           .handler = handled_by(noun, &Applications::merge_custom_data)},
      }
  );
  return rows;
}

}  // namespace daemun::management
