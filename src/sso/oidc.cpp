#include "sso/oidc.h"

#include "base/text.h"
#include "connectors/provider.h"
#include "connectors/social/service.h"
#include "crypto/signing_key.h"
#include "daemun/auth/discovery.h"

#include <utility>
#include <vector>

namespace daemun::sso {
namespace {

using connectors::SocialAnswers;
using connectors::SocialProvider;
using connectors::SocialService;
using connectors::SocialUser;
using connectors::text_of;

constexpr std::string_view google_issuer = "https://accounts.google.com";
// Of the configuration that a factory is used with.
constexpr std::string_view discovered = "discovered";

json::object to_json(const auth::ProviderMetadata& metadata) {
  json::array algorithms;
  for (const auto algorithm : metadata.id_token_algorithms)
    algorithms.push_back(json::string(crypto::to_string(algorithm)));
  return {
      {"issuer", metadata.issuer},
      {"authorizationEndpoint", metadata.authorization_endpoint},
      {"tokenEndpoint", metadata.token_endpoint},
      {"userinfoEndpoint", metadata.userinfo_endpoint},
      {"jwksUri", metadata.jwks_uri},
      {"algorithms", std::move(algorithms)},
      {"authenticationMethods", to_json_array(metadata.token_endpoint_auth_methods)},
      {"sendsIssuer", metadata.sends_issuer}};
}

auth::ProviderMetadata metadata_of(const json::object& config) {
  const auto& found = config.at(discovered).as_object();
  auth::ProviderMetadata metadata{
      .issuer = text_of(found, "issuer"),
      .authorization_endpoint = text_of(found, "authorizationEndpoint"),
      .token_endpoint = text_of(found, "tokenEndpoint"),
      .userinfo_endpoint = text_of(found, "userinfoEndpoint"),
      .jwks_uri = text_of(found, "jwksUri"),
      .token_endpoint_auth_methods = find_strings(found, "authenticationMethods"),
      .sends_issuer = connectors::is_true_at(found, "sendsIssuer")};
  for (const auto& name : find_strings(found, "algorithms")) {
    if (const auto algorithm = crypto::parse_signature_algorithm(name))
      metadata.id_token_algorithms.push_back(*algorithm);
  }
  return metadata;
}

SocialService make(const json::object& config) {
  auto service = connectors::make_service(config, metadata_of(config));
  const auto& methods = service.registration.provider.metadata.token_endpoint_auth_methods;
  // OpenID Connect Discovery 3: without a list, client_secret_basic.
  if (methods.empty() || contains(methods, "client_secret_basic")) {
    service.registration.client.authentication =
        auth::ClientSecretBasic{Secret(text_of(config, "clientSecret"))};
  }
  service.scope = scopes_of(config);
  return service;
}

SocialService make_google(const json::object& config) {
  auto service = make(config);
  const bool is_offline = connectors::is_true_at(config, "offlineAccess");
  service.parameters = {
      {"prompt", is_offline ? "consent select_account" : "select_account"},
      {"include_granted_scopes", "true"}};
  if (is_offline) service.parameters.emplace_back("access_type", "offline");
  return service;
}

SocialService make_entra(const json::object& config) {
  auto service = make(config);
  service.registration.provider.quirks.issuer_rule = auth::IssuerRule::entra_tenant;
  return service;
}

// A provider that says nothing about an address may be trusted with it; not one that says no.
bool is_proven(const json::object& config, const json::object& claims) {
  if (connectors::is_true_at(claims, "email_verified")) return true;
  const bool is_silent = !claims.contains("email_verified");
  return is_silent && connectors::is_true_at(config, "trustUnverifiedEmail");
}

SocialUser read(const SocialAnswers& answers) {
  json::object claims = answers.id_token;
  for (const auto& member : answers.user)
    claims[member.key()] = member.value();
  SocialUser user = connectors::read_standard_claims(claims);
  // An address and the word about it come from one answer.
  const auto& speaker = answers.user.contains("email") ? answers.user : answers.id_token;
  user.email.reset();
  if (is_proven(answers.config, speaker)) user.email = connectors::optional_at(speaker, "email");
  if (connectors::is_true_at(claims, "phone_number_verified"))
    user.phone = connectors::optional_at(claims, "phone_number");
  return user;
}

constexpr SocialProvider any_provider{
    .id = "oidc", .make = make, .read = read, .token_use = connectors::TokenUse::refreshed};
constexpr SocialProvider google_provider{
    .id = "oidc", .make = make_google, .read = read, .token_use = connectors::TokenUse::refreshed};
constexpr SocialProvider entra_provider{
    .id = "oidc", .make = make_entra, .read = read, .token_use = connectors::TokenUse::refreshed};

const SocialProvider* service_of(const Provider& provider) {
  if (provider.name == "GoogleWorkspace") return &google_provider;
  return provider.name == "AzureAdOidc" ? &entra_provider : &any_provider;
}

auth::DiscoveryRules rules_of(const Provider& provider, const json::object& config) {
  return {
      .issuer = issuer_of(provider, config),
      .issuer_rule =
          provider.name == "AzureAdOidc" ? auth::IssuerRule::entra_tenant : auth::IssuerRule::exact,
      .transport = auth::Transport::loopback_http_allowed};
}

connectors::ConnectorError refuse(std::string_view message, const std::string& description) {
  return {
      .code = connectors::ConnectorErrorCode::invalid_config,
      .data = {{"ssoErrorCode", "invalid_config"}, {"message", message}, {"error", description}}};
}

}  // namespace

std::string scopes_of(const json::object& config) {
  std::vector<std::string> scopes{"openid", "profile", "email"};
  for (auto& scope : split_words(connectors::scope_of(config, ""))) {
    if (!contains(scopes, scope)) scopes.push_back(std::move(scope));
  }
  return join(scopes);
}

std::string issuer_of(const Provider& provider, const json::object& config) {
  if (provider.name == "GoogleWorkspace") return std::string(google_issuer);
  return text_of(config, "issuer");
}

Result<net::Request, connectors::ConnectorError> make_discovery_request(
    const Provider& provider, const json::object& config
) {
  auto request = auth::make_discovery_request(rules_of(provider, config));
  if (!request) return refuse("invalid_config", request.error().description);
  return *std::move(request);
}

Result<OidcService, connectors::ConnectorError> read_discovery(
    const Provider& provider, const json::object& config, const net::Response& response
) {
  auto metadata = auth::read_discovery_response(response, rules_of(provider, config));
  if (!metadata) return refuse("invalid_config_response", metadata.error().description);
  OidcService service{.metadata = *std::move(metadata), .config = config};
  service.factory.id = provider.name;
  service.factory.type = connectors::ConnectorType::social;
  service.factory.social = service_of(provider);
  service.config[discovered] = to_json(service.metadata);
  return service;
}

}  // namespace daemun::sso
