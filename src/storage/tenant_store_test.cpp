#include "storage/test_stores.h"

#include <stdexcept>

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

SigningKey a_key(std::string id, std::string algorithm, SigningKeyStatus status) {
  return SigningKey{
      .id = SigningKeyId(id),
      .algorithm = std::move(algorithm),
      .status = status,
      .private_key = Secret("PEM of " + id),
      .created_at = now};
}

std::string ids(const std::vector<SigningKey>& keys) {
  std::string text;
  for (const auto& key : keys)
    text += (text.empty() ? "" : " ") + key.id.value();
  return text;
}

std::string key_ids(Stores& stores) {
  return ids(run_task(stores.tenants.list_signing_keys()));
}

}  // namespace

TEST_CASE("TenantStore knows whether a tenant exists") {
  for_each_engine([](Stores& stores) {
    CHECK(run_task(stores.tenants.exists()));
    const TenantStore none(stores.database, stores.vault, TenantId("none"));
    CHECK_FALSE(run_task(none.exists()));
    stores.run(stores.tenants.insert("Again", now));  // no conflict
  });
}

TEST_CASE("TenantStore raises the settings version by one, also all at once") {
  for_each_engine([](Stores& stores, Stores& others) {
    CHECK(run_task(stores.tenants.find_settings_version()) == 0);
    stores.run(stores.tenants.raise_settings_version());
    CHECK(run_task(stores.tenants.find_settings_version()) == 1);
    CHECK(stores.winners(stores.tenants.raise_settings_version()) == 16);
    CHECK(run_task(stores.tenants.find_settings_version()) == 17);
    CHECK(run_task(others.tenants.find_settings_version()) == 0);
    stores.run(stores.tenants.require_settings_version(17));
    stores.run(stores.tenants.require_settings_version(17));
    CHECK_FALSE(stores.attempt(stores.tenants.require_settings_version(16)).committed());
    CHECK_FALSE(stores.attempt(others.tenants.require_settings_version(17)).committed());
  });
}

TEST_CASE("TenantStore lists signing keys, current first") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto& tenants = stores.tenants;
    stores.run(tenants.insert_signing_key(a_key("p", "ES256", SigningKeyStatus::previous)));
    stores.run(tenants.insert_signing_key(a_key("n", "ES256", SigningKeyStatus::next)));
    stores.run(tenants.insert_signing_key(a_key("r", "RS256", SigningKeyStatus::current)));
    stores.run(tenants.insert_signing_key(a_key("c", "ES256", SigningKeyStatus::current)));
    const auto keys = run_task(tenants.list_signing_keys());
    CHECK(ids(keys) == "c r n p");
    CHECK(keys[0].algorithm == "ES256");
    CHECK(keys[0].status == SigningKeyStatus::current);
    CHECK(keys[0].private_key.reveal() == "PEM of c");
    CHECK(keys[0].created_at == now);
    CHECK(keys[3].status == SigningKeyStatus::previous);
    CHECK(key_ids(others).empty());
  });
}

TEST_CASE("TenantStore keeps one key of an algorithm in each status") {
  for_each_engine([](Stores& stores) {
    const auto& tenants = stores.tenants;
    const auto current = SigningKeyStatus::current;
    stores.run(tenants.insert_signing_key(a_key("a", "ES256", current)));
    CHECK(
        stores.conflict(tenants.insert_signing_key(a_key("b", "ES256", current))) ==
        Conflict::Reason::unique
    );
    CHECK(
        stores.conflict(tenants.insert_signing_key(a_key("b", "HS256", current))) ==
        Conflict::Reason::check
    );
    stores.run(tenants.insert_signing_key(a_key("b", "ES256", SigningKeyStatus::next)));
    CHECK(
        stores.conflict(tenants.update_signing_key_status(SigningKeyId("b"), current)) ==
        Conflict::Reason::unique
    );
    Plan rotation;
    rotation.add(tenants.update_signing_key_status(SigningKeyId("a"), SigningKeyStatus::previous))
        .add(tenants.update_signing_key_status(SigningKeyId("b"), current));
    CHECK(test::commit(stores.database, std::move(rotation)).committed());
    CHECK(key_ids(stores) == "b a");
  });
}

TEST_CASE("TenantStore updates and removes only keys that are there") {
  for_each_engine([](Stores& stores) {
    const auto& tenants = stores.tenants;
    stores.run(tenants.insert_signing_key(a_key("a", "ES384", SigningKeyStatus::next)));
    stores.run(tenants.update_signing_key_status(SigningKeyId("a"), SigningKeyStatus::current));
    CHECK(run_task(tenants.list_signing_keys()).front().status == SigningKeyStatus::current);
    stores.run(tenants.remove_signing_key(SigningKeyId("a")));
    CHECK(key_ids(stores).empty());
    CHECK(
        stores.conflict(tenants.remove_signing_key(SigningKeyId("a"))) ==
        Conflict::Reason::row_count
    );
    CHECK(
        stores.conflict(
            tenants.update_signing_key_status(SigningKeyId("a"), SigningKeyStatus::current)
        ) == Conflict::Reason::row_count
    );
  });
}

TEST_CASE("TenantStore opens no key that was moved to another place") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto key = a_key("a", "ES256", SigningKeyStatus::current);
    stores.run(stores.tenants.insert_signing_key(key));
    stores.run(
        {.sql = {"insert into signing_keys (tenant_id, id, algorithm, status, private_key, "
                 "created_at) select $1, id, algorithm, status, private_key, created_at "
                 "from signing_keys where tenant_id = $2"},
         .parameters = {others.tenant, stores.tenant}}
    );
    CHECK_THROWS_AS(run_task(others.tenants.list_signing_keys()), std::runtime_error);
  });
}

TEST_CASE("TenantStore inserts and replaces the sign-in experience") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto& tenants = stores.tenants;
    CHECK_FALSE(run_task(tenants.find_sign_in_experience()));
    stores.run(tenants.upsert_sign_in_experience(R"({"a":1})"));
    stores.run(tenants.upsert_sign_in_experience(R"({"a":"\uc774"})"));
    CHECK(run_task(tenants.find_sign_in_experience()) == R"({"a":"\uc774"})");
    CHECK_FALSE(run_task(others.tenants.find_sign_in_experience()));
  });
}

TEST_CASE("TenantStore inserts and replaces configuration rows") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto& tenants = stores.tenants;
    CHECK_FALSE(run_task(tenants.find_config("idToken")));
    stores.run(tenants.upsert_config("idToken", "1"));
    stores.run(tenants.upsert_config("idToken", "2"));
    stores.run(tenants.upsert_config("oidc.session", "{}"));
    CHECK(run_task(tenants.find_config("idToken")) == "2");
    CHECK(run_task(tenants.find_config("oidc.session")) == "{}");
    CHECK_FALSE(run_task(others.tenants.find_config("idToken")));
  });
}

TEST_CASE("TenantStore refuses rows of a tenant that is not there") {
  for_each_engine([](Stores& stores) {
    const TenantStore none(stores.database, stores.vault, TenantId("none"));
    for (const auto& statement :
         {none.upsert_config("a", "1"),
          none.upsert_sign_in_experience("{}"),
          none.raise_settings_version(),
          none.insert_signing_key(a_key("a", "ES256", SigningKeyStatus::current))}) {
      CHECK(stores.conflict(statement) == Conflict::Reason::foreign_key);
    }
  });
}

}  // namespace daemun::storage
