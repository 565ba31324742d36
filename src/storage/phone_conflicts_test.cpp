#include "storage/phone_conflicts.h"

#include "storage/test_stores.h"

namespace daemun::storage {

TEST_CASE("PhoneConflictStore finds numbers that are not in their one form, of the tenant alone") {
  test::for_each_engine([](test::Stores& stores, test::Stores& others) {
    for (const char* phone : {"61412345678", "610412345678", "390612345678", "821012345678"}) {
      auto user = test::a_user(std::string("id_") + phone);
      user.primary_phone = phone;
      stores.run(stores.users.insert(user, std::nullopt));
    }
    stores.run(stores.users.insert(test::a_user("phoneless"), std::nullopt));
    const PhoneConflictStore store(stores.database, stores.tenant);
    const auto found = run_task(store.find());
    REQUIRE(found.size() == 1);
    CHECK(found[0].user.value() == "id_610412345678");
    CHECK(found[0].stored == "610412345678");
    CHECK(found[0].canonical == "61412345678");
    CHECK(run_task(PhoneConflictStore(others.database, others.tenant).find()).empty());
  });
}

}  // namespace daemun::storage
