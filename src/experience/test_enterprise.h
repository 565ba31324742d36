// For tests only: a tenant with the identity provider of a company, and a browser that goes there.
#ifndef DAEMUN_EXPERIENCE_TEST_ENTERPRISE_H
#define DAEMUN_EXPERIENCE_TEST_ENTERPRISE_H

#include "connectors/social/test_service.h"
#include "experience/single_sign_on.h"
#include "experience/test_codes.h"
#include "experience/verifications/enterprise_sso.h"
#include "storage/sso_connector_store.h"
#include "storage/user_sso_identity_store.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace daemun::experience::test {

inline const std::string company_issuer = connectors::test::service_issuer;

inline storage::SsoConnectorStore sso_connectors_of(TestTenant& tenant) {
  return {*tenant.database, *tenant.vault, tenant.tenant};
}

inline storage::UserSsoIdentityStore sso_identities_of(TestTenant& tenant) {
  return {*tenant.database, tenant.tenant};
}

inline SsoConnector an_oidc_connector(std::string id = "acme") {
  return {
      .id = SsoConnectorId(id),
      .provider_name = "OIDC",
      .connector_name = id,
      .config = {{"clientId", "app"}, {"clientSecret", "hush"}, {"issuer", company_issuer}},
      .domains = {id + ".example"}};
}

inline json::object sso_settings(json::object more = {}) {
  json::object settings{
      {"singleSignOnEnabled", true},
      {"signUp", {{"identifiers", json::array{"email"}}, {"password", true}, {"verify", true}}},
      {"signIn",
       {{"methods",
         json::array{
             {{"identifier", "email"}, {"password", true}, {"verificationCode", true}},
             {{"identifier", "username"}, {"password", true}, {"verificationCode", false}}}}}}};
  for (auto& member : more)
    settings[member.key()] = std::move(member.value());
  return settings;
}

inline http::Response begin_sso(Browser& browser, std::string connector = "acme") {
  const json::object body{
      {"state", "the-state"}, {"redirectUri", "https://auth.example/callback/" + connector}};
  return browser.take(
      enterprise_sso_method.endpoints[0].step, body, {{"connectorId", std::move(connector)}}
  );
}

// What the page does when the browser is back.
inline http::Response finish_sso(
    Browser& browser, const http::Response& begun, json::object data, std::string connector = "acme"
) {
  return browser.take(
      enterprise_sso_method.endpoints[1].step,
      {{"connectorData", std::move(data)},
       {"verificationId", find_string(body_of(begun), "verificationId").value_or("-")}},
      {{"connectorId", std::move(connector)}}
  );
}

// The connector "acme" to a provider by OpenID Connect.
class Company {
 public:
  explicit Company(TestTenant& its_tenant, SsoConnector its_connector = an_oidc_connector())
      : service(its_tenant.clock.now()), tenant(its_tenant), connector(std::move(its_connector)) {
    service.answers[company_issuer + "/.well-known/openid-configuration"] =
        connectors::test::to_answer(
            {{"issuer", company_issuer},
             {"authorization_endpoint", company_issuer + "/auth"},
             {"token_endpoint", company_issuer + "/token"},
             {"jwks_uri", company_issuer + "/jwks"},
             {"response_types_supported", json::array{"code"}},
             {"id_token_signing_alg_values_supported", json::array{"ES256"}}}
        );
    tenant.http.service = [this](const net::Request& request) {
      service.now = tenant.clock.now();
      return service.answer(request);
    };
    connector.created_at = tenant.clock.now();
    tenant.commit(sso_connectors_of(tenant).insert(connector));
  }
  ~Company() { tenant.http.service = nullptr; }
  Company(const Company&) = delete;
  Company& operator=(const Company&) = delete;

  void change(const storage::SsoConnectorChanges& changes) {
    tenant.commit(sso_connectors_of(tenant).update(connector.id, changes));
  }

  void says_email(const std::string& email, std::optional<bool> is_verified = true) {
    service.claims["email"] = email;
    service.claims.erase("email_verified");
    if (is_verified) service.claims["email_verified"] = *is_verified;
  }

  http::Response begin(Browser& browser) {
    auto begun = begin_sso(browser, connector.id.value());
    const auto body = body_of(begun);
    if (const auto url = find_string(body, "authorizationUri")) service.visit(std::string(*url));
    return begun;
  }
  http::Response finish(Browser& browser, const http::Response& begun) {
    return finish_sso(
        browser, begun, {{"code", "the-code"}, {"state", "the-state"}}, connector.id.value()
    );
  }
  // There and back.
  http::Response prove(Browser& browser) {
    const auto begun = begin(browser);
    return finish(browser, begun);
  }

  connectors::test::TestService service;
  TestTenant& tenant;
  SsoConnector connector;
};

// A user with the account "ann" at the company.
inline UserId insert_employee(TestTenant& tenant, const std::string& username = "ann") {
  const auto id = tenant.insert_user(username);
  tenant.commit(sso_identities_of(tenant).insert(
      {.id = SsoIdentityId("identity"),
       .user_id = id,
       .connector_id = SsoConnectorId("acme"),
       .issuer = company_issuer,
       .identity_id = "ann",
       .created_at = tenant.clock.now()}
  ));
  return id;
}

inline std::optional<SsoIdentity> find_employee(
    TestTenant& tenant, std::string id = "ann", const std::string& issuer = company_issuer
) {
  return run_task(sso_identities_of(tenant).find({.issuer = issuer, .id = std::move(id)}));
}

inline std::string owner_at_company(TestTenant& tenant, std::string id = "ann") {
  const auto identity = find_employee(tenant, std::move(id));
  return identity ? identity->user_id.value() : "";
}

inline std::string sso_refusal_of(const http::Response& response) {
  return std::to_string(response.status) + " " + code_of(response);
}

}  // namespace daemun::experience::test

#endif
