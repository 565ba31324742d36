#include "storage/connector_store.h"

#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

Connector a_connector(std::string id = "mail", std::string type = "Email") {
  return Connector{
      .id = ConnectorId(std::move(id)),
      .factory_id = "smtp",
      .type = std::move(type),
      .config = {{"host", "mail.example"}, {"auth", {{"pass", "hush"}}}},
      .metadata = {{"target", "own"}},
      .sync_profile = true,
      .created_at = now};
}

ConnectorStore store_of(Stores& stores) {
  return {stores.database, stores.vault, stores.tenant};
}

}  // namespace

TEST_CASE("ConnectorStore gives back a connector, by id, to its own tenant") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto connectors = store_of(stores);
    stores.run(connectors.insert(a_connector("sms", "Sms")));
    stores.run(connectors.insert(a_connector()));
    others.run(store_of(others).insert(a_connector()));
    const auto listed = run_task(connectors.list());
    REQUIRE(listed.size() == 2);
    const auto& mail = listed.front();
    CHECK(mail.id == ConnectorId("mail"));
    CHECK(mail.factory_id == "smtp");
    CHECK(mail.type == "Email");
    CHECK(json::serialize(mail.config) == R"({"host":"mail.example","auth":{"pass":"hush"}})");
    CHECK(json::serialize(mail.metadata) == R"({"target":"own"})");
    CHECK(mail.sync_profile);
    CHECK_FALSE(mail.enable_token_storage);
    CHECK(mail.created_at == now);
    stores.run(connectors.remove(ConnectorId("mail")));
    CHECK(stores.conflict(connectors.remove(ConnectorId("mail"))) == Conflict::Reason::row_count);
    CHECK(run_task(store_of(others).list()).size() == 1);
  });
}

TEST_CASE("ConnectorStore seals a configuration for the connector's place") {
  for_each_engine([](Stores& stores) {
    stores.run(store_of(stores).insert(a_connector()));
    Query query{.parameters = {stores.tenant}};
    query.text = "select config from connectors where tenant_id = $1";
    const auto rows = run_task(stores.database.read(std::move(query)));
    const auto sealed = rows.front().bytes("config");
    CHECK(sealed.find("hush") == std::string::npos);
    CHECK_THROWS_AS(stores.vault.open("connectors/other/mail", sealed), std::runtime_error);
  });
}

TEST_CASE("ConnectorStore changes what is given and leaves the rest") {
  for_each_engine([](Stores& stores) {
    const auto connectors = store_of(stores);
    const ConnectorId id("mail");
    stores.run(connectors.insert(a_connector()));
    stores.run(connectors.update(id, {.config = json::object{{"host", "b.example"}}}));
    stores.run(connectors.update(id, {.metadata = json::object{}}));
    stores.run(connectors.update(id, {.sync_profile = false, .enable_token_storage = true}));
    const auto listed = run_task(connectors.list());
    CHECK(json::serialize(listed.front().config) == R"({"host":"b.example"})");
    CHECK(listed.front().metadata.empty());
    CHECK_FALSE(listed.front().sync_profile);
    CHECK(listed.front().enable_token_storage);
    CHECK(
        stores.conflict(connectors.update(ConnectorId("none"), {})) == Conflict::Reason::row_count
    );
  });
}

TEST_CASE("ConnectorStore keeps one connector for e-mail and one for text messages") {
  for_each_engine([](Stores& stores) {
    const auto connectors = store_of(stores);
    stores.run(connectors.insert(a_connector("a")));
    CHECK(stores.conflict(connectors.insert(a_connector("b"))) == Conflict::Reason::unique);
    for (const auto* id : {"c", "d"})
      stores.run(connectors.insert(a_connector(id, "Social")));
    Plan replacement;
    replacement.add(connectors.remove_type("Email"));
    replacement.add(connectors.insert(a_connector("b")));
    stores.run(std::move(replacement));
    const auto listed = run_task(connectors.list());
    REQUIRE(listed.size() == 3);
    CHECK(listed.front().id == ConnectorId("b"));
  });
}

}  // namespace daemun::storage
