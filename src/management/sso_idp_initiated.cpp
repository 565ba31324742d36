// Where a sign-in goes that a SAML provider begins on its own:
// /sso-connectors/{id}/idp-initiated-auth-config. Without one, such sign-ins are refused.
#include "base/uri.h"
#include "domain/redirect_uri.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "storage/application_store.h"
#include "storage/idp_initiated_config_store.h"
#include "storage/sso_connector_store.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "sso/provider.h"

namespace daemun::management {
namespace {

using api::Outcome;
using api::RequestError;

struct AuthParameters {
  std::optional<std::string> scope{};
};
BOOST_DESCRIBE_STRUCT(AuthParameters, (), (scope))

// The browser goes to the application, which sends its own authorization request.
struct ClientSends {
  Text<1, 21> default_application_id{};
  std::string client_idp_initiated_auth_callback_uri{};
  bool auto_send_authorization_request = false;
};
BOOST_DESCRIBE_STRUCT(
    ClientSends,
    (),
    (default_application_id, client_idp_initiated_auth_callback_uri, auto_send_authorization_request
    )
)

// This server sends it.
struct ServerSends {
  Text<1, 21> default_application_id{};
  Patch<std::string> redirect_uri{};
  std::optional<Raw<AuthParameters>> auth_parameters{};
  bool auto_send_authorization_request = false;
};
BOOST_DESCRIBE_STRUCT(
    ServerSends,
    (),
    (default_application_id, redirect_uri, auth_parameters, auto_send_authorization_request)
)

using PutConfig = std::variant<ClientSends, ServerSends>;

struct ConfigView {
  Text<0, 21> tenant_id{};
  Text<1, 128> connector_id{};
  Text<1, 21> default_application_id{};
  Nullable<std::string> redirect_uri{};
  Raw<AuthParameters> auth_parameters{};
  bool auto_send_authorization_request = false;
  Nullable<std::string> client_idp_initiated_auth_callback_uri{};
  Number<> created_at{};
};
BOOST_DESCRIBE_STRUCT(
    ConfigView,
    (),
    (tenant_id,
     connector_id,
     default_application_id,
     redirect_uri,
     auth_parameters,
     auto_send_authorization_request,
     client_idp_initiated_auth_callback_uri,
     created_at)
)

ConfigView to_view(const TenantId& tenant, const IdpInitiatedConfig& config) {
  return ConfigView{
      .tenant_id = tenant.value(),
      .connector_id = config.connector_id.value(),
      .default_application_id = config.default_application_id.value(),
      .redirect_uri = config.redirect_uri,
      .auth_parameters = {config.auth_parameters},
      .auto_send_authorization_request = config.auto_send_authorization_request,
      .client_idp_initiated_auth_callback_uri = config.client_callback_uri,
      .created_at = to_unix_ms(config.created_at)};
}

RequestError refusal(std::string_view code) {
  return {
      .code = "single_sign_on.idp_initiated_authentication_" + std::string(code), .status = 400};
}

constexpr std::size_t max_parameters = 20;
constexpr std::size_t max_parameter_bytes = 2048;
// What the server says itself, and what would say it in another place.
constexpr std::array<std::string_view, 11> reserved_parameters{
    "client_id",
    "redirect_uri",
    "response_type",
    "response_mode",
    "prompt",
    "direct_sign_in",
    "state",
    "nonce",
    "request",
    "request_uri",
    "client_secret"};

// Errors: 400 guard.invalid_input.
Outcome<json::object> parse_parameters(const std::optional<Raw<AuthParameters>>& given) {
  if (!given) return json::object();
  const auto& parameters = given->value.as_object();
  if (parameters.size() > max_parameters)
    return api::invalid_input("body.authParameters has too many members");
  for (const auto& parameter : parameters) {
    const std::string_view name = parameter.key();
    const bool is_reserved =
        std::find(reserved_parameters.begin(), reserved_parameters.end(), name) !=
        reserved_parameters.end();
    const auto* text = parameter.value().if_string();
    if (is_reserved) return api::invalid_input("body.authParameters has a reserved member");
    if (text == nullptr || text->size() + name.size() > max_parameter_bytes)
      return api::invalid_input("body.authParameters must have texts only");
  }
  return parameters;
}

// Errors: 400 guard.invalid_input: the kind of configuration and its members do not agree.
Outcome<IdpInitiatedConfig> parse_config(const PutConfig& body) {
  if (const auto* client = std::get_if<ClientSends>(&body)) {
    if (client->auto_send_authorization_request)
      return api::invalid_input("body.clientIdpInitiatedAuthCallbackUri has no use");
    return IdpInitiatedConfig{
        .default_application_id = ApplicationId(client->default_application_id),
        .client_callback_uri = client->client_idp_initiated_auth_callback_uri};
  }
  const auto& server = std::get<ServerSends>(body);
  if (!server.auto_send_authorization_request)
    return api::invalid_input("body.clientIdpInitiatedAuthCallbackUri is required");
  auto parameters = parse_parameters(server.auth_parameters);
  if (!parameters) return parameters.error();
  IdpInitiatedConfig config{
      .default_application_id = ApplicationId(server.default_application_id),
      .auto_send_authorization_request = true,
      .auth_parameters = *std::move(parameters)};
  if (server.redirect_uri) config.redirect_uri = *server.redirect_uri;
  return config;
}

bool may_be_target(const Application& application, const IdpInitiatedConfig& config) {
  if (application.is_third_party) return false;
  const bool is_single_page = application.type == ApplicationType::spa;
  return application.type == ApplicationType::traditional ||
         application.type == ApplicationType::saml ||
         (is_single_page && !config.auto_send_authorization_request);
}

// A page of the application's own: where one of its redirect URIs is. Logto sends the browser
// anywhere.
bool is_page_of(const Application& application, const std::string& text) {
  const auto uri = parse_uri(text);
  if (!uri || !is_http_scheme(*uri) || !uri->userinfo.empty() || uri->has_fragment) return false;
  if (text.size() > max_redirect_uri_bytes) return false;
  const auto& registered = application.oidc_client_metadata.redirect_uris;
  return std::any_of(registered.begin(), registered.end(), [&](const std::string& one) {
    return matches_origin(one, *uri);
  });
}

// Whether the browser ends at what the application has registered.
bool is_registered(const Application& application, const IdpInitiatedConfig& config) {
  const auto& registered = application.oidc_client_metadata.redirect_uris;
  if (config.client_callback_uri) return is_page_of(application, *config.client_callback_uri);
  if (config.redirect_uri)
    return matches_redirect_uri(*config.redirect_uri, registered, LoopbackPort::exact);
  return !registered.empty();
}

class IdpInitiated {
 public:
  explicit IdpInitiated(const Dependencies& dependencies)
      : dependencies_(dependencies),
        connectors_(dependencies.database, dependencies.vault, dependencies.tenant),
        applications_(dependencies.database, dependencies.vault, dependencies.tenant),
        configs_(dependencies.database, dependencies.tenant) {}

  Answer show(Call call) {
    const auto config = co_await configs_.find(SsoConnectorId(call.path_parameter("id")));
    if (!config) co_return not_found();
    co_return reply_of(to_view(dependencies_.tenant, *config));
  }

  Answer put(Call call, PutConfig body) {
    const SsoConnectorId id(call.path_parameter("id"));
    auto config = parse_config(body);
    if (!config) co_return config.error();
    config->connector_id = id;
    config->created_at = dependencies_.clock.now();
    const auto connector = co_await find_connector(id);
    if (!connector) co_return not_found();
    const auto* provider = sso::find_provider(connector->provider_name);
    if (provider == nullptr || provider->type != sso::Type::saml)
      co_return refusal("not_supported");
    const auto application = co_await applications_.find(config->default_application_id);
    if (!application) co_return no_such("applications", config->default_application_id.value());
    if (!may_be_target(*application, *config)) co_return refusal("invalid_application_type");
    if (!is_registered(*application, *config)) co_return refusal("redirect_uri_not_registered");
    storage::Plan plan;
    plan.add(configs_.put(*config));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return not_found();
    co_return co_await show(std::move(call));
  }

  Answer remove(Call call) {
    auto removal = configs_.remove(SsoConnectorId(call.path_parameter("id")));
    return commit_removal(dependencies_, std::move(call), std::move(removal), not_found());
  }

 private:
  Task<std::optional<SsoConnector>> find_connector(SsoConnectorId id) const {
    const auto all = co_await connectors_.list();
    for (const auto& connector : all)
      if (connector.id == id) co_return connector;
    co_return std::nullopt;
  }

  const Dependencies& dependencies_;
  storage::SsoConnectorStore connectors_;
  storage::ApplicationStore applications_;
  storage::IdpInitiatedConfigStore configs_;
};

}  // namespace

Operations nouns::sso_idp_initiated(const Dependencies& dependencies) {
  const auto noun = std::make_shared<IdpInitiated>(dependencies);
  using http::Method;
  const std::string path = "/sso-connectors/{id}/idp-initiated-auth-config";
  return {
      {.method = Method::get,
       .path = path,
       .summary = "Show where sign-ins go that a SAML provider starts",
       .reply = shape_of<ConfigView>(),
       .refusals = {404},
       .handler = handled_by(noun, &IdpInitiated::show)},
      {.method = Method::put,
       .path = path,
       .summary = "Set where sign-ins go that a SAML provider starts",
       .reply = shape_of<ConfigView>(),
       .refusals = {404},
       .handler = handled_by(noun, &IdpInitiated::put)},
      {.method = Method::delete_,
       .path = path,
       .summary = "Refuse sign-ins that a SAML provider starts",
       .status = 204,
       .refusals = {404},
       .handler = handled_by(noun, &IdpInitiated::remove)},
  };
}

}  // namespace daemun::management
