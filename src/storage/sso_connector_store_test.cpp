#include "storage/sso_connector_store.h"

#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

SsoConnector a_connector(std::string id = "acme", std::string name = "Acme") {
  return SsoConnector{
      .id = SsoConnectorId(std::move(id)),
      .provider_name = "OIDC",
      .connector_name = std::move(name),
      .config = {{"clientId", "a"}, {"clientSecret", "hush"}},
      .domains = {"acme.example", "acme.test"},
      .branding = {{"displayName", "Acme"}},
      .sync_profile = true,
      .trusts_mfa = true,
      .created_at = now};
}

SsoConnectorStore store_of(Stores& stores) {
  return {stores.database, stores.vault, stores.tenant};
}

}  // namespace

TEST_CASE("SsoConnectorStore gives back a connector to its own tenant") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto connectors = store_of(stores);
    stores.run(connectors.insert(a_connector()));
    others.run(store_of(others).insert(a_connector()));
    const auto listed = run_task(connectors.list());
    REQUIRE(listed.size() == 1);
    const auto& acme = listed.front();
    CHECK(acme.id == SsoConnectorId("acme"));
    CHECK(acme.provider_name == "OIDC");
    CHECK(acme.connector_name == "Acme");
    CHECK(json::serialize(acme.config) == R"({"clientId":"a","clientSecret":"hush"})");
    CHECK(acme.domains == std::vector<std::string>{"acme.example", "acme.test"});
    CHECK(json::serialize(acme.branding) == R"({"displayName":"Acme"})");
    CHECK(acme.sync_profile);
    CHECK_FALSE(acme.enable_token_storage);
    CHECK(acme.trusts_mfa);
    CHECK(acme.created_at == now);
    stores.run(connectors.remove(acme.id));
    CHECK(stores.conflict(connectors.remove(acme.id)) == Conflict::Reason::row_count);
    CHECK(run_task(store_of(others).list()).size() == 1);
  });
}

TEST_CASE("SsoConnectorStore seals a configuration for the connector's place") {
  for_each_engine([](Stores& stores) {
    stores.run(store_of(stores).insert(a_connector()));
    Query query{.parameters = {stores.tenant}};
    query.text = "select config from sso_connectors where tenant_id = $1";
    const auto rows = run_task(stores.database.read(std::move(query)));
    const auto sealed = rows.front().bytes("config");
    CHECK(sealed.find("hush") == std::string::npos);
    CHECK_THROWS_AS(stores.vault.open("sso_connectors/other/acme", sealed), std::runtime_error);
  });
}

TEST_CASE("SsoConnectorStore refuses a name that another connector has") {
  for_each_engine([](Stores& stores) {
    const auto connectors = store_of(stores);
    stores.run(connectors.insert(a_connector()));
    CHECK(stores.conflict(connectors.insert(a_connector("two"))) == Conflict::Reason::unique);
    stores.run(connectors.insert(a_connector("two", "acme")));
    CHECK(
        stores.conflict(connectors.update(SsoConnectorId("two"), {.connector_name = "Acme"})) ==
        Conflict::Reason::unique
    );
  });
}

TEST_CASE("SsoConnectorStore changes what is given") {
  for_each_engine([](Stores& stores) {
    const auto connectors = store_of(stores);
    const SsoConnectorId id("acme");
    stores.run(connectors.insert(a_connector()));
    stores.run(connectors.update(id, {}));
    CHECK(run_task(connectors.list()).front().connector_name == "Acme");
    stores.run(connectors.update(
        id,
        {.connector_name = "New",
         .config = json::object{{"clientId", "b"}},
         .domains = std::vector<std::string>{},
         .branding = json::object(),
         .sync_profile = false,
         .enable_token_storage = true,
         .trusts_mfa = false}
    ));
    const auto changed = run_task(connectors.list()).front();
    CHECK(changed.connector_name == "New");
    CHECK(json::serialize(changed.config) == R"({"clientId":"b"})");
    CHECK(changed.domains.empty());
    CHECK(changed.branding.empty());
    CHECK_FALSE(changed.sync_profile);
    CHECK(changed.enable_token_storage);
    CHECK_FALSE(changed.trusts_mfa);
    CHECK(
        stores.conflict(connectors.update(SsoConnectorId("nobody"), {})) ==
        Conflict::Reason::row_count
    );
  });
}

}  // namespace daemun::storage
