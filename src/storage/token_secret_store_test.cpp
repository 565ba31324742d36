#include "storage/token_secret_store.h"

#include "storage/connector_store.h"
#include "storage/sso_connector_store.h"
#include "storage/test_stores.h"
#include "storage/user_sso_identity_store.h"

namespace daemun::storage {
namespace {

using test::a_user;
using test::for_each_engine;
using test::now;
using test::Stores;

constexpr std::string_view target = "fake";
constexpr std::string_view identity = "a/\"1\"";

TokenSecretStore store_of(Stores& stores) {
  static crypto::SystemRandom random;
  return {stores.database, stores.vault, random, stores.tenant};
}

Connector a_connector(std::string id = "connector1") {
  return Connector{
      .id = ConnectorId(std::move(id)),
      .factory_id = "oidc",
      .type = "Social",
      .enable_token_storage = true,
      .created_at = now};
}

SsoConnector a_company(bool keeps_tokens = true) {
  return SsoConnector{
      .id = SsoConnectorId("acme"),
      .provider_name = "OIDC",
      .connector_name = "Acme",
      .enable_token_storage = keeps_tokens,
      .created_at = now};
}

TokenSet some_tokens(std::string access = "access") {
  return TokenSet{
      .access_token = Secret(std::move(access)),
      .refresh_token = Secret("refresh"),
      .id_token = Secret("identity"),
      .scope = "mail",
      .token_type = "Bearer",
      .expires_at = now + Seconds(3600)};
}

TokenSecret a_secret(std::string id = "secret1") {
  return TokenSecret{
      .id = TokenSecretId(std::move(id)),
      .user_id = a_user().id,
      .source = SocialTokenSource{.connector_id = a_connector().id, .target = std::string(target)},
      .identity_id = std::string(identity),
      .created_at = now};
}

TokenSecret a_company_secret(std::string id = "secret2") {
  auto secret = a_secret(std::move(id));
  secret.source = SsoTokenSource{.connector_id = a_company().id, .issuer = "https://acme.example"};
  return secret;
}

ConnectorStore connectors_of(Stores& stores) {
  return {stores.database, stores.vault, stores.tenant};
}

SsoConnectorStore companies_of(Stores& stores) {
  return {stores.database, stores.vault, stores.tenant};
}

// A user with an account at a social service and at a company's provider.
void arrange(Stores& stores) {
  stores.run(stores.users.insert(a_user(), std::nullopt));
  stores.run(connectors_of(stores).insert(a_connector()));
  stores.run(stores.users.put_identity(a_user().id, target, identity));
  stores.run(companies_of(stores).insert(a_company()));
  const UserSsoIdentityStore identities(stores.database, stores.tenant);
  stores.run(identities.insert(SsoIdentity{
      .id = SsoIdentityId("sso1"),
      .user_id = a_user().id,
      .connector_id = a_company().id,
      .issuer = "https://acme.example",
      .identity_id = std::string(identity),
      .created_at = now,
      .updated_at = now}));
}

std::optional<StoredTokens> find(Stores& stores) {
  return run_task(store_of(stores).find_social(a_user().id, std::string(target)));
}

std::optional<StoredTokens> find_company(Stores& stores) {
  return run_task(store_of(stores).find_sso(a_user().id, a_company().id));
}

void put_both(Stores& stores) {
  arrange(stores);
  stores.run(store_of(stores).put(a_secret(), some_tokens()));
  stores.run(store_of(stores).put(a_company_secret(), some_tokens("company")));
  REQUIRE(find(stores));
  REQUIRE(find_company(stores));
}

Rows stored_parts(Stores& stores) {
  Query query{.parameters = {stores.tenant}};
  query.text = "select wrapped_key, ciphertext from secrets where tenant_id = $1 order by id";
  return run_task(stores.database.read(std::move(query)));
}

}  // namespace

TEST_CASE("TokenSecretStore gives back the tokens of a user's social identity") {
  for_each_engine([](Stores& stores, Stores& others) {
    arrange(stores);
    stores.run(store_of(stores).put(a_secret(), some_tokens()));
    const auto found = find(stores);
    REQUIRE(found);
    CHECK(found->tokens.access_token.reveal() == "access");
    CHECK(found->tokens.refresh_token.reveal() == "refresh");
    CHECK(found->tokens.id_token.reveal() == "identity");
    CHECK(found->tokens.scope == "mail");
    CHECK(found->tokens.token_type == "Bearer");
    CHECK(found->tokens.expires_at == now + Seconds(3600));
    CHECK_FALSE(find_company(stores));
    CHECK_FALSE(find(others));
    CHECK(run_task(store_of(others).list(a_user().id)).empty());
  });
}

TEST_CASE("TokenSecretStore shows of a set what is no secret") {
  for_each_engine([](Stores& stores) {
    put_both(stores);
    const auto listed = run_task(store_of(stores).list(a_user().id));
    REQUIRE(listed.size() == 2);
    const auto& social = listed[0];
    CHECK(social.id == TokenSecretId("secret1"));
    CHECK(social.user_id == a_user().id);
    CHECK(std::get<SocialTokenSource>(social.source).connector_id == a_connector().id);
    CHECK(std::get<SocialTokenSource>(social.source).target == target);
    CHECK(social.identity_id == identity);
    CHECK(social.scope == "mail");
    CHECK(social.token_type == "Bearer");
    CHECK(social.has_refresh_token);
    CHECK(social.expires_at == now + Seconds(3600));
    CHECK_FALSE(social.is_over(now + Seconds(3599)));
    CHECK(social.is_over(now + Seconds(3600)));
    CHECK(social.created_at == now);
    CHECK(social.updated_at == now);
    const auto& company = std::get<SsoTokenSource>(listed[1].source);
    CHECK(company.connector_id == a_company().id);
    CHECK(company.issuer == "https://acme.example");
  });
}

TEST_CASE("TokenSecretStore knows a set without refresh token and expiry") {
  for_each_engine([](Stores& stores) {
    arrange(stores);
    const TokenSet tokens{.access_token = Secret("access")};
    stores.run(store_of(stores).put(a_secret(), tokens));
    const auto found = find(stores);
    REQUIRE(found);
    CHECK_FALSE(found->secret.has_refresh_token);
    CHECK_FALSE(found->secret.is_over(now + std::chrono::years(100)));
    CHECK(found->tokens.refresh_token.empty());
    CHECK_FALSE(found->tokens.expires_at);
  });
}

TEST_CASE("TokenSecretStore keeps one set for a target and one for a company's connector") {
  for_each_engine([](Stores& stores) {
    put_both(stores);
    stores.run(store_of(stores).put(a_secret("secret3"), some_tokens("newer")));
    stores.run(store_of(stores).put(a_company_secret("secret4"), some_tokens("newest")));
    CHECK(run_task(store_of(stores).list(a_user().id)).size() == 2);
    CHECK(find(stores)->secret.id == TokenSecretId("secret3"));
    CHECK(find(stores)->tokens.access_token.reveal() == "newer");
    CHECK(find_company(stores)->tokens.access_token.reveal() == "newest");
  });
}

TEST_CASE("TokenSecretStore seals each set with a key of its own") {
  for_each_engine([](Stores& stores) {
    put_both(stores);
    const auto rows = stored_parts(stores);
    REQUIRE(rows.size() == 2);
    for (const auto& row : rows) {
      CHECK(row.bytes("wrapped_key").size() == 12 + 32 + 16);
      CHECK(row.bytes("ciphertext").find("access") == std::string::npos);
      CHECK(row.bytes("ciphertext").find("refresh") == std::string::npos);
    }
    const auto swap_keys = [&](std::string column) {
      Query query{.parameters = {stores.tenant}};
      return "update secrets set " + column + " = (select o." + column +
             " from secrets o where o.tenant_id = secrets.tenant_id and o.id <> secrets.id) "
             "where tenant_id = $1";
    };
    static std::string swapped;
    swapped = swap_keys("wrapped_key");
    stores.run(Statement{Sql{.text = swapped.c_str()}, {stores.tenant}});
    CHECK_THROWS_AS(find(stores), std::runtime_error);
  });
}

TEST_CASE("TokenSecretStore opens a set at its own place only") {
  for_each_engine([](Stores& stores) {
    put_both(stores);
    for (const char* moved :
         {"update secrets set id = 'other' where tenant_id = $1 and id = 'secret2'",
          "update secrets set issuer = 'https://evil.example' where tenant_id = $1 and target is "
          "null"}) {
      stores.run(Statement{Sql{.text = moved}, {stores.tenant}});
      CHECK_THROWS_AS(find_company(stores), std::runtime_error);
    }
    CHECK(find(stores));
  });
}

TEST_CASE("TokenSecretStore keeps tokens of identities that the user has") {
  for_each_engine([](Stores& stores) {
    arrange(stores);
    auto foreign = a_secret();
    foreign.identity_id = "another";
    CHECK(
        stores.conflict(store_of(stores).put(foreign, some_tokens())) ==
        Conflict::Reason::foreign_key
    );
    auto nobody = a_company_secret();
    nobody.user_id = UserId("user00000002");
    CHECK(
        stores.conflict(store_of(stores).put(nobody, some_tokens())) ==
        Conflict::Reason::foreign_key
    );
  });
}

TEST_CASE("TokenSecretStore keeps nothing for a connector that is not to keep tokens") {
  for_each_engine([](Stores& stores) {
    arrange(stores);
    stores.run(connectors_of(stores).update(a_connector().id, {.enable_token_storage = false}));
    stores.run(companies_of(stores).update(a_company().id, {.enable_token_storage = false}));
    stores.run(store_of(stores).put(a_secret(), some_tokens()));
    stores.run(store_of(stores).put(a_company_secret(), some_tokens()));
    CHECK(run_task(store_of(stores).list(a_user().id)).empty());
  });
}

TEST_CASE("TokenSecretStore loses a set with its user, its connector and its identity") {
  for_each_engine([](Stores& stores, Stores& others) {
    put_both(stores);
    put_both(others);
    SUBCASE("the social identity") {
      stores.run(stores.users.remove_identity(a_user().id, target));
      CHECK_FALSE(find(stores));
      CHECK(find_company(stores));
    }
    SUBCASE("the account at the company's provider") {
      const UserSsoIdentityStore identities(stores.database, stores.tenant);
      stores.run(identities.remove(a_user().id, a_company().id));
      CHECK(find(stores));
      CHECK_FALSE(find_company(stores));
    }
    SUBCASE("the connectors") {
      stores.run(connectors_of(stores).remove(a_connector().id));
      stores.run(companies_of(stores).remove(a_company().id));
      CHECK(run_task(store_of(stores).list(a_user().id)).empty());
    }
    SUBCASE("the user") {
      stores.run(stores.users.remove(a_user().id));
      CHECK(run_task(store_of(stores).list(a_user().id)).empty());
    }
    SUBCASE("the storage that is switched off") {
      stores.run(store_of(stores).remove_of(a_connector().id));
      CHECK_FALSE(find(stores));
      stores.run(store_of(stores).remove_of(a_company().id));
      CHECK_FALSE(find_company(stores));
    }
    SUBCASE("its own removal") {
      stores.run(store_of(stores).remove(TokenSecretId("secret1")));
      CHECK_FALSE(find(stores));
      CHECK(
          stores.conflict(store_of(stores).remove(TokenSecretId("secret1"))) ==
          Conflict::Reason::row_count
      );
    }
    CHECK(find(others));
    CHECK(find_company(others));
  });
}

TEST_CASE("TokenSecretStore lets no identity become another one with the tokens of the old") {
  for_each_engine([](Stores& stores) {
    put_both(stores);
    stores.run(stores.users.put_identity(a_user().id, target, identity));
    CHECK(find(stores));
    CHECK(
        stores.conflict(stores.users.put_identity(a_user().id, target, "another")) ==
        Conflict::Reason::foreign_key
    );
    Plan plan;
    plan.add(store_of(stores).remove_social(a_user().id, target))
        .add(stores.users.put_identity(a_user().id, target, "another"));
    stores.run(std::move(plan));
    CHECK_FALSE(find(stores));
  });
}

TEST_CASE("TokenSecretStore lets one caller refresh a set at a time") {
  for_each_engine([](Stores& stores) {
    put_both(stores);
    const auto secrets = store_of(stores);
    const auto read = *find(stores);
    const auto until = now + Seconds(30);
    CHECK(stores.winners(secrets.lease(read, now, until)) == 1);
    CHECK(find(stores)->leased_until == until);
    // The caller was lost: the lease is over.
    stores.run(secrets.lease(read, until, until + Seconds(30)));
    stores.run(secrets.release(read, until));  // of the one that is over
    CHECK(find(stores)->leased_until == until + Seconds(30));
    stores.run(secrets.release(read, until + Seconds(30)));
    CHECK_FALSE(find(stores)->leased_until);
  });
}

TEST_CASE("TokenSecretStore keeps the tokens of one refresh only") {
  for_each_engine([](Stores& stores) {
    put_both(stores);
    const auto secrets = store_of(stores);
    const auto read = *find(stores);
    stores.run(secrets.lease(read, now, now + Seconds(30)));
    const auto later = now + Seconds(7);
    const TokenSet fresh{.access_token = Secret("fresh"), .scope = "less"};
    stores.run(secrets.refresh(read, fresh, later));
    CHECK(stores.conflict(secrets.refresh(read, fresh, later)) == Conflict::Reason::row_count);
    CHECK(stores.conflict(secrets.remove(read)) == Conflict::Reason::row_count);
    CHECK(
        stores.conflict(secrets.lease(read, later + Seconds(60), later + Seconds(90))) ==
        Conflict::Reason::row_count
    );
    const auto found = find(stores);
    REQUIRE(found);
    CHECK(found->tokens.access_token.reveal() == "fresh");
    CHECK(found->secret.scope == "less");
    CHECK_FALSE(found->secret.has_refresh_token);
    CHECK_FALSE(found->secret.expires_at);
    CHECK(found->secret.created_at == now);
    CHECK(found->secret.updated_at == later);
    CHECK_FALSE(found->leased_until);
    stores.run(secrets.remove(*found));
    CHECK_FALSE(find(stores));
  });
}

}  // namespace daemun::storage
