#include "experience/single_sign_on.h"

#include "experience/dialogue.h"
#include "experience/enterprise_connector.h"
#include "experience/idp_initiated.h"
#include "experience/saml_consumer.h"
#include "experience/saml_visit.h"
#include "experience/social_saml.h"
#include "http/form.h"
#include "storage/sso_signing_key_store.h"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

#include "saml/service_provider_metadata.h"
#include "sso/provider.h"
#include "sso/saml_account.h"

namespace daemun::experience {
namespace {

constexpr std::size_t max_email_bytes = 256;
constexpr std::string_view audit_key = "Interaction.SignIn.Verification.EnterpriseSso.Submit";

std::string connector_of(const http::Request& request) {
  return std::string(request.path_parameter("connectorId"));
}

// Errors: 400 connector.unexpected_type.
Outcome<void> require_saml(const SsoConnector& connector) {
  const auto* provider = sso::find_provider(connector.provider_name);
  if (provider != nullptr && provider->type == sso::Type::saml) return {};
  return RequestError{.code = "connector.unexpected_type"};
}

http::Response answer_xml(std::string text) {
  auto response = http::text_response(200, std::move(text));
  response.set("Content-Type", "application/samlmetadata+xml");
  response.set("Cache-Control", "no-cache");
  return response;
}

std::vector<crypto::Certificate> certificates_of(const std::vector<SsoSigningKey>& keys) {
  std::vector<crypto::Certificate> certificates;
  for (const auto& key : keys) {
    auto certificate = crypto::Certificate::parse_text(key.certificate);
    if (!certificate) throw std::runtime_error("a stored certificate is not one");
    certificates.push_back(*std::move(certificate));
  }
  return certificates;
}

}  // namespace

Task<http::Response> SingleSignOn::list_connectors(http::Request request) {
  const auto interaction = co_await load_interaction(dependencies_, request);
  if (!interaction) co_return to_response(interaction.error(), request);
  const auto query = http::parse_form(request.query);
  std::string email(query ? query->find("email").value_or("") : "");
  const bool is_address =
      email.size() <= max_email_bytes && parse_identifier(IdentifierType::email, email).has_value();
  if (!is_address) co_return to_response(invalid_input("email must be an address"), request);
  const auto settings = co_await dependencies_.settings.find_sign_in_experience();
  const auto found =
      co_await list_connectors_of_address(&dependencies_, settings, std::move(email));
  ConnectorIds shown;
  for (const auto& connector : found)
    shown.connector_ids.push_back(connector.id.value());
  co_return answer_json(200, api::to_json(std::move(shown)));
}

Task<http::Response> SingleSignOn::take_response(http::Request request) {
  const auto settings = co_await dependencies_.settings.find_sign_in_experience();
  const auto connector =
      co_await find_enterprise_connector(&dependencies_, settings, connector_of(request));
  if (!connector) co_return to_response(connector.error(), request);
  if (const auto saml = require_saml(*connector); !saml)
    co_return to_response(saml.error(), request);
  auto sent = parse_saml_response(request);
  if (!sent) co_return to_response(sent.error(), request);
  if (sent->relay_state.empty()) {
    UnaskedResponse unasked{.connector = *connector, .text = std::move(sent->text)};
    co_return co_await begin_by_provider(&dependencies_, std::move(request), std::move(unasked));
  }
  auto visit =
      co_await find_waiting_visit(&dependencies_, connector->id, std::move(sent->relay_state));
  if (!visit) co_return to_response(no_waiting_visit(), request);
  SamlResponse response{.text = std::move(sent->text), .request_id = visit->request_id};
  auto read = co_await read_saml_response(&dependencies_, *connector, std::move(response));
  VisitAnswer answer{.visit = *std::move(visit), .read = std::move(read), .audit_key = audit_key};
  co_return co_await answer_visit(&dependencies_, std::move(request), std::move(answer));
}

Task<http::Response> SingleSignOn::take_social_response(http::Request request) {
  co_return co_await experience::take_social_response(&dependencies_, std::move(request));
}

Task<http::Response> SingleSignOn::show_metadata(http::Request request) {
  const auto all = co_await dependencies_.settings.list_sso_connectors();
  const auto found = std::find_if(all->begin(), all->end(), [&](const SsoConnector& one) {
    return one.id.value() == connector_of(request);
  });
  // Before its provider is configured: that is what the metadata is for.
  if (found == all->end())
    co_return to_response({.code = "entity.not_found", .status = 404}, request);
  const SsoConnector connector = *found;
  if (const auto saml = require_saml(connector); !saml)
    co_return to_response(saml.error(), request);
  const storage::SsoSigningKeyStore store(
      dependencies_.database, dependencies_.vault, dependencies_.tenant
  );
  auto keys = co_await store.list(connector.id);
  saml::ServiceProvider provider{
      .entity_id = sso::entity_id_of(dependencies_.endpoint, connector.id),
      .assertion_consumer_service_url = sso::consumer_url_of(dependencies_.endpoint, connector.id),
      .signing_certificates = certificates_of(keys)};
  if (find_bool(connector.config, "signAuthnRequest").value_or(false))
    provider.requests = saml::RequestsAre::signed_requests;
  std::erase_if(keys, [](const SsoSigningKey& key) { return !key.is_active; });
  provider.encryption_certificates = certificates_of(keys);
  co_return answer_xml(saml::make_service_provider_metadata(provider));
}

}  // namespace daemun::experience
