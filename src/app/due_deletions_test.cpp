#include "app/due_deletions.h"

#include "app/test_house.h"
#include "base/text.h"
#include "domain/administration.h"
#include "storage/account_deletion_store.h"
#include "storage/log_store.h"
#include "storage/role_store.h"
#include "storage/user_store.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace daemun::app {
namespace {

using house::House;
using house::with_house;

storage::UserStore users_of(House& house) {
  return {*house.database, house.dependencies->tenant};
}

storage::AccountDeletionStore deletions_of(House& house) {
  return {*house.database, house.dependencies->tenant};
}

void add_leaving(House& house, const std::string& name) {
  const User user{.id = UserId(name), .username = name};
  house.commit(users_of(house).insert(user, std::nullopt));
  house.commit(deletions_of(house).insert(make_account_deletion(user.id, house.clock.now())));
}

bool is_there(House& house, const std::string& name) {
  return run_task(users_of(house).find(UserId(name))).has_value();
}

std::vector<std::string> log_keys(House& house) {
  std::vector<std::string> keys;
  for (const auto& line :
       run_task(storage::LogStore(*house.database, house.dependencies->tenant).list(200)))
    keys.push_back(line.key);
  return keys;
}

void run(House& house) {
  DueDeletions({house.dependencies.get()}).run();
}

TEST_CASE("DueDeletions erases an account when its time is over, and not before") {
  with_house([](House& house) {
    add_leaving(house, "mina");
    house.clock.advance(deletion_grace - Milliseconds(1));
    run(house);
    CHECK(is_there(house, "mina"));
    house.clock.advance(Milliseconds(1));
    run(house);
    CHECK_FALSE(is_there(house, "mina"));
    CHECK(log_keys(house) == std::vector<std::string>{"Account.Deletion.Erase"});
  });
}

TEST_CASE("DueDeletions erases more than one batch in a round") {
  with_house([](House& house) {
    for (int i = 0; i < 101; ++i)
      add_leaving(house, "user" + std::to_string(i));
    house.clock.advance(deletion_grace);
    run(house);
    CHECK_FALSE(is_there(house, "user0"));
    CHECK_FALSE(is_there(house, "user100"));
  });
}

TEST_CASE("DueDeletions leaves an account that has been kept, or is suspended") {
  with_house([](House& house) {
    add_leaving(house, "kept");
    add_leaving(house, "suspended");
    house.commit(deletions_of(house).remove(UserId("kept")));
    house.commit(users_of(house).update_suspension(UserId("suspended"), true, house.clock.now()));
    house.clock.advance(deletion_grace);
    run(house);
    CHECK(is_there(house, "kept"));
    CHECK(is_there(house, "suspended"));
  });
}

TEST_CASE("DueDeletions does not erase the last administrator, who stays for good") {
  with_house([](House& house) {
    house.dependencies->tenant = TenantId(std::string(administration_tenant));
    storage::Settings settings(*house.database, house.vault, house.dependencies->tenant);
    const oidc::Dependencies admin{
        {.database = *house.database,
         .settings = settings,
         .vault = house.vault,
         .clock = house.clock,
         .random = house.random,
         .journal = *house.journal,
         .tenant = house.dependencies->tenant,
         .endpoint = "http://localhost:3002"}};
    const storage::RoleStore roles(*house.database, admin.tenant);
    const auto role = run_task(roles.find_by_name(std::string(administrator_role)));
    REQUIRE(role);
    for (const auto* name : {"ann", "ben"}) {
      const User user{.id = UserId(name), .username = name};
      const UserPassword password{.hash = "hash", .algorithm = "Argon2id"};
      house.commit(users_of(house).insert(user, password));
      house.commit(users_of(house).assign_role(user.id, role->id));
      house.commit(deletions_of(house).insert(make_account_deletion(user.id, house.clock.now())));
      house.clock.advance(Seconds(1));
    }
    house.clock.advance(deletion_grace);
    DueDeletions({&admin}).run();
    CHECK(is_there(house, "ann"));
    CHECK_FALSE(is_there(house, "ben"));
    CHECK_FALSE(run_task(deletions_of(house).find(UserId("ann"))));
    CHECK(contains(log_keys(house), "Account.Deletion.Cancel"));
  });
}

}  // namespace
}  // namespace daemun::app
