#include "storage/sign_in_place_store.h"

#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

const Place seoul{
    .country = "KR",
    .city = "서울",
    .coordinates = Coordinates{.latitude = 37.57, .longitude = 126.98}};

SignInPlaceStore store_of(Stores& stores) {
  return {stores.database, stores.tenant};
}

UserId add_user(Stores& stores, std::string id = "mina") {
  const User user{.id = UserId(std::move(id)), .created_at = now, .updated_at = now};
  stores.run(stores.users.insert(user, std::nullopt));
  return user.id;
}

std::int64_t count_rows(Stores& stores) {
  Query query{.text = "select count(*) as rows from user_sign_in_places where tenant_id = $1"};
  query.parameters = {stores.tenant};
  return run_task(stores.database.read(std::move(query))).front().integer("rows");
}

}  // namespace

TEST_CASE("SignInPlaceStore keeps the places of a person, in its tenant") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto user = add_user(stores);
    CHECK(run_task(store_of(stores).find(user)).value().empty());
    const auto first = with_sign_in({}, seoul, now);
    stores.run(store_of(stores).upsert(user, first, now));
    CHECK(run_task(store_of(stores).find(user)) == first);
    const auto second = with_sign_in(first, {.country = "JP"}, now + Seconds(1));
    stores.run(store_of(stores).upsert(user, second, now + Seconds(1)));
    CHECK(run_task(store_of(stores).find(user)) == second);
    CHECK(count_rows(stores) == 1);
    CHECK(run_task(store_of(others).find(user)).value().empty());
    CHECK(run_task(store_of(stores).find(UserId("nobody"))).value().empty());
  });
}

TEST_CASE("SignInPlaceStore finds nothing in a row that cannot be read, and replaces it") {
  for_each_engine([](Stores& stores) {
    const auto user = add_user(stores);
    const auto known = with_sign_in({}, seoul, now);
    stores.run(store_of(stores).upsert(user, known, now));
    for (const char* text : {"", "null", R"({"countries":[1]})"}) {
      stores.run(Statement{
          Sql{.text = "update user_sign_in_places set places = $2 where tenant_id = $1"},
          {stores.tenant, text}});
      CHECK_FALSE(run_task(store_of(stores).find(user)));
    }
    stores.run(store_of(stores).upsert(user, known, now));
    CHECK(run_task(store_of(stores).find(user)) == known);
  });
}

TEST_CASE("SignInPlaceStore keeps places of people alone, and forgets them with the person") {
  for_each_engine([](Stores& stores) {
    const auto known = with_sign_in({}, seoul, now);
    CHECK_FALSE(stores.attempt(store_of(stores).upsert(UserId("nobody"), known, now)).committed());
    const auto user = add_user(stores);
    stores.run(store_of(stores).upsert(user, known, now));
    stores.run(stores.users.remove(user));
    CHECK(count_rows(stores) == 0);
  });
}

}  // namespace daemun::storage
