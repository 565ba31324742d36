#include "storage/sso_signing_key_store.h"

#include "storage/sso_connector_store.h"
#include "storage/test_stores.h"

#include <string>

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

const SsoConnectorId acme("acme");

SsoSigningKeyStore store_of(Stores& stores) {
  return {stores.database, stores.vault, stores.tenant};
}

SsoConnectorStore connectors_of(Stores& stores) {
  return {stores.database, stores.vault, stores.tenant};
}

void add_connector(Stores& stores, const SsoConnectorId& id) {
  stores.run(connectors_of(stores).insert(
      {.id = id, .provider_name = "SAML", .connector_name = id.value(), .created_at = now}
  ));
}

SsoSigningKey a_key(std::string id, bool is_active = false) {
  return SsoSigningKey{
      .id = SsoSigningKeyId(id),
      .connector_id = acme,
      .private_key = Secret("hush " + id),
      .certificate = "certificate " + id,
      .is_active = is_active,
      .created_at = now,
      .expires_at = now + std::chrono::hours(24)};
}

}  // namespace

TEST_CASE("SsoSigningKeyStore gives back the keys of a connector to its own tenant") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto keys = store_of(stores);
    add_connector(stores, acme);
    stores.run(keys.insert(a_key("one", true)));
    stores.run(keys.insert(a_key("two")));
    const auto listed = run_task(keys.list(acme));
    REQUIRE(listed.size() == 2);
    CHECK(listed[0].id == SsoSigningKeyId("one"));
    CHECK(listed[0].connector_id == acme);
    CHECK(listed[0].private_key.reveal() == "hush one");
    CHECK(listed[0].certificate == "certificate one");
    CHECK(listed[0].is_active);
    CHECK(listed[0].created_at == now);
    CHECK(listed[0].expires_at == now + std::chrono::hours(24));
    CHECK_FALSE(listed[1].is_active);
    CHECK(run_task(keys.list(SsoConnectorId("other"))).empty());
    CHECK(run_task(store_of(others).list(acme)).empty());
    CHECK_FALSE(run_task(store_of(others).find_active(acme)));
  });
}

TEST_CASE("SsoSigningKeyStore seals a private key for its place") {
  for_each_engine([](Stores& stores) {
    add_connector(stores, acme);
    stores.run(store_of(stores).insert(a_key("one")));
    Query query{.parameters = {stores.tenant}};
    query.text = "select private_key from sso_signing_keys where tenant_id = $1";
    const auto rows = run_task(stores.database.read(std::move(query)));
    const auto sealed = rows.front().bytes("private_key");
    CHECK(sealed.find("hush") == std::string::npos);
    CHECK_THROWS_AS(stores.vault.open("sso_signing_keys/other/one", sealed), std::runtime_error);
  });
}

TEST_CASE("SsoSigningKeyStore has one active key a connector") {
  for_each_engine([](Stores& stores) {
    const auto keys = store_of(stores);
    add_connector(stores, acme);
    CHECK_FALSE(run_task(keys.find_active(acme)));
    stores.run(keys.insert(a_key("one", true)));
    stores.run(keys.insert(a_key("two", true)));
    CHECK(run_task(keys.find_active(acme))->id == SsoSigningKeyId("two"));
    CHECK(run_task(keys.list(acme)).size() == 2);
    stores.run(keys.activate(acme, SsoSigningKeyId("one")));
    CHECK(run_task(keys.find_active(acme))->id == SsoSigningKeyId("one"));
    CHECK(
        stores.conflict(keys.activate(acme, SsoSigningKeyId("three"))) ==
        Conflict::Reason::row_count
    );
    CHECK(
        stores.conflict(keys.deactivate(acme, SsoSigningKeyId("two"))) ==
        Conflict::Reason::row_count
    );
    stores.run(keys.deactivate(acme, SsoSigningKeyId("one")));
    CHECK_FALSE(run_task(keys.find_active(acme)));
    stores.run(keys.activate(acme, SsoSigningKeyId("one")));
    add_connector(stores, SsoConnectorId("other"));
    CHECK(
        stores.conflict(keys.activate(SsoConnectorId("other"), SsoSigningKeyId("two"))) ==
        Conflict::Reason::row_count
    );
    CHECK(run_task(keys.find_active(acme))->id == SsoSigningKeyId("one"));
  });
}

TEST_CASE("SsoSigningKeyStore removes a key that does not sign, and all with the connector") {
  for_each_engine([](Stores& stores) {
    const auto keys = store_of(stores);
    add_connector(stores, acme);
    stores.run(keys.insert(a_key("one", true)));
    stores.run(keys.insert(a_key("two")));
    CHECK(
        stores.conflict(keys.remove(acme, SsoSigningKeyId("one"))) == Conflict::Reason::row_count
    );
    stores.run(keys.remove(acme, SsoSigningKeyId("two")));
    CHECK(run_task(keys.list(acme)).size() == 1);
    stores.run(connectors_of(stores).remove(acme));
    CHECK(run_task(keys.list(acme)).empty());
    CHECK(stores.conflict(keys.insert(a_key("three"))) == Conflict::Reason::foreign_key);
  });
}

TEST_CASE("SsoSigningKeyStore keeps a bounded number of keys a connector") {
  for_each_engine([](Stores& stores) {
    const auto keys = store_of(stores);
    add_connector(stores, acme);
    for (std::size_t i = 0; i < SsoSigningKeyStore::max_keys; ++i)
      stores.run(keys.insert(a_key(std::to_string(i), i == 0)));
    CHECK(stores.conflict(keys.insert(a_key("more", true))) == Conflict::Reason::row_count);
    CHECK(run_task(keys.find_active(acme))->id == SsoSigningKeyId("0"));
  });
}

}  // namespace daemun::storage
