#include "storage/subject_token_store.h"

#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

const Secret value("sub_one");

SubjectToken a_token(std::string id = "one") {
  return SubjectToken{
      .id = SubjectTokenId(std::move(id)),
      .user_id = test::a_user().id,
      .context = R"({"ticket":1})",
      .creator_id = "machine",
      .created_at = now,
      .expires_at = now + subject_token_ttl,
  };
}

SubjectTokenStore store_of(Stores& stores) {
  return SubjectTokenStore(stores.database, stores.tenant);
}

std::optional<SubjectToken> find(Stores& stores, Secret secret = value) {
  return run_task(store_of(stores).find_by_value(std::move(secret)));
}

}  // namespace

TEST_CASE("SubjectTokenStore finds a token by its value, in its tenant") {
  for_each_engine([](Stores& stores, Stores& others) {
    stores.run(stores.users.insert(test::a_user(), std::nullopt));
    stores.run(store_of(stores).insert(a_token(), value));
    const auto found = find(stores);
    REQUIRE(found);
    CHECK(found->id == SubjectTokenId("one"));
    CHECK(found->user_id == test::a_user().id);
    CHECK(found->context == R"({"ticket":1})");
    CHECK(found->creator_id == "machine");
    CHECK(found->created_at == now);
    CHECK(found->expires_at == now + subject_token_ttl);
    CHECK_FALSE(found->consumed_at);
    CHECK_FALSE(find(stores, Secret("sub_two")));
    CHECK_FALSE(find(others));
  });
}

TEST_CASE("SubjectTokenStore knows no token of a user who is not there") {
  for_each_engine([](Stores& stores) {
    CHECK(
        stores.conflict(store_of(stores).insert(a_token(), value)) == Conflict::Reason::foreign_key
    );
    stores.run(stores.users.insert(test::a_user(), std::nullopt));
    stores.run(store_of(stores).insert(a_token(), value));
    stores.run(stores.users.remove(test::a_user().id));
    CHECK_FALSE(find(stores));
  });
}

TEST_CASE("SubjectTokenStore lets a token be consumed exactly once under concurrent attempts") {
  for_each_engine([](Stores& stores, Stores& others) {
    stores.run(stores.users.insert(test::a_user(), std::nullopt));
    stores.run(store_of(stores).insert(a_token(), value));
    const auto consume = store_of(stores).consume(SubjectTokenId("one"), now);
    CHECK(
        others.conflict(store_of(others).consume(SubjectTokenId("one"), now)) ==
        Conflict::Reason::row_count
    );
    CHECK(stores.winners(consume) == 1);
    CHECK(find(stores)->consumed_at == now);
  });
}

TEST_CASE("SubjectTokenStore consumes no token that has expired, and removes it later") {
  for_each_engine([](Stores& stores) {
    stores.run(stores.users.insert(test::a_user(), std::nullopt));
    stores.run(store_of(stores).insert(a_token(), value));
    const auto end = now + subject_token_ttl;
    CHECK(
        stores.conflict(store_of(stores).consume(SubjectTokenId("one"), end)) ==
        Conflict::Reason::row_count
    );
    stores.run(store_of(stores).remove_expired(end));
    CHECK(find(stores));
    stores.run(store_of(stores).remove_expired(end + Milliseconds(1)));
    CHECK_FALSE(find(stores));
  });
}

}  // namespace daemun::storage
