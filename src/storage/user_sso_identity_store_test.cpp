#include "storage/user_sso_identity_store.h"

#include "storage/sso_connector_store.h"
#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

UserSsoIdentityStore store_of(Stores& stores) {
  return {stores.database, stores.tenant};
}

UserId add_user(Stores& stores, std::string id = "mina") {
  const User user{.id = UserId(std::move(id)), .created_at = now, .updated_at = now};
  stores.run(stores.users.insert(user, std::nullopt));
  return user.id;
}

SsoConnectorStore connectors_of(Stores& stores) {
  return {stores.database, stores.vault, stores.tenant};
}

SsoConnectorId add_connector(Stores& stores, std::string id = "acme") {
  const SsoConnector connector{
      .id = SsoConnectorId(id), .provider_name = "OIDC", .connector_name = id, .created_at = now};
  stores.run(connectors_of(stores).insert(connector));
  return connector.id;
}

const SsoAccount account{.issuer = "https://idp.example", .id = "1234"};

SsoIdentity an_identity(const UserId& user, std::string id = "one") {
  return {
      .id = SsoIdentityId(std::move(id)),
      .user_id = user,
      .connector_id = SsoConnectorId("acme"),
      .issuer = account.issuer,
      .identity_id = account.id,
      .detail = {{"name", "Mina"}},
      .created_at = now,
      .updated_at = now};
}

}  // namespace

TEST_CASE("UserSsoIdentityStore finds whose an account at an issuer is") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto user = add_user(stores);
    add_connector(stores);
    const auto identities = store_of(stores);
    stores.run(identities.insert(an_identity(user)));
    const auto found = run_task(identities.find(account));
    REQUIRE(found);
    CHECK(found->user_id == user);
    CHECK(found->connector_id == SsoConnectorId("acme"));
    CHECK(found->issuer == account.issuer);
    CHECK(found->identity_id == account.id);
    CHECK(json::serialize(found->detail) == R"({"name":"Mina"})");
    CHECK(found->created_at == now);
    CHECK(run_task(identities.list(user)).size() == 1);
    CHECK_FALSE(run_task(identities.find({.issuer = "https://other.example", .id = account.id})));
    CHECK_FALSE(run_task(store_of(others).find(account)));
  });
}

TEST_CASE("UserSsoIdentityStore lists the identities of several users") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto mina = add_user(stores);
    const auto bora = add_user(stores, "bora");
    const auto other = add_user(stores, "other");
    add_connector(stores);
    const auto identities = store_of(stores);
    stores.run(identities.insert(an_identity(mina)));
    auto second = an_identity(bora, "two");
    second.identity_id = "5678";
    stores.run(identities.insert(second));
    auto third = an_identity(other, "three");
    third.identity_id = "9";
    stores.run(identities.insert(third));
    const auto listed = run_task(identities.list_all({mina, bora}));
    REQUIRE(listed.size() == 2);
    CHECK(listed[0].user_id == bora);
    CHECK(listed[1].user_id == mina);
    CHECK(run_task(identities.list_all({})).empty());
    CHECK(run_task(store_of(others).list_all({mina, bora})).empty());
  });
}

TEST_CASE("UserSsoIdentityStore gives an account to one user, and a user one by a connector") {
  for_each_engine([](Stores& stores) {
    const auto mina = add_user(stores);
    const auto bora = add_user(stores, "bora");
    add_connector(stores);
    const auto identities = store_of(stores);
    stores.run(identities.insert(an_identity(mina)));
    CHECK(stores.conflict(identities.insert(an_identity(bora, "two"))) == Conflict::Reason::unique);
    auto second = an_identity(mina, "two");
    second.identity_id = "5678";
    CHECK(stores.conflict(identities.insert(second)) == Conflict::Reason::unique);
    second.user_id = bora;
    second.connector_id = SsoConnectorId("nobody");
    CHECK(stores.conflict(identities.insert(second)) == Conflict::Reason::foreign_key);
  });
}

TEST_CASE("UserSsoIdentityStore refreshes what the provider says, as long as it is the user's") {
  for_each_engine([](Stores& stores) {
    const auto mina = add_user(stores);
    const auto bora = add_user(stores, "bora");
    add_connector(stores);
    const auto identities = store_of(stores);
    stores.run(identities.insert(an_identity(mina)));
    const json::object detail{{"name", "Mina Kim"}};
    stores.run(identities.refresh(mina, account, detail, now + Seconds(5)));
    const auto found = run_task(identities.find(account));
    CHECK(found->detail == detail);
    CHECK(found->updated_at == now + Seconds(5));
    CHECK(
        stores.conflict(identities.refresh(bora, account, detail, now)) ==
        Conflict::Reason::row_count
    );
    stores.run(identities.remove(mina, SsoConnectorId("acme")));
    CHECK(
        stores.conflict(identities.refresh(mina, account, detail, now)) ==
        Conflict::Reason::row_count
    );
  });
}

TEST_CASE("UserSsoIdentityStore removes a user's account at a provider that was replaced") {
  for_each_engine([](Stores& stores) {
    const auto mina = add_user(stores);
    const auto acme = add_connector(stores);
    const auto identities = store_of(stores);
    stores.run(identities.insert(an_identity(mina)));
    stores.run(identities.remove_of_other_issuers(mina, acme, account.issuer));
    stores.run(identities.remove_of_other_issuers(mina, SsoConnectorId("other"), "new"));
    CHECK(run_task(identities.find(account)));
    stores.run(identities.remove_of_other_issuers(mina, acme, "new"));
    CHECK_FALSE(run_task(identities.find(account)));
  });
}

TEST_CASE("UserSsoIdentityStore loses the identities of a connector or a user that is removed") {
  for_each_engine([](Stores& stores) {
    const auto mina = add_user(stores);
    const auto acme = add_connector(stores);
    const auto identities = store_of(stores);
    stores.run(identities.insert(an_identity(mina)));
    stores.run(connectors_of(stores).remove(acme));
    CHECK(run_task(identities.list(mina)).empty());
    add_connector(stores);
    stores.run(identities.insert(an_identity(mina)));
    stores.run(stores.users.remove(mina));
    CHECK_FALSE(run_task(identities.find(account)));
  });
}

}  // namespace daemun::storage
