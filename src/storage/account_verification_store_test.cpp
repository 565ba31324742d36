#include "storage/account_verification_store.h"

#include "storage/expired_rows.h"
#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

AccountVerificationStore store_of(Stores& stores) {
  return {stores.database, stores.vault, stores.tenant};
}

UserId add_user(Stores& stores, std::string id = "mina") {
  const User user{.id = UserId(std::move(id)), .created_at = now, .updated_at = now};
  stores.run(stores.users.insert(user, std::nullopt));
  return user.id;
}

AccountVerification a_record(const UserId& user, std::string id = "record") {
  return {
      .id = std::move(id),
      .user_id = user,
      .holder = "an app",
      .kind = std::string(verification_kind::email_code),
      .purpose = "BindNewIdentifier",
      .data = {{"value", "mina@example.com"}},
      .secret = Secret("a challenge"),
      .password_updated_at = now - Seconds(5),
      .created_at = now,
      .expires_at = now + account_verification_lifetime};
}

std::optional<AccountVerification> find(
    Stores& stores, const UserId& user, const std::string& id = "record"
) {
  return run_task(store_of(stores).find(user, id));
}

}  // namespace

TEST_CASE("AccountVerificationStore keeps a record for its user in its tenant") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto user = add_user(stores);
    add_user(others);
    stores.run(store_of(stores).insert(a_record(user)));
    const auto found = find(stores, user);
    REQUIRE(found);
    CHECK(found->id == "record");
    CHECK(found->user_id == user);
    CHECK(found->holder == "an app");
    CHECK(found->kind == "EmailVerificationCode");
    CHECK(found->purpose == "BindNewIdentifier");
    CHECK(json::serialize(found->data) == R"({"value":"mina@example.com"})");
    REQUIRE(found->secret);
    CHECK(found->secret->reveal() == "a challenge");
    CHECK(found->password_updated_at == now - Seconds(5));
    CHECK(found->created_at == now);
    CHECK(found->expires_at == now + Seconds(600));
    CHECK_FALSE(found->verified_at);
    CHECK_FALSE(find(stores, add_user(stores, "bora")));
    CHECK_FALSE(find(others, user));
    CHECK(stores.conflict(store_of(stores).insert(a_record(user))) == Conflict::Reason::unique);
  });
}

TEST_CASE("AccountVerificationStore verifies a record once, with what it has proven") {
  for_each_engine([](Stores& stores, Stores& others) {
    auto record = a_record(add_user(stores));
    stores.run(store_of(stores).insert(record));
    record.verified_at = now + Seconds(1);
    record.data["more"] = 1;
    record.secret.reset();
    auto of_another = record;
    of_another.user_id = add_user(stores, "bora");
    CHECK_FALSE(stores.attempt(store_of(stores).verify(of_another)).committed());
    CHECK_FALSE(others.attempt(store_of(others).verify(record)).committed());
    stores.run(store_of(stores).verify(record));
    const auto found = find(stores, record.user_id);
    REQUIRE(found);
    CHECK(found->verified_at == now + Seconds(1));
    CHECK(found->data.contains("more"));
    CHECK_FALSE(found->secret);
    CHECK_FALSE(stores.attempt(store_of(stores).verify(record)).committed());
  });
}

TEST_CASE("AccountVerificationStore removes a record once") {
  for_each_engine([](Stores& stores, Stores&) {
    const auto record = a_record(add_user(stores));
    stores.run(store_of(stores).insert(record));
    CHECK_FALSE(
        stores.attempt(store_of(stores).remove(add_user(stores, "bora"), record.id)).committed()
    );
    stores.run(store_of(stores).remove(record.user_id, record.id));
    CHECK_FALSE(find(stores, record.user_id));
    CHECK_FALSE(stores.attempt(store_of(stores).remove(record.user_id, record.id)).committed());
  });
}

TEST_CASE("AccountVerificationStore keeps a user's newest records") {
  for_each_engine([](Stores& stores, Stores&) {
    const auto user = add_user(stores);
    for (std::int64_t i = 0; i <= max_account_verifications; ++i) {
      auto record = a_record(user, "record" + std::to_string(i));
      record.created_at += Seconds(i);
      stores.run(store_of(stores).insert(record));
    }
    CHECK_FALSE(find(stores, user, "record0"));
    CHECK(find(stores, user, "record1"));
  });
}

TEST_CASE("expired verification records of accounts are found and removed") {
  for_each_engine([](Stores& stores, Stores&) {
    const auto record = a_record(add_user(stores));
    stores.run(store_of(stores).insert(record));
    const Expiry not_yet{.before = record.expires_at};
    CHECK_FALSE(run_task(has_expired_rows(stores.database, stores.tenant, not_yet)));
    stores.run(remove_expired_rows(stores.database, stores.tenant, not_yet));
    CHECK(find(stores, record.user_id));
    const Expiry over{.before = record.expires_at + Seconds(1)};
    CHECK(run_task(has_expired_rows(stores.database, stores.tenant, over)));
    stores.run(remove_expired_rows(stores.database, stores.tenant, over));
    CHECK_FALSE(find(stores, record.user_id));
  });
}

TEST_CASE("verification records of an account go with it") {
  for_each_engine([](Stores& stores, Stores&) {
    const auto record = a_record(add_user(stores));
    stores.run(store_of(stores).insert(record));
    stores.run(stores.users.remove(record.user_id));
    CHECK_FALSE(find(stores, record.user_id));
  });
}

TEST_CASE("AccountVerificationStore finds the user's newest record of a kind and purpose") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto user = add_user(stores);
    const auto bob = add_user(stores, "bob");
    const auto newest = [&](AccountVerificationStore store, const UserId& whose) {
      const auto found = run_task(store.find_newest(
          whose,
          {.kind = std::string(verification_kind::email_code), .purpose = "BindNewIdentifier"}
      ));
      return found ? found->id : "";
    };
    CHECK(newest(store_of(stores), user).empty());
    auto older = a_record(user, "older");
    older.created_at = now - Seconds(1);
    auto other = a_record(user, "other");
    other.purpose = "BindMfa";
    other.created_at = now + Seconds(1);
    for (const auto& record : {a_record(user), older, other, a_record(bob, "of bob")})
      stores.run(store_of(stores).insert(record));
    CHECK(newest(store_of(stores), user) == "record");
    CHECK(newest(store_of(stores), bob) == "of bob");
    CHECK(newest(store_of(others), user).empty());
  });
}

}  // namespace daemun::storage
