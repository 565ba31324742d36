#include "management/sso_provider_config.h"

#include "connectors/provider.h"

#include <string>
#include <utility>
#include <variant>

#include "sso/provider.h"
#include "sso/saml_account.h"

namespace daemun::management {
namespace {

using connectors::text_of;

json::object to_json(const sso::OidcService& service) {
  const auto& metadata = service.metadata;
  json::object config{
      {"clientId", text_of(service.config, "clientId")},
      {"clientSecret", text_of(service.config, "clientSecret")},
      {"trustUnverifiedEmail", find_bool(service.config, "trustUnverifiedEmail").value_or(false)},
      {"authorizationEndpoint", metadata.authorization_endpoint},
      {"tokenEndpoint", metadata.token_endpoint},
      {"jwksUri", metadata.jwks_uri},
      {"issuer", metadata.issuer},
      {"scope", sso::scopes_of(service.config)}};
  if (!metadata.userinfo_endpoint.empty()) config["userinfoEndpoint"] = metadata.userinfo_endpoint;
  return config;
}

json::object to_json(const saml::IdentityProvider& provider, TimePoint now) {
  json::object shown{{"entityId", provider.entity_id}, {"signInEndpoint", provider.sign_in_url}};
  if (provider.signing_certificates.empty()) return shown;
  const auto& certificate = provider.signing_certificates.front();
  const auto expires_at = certificate.expires_at();
  shown["x509Certificate"] = certificate.to_pem();
  if (expires_at) shown["certificateExpiresAt"] = to_unix_ms(*expires_at);
  shown["isCertificateValid"] = expires_at && now < *expires_at;
  return shown;
}

// Which attributes are read, and the names of this server.
json::object service_provider_config(
    const Dependencies& dependencies, const SsoConnectorId& connector
) {
  const json::object service_provider{
      {"entityId", sso::entity_id_of(dependencies.endpoint, connector)},
      {"assertionConsumerServiceUrl", sso::consumer_url_of(dependencies.endpoint, connector)}};
  return {
      {"defaultAttributeMapping", sso::attribute_mapping_of({})},
      {"serviceProvider", service_provider}};
}

}  // namespace

Task<std::optional<json::object>> load_provider_config(
    const Dependencies& dependencies, SsoConnector connector
) {
  auto known = known_provider_config(dependencies, connector);
  const auto service = co_await sso::load_service(
      &dependencies.sso_documents, std::move(connector), sso::Freshness::kept
  );
  if (!service) co_return known;
  if (const auto* oidc = std::get_if<sso::OidcService>(&*service)) co_return to_json(*oidc);
  const auto& provider = std::get<sso::SamlService>(*service).provider;
  (*known)["identityProvider"] = to_json(provider, dependencies.clock.now());
  co_return known;
}

std::optional<json::object> known_provider_config(
    const Dependencies& dependencies, const SsoConnector& connector
) {
  const auto* provider = sso::find_provider(connector.provider_name);
  if (provider == nullptr || provider->type == sso::Type::oidc) return std::nullopt;
  return service_provider_config(dependencies, connector.id);
}

}  // namespace daemun::management
