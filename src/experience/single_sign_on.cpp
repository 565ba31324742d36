#include "experience/single_sign_on.h"

#include "crypto/random.h"
#include "experience/dialogue.h"
#include "experience/enterprise_connector.h"
#include "experience/idp_initiated.h"
#include "experience/saml_answer.h"
#include "experience/saml_visit.h"
#include "http/form.h"
#include "storage/log_store.h"
#include "storage/saml_sign_in_store.h"
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

struct SentResponse {
  std::string text{};
  std::string relay_state{};  // empty: none
};
Outcome<SentResponse> parse_response(const http::Request& request) {
  const auto form = http::parse_form_body(request);
  if (!form || form->count("SAMLResponse") != 1 || form->count("RelayState") > 1)
    return invalid_input("SAMLResponse must be there once, and RelayState at most once");
  return SentResponse{
      .text = std::string(form->find("SAMLResponse").value_or("")),
      .relay_state = std::string(form->find("RelayState").value_or(""))};
}

// Nothing but a bad response is in the log of the dialogue's own step.
storage::Statement log_refusal(
    const Dependencies& dependencies,
    const http::Request& request,
    const SsoConnector& connector,
    std::string reason
) {
  auto event = make_response_event(dependencies, request, audit_key);
  event.is_success = false;
  event.error = "connector.authorization_failed";
  event.details["connectorId"] = connector.id.value();
  event.details["reason"] = std::move(reason);
  return storage::LogStore(dependencies.database, dependencies.tenant).insert(event);
}

// With which the browser goes to the page.
struct VisitCode {
  std::string value{};
};
// Or why there is none.
Task<Result<VisitCode, std::string>> answer_visit(
    const Dependencies* dependencies,
    SsoConnector connector,
    storage::SamlVisit visit,
    std::string text
) {
  SamlResponse response{.text = std::move(text), .request_id = visit.request_id};
  const auto read = co_await read_saml_response(dependencies, connector, std::move(response));
  if (!read) co_return read.error();
  const storage::SamlSignInStore store(dependencies->database, dependencies->tenant);
  VisitCode code{.value = crypto::random_token(dependencies->random)};
  storage::Plan plan;
  plan.add(store.remember(read->assertion))
      .add(store.answer_visit(
          visit.id, {.code = code.value, .account = json::serialize(to_json(read->account))}
      ));
  const auto committed = co_await dependencies->database.commit(std::move(plan));
  if (committed) co_return code;
  const bool is_replay = committed.error().reason == storage::Conflict::Reason::unique;
  co_return std::string(is_replay ? "replayed" : "answered");
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
  auto sent = parse_response(request);
  if (!sent) co_return to_response(sent.error(), request);
  if (sent->relay_state.empty()) {
    UnaskedResponse unasked{.connector = *connector, .text = std::move(sent->text)};
    co_return co_await begin_by_provider(&dependencies_, std::move(request), std::move(unasked));
  }
  const storage::SamlSignInStore store(dependencies_.database, dependencies_.tenant);
  // Before any XML is read: nobody makes the server do that without a visit.
  const auto visit = co_await store.find_visit(storage::hash_saml_secret(sent->relay_state));
  const bool is_waiting = visit && visit->connector_id == connector->id && !visit->account &&
                          visit->expires_at > dependencies_.clock.now();
  if (!is_waiting) co_return to_response(no_waiting_visit(), request);
  const auto code =
      co_await answer_visit(&dependencies_, *connector, *visit, std::move(sent->text));
  std::string target;
  if (code) {
    target = to_callback(visit->redirect_uri, visit->state, code->value);
  } else {
    storage::Plan plan;
    plan.add(store.end_visit(visit->id))
        .add(log_refusal(dependencies_, request, *connector, code.error()));
    static_cast<void>(co_await dependencies_.database.commit(std::move(plan)));
    target = to_failed_callback(visit->redirect_uri, visit->state);
  }
  auto answer = http::redirect_response(302, target);
  answer.set("Cache-Control", "no-store");
  co_return answer;
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
