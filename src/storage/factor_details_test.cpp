#include "storage/factor_details.h"

#include "storage/new_factor.h"
#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

const UserId mina("mina");

UserFactorStore factors_of(Stores& stores) {
  return {stores.database, stores.vault, stores.tenant};
}

FactorDetails details_of(Stores& stores) {
  return {stores.database, stores.tenant};
}

void add_mina(Stores& stores) {
  const User user{.id = mina, .created_at = now, .updated_at = now};
  stores.run(stores.users.insert(user, std::nullopt));
}

UserFactor a_set(const std::string& id = "codes") {
  return {.id = id, .user_id = mina, .type = Factor::backup_code, .created_at = now};
}

}  // namespace

TEST_CASE("FactorDetails tells when each backup code was used, and requires that none is left") {
  for_each_engine([](Stores& stores, Stores& others) {
    add_mina(stores);
    const auto factors = factors_of(stores);
    const std::vector<std::string> codes{"0123456789", "abcdef0123"};
    const auto hashes = hash_backup_codes(factors, a_set(), codes);
    CHECK(stores.attempt(details_of(stores).require_no_codes(mina)).committed());
    stores.run(factors.replace_backup_codes(a_set(), hashes));
    const auto require = details_of(stores).require_no_codes(mina);
    CHECK(stores.conflict(require) == Conflict::Reason::row_count);
    stores.run(factors.use_backup_code(a_set(), hashes.at(1), now + Seconds(9)));
    const auto uses = run_task(details_of(stores).list_backup_codes("codes"));
    REQUIRE(uses.size() == 2);
    CHECK_FALSE(uses.at(0));
    CHECK(uses.at(1) == now + Seconds(9));
    CHECK(run_task(details_of(others).list_backup_codes("codes")).empty());
    CHECK(stores.conflict(require) == Conflict::Reason::row_count);
    stores.run(factors.use_backup_code(a_set(), hashes.at(0), now + Seconds(9)));
    CHECK(stores.attempt(require).committed());
  });
}

TEST_CASE("FactorDetails renames a passkey of the person, and nothing else") {
  for_each_engine([](Stores& stores, Stores& others) {
    add_mina(stores);
    const auto factors = factors_of(stores);
    stores.run(factors.insert(
        {.id = "key",
         .user_id = mina,
         .type = Factor::web_authn,
         .created_at = now,
         .passkey = {.credential_id = "id", .public_key = "key", .rp_id = "auth.example"}}
    ));
    stores.run(factors.insert(
        {.id = "app",
         .user_id = mina,
         .type = Factor::totp,
         .created_at = now,
         .totp_secret = Secret("twenty secret bytes!")}
    ));
    const auto rename = [](Stores& at, const UserId& user, std::string_view id) {
      return details_of(at).rename_passkey(user, id, "My phone");
    };
    stores.run(rename(stores, mina, "key"));
    CHECK(run_task(factors.list(mina)).back().name == "My phone");
    for (const auto& wrong :
         {rename(stores, mina, "app"),
          rename(stores, UserId("other"), "key"),
          rename(others, mina, "key")})
      CHECK(stores.conflict(wrong) == Conflict::Reason::row_count);
  });
}

TEST_CASE("make_backup_codes makes a set that is_backup_code_set takes") {
  crypto::SystemRandom random;
  auto codes = make_backup_codes(random);
  CHECK(is_backup_code_set(codes));
  codes.back() = codes.front();
  CHECK_FALSE(is_backup_code_set(codes));
  codes.back() = "ABCDEF0123";
  CHECK_FALSE(is_backup_code_set(codes));
  codes.pop_back();
  CHECK_FALSE(is_backup_code_set(codes));
}

}  // namespace daemun::storage
