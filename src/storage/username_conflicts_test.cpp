#include "storage/username_conflicts.h"

#include "storage/tenant_store.h"
#include "storage/test_stores.h"

#include <thread>

namespace daemun::storage {

TEST_CASE("UsernameConflictStore finds names that differ only in case, of the tenant alone") {
  test::for_each_engine([](test::Stores& stores, test::Stores& others) {
    for (const char* name : {"mina", "Mina", "MINA", "ann", "Ann", "bob", "_a", "ZZ", "zz"}) {
      auto user = test::a_user(std::string("id_") + name);
      user.username = name;
      stores.run(stores.users.insert(user, std::nullopt));
    }
    auto nameless = test::a_user("nameless");
    nameless.username = std::nullopt;
    stores.run(stores.users.insert(nameless, std::nullopt));

    const UsernameConflictStore store(stores.database, stores.tenant);
    const auto found = run_task(store.find(2));
    CHECK(found.total == 3);
    REQUIRE(found.samples.size() == 2);
    CHECK(found.samples[0].lower == "ann");
    CHECK(found.samples[0].users.size() == 2);
    CHECK(found.samples[1].lower == "mina");
    CHECK(found.samples[1].users.size() == 3);
    const UsernameConflictStore other(others.database, others.tenant);
    CHECK(run_task(other.find(2)).total == 0);
  });
}

TEST_CASE("UsernameConflictStore makes a tenant ignore the case of names, and tell it apart again"
) {
  test::for_each_engine([](test::Stores& stores, test::Stores& others) {
    const UsernameConflictStore store(stores.database, stores.tenant);
    const TenantStore tenants(stores.database, stores.vault, stores.tenant);
    stores.run(tenants.upsert_sign_in_experience("{}"));
    const auto named = [](const char* id, const char* name) {
      auto user = test::a_user(id);
      user.username = name;
      return user;
    };
    const auto commit = [&](Plan plan) {
      return test::commit(stores.database, std::move(plan)).committed();
    };
    const auto id_of = [&](const char* name) {
      const auto found = run_task(stores.users.find(Identifier{IdentifierType::username, name}));
      return found ? found->id.value() : std::string();
    };
    stores.run(stores.users.insert(named("first", "Mina"), std::nullopt));
    stores.run(stores.users.insert(named("second", "mina"), std::nullopt));
    CHECK(id_of("MINA").empty());
    CHECK_FALSE(commit(store.ignore_case()));
    CHECK(id_of("MINA").empty());

    stores.run(stores.users.remove(UserId("second")));
    CHECK(commit(store.ignore_case()));
    CHECK(id_of("MINA") == "first");
    CHECK_FALSE(commit(stores.users.insert(named("third", "mINa"), std::nullopt)));
    CHECK(commit(stores.users.insert(named("third", "Ann"), std::nullopt)));
    CHECK(id_of("ann") == "third");
    const UserChanges taken{.username = {.is_given = true, .value = "MINA"}};
    CHECK_FALSE(commit(Plan().add(stores.users.update(UserId("third"), taken, test::now))));
    const UserChanges renamed{.username = {.is_given = true, .value = "BOB"}};
    CHECK(commit(Plan().add(stores.users.update(UserId("third"), renamed, test::now))));
    CHECK(id_of("bob") == "third");
    CHECK(id_of("ann").empty());
    const UserChanges named_ann{.username = {.is_given = true, .value = "Ann"}};
    CHECK(commit(Plan().add(stores.users.update(UserId("third"), named_ann, test::now))));
    CHECK(id_of("aNN") == "third");
    others.run(others.users.insert(named("first", "MINA"), std::nullopt));

    CHECK(commit(store.distinguish_case()));
    CHECK(id_of("mina").empty());
    CHECK(id_of("Mina") == "first");
    CHECK(commit(stores.users.insert(named("second", "mina"), std::nullopt)));
    CHECK(id_of("mina") == "second");
  });
}

// SQLite has one writer, and so has each node.
TEST_CASE("UsernameConflictStore reaches a name that another node is writing") {
  for (const auto engine : test::test_engines()) {
    if (engine != test::TestEngine::postgres) continue;
    const test::TestDatabase database(engine);
    migrate(database.config());
    const auto node = open_database(database.config());
    const auto other_node = open_database(database.config());
    crypto::SystemRandom random;
    Vault vault{Secret(std::string(32, 'v')), random};
    test::Stores stores{*node, vault, TenantId("tenant")};
    test::Stores others{*other_node, vault, TenantId("tenant")};
    stores.run(stores.tenants.insert("Tenant", test::now));
    stores.run(stores.tenants.upsert_sign_in_experience("{}"));

    auto user = test::a_user("first");
    user.username = "Mina";
    bool is_written = false;
    std::thread writer([&] {
      // Written, and not committed yet.
      static constexpr Sql linger{"select pg_sleep(0.3)"};
      Plan plan;
      plan.add(others.users.insert(user, std::nullopt)).add(Statement{linger, {}});
      is_written = test::commit(*other_node, std::move(plan)).committed();
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    const UsernameConflictStore store(*node, stores.tenant);
    CHECK(test::commit(*node, store.ignore_case()).committed());
    writer.join();
    CHECK(is_written);
    CHECK(run_task(stores.users.find(Identifier{IdentifierType::username, "MINA"})));
  }
}

}  // namespace daemun::storage
