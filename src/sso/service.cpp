#include "sso/service.h"

#include "connectors/provider.h"

#include <optional>
#include <string_view>
#include <utility>

#include "sso/config.h"
#include "sso/saml_error.h"

namespace daemun::sso {
namespace {

using connectors::ConnectorError;
using connectors::ConnectorErrorCode;
using connectors::text_of;

constexpr std::size_t max_metadata_bytes = 256 * 1024;

// An HTTP status or the kind of failure: of a host of the operator's network more is not for
// everybody who may add a connector.
ConnectorError unreachable(
    ConnectorErrorCode code, const Result<net::Response, net::HttpError>& outcome
) {
  const auto error = outcome ? "HTTP status " + std::to_string(outcome->status)
                             : std::string(net::to_string(outcome.error().code));
  auto refused = refuse(code, "fail_to_fetch_config", error);
  refused.cause = outcome ? "unexpected_status" : error;
  return refused;
}

Result<Service, ConnectorError> to_service(
    Result<saml::IdentityProvider, saml::SamlError> provider, json::object config
) {
  if (!provider) return to_connector_error(provider.error());
  return Service(SamlService{.provider = *std::move(provider), .config = std::move(config)});
}

Task<Result<Service, ConnectorError>> load_oidc(
    Documents* documents, const Provider* provider, json::object config, Freshness freshness
) {
  auto request = make_discovery_request(*provider, config);
  if (!request) co_return request.error();
  Document document{
      .request = *std::move(request), .is_good = [provider, config](const net::Response& response) {
        return read_discovery(*provider, config, response).has_value();
      }};
  const auto outcome = co_await documents->fetch(std::move(document), freshness);
  if (!outcome || outcome->status != 200)
    co_return unreachable(ConnectorErrorCode::invalid_config, outcome);
  auto service = read_discovery(*provider, config, *outcome);
  if (!service) co_return service.error();
  co_return Service(*std::move(service));
}

net::Request make_metadata_request(const json::object& config) {
  net::Request request;
  request.url = text_of(config, "metadataUrl");
  request.headers = {{"Accept", "application/samlmetadata+xml, application/xml, text/xml"}};
  request.max_response_bytes = max_metadata_bytes;
  request.urgency = net::Urgency::shared;
  return request;
}

Task<Result<Service, ConnectorError>> load_metadata(
    Documents* documents, json::object config, Freshness freshness
) {
  Document document{
      .request = make_metadata_request(config), .is_good = [](const net::Response& response) {
        return saml::parse_identity_provider_metadata(response.body).has_value();
      }};
  const auto outcome = co_await documents->fetch(std::move(document), freshness);
  if (!outcome || outcome->status != 200)
    co_return unreachable(ConnectorErrorCode::invalid_metadata, outcome);
  co_return to_service(saml::parse_identity_provider_metadata(outcome->body), std::move(config));
}

Result<Service, ConnectorError> read_fields(json::object config) {
  saml::IdentityProviderFields fields{
      .entity_id = text_of(config, "entityId"),
      .sign_in_url = text_of(config, "signInEndpoint"),
      .signing_certificates = {text_of(config, "x509Certificate")}};
  return to_service(saml::to_identity_provider(fields), std::move(config));
}

}  // namespace

Task<Result<Service, ConnectorError>> load_service(
    Documents* documents, SsoConnector connector, Freshness freshness
) {
  const auto* provider = find_provider(connector.provider_name);
  if (provider == nullptr) {
    co_return connectors::make_error(
        ConnectorErrorCode::not_implemented, "The kind of identity provider is unknown."
    );
  }
  auto config = check_config(*provider, connector.config);
  if (!config) co_return config.error();
  if (provider->type == Type::oidc)
    co_return co_await load_oidc(documents, provider, *std::move(config), freshness);
  if (config->contains("metadataUrl"))
    co_return co_await load_metadata(documents, *std::move(config), freshness);
  if (config->contains("metadata")) {
    auto parsed = saml::parse_identity_provider_metadata(text_of(*config, "metadata"));
    co_return to_service(std::move(parsed), *std::move(config));
  }
  co_return read_fields(*std::move(config));
}

bool is_available(const SsoConnector& connector) {
  const auto* provider = find_provider(connector.provider_name);
  if (provider == nullptr || connector.domains.empty()) return false;
  return check_config(*provider, connector.config).has_value();
}

std::string issuer_of(const SsoConnector& connector, const Service& service) {
  if (const auto* by_saml = std::get_if<SamlService>(&service)) return by_saml->provider.entity_id;
  return issuer_of(*find_provider(connector.provider_name), std::get<OidcService>(service).config);
}

}  // namespace daemun::sso
