// Applications: /applications.
#include "domain/administration.h"
#include "management/answers.h"
#include "management/application_json.h"
#include "management/change.h"
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

// Functions, because the constants that they use are another file's.
std::string metadata_fields() {
  return "oidcClientMetadata?: " + client_metadata_shape +
         ", customClientMetadata?: " + custom_metadata_shape + ", customData?: {}";
}

std::string create_shape() {
  return "{name: string<1..256>, description?: string|null, type: "
         R"("Native"|"SPA"|"Traditional"|"MachineToMachine"|"Protected"|"SAML", )" +
         metadata_fields() +
         ", isThirdParty?: boolean, protectedAppMetadata?: {subDomain: string, origin: string}}";
}

std::string update_shape() {
  return "{name?: string<1..256>, description?: string|null, " + metadata_fields() +
         ", appLevelAccessControlEnabled?: boolean, protectedAppMetadata?: {origin?: string, "
         "sessionDuration?: number, pageRules?: {path: string}[], additionalScopes?: "
         R"(("custom_data"|"identities"|"roles"|"urn:logto:scope:organizations"|)"
         R"("urn:logto:scope:organization_roles")[]}|null, isAdmin?: boolean})";
}

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

bool is_device_flow(const json::object& metadata) {
  return find_bool(metadata, "isDeviceFlow").value_or(false);
}

// Why an application cannot be made as the body says, whatever else there is.
std::optional<RequestError> find_refusal(const json::object& body, ApplicationType type) {
  if (type == ApplicationType::saml) return not_as_application();
  if (type == ApplicationType::protected_) {
    // Such an application is a proxy at somebody else's edge, which is not here.
    return RequestError{
        .code = body.contains("protectedAppMetadata")
                    ? "application.protected_app_not_configured"
                    : "application.protected_app_metadata_is_required"};
  }
  if (find_bool(body, "isThirdParty").value_or(false) && !is_third_party_type(type))
    return RequestError{.code = "application.invalid_third_party_application_type"};
  const auto* metadata = find_object(body, "customClientMetadata");
  if (metadata != nullptr && is_device_flow(*metadata) && type != ApplicationType::native)
    return unprocessable("application.device_flow_native_only");
  return std::nullopt;
}

// The metadata of a change. Whether an application signs in by the device flow is decided when it
// is made: a body that does not say it leaves it. Errors: 422.
api::Outcome<std::optional<std::string>> change_metadata(
    const json::object& body, const ApplicationRecord& known
) {
  const auto* given = find_object(body, "customClientMetadata");
  if (given == nullptr) return std::optional<std::string>();
  json::object metadata = *given;
  const bool was_device_flow = is_device_flow(parse_stored(known.custom_client_metadata));
  if (!metadata.contains("isDeviceFlow") && was_device_flow) metadata["isDeviceFlow"] = true;
  if (is_device_flow(metadata) != was_device_flow)
    return unprocessable("application.device_flow_unchangeable");
  return std::optional(json::serialize(metadata));
}

std::optional<std::string> text_of(const json::object& body, std::string_view name) {
  const auto* object = find_object(body, name);
  if (object == nullptr) return std::nullopt;
  return json::serialize(*object);
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
      return to_json(dependencies_.tenant, record);
    });
  }

  Answer create(Call call) {
    const auto kept = keep_described(*call.operation->body, call.body);
    const auto& body = kept.get_object();
    const auto type = *parse_application_type(*find_string(body, "type"));
    if (auto refusal = find_refusal(body, type)) co_return *std::move(refusal);
    if (auto bad = find_bad_metadata(body)) co_return api::invalid_input(*std::move(bad));
    ApplicationRecord record{
        .id = new_id<ApplicationId>(dependencies_.random, call),
        .name = *string_of(body, "name"),
        .description = string_of(body, "description"),
        .type = type,
        .is_third_party = find_bool(body, "isThirdParty").value_or(false),
        .created_at = dependencies_.clock.now(),
    };
    if (auto text = text_of(body, "oidcClientMetadata")) record.oidc_client_metadata = *text;
    if (auto text = text_of(body, "customClientMetadata")) record.custom_client_metadata = *text;
    if (auto text = text_of(body, "customData")) record.custom_data = *text;
    storage::Plan plan;
    plan.add(applications_.insert(record));
    if (is_confidential(type)) {
      plan.add(applications_.insert_secret(
          record.id,
          {.name = "Default secret",
           .value = Secret(crypto::random_alphanumeric(dependencies_.random, secret_length)),
           .created_at = record.created_at,
           .expires_at = std::nullopt}
      ));
    }
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
    if (!committed) co_return api::conflict();
    co_return Reply{.body = to_json(dependencies_.tenant, record)};
  }

  Answer show(Call call) {
    const ApplicationId id(call.path_parameter("id"));
    const auto record = co_await applications_.find_record(id);
    if (!record) co_return no_such("applications", id.value());
    auto body = to_json(dependencies_.tenant, *record);
    const bool is_admin = co_await is_administrator(id);
    body["isAdmin"] = is_admin;
    co_return Reply{.body = std::move(body)};
  }

  Answer update(Call call) {
    const ApplicationId id(call.path_parameter("id"));
    const auto kept = keep_described(*call.operation->body, call.body);
    const auto& body = kept.get_object();
    const auto known = co_await applications_.find_record(id);
    if (!known) co_return no_such("applications", id.value());
    if (known->type == ApplicationType::saml) co_return not_as_application();
    if (is_console_application(dependencies_.tenant.value(), id.value())) co_return built_in();
    if (find_object(body, "protectedAppMetadata") != nullptr)
      co_return RequestError{.code = "application.protected_application_only"};
    if (auto bad = find_bad_metadata(body)) co_return api::invalid_input(*std::move(bad));
    auto metadata = change_metadata(body, *known);
    if (!metadata) co_return metadata.error();
    const storage::ApplicationChanges changes{
        .name = string_of(body, "name"),
        .sets_description = body.contains("description"),
        .description = string_of(body, "description"),
        .oidc_client_metadata = text_of(body, "oidcClientMetadata"),
        .custom_client_metadata = *std::move(metadata),
        .custom_data = text_of(body, "customData"),
        .app_level_access_control_enabled = find_bool(body, "appLevelAccessControlEnabled"),
    };
    storage::Plan plan;
    plan.add(applications_.update(id, changes));
    const auto is_admin = find_bool(body, "isAdmin");
    if (is_admin && *is_admin && known->type != ApplicationType::machine_to_machine)
      co_return unprocessable("application.invalid_type");
    if (is_admin) {
      const bool was_admin = co_await is_administrator(id);
      if (*is_admin && !was_admin)
        plan.add(applications_.assign_administration(id, dependencies_.audience()));
      if (!*is_admin) plan.add(applications_.remove_administration(id, dependencies_.audience()));
    }
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
    if (!committed && committed.error().statement == 0)
      co_return no_such("applications", id.value());
    // No role of the tenant's holds the scope.
    if (!committed) co_return unprocessable("entity.not_exists", {{"name", "roles"}});
    const auto record = co_await applications_.find_record(id);
    if (!record) co_return no_such("applications", id.value());
    co_return Reply{.body = to_json(dependencies_.tenant, *record)};
  }

  Answer remove(Call call) {
    const ApplicationId id(call.path_parameter("id"));
    const auto known = co_await applications_.find_record(id);
    if (!known) co_return no_such("applications", id.value());
    if (known->type == ApplicationType::saml) co_return not_as_application();
    if (is_console_application(dependencies_.tenant.value(), id.value())) co_return built_in();
    storage::Plan plan;
    plan.add(applications_.remove(id));
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
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

  Answer merge_custom_data(Call call) {
    const ApplicationId id(call.path_parameter("applicationId"));
    const auto known = co_await applications_.find_record(id);
    if (!known) co_return no_such("applications", id.value());
    auto merged = parse_stored(known->custom_data);
    for (const auto& member : call.body)
      merged[member.key()] = member.value();
    const auto text = json::serialize(merged);
    if (text.size() > max_custom_data_bytes) co_return unprocessable("entity.value_too_long");
    storage::Plan plan;
    plan.add(applications_.replace_custom_data(id, known->custom_data, text));
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
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
  return {
      {.method = Method::get,
       .path = "/applications",
       .summary = "List applications",
       .paging = Paging::optional,
       .query = {"types", "excludeRoleId", "excludeOrganizationId", "isThirdParty"},
       .search = {"id", "name", "description"},
       .reply = parse_shape(application_shape + "[]"),
       .handler = handled_by(noun, &Applications::list)},
      {.method = Method::post,
       .path = "/applications",
       .summary = "Create an application, with a secret if its type has one",
       .body = parse_shape(create_shape()),
       .reply = parse_shape(application_shape),
       .refusals = {422},
       .handler = handled_by(noun, &Applications::create)},
      {.method = Method::get,
       .path = "/applications/{id}",
       .summary = "Show an application",
       .reply = parse_shape(application_with_admin_shape),
       .refusals = {404},
       .handler = handled_by(noun, &Applications::show)},
      {.method = Method::patch,
       .path = "/applications/{id}",
       .summary = "Change an application",
       .body = parse_shape(update_shape()),
       .reply = parse_shape(application_shape),
       .refusals = {404, 422},
       .handler = handled_by(noun, &Applications::update)},
      {.method = Method::delete_,
       .path = "/applications/{id}",
       .summary = "Delete an application with its secrets and grants",
       .status = 204,
       .refusals = {404},
       .handler = handled_by(noun, &Applications::remove)},
      {.method = Method::delete_,
       .path = "/applications/{id}/legacy-secret",
       .summary = "Delete the legacy secret of an application",
       .reply = parse_shape(application_shape),
       .refusals = {404},
       .handler = handled_by(noun, &Applications::remove_legacy_secret)},
      {.method = Method::patch,
       .path = "/applications/{applicationId}/custom-data",
       .summary = "Merge into an application's custom data",
       .body = parse_shape("{}"),
       .reply = parse_shape("{}"),
       .refusals = {404, 409, 422},
       .handler = handled_by(noun, &Applications::merge_custom_data)},
  };
}

}  // namespace daemun::management
