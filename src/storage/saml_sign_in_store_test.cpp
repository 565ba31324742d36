#include "storage/saml_sign_in_store.h"

#include "storage/connector_store.h"
#include "storage/expired_rows.h"
#include "storage/sso_connector_store.h"
#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

const SsoConnectorId acme("acme");

SamlSignInStore store_of(Stores& stores) {
  return {stores.database, stores.tenant};
}

void add_connector(Stores& stores) {
  const SsoConnectorStore connectors(stores.database, stores.vault, stores.tenant);
  stores.run(connectors.insert(
      {.id = acme, .provider_name = "SAML", .connector_name = "Acme", .created_at = now}
  ));
}

SamlVisit a_visit(const std::string& relay_state = "relay") {
  return {
      .id = hash_saml_secret(relay_state),
      .connector = acme,
      .request_id = "_request",
      .redirect_uri = "https://auth.example/callback/acme",
      .state = "the-state",
      .expires_at = now + Seconds(60)};
}

SamlIdpSession a_session(const std::string& secret = "secret") {
  return {
      .id = hash_saml_secret(secret),
      .connector_id = acme,
      .account = R"({"id":"ann"})",
      .expires_at = now + Seconds(60)};
}

const SamlAnswer answer{.code = "the-code", .account = R"({"id":"ann"})"};

}  // namespace

TEST_CASE("SamlSignInStore gives back a visit to its own tenant") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto store = store_of(stores);
    CHECK(stores.conflict(store.insert_visit(a_visit())) == Conflict::Reason::foreign_key);
    add_connector(stores);
    stores.run(store.insert_visit(a_visit()));
    const auto found = run_task(store.find_visit(a_visit().id));
    REQUIRE(found);
    CHECK(found->connector == SamlConnector(acme));
    CHECK(found->request_id == "_request");
    CHECK(found->redirect_uri == a_visit().redirect_uri);
    CHECK(found->state == "the-state");
    CHECK_FALSE(found->account);
    CHECK_FALSE(is_code_of(*found, ""));
    CHECK(found->expires_at == now + Seconds(60));
    CHECK_FALSE(run_task(store.find_visit("relay")));
    CHECK_FALSE(run_task(store_of(others).find_visit(a_visit().id)));
    const SsoConnectorStore connectors(stores.database, stores.vault, stores.tenant);
    stores.run(connectors.remove(acme));
    CHECK_FALSE(run_task(store.find_visit(a_visit().id)));
  });
}

TEST_CASE("SamlSignInStore keeps visits of connectors that are no company's, which end with them") {
  for_each_engine([](Stores& stores) {
    const auto store = store_of(stores);
    add_connector(stores);
    const ConnectorId club("club");
    auto visit = a_visit();
    visit.connector = club;
    CHECK(stores.conflict(store.insert_visit(visit)) == Conflict::Reason::foreign_key);
    const ConnectorStore connectors(stores.database, stores.vault, stores.tenant);
    stores.run(
        connectors.insert({.id = club, .factory_id = "saml", .type = "Social", .created_at = now})
    );
    stores.run(store.insert_visit(visit));
    CHECK(run_task(store.find_visit(visit.id))->connector == SamlConnector(club));
    stores.run(connectors.remove(club));
    CHECK_FALSE(run_task(store.find_visit(visit.id)));
  });
}

TEST_CASE("SamlSignInStore takes one answer to a visit, which is used once, with its code") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto store = store_of(stores);
    add_connector(stores);
    const auto id = a_visit().id;
    stores.run(store.insert_visit(a_visit()));
    CHECK(stores.conflict(store.use_visit(id, "the-code")) == Conflict::Reason::row_count);
    CHECK(
        others.conflict(store_of(others).answer_visit(id, answer)) == Conflict::Reason::row_count
    );
    CHECK(stores.winners(store.answer_visit(id, answer)) == 1);
    const auto answered = run_task(store.find_visit(id));
    CHECK(answered->account == answer.account);
    CHECK(is_code_of(*answered, "the-code"));
    CHECK_FALSE(is_code_of(*answered, "another"));
    stores.run(store.end_visit(id));
    CHECK(stores.conflict(store.use_visit(id, "another")) == Conflict::Reason::row_count);
    CHECK(
        others.conflict(store_of(others).use_visit(id, "the-code")) == Conflict::Reason::row_count
    );
    CHECK(stores.winners(store.use_visit(id, "the-code")) == 1);
    CHECK_FALSE(run_task(store.find_visit(id)));
  });
}

TEST_CASE("SamlSignInStore lets no answer follow a bad one") {
  for_each_engine([](Stores& stores) {
    const auto store = store_of(stores);
    add_connector(stores);
    stores.run(store.insert_visit(a_visit()));
    stores.run(store.end_visit(a_visit().id));
    CHECK(stores.conflict(store.answer_visit(a_visit().id, answer)) == Conflict::Reason::row_count);
  });
}

TEST_CASE("SamlSignInStore remembers the assertions of each issuer and tenant") {
  for_each_engine([](Stores& stores, Stores& others) {
    const SeenAssertion seen{.issuer = "idp", .id = "_a", .expires_at = now};
    stores.run(store_of(stores).remember(seen));
    CHECK(stores.conflict(store_of(stores).remember(seen)) == Conflict::Reason::unique);
    others.run(store_of(others).remember(seen));
    auto other = seen;
    other.issuer = "id";
    other.id = "p_a";
    stores.run(store_of(stores).remember(other));
  });
}

TEST_CASE("SamlSignInStore has a session of the provider used once") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto store = store_of(stores);
    add_connector(stores);
    stores.run(store.insert_session(a_session()));
    const auto id = a_session().id;
    const auto found = run_task(store.find_session(id));
    REQUIRE(found);
    CHECK(found->connector_id == acme);
    CHECK(found->account == a_session().account);
    CHECK(found->expires_at == now + Seconds(60));
    CHECK_FALSE(run_task(store_of(others).find_session(id)));
    CHECK(others.conflict(store_of(others).use_session(id)) == Conflict::Reason::row_count);
    CHECK(stores.winners(store.use_session(id)) == 1);
    CHECK_FALSE(run_task(store.find_session(id)));
  });
}

TEST_CASE("SamlSignInStore removes what expired before an instant") {
  for_each_engine([](Stores& stores) {
    const auto store = store_of(stores);
    add_connector(stores);
    const Expiry expiry{.before = now};
    const auto has_expired = [&] {
      return run_task(has_expired_rows(stores.database, stores.tenant, expiry));
    };
    auto visit = a_visit("old");
    visit.expires_at = now - Milliseconds(1);
    auto session = a_session("old");
    session.expires_at = visit.expires_at;
    const SeenAssertion seen{.issuer = "idp", .id = "_old", .expires_at = visit.expires_at};
    for (const auto& statement :
         {store.insert_visit(visit), store.insert_session(session), store.remember(seen)}) {
      CHECK_FALSE(has_expired());
      stores.run(statement);
      CHECK(has_expired());
      stores.run(remove_expired_rows(stores.database, stores.tenant, expiry));
      CHECK_FALSE(has_expired());
    }
    stores.run(store.insert_visit(a_visit()));
    stores.run(store.insert_session(a_session()));
    stores.run(SamlSignInStore::remove_expired(stores.tenant, now));
    CHECK(run_task(store.find_visit(a_visit().id)));
    CHECK(run_task(store.find_session(a_session().id)));
    stores.run(store.remember(seen));
  });
}

}  // namespace daemun::storage
