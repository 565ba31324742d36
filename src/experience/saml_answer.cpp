#include "experience/saml_answer.h"

#include "base/log.h"
#include "experience/enterprise_account.h"
#include "storage/sso_signing_key_store.h"

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <variant>
#include <vector>

#include "sso/saml_account.h"
#include "sso/service.h"

namespace daemun::experience {
namespace {

using saml::SamlError;

crypto::PrivateKey parse_key(const SsoSigningKey& stored) {
  auto key = crypto::PrivateKey::parse_pem(stored.private_key);
  if (!key) throw std::runtime_error("a stored signing key is not one");
  return *std::move(key);
}

}  // namespace

Result<saml::Assertion, std::string> verify_saml_response(
    const sso::SamlParty& party, const SamlResponse& response, TimePoint now
) {
  saml::ResponseExpectations expected{
      .provider = party.provider,
      .service_provider_entity_id = party.entity_id,
      .assertion_consumer_service_url = party.consumer_url,
      .request_id = response.request_id};
  auto verified = saml::verify_response(response.text, expected, now);
  for (const auto& key : party.decryption_keys) {
    const bool is_for_another =
        !verified && (verified.error().code == SamlError::Code::no_decryption_key ||
                      verified.error().code == SamlError::Code::not_decrypted);
    if (!is_for_another) break;
    expected.decryption_key = key;
    verified = saml::verify_response(response.text, expected, now);
  }
  if (verified) return *std::move(verified);
  log_warning("saml.refused", {{"details", verified.error().description}});
  return std::string(saml::to_string(verified.error().code));
}

storage::SeenAssertion to_seen(const sso::SamlParty& party, const saml::Assertion& assertion) {
  return {
      .issuer = party.provider.entity_id,
      .id = assertion.id,
      .expires_at = assertion.not_on_or_after};
}

Task<sso::SamlParty> load_party(
    const Dependencies* dependencies, SsoConnectorId connector, sso::SamlService service
) {
  const storage::SsoSigningKeyStore store(
      dependencies->database, dependencies->vault, dependencies->tenant
  );
  const auto stored = co_await store.list(connector);
  sso::SamlParty party{
      .provider = std::move(service.provider),
      .entity_id = sso::entity_id_of(dependencies->endpoint, connector),
      .consumer_url = sso::consumer_url_of(dependencies->endpoint, connector)};
  // The active key first, then those that it has replaced, which providers know until they read our
  // metadata again.
  for (const bool is_active : {true, false}) {
    for (const auto& one : stored)
      if (one.is_active == is_active) party.decryption_keys.push_back(parse_key(one));
  }
  const bool has_active = std::any_of(stored.begin(), stored.end(), [](const SsoSigningKey& one) {
    return one.is_active;
  });
  if (!has_active) co_return party;
  party.signer = saml::RequestSigner{.key = party.decryption_keys.front()};
  const auto uri = find_string(service.config, "requestSignatureAlgorithm");
  const auto algorithm = uri ? saml::parse_request_signature_algorithm(*uri) : std::nullopt;
  if (algorithm) party.signer->algorithm = *algorithm;
  co_return party;
}

Task<Result<SamlAnswerRead, std::string>> read_saml_response(
    const Dependencies* dependencies, SsoConnector connector, SamlResponse response
) {
  const auto loaded =
      co_await sso::load_service(&dependencies->sso_documents, connector, sso::Freshness::kept);
  if (!loaded) co_return std::string(connectors::to_string(loaded.error().code));
  const auto* service = std::get_if<sso::SamlService>(&*loaded);
  if (service == nullptr) co_return std::string("unexpected_type");
  const auto party = co_await load_party(dependencies, connector.id, *service);
  const auto verified = verify_saml_response(party, response, dependencies->clock.now());
  if (!verified) co_return verified.error();
  const auto user = sso::to_account(service->config, *verified);
  if (!user) co_return std::string(connectors::to_string(user.error().code));
  const auto account = to_account(connector, party.provider.entity_id, *user);
  co_return SamlAnswerRead{.account = to_json(account), .assertion = to_seen(party, *verified)};
}

AuditEvent make_response_event(
    const Dependencies& dependencies, const http::Request& request, std::string_view key
) {
  return storage::make_audit_event(
      dependencies,
      std::string(key),
      {.ip = request.remote_address, .user_agent = request.header("user-agent").value_or("")}
  );
}

}  // namespace daemun::experience
