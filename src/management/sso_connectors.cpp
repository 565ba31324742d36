// Companies' own identity providers: /sso-connectors.
#include "domain/language.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/sso_connector_rules.h"
#include "management/sso_connector_view.h"
#include "management/sso_provider_config.h"
#include "storage/sso_connector_store.h"
#include "storage/sso_signing_key_store.h"
#include "storage/token_secret_store.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "messages/refusal.h"
#include "sso/config.h"
#include "sso/provider.h"
#include "sso/service.h"

namespace daemun::management {
namespace {

using api::Outcome;
using api::RequestError;

constexpr std::size_t id_length = 12;
// How long a list asks providers that do not answer.
constexpr Seconds patience{3};

struct CreateSsoConnector {
  std::optional<json::object> config{};
  std::optional<std::vector<std::string>> domains{};
  std::optional<SsoBranding> branding{};
  std::optional<bool> sync_profile{};
  std::optional<bool> enable_token_storage{};
  std::optional<bool> trusts_mfa{};
  Text<1, 128> provider_name{};
  Text<1, 128> connector_name{};
};
BOOST_DESCRIBE_STRUCT(
    CreateSsoConnector,
    (),
    (config,
     domains,
     branding,
     sync_profile,
     enable_token_storage,
     trusts_mfa,
     provider_name,
     connector_name)
)

struct UpdateSsoConnector {
  std::optional<json::object> config{};
  std::optional<std::vector<std::string>> domains{};
  std::optional<SsoBranding> branding{};
  std::optional<bool> sync_profile{};
  std::optional<Text<1, 128>> connector_name{};
  std::optional<bool> enable_token_storage{};
  std::optional<bool> trusts_mfa{};
};
BOOST_DESCRIBE_STRUCT(
    UpdateSsoConnector,
    (),
    (config, domains, branding, sync_profile, connector_name, enable_token_storage, trusts_mfa)
)

RequestError no_such_provider(int status) {
  return {.code = "connector.not_found", .status = status};
}

RequestError name_taken() {
  return {.code = "single_sign_on.duplicate_connector_name", .status = 409};
}

RequestError signing_key_required() {
  return {.code = "single_sign_on.active_signing_key_required", .status = 400};
}

bool signs_requests(const json::object& config) {
  return find_bool(config, "signAuthnRequest").value_or(false);
}

// Errors: 400 connector.token_storage_not_supported: a SAML provider has no tokens.
Outcome<void> check_token_storage(const sso::Provider& provider, std::optional<bool> wanted) {
  if (!wanted.value_or(false)) return {};
  if (provider.type == sso::Type::saml)
    return RequestError{.code = "connector.token_storage_not_supported", .status = 400};
  return {};
}

// Errors: 400 connector.invalid_config.
Outcome<std::optional<json::object>> parse_config(
    const sso::Provider& provider, const std::optional<json::object>& config
) {
  if (!config) return std::optional<json::object>();
  auto checked = sso::check_config(provider, *config);
  if (!checked) return messages::to_request_error(checked.error());
  return std::optional(*std::move(checked));
}

Outcome<std::optional<std::vector<std::string>>> parse_domains(
    const std::optional<std::vector<std::string>>& domains
) {
  if (!domains) return std::optional<std::vector<std::string>>();
  auto parsed = parse_sso_domains(*domains);
  if (!parsed) return parsed.error();
  return std::optional(*std::move(parsed));
}

class SsoConnectors {
 public:
  explicit SsoConnectors(const Dependencies& dependencies)
      : dependencies_(dependencies),
        connectors_(dependencies.database, dependencies.vault, dependencies.tenant),
        keys_(dependencies.database, dependencies.vault, dependencies.tenant),
        secrets_(
            dependencies.database, dependencies.vault, dependencies.random, dependencies.tenant
        ) {}

  // A connector of a kind that this server does not have is not there, except for its deletion.
  Answer list(Call call) {
    auto all = co_await connectors_.list();
    std::erase_if(all, [](const SsoConnector& one) {
      return sso::find_provider(one.provider_name) == nullptr;
    });
    const auto window = call.window();
    const auto total = static_cast<std::int64_t>(all.size());
    const auto first = std::min(window.offset, total);
    const auto last = first + std::min(window.limit, total - first);
    // One provider after the other is asked, as long as they answer soon; what is kept is shown.
    // An operator's call comes from a process that may have no network.
    const bool asks = call.origin != Call::Origin::operator_;
    const auto deadline = dependencies_.clock.now() + patience;
    json::array body;
    for (auto i = first; i < last; ++i) {
      const auto& connector = all[static_cast<std::size_t>(i)];
      auto config = known_provider_config(dependencies_, connector);
      if (asks && dependencies_.clock.now() < deadline)
        config = co_await load_provider_config(dependencies_, connector);
      body.push_back(to_shown(connector, std::move(config)));
    }
    co_return Reply{.body = std::move(body), .total = total};
  }

  Answer create(Call call, CreateSsoConnector body) {
    const auto* provider = sso::find_provider(body.provider_name);
    if (provider == nullptr) co_return no_such_provider(422);
    auto domains = parse_domains(body.domains);
    if (!domains) co_return domains.error();
    auto config = parse_config(*provider, body.config);
    if (!config) co_return config.error();
    // The file of a tenant makes the connector first, and then a key can be made for it: until then
    // nobody is sent to the provider.
    const bool is_of_network = call.origin != Call::Origin::operator_;
    if (is_of_network && *config && signs_requests(**config)) co_return signing_key_required();
    SsoConnector connector{
        .id = new_id<SsoConnectorId>(dependencies_.random, call, id_length),
        .provider_name = std::string(provider->name),
        .connector_name = body.connector_name,
        .sync_profile = body.sync_profile.value_or(false),
        .enable_token_storage = body.enable_token_storage.value_or(false),
        .trusts_mfa = body.trusts_mfa.value_or(false),
        .created_at = dependencies_.clock.now()};
    if (*config) connector.config = **config;
    if (*domains) connector.domains = **domains;
    if (body.branding) connector.branding = api::to_json(*body.branding);
    const auto all = co_await connectors_.list();
    if (is_name_taken(all, connector.connector_name, connector.id)) co_return name_taken();
    if (*config) {
      const auto connected = co_await check_connection(call, connector);
      if (!connected) co_return connected.error();
    }
    const auto storable = check_token_storage(*provider, body.enable_token_storage);
    if (!storable) co_return storable.error();
    storage::Plan plan;
    plan.add(connectors_.insert(connector));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return name_taken();
    co_return reply_of(to_view(dependencies_.tenant, connector));
  }

  Answer show(Call call) {
    const auto connector = co_await find(std::move(call));
    if (!connector) co_return not_found();
    if (sso::find_provider(connector->provider_name) == nullptr) co_return no_such_provider(404);
    auto config = co_await load_provider_config(dependencies_, *connector);
    co_return Reply{.body = to_shown(*connector, std::move(config))};
  }

  Answer update(Call call, UpdateSsoConnector body) {
    const auto found = co_await find(call);
    if (!found) co_return not_found();
    const auto* provider = sso::find_provider(found->provider_name);
    if (provider == nullptr) co_return no_such_provider(404);
    auto changes = co_await check_changes(call, *found, body);
    if (!changes) co_return changes.error();
    storage::Plan plan;
    plan.add(connectors_.update(found->id, *changes));
    if (body.enable_token_storage == false) plan.add(secrets_.remove_of(found->id));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed && is_unique(committed.error())) co_return name_taken();
    if (!committed) co_return not_found();
    co_return co_await show(std::move(call));
  }

  Answer remove(Call call) {
    auto removal = connectors_.remove(SsoConnectorId(call.path_parameter("id")));
    return commit_removal(dependencies_, std::move(call), std::move(removal), not_found());
  }

 private:
  json::object to_shown(const SsoConnector& connector, std::optional<json::object> config) const {
    const auto& provider = *sso::find_provider(connector.provider_name);
    auto shown = api::to_json(to_view(dependencies_.tenant, connector));
    shown["name"] = provider.title.en;
    shown["providerType"] = sso::to_string(provider.type);
    shown["providerLogo"] = sso::logo_of(provider);
    shown["providerLogoDark"] = sso::logo_of(provider);
    if (config) shown["providerConfig"] = *std::move(config);
    return shown;
  }

  Task<std::optional<SsoConnector>> find(Call call) const {
    const auto id = call.path_parameter("id");
    const auto all = co_await connectors_.list();
    for (const auto& connector : all)
      if (connector.id.value() == id) co_return connector;
    co_return std::nullopt;
  }

  // Errors in Logto's order: those of domains, 409 name, 400 config, those of a connection that
  // fails, those of token storage, 400 single_sign_on.active_signing_key_required.
  Task<Outcome<storage::SsoConnectorChanges>> check_changes(
      Call call, SsoConnector connector, UpdateSsoConnector body
  ) const {
    const auto& provider = *sso::find_provider(connector.provider_name);
    const auto domains = parse_domains(body.domains);
    if (!domains) co_return domains.error();
    if (body.connector_name) {
      const auto all = co_await connectors_.list();
      if (is_name_taken(all, *body.connector_name, connector.id)) co_return name_taken();
    }
    const auto config = parse_config(provider, body.config);
    if (!config) co_return config.error();
    if (*config) {
      connector.config = **config;
      const auto connected = co_await check_connection(std::move(call), connector);
      if (!connected) co_return connected.error();
    }
    const auto storable = check_token_storage(provider, body.enable_token_storage);
    if (!storable) co_return storable.error();
    if (*config && signs_requests(**config)) {
      const auto key = co_await keys_.find_active(connector.id);
      if (!key) co_return signing_key_required();
    }
    storage::SsoConnectorChanges changes{
        .config = *config,
        .domains = *domains,
        .sync_profile = body.sync_profile,
        .enable_token_storage = body.enable_token_storage,
        .trusts_mfa = body.trusts_mfa};
    if (body.connector_name) changes.connector_name = std::string(*body.connector_name);
    if (body.branding) changes.branding = api::to_json(*body.branding);
    co_return changes;
  }

  // Asks the provider now. An operator's call comes from a process that may have no network.
  Task<Outcome<void>> check_connection(Call call, SsoConnector connector) const {
    if (call.origin == Call::Origin::operator_) co_return Outcome<void>();
    const auto service = co_await sso::load_service(
        &dependencies_.sso_documents, std::move(connector), sso::Freshness::fetched
    );
    if (!service) co_return messages::to_request_error(service.error());
    co_return Outcome<void>();
  }

  const Dependencies& dependencies_;
  storage::SsoConnectorStore connectors_;
  storage::SsoSigningKeyStore keys_;
  storage::TokenSecretStore secrets_;
};

}  // namespace

Operations nouns::sso_connectors(const Dependencies& dependencies) {
  const auto noun = std::make_shared<SsoConnectors>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/sso-connectors",
       .summary = "List enterprise connectors",
       .paging = Paging::optional,
       .reply = shape_of<std::vector<ShownSsoConnector>>(),
       .handler = handled_by(noun, &SsoConnectors::list)},
      {.method = Method::post,
       .path = "/sso-connectors",
       .summary = "Create an enterprise connector",
       .reply = shape_of<SsoConnectorView>(),
       .refusals = {409, 422},
       .handler = handled_by(noun, &SsoConnectors::create)},
      {.method = Method::get,
       .path = "/sso-connectors/{id}",
       .summary = "Show an enterprise connector",
       .reply = shape_of<ShownSsoConnector>(),
       .refusals = {404},
       .handler = handled_by(noun, &SsoConnectors::show)},
      {.method = Method::patch,
       .path = "/sso-connectors/{id}",
       .summary = "Change an enterprise connector",
       .reply = shape_of<ShownSsoConnector>(),
       .refusals = {404, 409, 422},
       .handler = handled_by(noun, &SsoConnectors::update)},
      {.method = Method::delete_,
       .path = "/sso-connectors/{id}",
       .summary = "Delete an enterprise connector with its users' identities",
       .status = 204,
       .refusals = {404},
       .handler = handled_by(noun, &SsoConnectors::remove)},
  };
}

}  // namespace daemun::management
