#include "storage/verification_code_store.h"

#include "storage/expired_rows.h"
#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

const std::string dialogue = "dialogue/1";
const Secret value("042137");

VerificationCode a_code(std::string id = "one") {
  return {
      .id = std::move(id),
      .scope = dialogue,
      .identifier = {.type = IdentifierType::email, .value = "mina@mail.example"},
      .usage = TemplateType::register_,
      .created_at = now};
}

VerificationCodeStore store_of(Stores& stores) {
  return {stores.database, stores.vault, stores.tenant};
}

std::optional<VerificationCode> find(Stores& stores) {
  return run_task(store_of(stores).find(dialogue, IdentifierType::email));
}

}  // namespace

TEST_CASE("VerificationCodeStore finds the code of a scope, in its tenant") {
  for_each_engine([](Stores& stores, Stores& others) {
    stores.run(store_of(stores).put(a_code(), value));
    const auto found = find(stores);
    REQUIRE(found);
    CHECK(found->id == "one");
    CHECK(found->identifier == a_code().identifier);
    CHECK(found->usage == TemplateType::register_);
    CHECK(found->tries == 0);
    CHECK(found->created_at == now);
    CHECK_FALSE(found->consumed_at);
    CHECK_FALSE(find(others));
    CHECK_FALSE(run_task(store_of(stores).find(dialogue, IdentifierType::phone)));
    CHECK_FALSE(run_task(store_of(stores).find("dialogue/2", IdentifierType::email)));
  });
}

TEST_CASE("VerificationCodeStore keeps no code that could be guessed from the row") {
  for_each_engine([](Stores& stores) {
    stores.run(store_of(stores).put(a_code(), value));
    const auto found = find(stores);
    REQUIRE(found);
    CHECK(found->hash.size() == 32);
    CHECK(found->hash.find(value.reveal()) == std::string::npos);
    // The same digits of another code have another hash.
    stores.run(store_of(stores).put(a_code("two"), value));
    CHECK(find(stores)->hash != found->hash);
  });
}

TEST_CASE("VerificationCodeStore compares a code within the policy's tries, and consumes it once") {
  for_each_engine([](Stores& stores) {
    const auto store = store_of(stores);
    const auto compare = [&](const VerificationCode& code, std::string text) {
      CodeAttempt attempt{
          .recipient = code.identifier,
          .value = Secret(std::move(text)),
          .policy = {.max_tries = 3},
          .now = now};
      return run_task(store.compare(code, std::move(attempt)));
    };
    stores.run(store.put(a_code(), value));
    // As it was found by somebody who then waits.
    const auto code = *find(stores);
    CHECK(compare(code, "042138") == "verification_code.code_mismatch");
    CHECK(compare(code, "") == "verification_code.code_mismatch");
    CHECK(find(stores)->tries == 2);
    CHECK(compare(code, value.reveal()).empty());
    CHECK(compare(code, value.reveal()) == "verification_code.exceed_max_try");
    CHECK(find(stores)->tries == 3);
    stores.run(store.consume(code, now));
    CHECK(find(stores)->consumed_at == now);
    CHECK(compare(code, value.reveal()) == "verification_code.not_found");
    CHECK(stores.conflict(store.consume(code, now)) == Conflict::Reason::row_count);
  });
}

TEST_CASE("VerificationCodeStore lets a newer code take the place of the one before") {
  for_each_engine([](Stores& stores) {
    const auto store = store_of(stores);
    stores.run(store.put(a_code(), value));
    const auto first = *find(stores);
    stores.run(store.consume(first, now));
    stores.run(store.put(a_code("two"), Secret("777777")));
    const auto second = find(stores);
    REQUIRE(second);
    CHECK(second->id == "two");
    CHECK(second->tries == 0);
    CHECK_FALSE(second->consumed_at);
    CodeAttempt late{.recipient = first.identifier, .value = value, .now = now};
    CHECK(run_task(store.compare(first, std::move(late))) == "verification_code.not_found");
    CHECK(stores.conflict(store.consume(first, now)) == Conflict::Reason::row_count);
  });
}

TEST_CASE("remove_expired_rows removes codes that no policy lets live") {
  for_each_engine([](Stores& stores) {
    stores.run(store_of(stores).put(a_code(), value));
    const auto clean = [&](TimePoint at) {
      const Expiry expiry{.before = at};
      const bool found = run_task(has_expired_rows(stores.database, stores.tenant, expiry));
      stores.run(remove_expired_rows(stores.database, stores.tenant, expiry));
      return found;
    };
    CHECK_FALSE(clean(now + max_verification_code_lifetime));
    CHECK(find(stores));
    CHECK(clean(now + max_verification_code_lifetime + Milliseconds(1)));
    CHECK_FALSE(find(stores));
  });
}

}  // namespace daemun::storage
