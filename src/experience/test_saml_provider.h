// For tests only: a tenant with a company's SAML provider, whose responses can be changed.
#ifndef DAEMUN_EXPERIENCE_TEST_SAML_PROVIDER_H
#define DAEMUN_EXPERIENCE_TEST_SAML_PROVIDER_H

#include "base/encoding.h"
#include "base/form.h"
#include "experience/test_enterprise.h"
#include "storage/log_store.h"
#include "storage/saml_sign_in_store.h"
#include "storage/sso_signing_key_store.h"

#include <string>

#include "saml/test_identity_provider.h"

namespace daemun::experience::test {

namespace idp = saml::test;

inline const std::string saml_provider_id = "https://idp.example";
inline const std::string saml_person = "alice@example.org";

inline SsoConnector a_saml_connector(const std::string& id = "acme") {
  return {
      .id = SsoConnectorId(id),
      .provider_name = "SAML",
      .connector_name = id,
      .config =
          {{"entityId", saml_provider_id},
           {"signInEndpoint", saml_provider_id + "/sso"},
           {"x509Certificate", idp::provider_key().certificate.to_pem()}},
      .domains = {"example.org"}};
}

inline std::string consumer_of(const std::string& connector) {
  return "https://auth.example/api/authn/single-sign-on/saml/" + connector;
}

// What the provider says; every part can be changed.
struct SamlText {
  std::string request_id{};
  std::string assertion_id = "_assertion";
  std::string connector = "acme";
  std::string name_id = saml_person;
  bool is_encrypted = false;
  std::string consumer{};  // empty: of the company's connector
  std::string audience{};  // likewise
  bool is_signed = true;

  std::string to_field() const {
    const auto to = consumer.empty() ? consumer_of(connector) : consumer;
    const auto entity =
        audience.empty() ? "https://auth.example/enterprise-sso/" + connector : audience;
    idp::AssertionText assertion;
    assertion.id = assertion_id;
    assertion.name_id = "<saml:NameID Format='urn:f'>" + name_id + "</saml:NameID>";
    assertion.recipient = " Recipient='" + to + "'";
    assertion.in_response_to = request_id.empty() ? "" : " InResponseTo='" + request_id + "'";
    assertion.conditions = "<saml:AudienceRestriction><saml:Audience>" + entity +
                           "</saml:Audience></saml:AudienceRestriction>";
    idp::ResponseText response;
    response.destination = " Destination='" + to + "'";
    response.in_response_to = assertion.in_response_to;
    if (!is_signed) {
      assertion.signature.reset();
      return to_base64(idp::to_xml(response, idp::to_xml(assertion)));
    }
    if (!is_encrypted) return to_base64(idp::sign(idp::to_xml(response, idp::to_xml(assertion))));
    const auto hidden = idp::encrypt(idp::sign(idp::to_xml(assertion)));
    return to_base64(idp::to_xml(response, hidden));
  }
};

struct SamlWorld {
  SamlWorld() {
    tenant.change_settings(sso_settings());
    insert(a_saml_connector());
  }

  void insert(SsoConnector connector) {
    connector.created_at = tenant.clock.now();
    tenant.commit(sso_connectors_of(tenant).insert(connector));
  }
  void insert_key() {
    tenant.commit(storage::SsoSigningKeyStore(*tenant.database, *tenant.vault, tenant.tenant)
                      .insert(
                          {.id = SsoSigningKeyId("key"),
                           .connector_id = SsoConnectorId("acme"),
                           .private_key = idp::service_key().key.to_pem(),
                           .certificate = idp::service_key().certificate.to_pem(),
                           .is_active = true,
                           .created_at = tenant.clock.now(),
                           .expires_at = tenant.clock.now() + Seconds(3600)}
                      ));
  }
  Browser browser(std::string_view event = "SignIn") { return a_dialogue(tenant, event); }

  // The form that the provider's page posts.
  http::Response post(
      const std::string& field, const std::string& relay_state, const std::string& to = "acme"
  ) {
    http::Request request;
    request.method = http::Method::post;
    request.headers = {
        {"content-type", "application/x-www-form-urlencoded"}, {"origin", saml_provider_id}};
    request.path_parameters = {{"connectorId", to}};
    request.body = "SAMLResponse=" + to_percent_encoded(field);
    if (!relay_state.empty()) request.body += "&RelayState=" + to_percent_encoded(relay_state);
    return run_task(sso.take_response(std::move(request)));
  }
  std::string request_id_of(const std::string& relay_state) {
    const storage::SamlSignInStore store(*tenant.database, tenant.tenant);
    const auto visit = run_task(store.find_visit(storage::hash_saml_secret(relay_state)));
    return visit ? visit->request_id : "";
  }
  std::string last_reason() {
    const storage::LogStore logs(*tenant.database, tenant.tenant);
    const auto lines = run_task(logs.list(1));
    if (lines.empty()) return "";
    const auto payload = json::parse(lines.front().payload).as_object();
    return std::string(find_string(payload, "reason").value_or(""));
  }

  TestTenant tenant;
  SingleSignOn sso{tenant.dependencies()};
};

inline std::string relay_state_of(const http::Response& begun) {
  const std::string url(body_of(begun).at("authorizationUri").as_string());
  const auto query = parse_form(url.substr(url.find('?') + 1)).value();
  return std::string(query.find("RelayState").value_or(""));
}

inline std::string target_of(const http::Response& answer) {
  const auto* target = answer.find("location");
  return target == nullptr ? "" : *target;
}

// What the browser brings to the callback page.
inline json::object data_of_url(const std::string& url) {
  json::object data;
  const auto query = parse_form(url.substr(url.find('?') + 1)).value();
  for (const auto& [name, value] : query.fields())
    data[name] = value;
  return data;
}
inline json::object data_of_callback(const http::Response& answer) {
  return data_of_url(target_of(answer));
}

}  // namespace daemun::experience::test

#endif
