#include "storage/username_conflicts.h"

#include "storage/test_stores.h"

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

}  // namespace daemun::storage
