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

struct SessionConfig {
  Number<> ttl{};
};
BOOST_DESCRIBE_STRUCT(SessionConfig, (), (ttl))

struct SessionChanges {
  std::optional<Integer<1, 31536000>> ttl{};
};
BOOST_DESCRIBE_STRUCT(SessionChanges, (), (ttl))

using ExtendedClaim = Word<
    "custom_data",
    "identities",
    "sso_identities",
    "roles",
    "organizations",
    "organization_data",
    "organization_roles">;

struct IdTokenConfig {
  std::optional<std::vector<ExtendedClaim>> enabled_extended_claims{};
};
BOOST_DESCRIBE_STRUCT(IdTokenConfig, (), (enabled_extended_claims))

struct MigrationNotification {
  bool is_paid_tenant = false;
  std::string tag{};
  std::optional<Number<>> read_at{};
};
BOOST_DESCRIBE_STRUCT(MigrationNotification, (), (is_paid_tenant, tag, read_at))

struct ChargeNotification {
  std::optional<bool> token{};
  std::optional<bool> api_resource{};
  std::optional<bool> machine_to_machine_app{};
  std::optional<bool> tenant_member{};
};
BOOST_DESCRIBE_STRUCT(
    ChargeNotification, (), (token, api_resource, machine_to_machine_app, tenant_member)
)

// State that the console keeps; in a change, each member is optional.
template <typename Flag>
struct ConsoleSettings {
  Flag sign_in_experience_customized{};
  Flag organization_created{};
  std::optional<Raw<MigrationNotification>> development_tenant_migration_notification{};
  std::optional<Raw<ChargeNotification>> checked_charge_notification{};
  BOOST_DESCRIBE_CLASS(
      ConsoleSettings,
      (),
      (sign_in_experience_customized,
       organization_created,
       development_tenant_migration_notification,
       checked_charge_notification),
      (),
      ()
  )
};
using ConsoleConfig = ConsoleSettings<bool>;
using ConsoleChanges = ConsoleSettings<std::optional<bool>>;

class Configs {
 public:
  explicit Configs(const Dependencies& dependencies)
      : dependencies_(dependencies),
        tenants_(dependencies.database, dependencies.vault, dependencies.tenant) {}

  Answer show_session(Call) {
    const auto text = co_await tenants_.find_config(std::string(session_config));
    co_return reply_of(SessionConfig{parse_session_ttl(text.value_or("")).count()});
  }

  Answer change_session(Call call, SessionChanges body) {
    const auto merged = co_await merge(call, session_config, api::to_json(body));
    if (!merged) co_return merged.error();
    co_return co_await show_session(std::move(call));
  }

  Answer show_id_token(Call) {
    const auto text = co_await tenants_.find_config(std::string(id_token_config));
    IdTokenConfig config;
    config.enabled_extended_claims.emplace();
    for (const auto& claim : parse_enabled_extended_claims(text.value_or("")))
      config.enabled_extended_claims->emplace_back(std::string(claim));
    co_return reply_of(std::move(config));
  }

  Answer set_id_token(Call call, IdTokenConfig body) {
    if (!body.enabled_extended_claims) body.enabled_extended_claims.emplace();
    const auto config = api::to_json(body);
    storage::Plan plan;
    plan.add(tenants_.upsert_config(id_token_config, json::serialize(config)));
    static_cast<void>(co_await commit(dependencies_, call, std::move(plan)));
    co_return Reply{.body = config};
  }

  Answer show_admin_console(Call) {
    auto config = co_await load_admin_console();
    co_return Reply{.body = std::move(config)};
  }

  Answer change_admin_console(Call call, ConsoleChanges body) {
    const auto merged = co_await merge(call, admin_console_config, api::to_json(body));
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

  // Puts the changes into the row; two calls at once both hold.
  Task<api::Outcome<void>> merge(Call call, std::string_view key, json::object changes) {
    const auto seen = co_await tenants_.find_config(std::string(key));
    auto stored = parse_json_object(seen.value_or(""));
    json::object config = stored ? std::move(*stored) : json::object();
    for (auto& member : changes)
      config[member.key()] = std::move(member.value());
    const auto text = json::serialize(config);
    if (text == seen.value_or("{}")) co_return api::Outcome<void>();
    storage::Plan plan;
    plan.add(tenants_.replace_config(key, seen, text));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
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
  return {
      {.method = Method::get,
       .path = "/configs/oidc/session",
       .summary = "Show the session lifetime",
       .reply = shape_of<SessionConfig>(),
       .handler = handled_by(noun, &Configs::show_session)},
      {.method = Method::patch,
       .path = "/configs/oidc/session",
       .summary = "Update the session lifetime",
       .reply = shape_of<SessionConfig>(),
       .handler = handled_by(noun, &Configs::change_session)},
      {.method = Method::get,
       .path = "/configs/id-token",
       .summary = "Show the extended claims of ID tokens",
       .reply = shape_of<IdTokenConfig>(),
       .handler = handled_by(noun, &Configs::show_id_token)},
      {.method = Method::put,
       .path = "/configs/id-token",
       .summary = "Update the extended claims of ID tokens",
       .reply = shape_of<IdTokenConfig>(),
       .handler = handled_by(noun, &Configs::set_id_token)},
      {.method = Method::get,
       .path = "/configs/admin-console",
       .summary = "Show the console's settings",
       .reply = shape_of<ConsoleConfig>(),
       .handler = handled_by(noun, &Configs::show_admin_console)},
      {.method = Method::patch,
       .path = "/configs/admin-console",
       .summary = "Update the console's settings",
       .reply = shape_of<ConsoleConfig>(),
       .handler = handled_by(noun, &Configs::change_admin_console)},
  };
}

}  // namespace daemun::management
