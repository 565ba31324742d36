#include "storage/user_identity_lookup.h"

#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::a_user;
using test::for_each_engine;
using test::Stores;

UserIdentityLookup lookup_of(Stores& stores) {
  return {stores.database, stores.tenant};
}

std::string owner_of(Stores& stores, std::string target, std::string id) {
  const ForeignIdentity identity{.target = std::move(target), .id = std::move(id)};
  const auto owner = run_task(lookup_of(stores).find_owner(identity));
  return owner ? owner->user.id.value() : "";
}

}  // namespace

TEST_CASE("UserIdentityLookup finds the owner of an account at a service, in its tenant") {
  for_each_engine([](Stores& stores, Stores& others) {
    auto user = a_user();
    user.identities = R"({"github":{"userId":"1"},"google":{"userId":"1a"}})";
    stores.run(stores.users.insert(user, std::nullopt));
    CHECK(owner_of(stores, "github", "1") == user.id.value());
    CHECK(owner_of(stores, "google", "1a") == user.id.value());
    CHECK(owner_of(stores, "google", "1") == "");
    CHECK(owner_of(stores, "google", "1A") == "");
    CHECK(owner_of(others, "github", "1") == "");
    stores.run(stores.users.remove_identity(user.id, "github"));
    CHECK(owner_of(stores, "github", "1") == "");
  });
}

TEST_CASE("UserIdentityLookup::require holds a plan to an identity that is still there") {
  for_each_engine([](Stores& stores) {
    const auto user = a_user();
    stores.run(stores.users.insert(user, std::nullopt));
    stores.run(stores.users.put_identity(user.id, "github", "1"));
    const auto lookup = lookup_of(stores);
    stores.run(lookup.require(user.id, {.target = "github", .id = "1"}));
    CHECK(owner_of(stores, "github", "1") == user.id.value());
    const auto refused = [&](const UserId& id, ForeignIdentity identity) {
      return !stores.attempt(lookup.require(id, identity)).committed();
    };
    CHECK(refused(user.id, {.target = "github", .id = "2"}));
    CHECK(refused(user.id, {.target = "google", .id = "1"}));
    CHECK(refused(UserId("user00000009"), {.target = "github", .id = "1"}));
  });
}

}  // namespace daemun::storage
