#include "storage/personal_access_token_store.h"

#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

const UserId alice("user00000001");
const UserId bob("user00000002");

PersonalAccessTokenStore store_of(Stores& stores) {
  return {stores.database, stores.vault, stores.tenant};
}

PersonalAccessToken a_token(std::string name, const UserId& user = alice) {
  return {
      .user_id = user,
      .name = name,
      .value = Secret("pat_" + user.value() + name),
      .created_at = now,
  };
}

void add_users(Stores& stores) {
  for (const auto& user : {alice, bob})
    stores.run(stores.users.insert(test::a_user(user.value()), std::nullopt));
}

}  // namespace

TEST_CASE("PersonalAccessTokenStore lists a user's tokens with their values, by creation") {
  for_each_engine([](Stores& stores, Stores& others) {
    add_users(stores);
    const auto tokens = store_of(stores);
    auto second = a_token("a second");
    second.created_at = now + Seconds(1);
    second.expires_at = now + Seconds(60);
    stores.run(tokens.insert(second));
    stores.run(tokens.insert(a_token("first")));
    stores.run(tokens.insert(a_token("first", bob)));
    const auto list = run_task(tokens.list(alice));
    REQUIRE(list.size() == 2);
    CHECK(list[0].name == "first");
    CHECK(list[0].user_id == alice);
    CHECK(list[0].value.reveal() == a_token("first").value.reveal());
    CHECK(list[0].created_at == now);
    CHECK_FALSE(list[0].expires_at);
    CHECK(list[1].expires_at == second.expires_at);
    CHECK(run_task(store_of(others).list(alice)).empty());
  });
}

TEST_CASE("PersonalAccessTokenStore tells whose a value is, in its tenant only") {
  for_each_engine([](Stores& stores, Stores& others) {
    add_users(stores);
    const auto tokens = store_of(stores);
    auto token = a_token("ci", bob);
    token.expires_at = now - Seconds(1);
    stores.run(tokens.insert(token));
    const auto found = run_task(tokens.find_by_value(token.value));
    REQUIRE(found);
    CHECK(found->user_id == bob);
    CHECK(found->name == "ci");
    CHECK(found->expires_at == token.expires_at);
    CHECK_FALSE(run_task(tokens.find_by_value(Secret("pat_none"))));
    CHECK_FALSE(run_task(store_of(others).find_by_value(token.value)));
  });
}

TEST_CASE("PersonalAccessTokenStore renames and removes a token by its name") {
  for_each_engine([](Stores& stores, Stores& others) {
    add_users(stores);
    const auto tokens = store_of(stores);
    for (const char* name : {"ci", "laptop"})
      stores.run(tokens.insert(a_token(name)));
    stores.run(tokens.rename(alice, "ci", "build"));
    const auto renamed = run_task(tokens.find(alice, "build"));
    REQUIRE(renamed);
    CHECK(renamed->value.reveal() == a_token("ci").value.reveal());
    CHECK_FALSE(run_task(tokens.find(alice, "ci")));
    CHECK(stores.conflict(tokens.rename(alice, "build", "laptop")) == Conflict::Reason::unique);
    CHECK(stores.conflict(tokens.rename(alice, "ci", "x")) == Conflict::Reason::row_count);
    CHECK(stores.conflict(tokens.remove(bob, "build")) == Conflict::Reason::row_count);
    CHECK(others.conflict(store_of(others).remove(alice, "build")) == Conflict::Reason::row_count);
    stores.run(tokens.remove(alice, "build"));
    CHECK_FALSE(run_task(tokens.find_by_value(renamed->value)));
  });
}

TEST_CASE("PersonalAccessTokenStore refuses a taken name and an unknown user") {
  for_each_engine([](Stores& stores) {
    add_users(stores);
    const auto tokens = store_of(stores);
    stores.run(tokens.insert(a_token("ci")));
    auto same = a_token("ci");
    same.value = Secret("pat_other");
    CHECK(stores.conflict(tokens.insert(same)) == Conflict::Reason::unique);
    CHECK(
        stores.conflict(tokens.insert(a_token("ci", UserId("nobody")))) ==
        Conflict::Reason::foreign_key
    );
  });
}

TEST_CASE("a user's personal access tokens go with the user") {
  for_each_engine([](Stores& stores) {
    add_users(stores);
    const auto tokens = store_of(stores);
    stores.run(tokens.insert(a_token("ci")));
    stores.run(stores.users.remove(alice));
    CHECK_FALSE(run_task(tokens.find_by_value(a_token("ci").value)));
  });
}

}  // namespace daemun::storage
