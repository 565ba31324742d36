#include "storage/user_factor_store.h"

#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

UserFactorStore store_of(Stores& stores) {
  return {stores.database, stores.vault, stores.tenant};
}

UserId add_user(Stores& stores, std::string id = "mina") {
  const User user{.id = UserId(std::move(id)), .created_at = now, .updated_at = now};
  stores.run(stores.users.insert(user, std::nullopt));
  return user.id;
}

UserFactor a_totp(const UserId& user, std::string id = "app") {
  return {
      .id = std::move(id),
      .user_id = user,
      .type = Factor::totp,
      .created_at = now,
      .totp_secret = Secret("twenty secret bytes!"),
      .last_used_step = 10};
}

UserFactor a_passkey(const UserId& user, const std::string& id) {
  return {
      .id = id,
      .user_id = user,
      .type = Factor::web_authn,
      .name = "My phone",
      .created_at = now,
      .passkey = {
          .credential_id = std::string("\0\xff", 2) + id,
          .public_key = std::string("\xa5\0", 2),
          .sign_count = 7,
          .transports = {"internal", "hybrid"},
          .is_backup_eligible = true,
          .is_backed_up = false,
          .rp_id = "auth.example",
          .agent = "Browser/1"}};
}

UserFactor a_set(const UserId& user, std::string id = "codes") {
  return {.id = std::move(id), .user_id = user, .type = Factor::backup_code, .created_at = now};
}

}  // namespace

TEST_CASE("UserFactorStore keeps an authenticator app, sealed, in its tenant") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto user = add_user(stores);
    stores.run(store_of(stores).insert(a_totp(user)));
    const auto factors = run_task(store_of(stores).list(user));
    REQUIRE(factors.size() == 1);
    CHECK(factors.front().id == "app");
    CHECK(factors.front().user_id == user);
    CHECK(factors.front().type == Factor::totp);
    CHECK(factors.front().created_at == now);
    CHECK(factors.front().totp_secret.reveal() == "twenty secret bytes!");
    CHECK(factors.front().last_used_step == 10);
    CHECK_FALSE(factors.front().last_used_at);
    CHECK_FALSE(factors.front().name);
    CHECK(run_task(store_of(others).list(user)).empty());
    CHECK(run_task(store_of(stores).list(UserId("nobody"))).empty());
    Query raw{.text = "select secret from user_factors where tenant_id = $1"};
    raw.parameters = {stores.tenant};
    const auto rows = run_task(stores.database.read(std::move(raw)));
    CHECK(rows.front().bytes("secret").find("secret bytes") == std::string::npos);
  });
}

TEST_CASE("UserFactorStore keeps one authenticator app a person") {
  for_each_engine([](Stores& stores) {
    const auto user = add_user(stores);
    stores.run(store_of(stores).insert(a_totp(user)));
    const auto second = stores.attempt(store_of(stores).insert(a_totp(user, "second")));
    REQUIRE(second.conflict);
    CHECK(is_second_of_kind(*second.conflict));
    stores.run(store_of(stores).insert(a_totp(add_user(stores, "bora"), "third")));
  });
}

TEST_CASE("UserFactorStore takes a time step once, and none before it") {
  for_each_engine([](Stores& stores) {
    const auto user = add_user(stores);
    const auto factor = a_totp(user);
    const auto store = store_of(stores);
    stores.run(store.insert(factor));
    const auto take = [&](std::int64_t step) {
      return stores.attempt(store.use_totp_step(factor, step, now + Seconds(5))).committed();
    };
    CHECK_FALSE(take(9));
    CHECK_FALSE(take(10));
    CHECK(stores.winners(store.use_totp_step(factor, 11, now + Seconds(5))) == 1);
    CHECK_FALSE(take(11));
    CHECK(take(12));
    const auto found = run_task(store.list(user)).front();
    CHECK(found.last_used_step == 12);
    CHECK(found.last_used_at == now + Seconds(5));
    auto foreign = factor;
    foreign.user_id = add_user(stores, "bora");
    CHECK_FALSE(stores.attempt(store.use_totp_step(foreign, 20, now)).committed());
  });
}

TEST_CASE("UserFactorStore keeps passkeys, found by their credential id") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto user = add_user(stores);
    const auto store = store_of(stores);
    const auto passkey = a_passkey(user, "key");
    stores.run(store.insert(passkey));
    const auto found = run_task(store.find_passkey(passkey.passkey.credential_id));
    REQUIRE(found);
    CHECK(found->id == "key");
    CHECK(found->user_id == user);
    CHECK(found->type == Factor::web_authn);
    CHECK(found->name == "My phone");
    CHECK(found->passkey.credential_id == passkey.passkey.credential_id);
    CHECK(found->passkey.public_key == passkey.passkey.public_key);
    CHECK(found->passkey.sign_count == 7);
    CHECK(found->passkey.transports == passkey.passkey.transports);
    CHECK(found->passkey.is_backup_eligible);
    CHECK_FALSE(found->passkey.is_backed_up);
    CHECK(found->passkey.rp_id == "auth.example");
    CHECK(found->passkey.agent == "Browser/1");
    CHECK_FALSE(run_task(store.find_passkey("another")));
    CHECK_FALSE(run_task(store_of(others).find_passkey(passkey.passkey.credential_id)));
    // Nobody else in the tenant can add it.
    auto stolen = passkey;
    stolen.id = "stolen";
    stolen.user_id = add_user(stores, "bora");
    const auto refused = stores.attempt(store.insert(stolen));
    REQUIRE(refused.conflict);
    CHECK(refused.conflict->reason == Conflict::Reason::unique);
    CHECK_FALSE(is_second_of_kind(*refused.conflict));
  });
}

TEST_CASE("UserFactorStore raises a passkey's counter once from what was read") {
  for_each_engine([](Stores& stores) {
    const auto user = add_user(stores);
    const auto store = store_of(stores);
    const auto passkey = a_passkey(user, "key");
    stores.run(store.insert(passkey));
    const PasskeyUse use{
        .sign_count_before = 7, .sign_count = 8, .is_backed_up = true, .now = now + Seconds(1)};
    CHECK(stores.winners(store.use_passkey(passkey, use)) == 1);
    const auto found = run_task(store.list(user)).front();
    CHECK(found.passkey.sign_count == 8);
    CHECK(found.passkey.is_backed_up);
    CHECK(found.last_used_at == now + Seconds(1));
  });
}

TEST_CASE("UserFactorStore keeps ten passkeys a person, however many are added at once") {
  for_each_engine([](Stores& stores) {
    const auto user = add_user(stores);
    const auto store = store_of(stores);
    for (int i = 0; i < max_factors; ++i)
      stores.run(store.insert(a_passkey(user, "key" + std::to_string(i))));
    CHECK(stores.conflict(store.insert(a_passkey(user, "eleventh"))) == Conflict::Reason::check);
    stores.run(store.insert(a_totp(user)));
    stores.run(store.remove(user, "key3"));
    std::vector<Plan> plans;
    for (int i = 0; i < 5; ++i)
      plans.push_back(store.insert(a_passkey(user, "late" + std::to_string(i))));
    int added = 0;
    for (const auto& verdict : test::commit_all(stores.database, std::move(plans)))
      added += verdict.committed() ? 1 : 0;
    CHECK(added == 1);
  });
}

TEST_CASE("UserFactorStore keeps backup codes that no row tells, and takes each once") {
  for_each_engine([](Stores& stores) {
    const auto user = add_user(stores);
    const auto store = store_of(stores);
    const auto set = a_set(user);
    const auto hash = store.hash_backup_code(set.id, "0123456789");
    const auto other = store.hash_backup_code(set.id, "abcdef0123");
    CHECK(hash.size() == 32);
    CHECK(hash != store.hash_backup_code("other set", "0123456789"));
    stores.run(store.replace_backup_codes(set, {hash, other}));
    CHECK(run_task(store.list(user)).front().unused_codes == 2);

    CHECK(run_task(store.has_unused_code(set.id, other)));
    const auto plan = store.use_backup_code(set, other, now + Seconds(9));
    std::vector<Plan> plans(8, plan);
    int used = 0;
    for (const auto& verdict : test::commit_all(stores.database, std::move(plans)))
      used += verdict.committed() ? 1 : 0;
    CHECK(used == 1);
    CHECK_FALSE(run_task(store.has_unused_code(set.id, other)));
    CHECK(run_task(store.has_unused_code(set.id, hash)));
    const auto found = run_task(store.list(user)).front();
    CHECK(found.unused_codes == 1);
    CHECK(found.last_used_at == now + Seconds(9));
    const auto wrong = store.hash_backup_code(set.id, "ffffffffff");
    CHECK(stores.conflict(store.use_backup_code(set, wrong, now)) == Conflict::Reason::row_count);
    auto foreign = set;
    foreign.user_id = add_user(stores, "bora");
    CHECK_FALSE(stores.attempt(store.use_backup_code(foreign, hash, now)).committed());
  });
}

TEST_CASE("UserFactorStore replaces a set of backup codes by a new one") {
  for_each_engine([](Stores& stores) {
    const auto user = add_user(stores);
    const auto store = store_of(stores);
    const auto first = a_set(user, "first");
    const auto hash = store.hash_backup_code(first.id, "0123456789");
    stores.run(store.replace_backup_codes(first, {hash}));
    const auto second = a_set(user, "second");
    stores.run(store.replace_backup_codes(second, {store.hash_backup_code("second", "x")}));
    const auto factors = run_task(store.list(user));
    REQUIRE(factors.size() == 1);
    CHECK(factors.front().id == "second");
    CHECK_FALSE(stores.attempt(store.use_backup_code(first, hash, now)).committed());
  });
}

TEST_CASE("UserFactorStore requires and removes a factor of its person only") {
  for_each_engine([](Stores& stores) {
    const auto user = add_user(stores), other = add_user(stores, "bora");
    const auto store = store_of(stores);
    stores.run(store.insert(a_passkey(user, "key")));
    stores.run(store.insert(a_totp(user)));
    stores.run(store.require_factor(user, "key"));
    CHECK(stores.conflict(store.require_factor(other, "key")) == Conflict::Reason::row_count);
    CHECK_FALSE(stores.attempt(store.remove(other, "key")).committed());
    stores.run(store.remove(user, "key"));
    CHECK_FALSE(stores.attempt(store.remove(user, "key")).committed());
    CHECK(run_task(store.list(user)).size() == 1);
    stores.run(store.remove_all(user));
    CHECK(run_task(store.list(user)).empty());
  });
}

TEST_CASE("UserFactorStore counts the people who have an address and no other factor") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto add = [](Stores& where, const std::string& id, const char* phone) {
      User user{.id = UserId(id), .created_at = now, .updated_at = now};
      user.primary_email = id + "@mail.example";
      if (phone != nullptr) user.primary_phone = phone;
      where.run(where.users.insert(user, std::nullopt));
      return user.id;
    };
    add(others, "elsewhere", nullptr);
    add_user(stores, "without_address");
    add(stores, "email_only", nullptr);
    add(stores, "both", "821012345678");
    const auto with_app = add(stores, "with_app", nullptr);
    stores.run(store_of(stores).insert(a_totp(with_app)));
    const auto with_codes = add(stores, "with_codes", nullptr);
    stores.run(store_of(stores).replace_backup_codes(a_set(with_codes), {"hash"}));
    const auto count = [&](Factor address, std::vector<Factor> kinds) {
      return run_task(
          store_of(stores).count_people_without(address, std::move(kinds), "auth.example")
      );
    };
    CHECK(count(Factor::email_verification_code, {}) == 4);
    CHECK(count(Factor::email_verification_code, {Factor::web_authn}) == 4);
    CHECK(count(Factor::email_verification_code, {Factor::totp, Factor::backup_code}) == 3);
    CHECK(
        count(Factor::email_verification_code, {Factor::totp, Factor::phone_verification_code}) == 2
    );
    CHECK(count(Factor::phone_verification_code, {Factor::totp}) == 1);
    CHECK(count(Factor::phone_verification_code, {Factor::email_verification_code}) == 0);

    stores.run(store_of(stores).insert(a_passkey(add(stores, "with_passkey", nullptr), "ours")));
    auto foreign = a_passkey(add(stores, "with_foreign_passkey", nullptr), "foreign");
    foreign.passkey.rp_id = "old.example";
    stores.run(store_of(stores).insert(foreign));
    CHECK(count(Factor::email_verification_code, {Factor::web_authn}) == 5);
    CHECK(count(Factor::email_verification_code, {Factor::web_authn, Factor::totp}) == 4);
    CHECK(count(Factor::email_verification_code, {}) == 6);
  });
}

TEST_CASE("UserFactorStore loses the factors with their person") {
  for_each_engine([](Stores& stores) {
    const auto user = add_user(stores);
    const auto store = store_of(stores);
    stores.run(store.insert(a_passkey(user, "key")));
    stores.run(store.replace_backup_codes(a_set(user), {store.hash_backup_code("codes", "x")}));
    stores.run(stores.users.remove(user));
    CHECK(run_task(store.list(user)).empty());
    CHECK_FALSE(run_task(store.find_passkey(a_passkey(user, "key").passkey.credential_id)));
  });
}

}  // namespace daemun::storage
