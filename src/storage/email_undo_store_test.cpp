#include "storage/email_undo_store.h"

#include "storage/expired_rows.h"
#include "storage/test_stores.h"

#include <string>
#include <vector>

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

const UserId mina("mina");

EmailUndoStore store_of(Stores& stores) {
  return {stores.database, stores.tenant};
}

void add_user(Stores& stores, const std::string& id = "mina") {
  stores.run(stores.users.insert(test::a_user(id), std::nullopt));
}

EmailUndo add(Stores& stores, const std::string& email, const UserId& user = mina) {
  const Secret token("token of " + email);
  stores.run(store_of(stores).insert(make_email_undo(user, email, now), token));
  return run_task(store_of(stores).find(token)).value();
}

std::vector<std::string> addresses(Stores& stores, const UserId& user = mina) {
  std::vector<std::string> emails;
  for (const auto& undo : run_task(store_of(stores).list(user)))
    emails.push_back(undo.email);
  return emails;
}

using Emails = std::vector<std::string>;

}  // namespace

TEST_CASE("EmailUndoStore finds an undo by its token, in its tenant") {
  for_each_engine([](Stores& stores, Stores& others) {
    add_user(stores);
    const auto undo = add(stores, "a@x.example");
    CHECK(undo.user_id == mina);
    CHECK(undo.email == "a@x.example");
    CHECK(undo.created_at == now);
    CHECK(undo.expires_at == now + email_undo_lifetime);
    CHECK_FALSE(run_task(store_of(stores).find(Secret("another"))));
    CHECK_FALSE(run_task(store_of(others).find(Secret("token of a@x.example"))));
    const auto of_none = make_email_undo(UserId("none"), "b@x.example", now);
    CHECK(
        stores.conflict(store_of(stores).insert(of_none, Secret("b"))) ==
        Conflict::Reason::row_count
    );
    stores.run(stores.users.remove(mina));
    CHECK(addresses(stores).empty());
  });
}

TEST_CASE("EmailUndoStore uses an undo once, in time, and voids those of later changes") {
  for_each_engine([](Stores& stores, Stores& others) {
    add_user(stores);
    add_user(stores, "bora");
    add_user(others);
    add(stores, "first@x.example");
    const auto second = add(stores, "second@x.example");
    add(stores, "third@x.example");
    add(stores, "of bora", UserId("bora"));
    const Secret token("token of second@x.example");
    const auto store = store_of(stores);
    CHECK_FALSE(stores.attempt(store.use(second, token, second.expires_at)).committed());
    CHECK_FALSE(stores.attempt(store.use(second, Secret("another"), now)).committed());
    CHECK_FALSE(others.attempt(store_of(others).use(second, token, now)).committed());
    CHECK(addresses(stores).size() == 3);
    stores.run(store.use(second, token, second.expires_at - Milliseconds(1)));
    CHECK(addresses(stores) == Emails{"first@x.example"});
    CHECK_FALSE(stores.attempt(store.use(second, token, now)).committed());
    CHECK(addresses(stores, UserId("bora")) == Emails{"of bora"});
    add(stores, "fourth@x.example");
    CHECK(addresses(stores) == Emails{"first@x.example", "fourth@x.example"});
  });
}

TEST_CASE("EmailUndoStore removes an undo and those of later changes") {
  for_each_engine([](Stores& stores, Stores&) {
    add_user(stores);
    add(stores, "first@x.example");
    const auto second = add(stores, "second@x.example");
    add(stores, "third@x.example");
    stores.run(store_of(stores).remove_since(second));
    CHECK(addresses(stores) == Emails{"first@x.example"});
  });
}

TEST_CASE("EmailUndoStore removes all undos of a user") {
  for_each_engine([](Stores& stores, Stores& others) {
    for (auto* each : {&stores, &others}) {
      add_user(*each);
      add(*each, "a@x.example");
    }
    stores.run(store_of(stores).remove_all(mina));
    CHECK(addresses(stores).empty());
    CHECK(addresses(others).size() == 1);
  });
}

TEST_CASE("remove_expired_rows removes undos that have expired") {
  for_each_engine([](Stores& stores, Stores& others) {
    for (auto* each : {&stores, &others})
      add_user(*each);
    const auto undo = add(stores, "a@x.example");
    add(others, "a@x.example");
    const auto clean = [&](TimePoint before) {
      const Expiry expiry{.before = before};
      const bool is_needed = run_task(has_expired_rows(stores.database, stores.tenant, expiry));
      stores.run(remove_expired_rows(stores.database, stores.tenant, expiry));
      return is_needed;
    };
    CHECK_FALSE(clean(undo.expires_at));
    CHECK(addresses(stores).size() == 1);
    CHECK(clean(undo.expires_at + Milliseconds(1)));
    CHECK(addresses(stores).empty());
    CHECK(addresses(others).size() == 1);
  });
}

}  // namespace daemun::storage
