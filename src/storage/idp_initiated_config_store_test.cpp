#include "storage/idp_initiated_config_store.h"

#include "storage/sso_connector_store.h"
#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

const SsoConnectorId acme("acme");
const ApplicationId portal("portal");

IdpInitiatedConfigStore store_of(Stores& stores) {
  return {stores.database, stores.tenant};
}

SsoConnectorStore connectors_of(Stores& stores) {
  return {stores.database, stores.vault, stores.tenant};
}

Application a_portal() {
  return {.id = portal, .name = "Portal", .created_at = now};
}

void add_targets(Stores& stores) {
  stores.run(connectors_of(stores).insert(
      {.id = acme, .provider_name = "SAML", .connector_name = "Acme", .created_at = now}
  ));
  stores.run(stores.applications.insert(a_portal()));
}

IdpInitiatedConfig a_config() {
  return {
      .connector_id = acme,
      .default_application_id = portal,
      .auto_send_authorization_request = true,
      .redirect_uri = "https://portal.example/callback",
      .auth_parameters = {{"scope", "email"}},
      .created_at = now};
}

}  // namespace

TEST_CASE("IdpInitiatedConfigStore gives back a configuration to its own tenant") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto store = store_of(stores);
    add_targets(stores);
    CHECK_FALSE(run_task(store.find(acme)));
    stores.run(store.put(a_config()));
    const auto found = run_task(store.find(acme));
    REQUIRE(found);
    CHECK(found->connector_id == acme);
    CHECK(found->default_application_id == portal);
    CHECK(found->auto_send_authorization_request);
    CHECK(found->redirect_uri == "https://portal.example/callback");
    CHECK(json::serialize(found->auth_parameters) == R"({"scope":"email"})");
    CHECK_FALSE(found->client_callback_uri);
    CHECK(found->created_at == now);
    CHECK_FALSE(run_task(store_of(others).find(acme)));
  });
}

TEST_CASE("IdpInitiatedConfigStore puts a configuration in the place of the one before") {
  for_each_engine([](Stores& stores) {
    const auto store = store_of(stores);
    add_targets(stores);
    stores.run(store.put(a_config()));
    stores.run(store.put(
        {.connector_id = acme,
         .default_application_id = portal,
         .client_callback_uri = "https://portal.example/sso",
         .created_at = now + Seconds(5)}
    ));
    const auto found = run_task(store.find(acme));
    REQUIRE(found);
    CHECK_FALSE(found->auto_send_authorization_request);
    CHECK_FALSE(found->redirect_uri);
    CHECK(found->auth_parameters.empty());
    CHECK(found->client_callback_uri == "https://portal.example/sso");
    CHECK(found->created_at == now);
  });
}

TEST_CASE("IdpInitiatedConfigStore loses what its connector or its application takes along") {
  for_each_engine([](Stores& stores) {
    const auto store = store_of(stores);
    add_targets(stores);
    auto unknown = a_config();
    unknown.default_application_id = ApplicationId("none");
    CHECK(stores.conflict(store.put(unknown)) == Conflict::Reason::foreign_key);
    stores.run(store.put(a_config()));
    stores.run(store.remove(acme));
    CHECK(stores.conflict(store.remove(acme)) == Conflict::Reason::row_count);
    stores.run(store.put(a_config()));
    stores.run(stores.applications.remove(portal));
    CHECK_FALSE(run_task(store.find(acme)));
    stores.run(stores.applications.insert(a_portal()));
    stores.run(store.put(a_config()));
    stores.run(connectors_of(stores).remove(acme));
    CHECK_FALSE(run_task(store.find(acme)));
  });
}

}  // namespace daemun::storage
