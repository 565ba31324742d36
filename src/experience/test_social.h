// For tests only: a tenant with a service that signs people in, and a browser that goes there.
#ifndef DAEMUN_EXPERIENCE_TEST_SOCIAL_H
#define DAEMUN_EXPERIENCE_TEST_SOCIAL_H

#include "connectors/social/test_service.h"
#include "experience/social_connector.h"
#include "experience/test_dialogue.h"
#include "experience/verifications/social.h"
#include "storage/connector_store.h"

#include <string>
#include <string_view>
#include <utility>

namespace daemun::experience::test {

inline storage::ConnectorStore connectors_of(TestTenant& tenant) {
  return {*tenant.database, *tenant.vault, tenant.tenant};
}

inline Connector a_connector(std::string id, std::string target, json::object config) {
  return {
      .id = ConnectorId(std::move(id)),
      .factory_id = "oidc",
      .type = "Social",
      .config = std::move(config),
      .metadata = {{"target", std::move(target)}}};
}

// The tenant's connector "club" to the service, of the target "club".
class Club {
 public:
  explicit Club(TestTenant& its_tenant) : service(its_tenant.clock.now()), tenant(its_tenant) {
    tenant.http.service = [this](const net::Request& request) {
      service.now = tenant.clock.now();
      return service.answer(request);
    };
    tenant.commit(
        connectors_of(tenant).insert(a_connector("club", "club", connectors::test::oidc_config()))
    );
  }
  ~Club() { tenant.http.service = nullptr; }
  Club(const Club&) = delete;
  Club& operator=(const Club&) = delete;

  http::Response begin(Browser& browser, std::string connector = "club") {
    const json::object body{
        {"state", "the-state"}, {"redirectUri", "https://auth.example/callback/" + connector}};
    return browser.take(
        social_method.endpoints[0].step, body, {{"connectorId", std::move(connector)}}
    );
  }

  // What the page does when the browser is back.
  http::Response finish(Browser& browser, const http::Response& begun, json::object data) {
    return finish(browser, begun, std::move(data), "club");
  }
  http::Response finish(
      Browser& browser, const http::Response& begun, json::object data, std::string connector
  ) {
    const auto body = body_of(begun);
    if (const auto url = find_string(body, "authorizationUri")) service.visit(std::string(*url));
    return browser.take(
        social_method.endpoints[1].step,
        {{"connectorData", std::move(data)},
         {"verificationId", find_string(body, "verificationId").value_or("-")}},
        {{"connectorId", std::move(connector)}}
    );
  }

  // There and back.
  http::Response prove(Browser& browser) {
    const auto begun = begin(browser);
    return finish(browser, begun, {{"code", "the-code"}, {"state", "the-state"}});
  }

  connectors::test::TestService service;
  TestTenant& tenant;
};

inline json::object social_settings(json::object more = {}) {
  json::object settings{
      {"signUp", {{"identifiers", json::array()}, {"password", false}, {"verify", false}}},
      {"socialSignInConnectorTargets", json::array{"club"}}};
  for (auto& member : more)
    settings[member.key()] = std::move(member.value());
  return settings;
}

inline json::object link_of(const http::Response& proof) {
  const auto body = body_of(proof);
  return {
      {"verificationId", find_string(body, "verificationId").value_or("-")},
      {"linkSocialIdentity", true}};
}

}  // namespace daemun::experience::test

#endif
