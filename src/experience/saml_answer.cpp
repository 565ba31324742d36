#include "experience/saml_answer.h"

#include "base/log.h"
#include "storage/sso_signing_key_store.h"

#include <stdexcept>
#include <utility>
#include <variant>
#include <vector>

#include "sso/saml_account.h"
#include "sso/service.h"

namespace daemun::experience {
namespace {

using saml::SamlError;

// For which responses may have been encrypted: the active one first, then those that it has
// replaced, which providers know until they read our metadata again.
Task<std::vector<crypto::PrivateKey>> load_decryption_keys(
    const Dependencies* dependencies, SsoConnectorId connector
) {
  const storage::SsoSigningKeyStore store(
      dependencies->database, dependencies->vault, dependencies->tenant
  );
  const auto stored = co_await store.list(std::move(connector));
  std::vector<crypto::PrivateKey> keys;
  for (const bool is_active : {true, false}) {
    for (const auto& one : stored) {
      if (one.is_active != is_active) continue;
      auto key = crypto::PrivateKey::parse_pem(one.private_key);
      if (!key) throw std::runtime_error("a stored signing key is not one");
      keys.push_back(*std::move(key));
    }
  }
  co_return keys;
}

Result<saml::Assertion, SamlError> verify(
    const std::string& text,
    saml::ResponseExpectations expected,
    const std::vector<crypto::PrivateKey>& keys,
    TimePoint now
) {
  auto verified = saml::verify_response(text, expected, now);
  for (const auto& key : keys) {
    const bool is_for_another =
        !verified && (verified.error().code == SamlError::Code::no_decryption_key ||
                      verified.error().code == SamlError::Code::not_decrypted);
    if (!is_for_another) break;
    expected.decryption_key = key;
    verified = saml::verify_response(text, expected, now);
  }
  return verified;
}

}  // namespace

Task<Result<SamlAnswerRead, std::string>> read_saml_response(
    const Dependencies* dependencies, SsoConnector connector, SamlResponse response
) {
  const auto loaded =
      co_await sso::load_service(&dependencies->sso_documents, connector, sso::Freshness::kept);
  if (!loaded) co_return std::string(connectors::to_string(loaded.error().code));
  const auto* service = std::get_if<sso::SamlService>(&*loaded);
  if (service == nullptr) co_return std::string("unexpected_type");
  const auto keys = co_await load_decryption_keys(dependencies, connector.id);
  saml::ResponseExpectations expected{
      .provider = service->provider,
      .service_provider_entity_id = sso::entity_id_of(dependencies->endpoint, connector.id),
      .assertion_consumer_service_url = sso::consumer_url_of(dependencies->endpoint, connector.id),
      .request_id = std::move(response.request_id)};
  const auto verified = verify(response.text, std::move(expected), keys, dependencies->clock.now());
  if (!verified) {
    log_warning("saml.refused", {{"details", verified.error().description}});
    co_return std::string(saml::to_string(verified.error().code));
  }
  const auto user = sso::to_account(service->config, *verified);
  if (!user) co_return std::string(connectors::to_string(user.error().code));
  const auto& issuer = service->provider.entity_id;
  co_return SamlAnswerRead{
      .account = to_account(connector, issuer, *user),
      .assertion = {.issuer = issuer, .id = verified->id, .expires_at = verified->not_on_or_after}};
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
