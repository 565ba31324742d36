#include "sso/social_saml.h"

#include "base/secret.h"
#include "connectors/config_check.h"
#include "connectors/provider.h"
#include "connectors/social/service.h"

#include <stdexcept>
#include <string_view>
#include <utility>

#include "sso/saml_error.h"

namespace daemun::sso {
namespace {

using connectors::ConnectorError;
using connectors::text_of;

constexpr std::string_view consumer_field = "assertionConsumerServiceUrl";

std::string consumer_url_of(const SocialSaml& social) {
  return social.endpoint + "/api/authn/saml/" + social.connector.value();
}

// The configuration has been checked.
crypto::PrivateKey key_of(const json::object& config, std::string_view name) {
  auto key = crypto::PrivateKey::parse_pem(Secret(text_of(config, name)));
  if (!key) throw std::logic_error("a checked key is not one");
  return *std::move(key);
}

void add_keys(const json::object& config, SamlParty& party) {
  if (find_bool(config, "signAuthnRequest").value_or(false)) {
    party.signer = saml::RequestSigner{.key = key_of(config, "privateKey")};
    const auto algorithm =
        saml::parse_request_signature_algorithm(text_of(config, "requestSignatureAlgorithm"));
    if (algorithm) party.signer->algorithm = *algorithm;
  }
  if (find_bool(config, "encryptAssertion").value_or(false))
    party.decryption_keys.push_back(key_of(config, "encPrivateKey"));
}

}  // namespace

bool is_social_saml(const connectors::ConnectorFactory& factory) {
  return factory.social != nullptr && factory.social->protocol == connectors::SocialProtocol::saml;
}

Result<SamlParty, ConnectorError> make_social_party(const SocialSaml& social) {
  const auto config = connectors::check_config(social.factory, social.config);
  if (!config) return config.error();
  const auto consumer = consumer_url_of(social);
  const auto configured = text_of(*config, consumer_field);
  if (!configured.empty() && configured != consumer) {
    return connectors::invalid_config(
        {connectors::make_issue(json::array{consumer_field}, "Must be " + consumer)}
    );
  }
  auto provider = saml::parse_identity_provider_metadata(text_of(*config, "idpMetadataXml"));
  if (!provider) return to_connector_error(provider.error());
  SamlParty party{
      .provider = *std::move(provider),
      .entity_id = text_of(*config, "entityID"),
      .consumer_url = consumer,
      .name_id_format = text_of(*config, "nameIDFormat")};
  add_keys(*config, party);
  return party;
}

}  // namespace daemun::sso
