#include "storage/administrator_store.h"

#include "domain/administration.h"
#include "storage/account_deletion_store.h"
#include "storage/migrate.h"
#include "storage/role_store.h"
#include "storage/tenant_store.h"
#include "storage/user_store.h"
#include "support/engines.h"

#include <doctest/doctest.h>

#include <functional>
#include <memory>
#include <vector>

namespace daemun::storage {
namespace {

const TenantId admin{"admin"};
const RoleId role_id{"administrators"};
constexpr SignInIdentifiers usernames{.username = true};
constexpr SignInIdentifiers emails{.email = true};
constexpr SignInIdentifiers phones{.phone = true};

// An admin tenant with the role and nobody who holds it.
class House {
 public:
  explicit House(const DatabaseConfig& config) : vault_(Secret(std::string(32, 'k')), random_) {
    migrate(config);
    database = open_database(config);
    const TenantStore tenants(*database, vault_, admin);
    Plan plan;
    plan.add(tenants.insert("Admin", clock_.now()));
    plan.add(roles().insert({.id = role_id, .name = std::string(administrator_role)}));
    commit(std::move(plan));
  }

  UserId insert(const std::string& name) {
    User user;
    user.id = UserId(name);
    user.username = name;
    commit(users().insert(user, UserPassword{.hash = "hash", .algorithm = "Argon2id"}));
    return user.id;
  }
  UserId insert_administrator(const std::string& name) {
    auto id = insert(name);
    commit(users().assign_role(id, role_id));
    return id;
  }
  void commit(Plan plan) { REQUIRE(run_task(database->commit(std::move(plan)))); }
  void commit(Statement statement) {
    Plan plan;
    plan.add(std::move(statement));
    commit(std::move(plan));
  }
  // As the API removes a user.
  Result<void, Conflict> remove(const UserId& id) {
    return run_task(database->commit(plan_removal(id)));
  }
  Plan plan_removal(const UserId& id) {
    auto plan = store().keep_one(id, usernames, {});
    plan.add(users().remove(id));
    return plan;
  }

  UserStore users() { return {*database, admin}; }
  RoleStore roles() { return {*database, admin}; }
  AdministratorStore store() { return AdministratorStore(*database); }
  bool has_one() { return run_task(store().has_one()); }
  std::optional<std::string> setup_id() { return run_task(store().find_setup_id()); }

  std::unique_ptr<Database> database;

 private:
  FakeClock clock_;
  crypto::SystemRandom random_;
  Vault vault_;
};

void for_each_house(const std::function<void(House&)>& body) {
  test::for_each_engine([&](const DatabaseConfig& config) {
    House house(config);
    body(house);
  });
}

}  // namespace

TEST_CASE("has_one counts who holds the role and may sign in") {
  for_each_house([](House& house) {
    house.insert("visitor");
    CHECK_FALSE(house.has_one());
    const auto ann = house.insert_administrator("ann");
    CHECK(house.has_one());
    house.commit(house.users().update_suspension(ann, true, TimePoint{}));
    CHECK_FALSE(house.has_one());
  });
}

TEST_CASE("keep_one counts on no administrator who waits for the deletion of the account") {
  for_each_house([](House& house) {
    const auto ann = house.insert_administrator("ann");
    const auto ben = house.insert_administrator("ben");
    const AccountDeletionStore deletions(*house.database, admin);
    house.commit(deletions.insert(make_account_deletion(ann, TimePoint{})));
    const auto refused = house.remove(ben);
    REQUIRE_FALSE(refused);
    CHECK(AdministratorStore::is_last(refused.error()));
    const auto under = house.store().keep_one(usernames, emails);
    CHECK_FALSE(run_task(house.database->commit(under)));
    CHECK(house.remove(ann));
  });
}

TEST_CASE("keep_one refuses a plan against the last administrator") {
  for_each_house([](House& house) {
    const auto ann = house.insert_administrator("ann");
    const auto ben = house.insert_administrator("ben");
    const auto visitor = house.insert("visitor");
    house.commit(house.users().update_suspension(ben, true, TimePoint{}));
    const auto refused = house.remove(ann);
    REQUIRE_FALSE(refused);
    CHECK(AdministratorStore::is_last(refused.error()));
    CHECK(run_task(house.users().find(ann)));
    CHECK(house.remove(visitor));
    house.commit(house.users().update_suspension(ben, false, TimePoint{}));
    CHECK(house.remove(ann));
    CHECK_FALSE(house.remove(ben));
    // Another reason is no such refusal.
    house.insert_administrator("eve");
    auto plan = house.store().keep_one(UserId("nobody"), usernames, {});
    plan.add(house.roles().remove_user(role_id, UserId("nobody")));
    const auto missing = run_task(house.database->commit(std::move(plan)));
    REQUIRE_FALSE(missing);
    CHECK_FALSE(AdministratorStore::is_last(missing.error()));
  });
}

TEST_CASE("keep_one keeps one of many who remove each other at once") {
  for_each_house([](House& house) {
    constexpr int count = 8;
    std::vector<UserId> ids;
    for (int i = 0; i < count; ++i)
      ids.push_back(house.insert_administrator("user" + std::to_string(i)));
    boost::asio::io_context loop(1);
    int removed = 0;
    for (const auto& id : ids) {
      boost::asio::co_spawn(
          loop.get_executor(),
          house.database->commit(house.plan_removal(id)),
          [&](std::exception_ptr error, Result<void, Conflict> committed) {
            CHECK(!error);
            removed += committed ? 1 : 0;
          }
      );
    }
    loop.run();
    CHECK(removed == count - 1);
    CHECK(house.has_one());
  });
}

TEST_CASE("keep_one counts only who can sign in") {
  for_each_house([](House& house) {
    const auto ann = house.insert_administrator("ann");
    const auto ben = house.insert_administrator("ben");
    const auto is_kept = [&](const Plan& plan) {
      return run_task(house.database->commit(plan)).has_value();
    };
    const auto without_ann = house.store().keep_one(ann, usernames, {});
    CHECK(is_kept(without_ann));
    SUBCASE("an expired password") {
      house.commit(house.users().update_password_expiration(ben, true, TimePoint{}));
    }
    SUBCASE("no user name") {
      const UserChanges changes{
          .username = {.is_given = true},
          .primary_email = {.is_given = true, .value = "ben@app.example"},
          .primary_phone = {.is_given = true, .value = "821012345678"}};
      house.commit(house.users().update(ben, changes, TimePoint{}));
      CHECK(is_kept(house.store().keep_one(ann, {.username = true, .email = true}, {})));
      CHECK(is_kept(house.store().keep_one(ann, {.username = true, .phone = true}, {})));
    }
    SUBCASE("no password") {
      house.commit(house.users().remove(ben));
      User user;
      user.id = ben;
      user.username = "ben";
      house.commit(house.users().insert(user, std::nullopt));
      house.commit(house.users().assign_role(ben, role_id));
    }
    CHECK_FALSE(is_kept(without_ann));
    // What Ann still can, and what Ben could not.
    CHECK(is_kept(house.store().keep_one(ann, usernames, usernames)));
    CHECK_FALSE(is_kept(house.store().keep_one(ann, usernames, emails)));
    CHECK(is_kept(house.store().keep_one(ben, usernames, {})));
  });
}

TEST_CASE("keep_one refuses settings under which nobody can sign in") {
  for_each_house([](House& house) {
    const auto is_kept = [&](const SignInIdentifiers& before, const SignInIdentifiers& after) {
      return run_task(house.database->commit(house.store().keep_one(before, after))).has_value();
    };
    CHECK(is_kept(usernames, emails));  // there is nobody to shut out
    const auto ann = house.insert_administrator("ann");
    CHECK_FALSE(is_kept(usernames, emails));
    CHECK_FALSE(is_kept(usernames, {}));
    CHECK(is_kept(usernames, {.username = true, .phone = true}));
    CHECK(is_kept(emails, phones));
    const UserChanges changes{.primary_email = {.is_given = true, .value = "ann@app.example"}};
    house.commit(house.users().update(ann, changes, TimePoint{}));
    CHECK(is_kept(usernames, emails));
    CHECK_FALSE(is_kept(usernames, phones));
  });
}

TEST_CASE("the setup door opens once, and only while there is no administrator") {
  for_each_house([](House& house) {
    CHECK_FALSE(house.setup_id());
    house.commit(house.store().open_setup("one"));
    house.commit(house.store().open_setup("two"));
    CHECK(house.setup_id() == "one");
    Plan wrong;
    wrong.add(house.store().pass_setup("two"));
    CHECK_FALSE(run_task(house.database->commit(std::move(wrong))));
    house.commit(house.store().pass_setup("one"));
    CHECK_FALSE(house.setup_id());

    house.commit(house.store().open_setup("three"));
    house.insert_administrator("ann");
    CHECK_FALSE(house.setup_id());
    Plan late;
    late.add(house.store().pass_setup("three"));
    CHECK_FALSE(run_task(house.database->commit(std::move(late))));
    house.commit(house.store().close_setup());
    house.commit(house.store().open_setup("four"));
    CHECK_FALSE(house.setup_id());
  });
}

}  // namespace daemun::storage
