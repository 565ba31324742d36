#include "storage/user_asset_store.h"

#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

UserAsset an_asset(std::string id, TimePoint at = now) {
  return {
      .id = UserAssetId(std::move(id)),
      .type = "png",
      .bytes = std::string("\x89PNG\0\xff", 6),
      .created_at = at};
}

InteractionId insert_dialogue(Stores& stores, std::string id = "dialogue") {
  Interaction interaction;
  interaction.id = InteractionId(std::move(id));
  interaction.request.client_id = ApplicationId("app1");
  interaction.created_at = now;
  interaction.expires_at = now + Seconds(3600);
  stores.run(stores.interactions.insert(interaction));
  return interaction.id;
}

UserId insert_user(Stores& stores) {
  stores.run(stores.users.insert(test::a_user(), std::nullopt));
  return test::a_user().id;
}

bool is_there(const UserAssetStore& assets, const std::string& id) {
  return run_task(assets.find(UserAssetId(id))).has_value();
}

}  // namespace

TEST_CASE("UserAssetStore gives back logos byte for byte, to their tenant alone") {
  for_each_engine([](Stores& stores, Stores& others) {
    const UserAssetStore assets(stores.database, stores.tenant);
    stores.run(assets.insert_logo(an_asset("one")));
    const auto found = run_task(assets.find(UserAssetId("one")));
    REQUIRE(found);
    CHECK(found->type == "png");
    CHECK(found->bytes == an_asset("one").bytes);
    CHECK(found->created_at == now);
    const UserAssetStore theirs(others.database, others.tenant);
    CHECK_FALSE(is_there(theirs, "one"));
    CHECK(others.conflict(theirs.remove_logo(UserAssetId("one"))) == Conflict::Reason::row_count);
    stores.run(assets.remove_logo(UserAssetId("one")));
    CHECK_FALSE(is_there(assets, "one"));
  });
}

TEST_CASE("UserAssetStore has room for so many logos") {
  for_each_engine([](Stores& stores, Stores&) {
    const UserAssetStore assets(stores.database, stores.tenant);
    Plan plan;
    for (std::int64_t i = 0; i < max_logos; ++i)
      plan.add(assets.insert_logo(an_asset("logo" + std::to_string(i))));
    stores.run(std::move(plan));
    CHECK(stores.conflict(assets.insert_logo(an_asset("another"))) == Conflict::Reason::row_count);
    stores.run(assets.remove_logo(UserAssetId("logo1")));
    stores.run(assets.insert_logo(an_asset("another")));
  });
}

TEST_CASE("UserAssetStore keeps the newest avatar of a user and the one in use") {
  for_each_engine([](Stores& stores, Stores&) {
    const UserAssetStore assets(stores.database, stores.tenant);
    CHECK(
        stores.conflict(assets.put_avatar(an_asset("a"), UserId("gone"), std::nullopt)) ==
        Conflict::Reason::foreign_key
    );
    const auto user = insert_user(stores);
    stores.run(assets.insert_logo(an_asset("logo")));
    stores.run(assets.put_avatar(an_asset("a"), user, std::nullopt));
    stores.run(assets.put_avatar(an_asset("b"), user, UserAssetId("a")));
    CHECK(is_there(assets, "a"));
    stores.run(assets.put_avatar(an_asset("c"), user, UserAssetId("a")));
    CHECK(is_there(assets, "a"));
    CHECK_FALSE(is_there(assets, "b"));
    CHECK(is_there(assets, "c"));
    stores.run(assets.remove_avatars(user, UserAssetId("c")));
    CHECK_FALSE(is_there(assets, "a"));
    CHECK(is_there(assets, "c"));
    // Not by the way of logos.
    CHECK(stores.conflict(assets.remove_logo(UserAssetId("c"))) == Conflict::Reason::row_count);
    stores.run(stores.users.remove(user));
    CHECK_FALSE(is_there(assets, "c"));
    CHECK_FALSE(is_there(assets, "c"));
    CHECK(is_there(assets, "logo"));
  });
}

TEST_CASE("UserAssetStore forgets the avatar of a registration with its dialogue") {
  for_each_engine([](Stores& stores, Stores&) {
    const UserAssetStore assets(stores.database, stores.tenant);
    const auto dialogue = insert_dialogue(stores);
    CHECK(
        stores.conflict(assets.put_waiting_avatar(an_asset("a"), InteractionId("gone"))) ==
        Conflict::Reason::foreign_key
    );
    stores.run(assets.put_waiting_avatar(an_asset("a"), dialogue));
    stores.run(assets.put_waiting_avatar(an_asset("b"), dialogue));
    CHECK_FALSE(is_there(assets, "a"));
    CHECK(is_there(assets, "b"));
    stores.run(stores.interactions.consume(dialogue));
    CHECK_FALSE(is_there(assets, "b"));
  });
}

TEST_CASE("UserAssetStore gives an avatar to the user of its registration alone") {
  for_each_engine([](Stores& stores, Stores&) {
    const UserAssetStore assets(stores.database, stores.tenant);
    const auto dialogue = insert_dialogue(stores);
    const auto other = insert_dialogue(stores, "other");
    const auto user = insert_user(stores);
    stores.run(assets.put_waiting_avatar(an_asset("a"), dialogue));
    stores.run(assets.adopt(UserAssetId("a"), other, user));
    stores.run(stores.interactions.consume(other));
    CHECK(is_there(assets, "a"));
    stores.run(assets.adopt(UserAssetId("a"), dialogue, user));
    stores.run(stores.interactions.consume(dialogue));
    CHECK(is_there(assets, "a"));
    stores.run(stores.users.remove(user));
    CHECK_FALSE(is_there(assets, "a"));
  });
}

TEST_CASE("UserAssetStore lets the oldest avatars of registrations give way") {
  for_each_engine([](Stores& stores, Stores&) {
    const UserAssetStore assets(stores.database, stores.tenant);
    for (std::int64_t i = 0; i <= max_waiting_avatars; ++i) {
      const auto name = std::to_string(i);
      const auto dialogue = insert_dialogue(stores, name);
      stores.run(assets.put_waiting_avatar(an_asset("w" + name, now + Seconds(i)), dialogue));
    }
    CHECK_FALSE(is_there(assets, "w0"));
    CHECK(is_there(assets, "w1"));
    CHECK(is_there(assets, "w" + std::to_string(max_waiting_avatars)));
  });
}

}  // namespace daemun::storage
