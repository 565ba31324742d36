// Configuration of a tenant: how long sessions live, what ID tokens say, and what the console
// remembers: /configs.
#include "base/unavailable.h"
#include "domain/id_token_config.h"
#include "domain/session.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "storage/tenant_store.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

constexpr std::string_view admin_console_config = "adminConsole";

const std::string id_token_shape =
    "{enabledExtendedClaims?: (\"custom_data\"|\"identities\"|\"sso_identities\"|\"roles\"|"
    "\"organizations\"|\"organization_data\"|\"organization_roles\")[]}";
const std::string notification_shapes =
    "developmentTenantMigrationNotification?: {isPaidTenant: boolean, tag: string, readAt?: "
    "number}, checkedChargeNotification?: {token?: boolean, apiResource?: boolean, "
    "machineToMachineApp?: boolean, tenantMember?: boolean}";

class Configs {
 public:
  explicit Configs(const Dependencies& dependencies)
      : dependencies_(dependencies),
        tenants_(dependencies.database, dependencies.vault, dependencies.tenant) {}

  Answer show_session(Call) {
    const auto text = co_await tenants_.find_config(std::string(session_config));
    co_return Reply{.body = json::object{{"ttl", parse_session_ttl(text.value_or("")).count()}}};
  }

  Answer change_session(Call call) {
    std::vector<std::string_view> names{"ttl"};
    const auto merged = co_await merge(call, session_config, std::move(names));
    if (!merged) co_return merged.error();
    co_return co_await show_session(std::move(call));
  }

  Answer show_id_token(Call) {
    const auto text = co_await tenants_.find_config(std::string(id_token_config));
    json::array claims;
    for (const auto& claim : parse_enabled_extended_claims(text.value_or("")))
      claims.emplace_back(claim);
    co_return Reply{.body = json::object{{"enabledExtendedClaims", std::move(claims)}}};
  }

  Answer set_id_token(Call call) {
    json::array claims;
    if (const auto* given = find_array(call.body, "enabledExtendedClaims")) claims = *given;
    const json::object config{{"enabledExtendedClaims", std::move(claims)}};
    storage::Plan plan;
    plan.add(tenants_.upsert_config(id_token_config, json::serialize(config)));
    static_cast<void>(co_await commit_settings(dependencies_, call, std::move(plan)));
    co_return Reply{.body = config};
  }

  Answer show_admin_console(Call) {
    auto config = co_await load_admin_console();
    co_return Reply{.body = std::move(config)};
  }

  Answer change_admin_console(Call call) {
    std::vector<std::string_view> names{
        "signInExperienceCustomized",
        "organizationCreated",
        "developmentTenantMigrationNotification",
        "checkedChargeNotification"};
    const auto merged = co_await merge(call, admin_console_config, std::move(names));
    if (!merged) co_return merged.error();
    co_return co_await show_admin_console(std::move(call));
  }

 private:
  Task<json::object> load_admin_console() {
    const auto text = co_await tenants_.find_config(std::string(admin_console_config));
    json::object config{{"signInExperienceCustomized", false}, {"organizationCreated", false}};
    auto stored = parse_json_object(text.value_or(""));
    if (!stored) co_return config;
    for (auto& member : *stored)
      config[member.key()] = std::move(member.value());
    co_return config;
  }

  // Puts the members of the body that `names` lists into the row; two calls at once both hold.
  Task<api::Outcome<void>> merge(
      Call call, std::string_view key, std::vector<std::string_view> names
  ) {
    const auto seen = co_await tenants_.find_config(std::string(key));
    auto stored = parse_json_object(seen.value_or(""));
    json::object config = stored ? std::move(*stored) : json::object();
    for (const auto name : names) {
      if (const auto* value = call.body.if_contains(name)) config[name] = *value;
    }
    const auto text = json::serialize(config);
    if (text == seen.value_or("{}")) co_return api::Outcome<void>();
    storage::Plan plan;
    plan.add(tenants_.replace_config(key, seen, text));
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
    if (!committed) co_return api::conflict();
    co_return api::Outcome<void>();
  }

  const Dependencies& dependencies_;
  storage::TenantStore tenants_;
};

}  // namespace

Operations nouns::configs(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Configs>(dependencies);
  using http::Method;
  const auto console_shape = [](const char* mark) {
    return parse_shape(
        std::string("{signInExperienceCustomized") + mark + ": boolean, organizationCreated" +
        mark + ": boolean, " + notification_shapes + "}"
    );
  };
  return {
      {.method = Method::get,
       .path = "/configs/oidc/session",
       .summary = "Show the session lifetime",
       .reply = parse_shape("{ttl: number}"),
       .handler = handled_by(noun, &Configs::show_session)},
      {.method = Method::patch,
       .path = "/configs/oidc/session",
       .summary = "Update the session lifetime",
       .body = parse_shape("{ttl?: integer<1..31536000>}"),
       .reply = parse_shape("{ttl: number}"),
       .handler = handled_by(noun, &Configs::change_session)},
      {.method = Method::get,
       .path = "/configs/id-token",
       .summary = "Show the extended claims of ID tokens",
       .reply = parse_shape(id_token_shape),
       .handler = handled_by(noun, &Configs::show_id_token)},
      {.method = Method::put,
       .path = "/configs/id-token",
       .summary = "Update the extended claims of ID tokens",
       .body = parse_shape(id_token_shape),
       .reply = parse_shape(id_token_shape),
       .handler = handled_by(noun, &Configs::set_id_token)},
      {.method = Method::get,
       .path = "/configs/admin-console",
       .summary = "Show the console's settings",
       .reply = console_shape(""),
       .handler = handled_by(noun, &Configs::show_admin_console)},
      {.method = Method::patch,
       .path = "/configs/admin-console",
       .summary = "Update the console's settings",
       .body = console_shape("?"),
       .reply = console_shape(""),
       .handler = handled_by(noun, &Configs::change_admin_console)},
  };
}

}  // namespace daemun::management
