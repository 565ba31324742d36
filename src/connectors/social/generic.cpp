#include "connectors/social/generic.h"

#include "connectors/provider.h"

#include <utility>

namespace daemun::connectors {
namespace {

HmacAlgorithm algorithm_of(const json::object& config) {
  const auto name = text_of(config, "clientSecretJwtSigningAlgorithm");
  if (name == "HS384") return HmacAlgorithm::hs384;
  return name == "HS512" ? HmacAlgorithm::hs512 : HmacAlgorithm::hs256;
}

}  // namespace

SocialService make_generic(const json::object& config, auth::ProviderMetadata metadata) {
  metadata.authorization_endpoint = text_of(config, "authorizationEndpoint");
  metadata.token_endpoint = text_of(config, "tokenEndpoint");
  auto service = make_service(config, std::move(metadata));
  const Secret secret(text_of(config, "clientSecret"));
  const auto method = text_of(config, "tokenEndpointAuthMethod");
  if (method == "client_secret_basic")
    service.registration.client.authentication = auth::ClientSecretBasic{secret};
  if (method == "client_secret_jwt") {
    service.registration.client.authentication = auth::PublicClient();
    service.secret_jwt = SecretJwt{.algorithm = algorithm_of(config), .secret = secret};
  }
  service.parameters = custom_parameters(config, "customConfig");
  service.token_parameters = service.parameters;
  return service;
}

}  // namespace daemun::connectors
