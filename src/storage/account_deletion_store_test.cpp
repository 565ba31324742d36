#include "storage/account_deletion_store.h"

#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::a_grant;
using test::a_session;
using test::an_application;
using test::for_each_engine;
using test::now;
using test::Stores;

AccountDeletionStore store_of(Stores& stores) {
  return {stores.database, stores.tenant};
}

AccountDeletion add_leaving(Stores& stores, std::string id = test::a_user().id.value()) {
  const auto user = test::a_user(std::move(id));
  stores.run(stores.users.insert(user, std::nullopt));
  auto deletion = make_account_deletion(user.id, now);
  stores.run(store_of(stores).insert(deletion));
  return deletion;
}

std::optional<AccountDeletion> find(Stores& stores, const UserId& user) {
  return run_task(store_of(stores).find(user));
}

}  // namespace

TEST_CASE("AccountDeletionStore keeps one deletion of a user in its tenant") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto deletion = add_leaving(stores);
    others.run(others.users.insert(test::a_user(), std::nullopt));
    const auto found = find(stores, deletion.user_id);
    REQUIRE(found);
    CHECK(found->user_id == deletion.user_id);
    CHECK(found->scheduled_at == now);
    CHECK(found->deletes_at == now + deletion_grace);
    CHECK_FALSE(find(others, deletion.user_id));
    CHECK(stores.conflict(store_of(stores).insert(deletion)) == Conflict::Reason::unique);
    const auto of_none = make_account_deletion(UserId("none"), now);
    CHECK(stores.conflict(store_of(stores).insert(of_none)) == Conflict::Reason::row_count);
    stores.run(stores.users.remove(deletion.user_id));
    CHECK_FALSE(find(stores, deletion.user_id));
  });
}

TEST_CASE("AccountDeletionStore cancels a deletion once, as it was read") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto deletion = add_leaving(stores);
    auto later = deletion;
    later.deletes_at += Milliseconds(1);
    CHECK_FALSE(stores.attempt(store_of(stores).cancel(later)).committed());
    CHECK_FALSE(others.attempt(store_of(others).cancel(deletion)).committed());
    CHECK(stores.winners(store_of(stores).cancel(deletion)) == 1);
    CHECK_FALSE(find(stores, deletion.user_id));
    stores.run(store_of(stores).insert(later));
    stores.run(store_of(stores).remove(deletion.user_id));
    stores.run(store_of(stores).remove(deletion.user_id));
    CHECK_FALSE(find(stores, deletion.user_id));
  });
}

TEST_CASE("AccountDeletionStore lists what is due, the oldest first, without suspended users") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto first = add_leaving(stores, "first");
    add_leaving(stores, "suspended");
    stores.run(stores.users.update_suspension(UserId("suspended"), true, now));
    stores.run(stores.users.insert(test::a_user("second"), std::nullopt));
    const auto second = make_account_deletion(UserId("second"), now + Seconds(1));
    stores.run(store_of(stores).insert(second));
    add_leaving(others, "of another");
    const auto list = [&](TimePoint at, std::int64_t limit) {
      std::vector<std::string> ids;
      for (const auto& due : run_task(store_of(stores).list_due(at, limit)))
        ids.push_back(due.user_id.value());
      return ids;
    };
    using Ids = std::vector<std::string>;
    CHECK(list(first.deletes_at - Milliseconds(1), 10).empty());
    CHECK(list(first.deletes_at, 10) == Ids{"first"});
    CHECK(list(second.deletes_at, 10) == Ids{"first", "second"});
    CHECK(list(second.deletes_at, 1) == Ids{"first"});
  });
}

TEST_CASE("AccountDeletionStore finishes a deletion only when it is due, and once") {
  for_each_engine([](Stores& stores) {
    const auto deletion = add_leaving(stores);
    const auto store = store_of(stores);
    const auto early = deletion.deletes_at - Milliseconds(1);
    CHECK_FALSE(stores.attempt(store.finish(deletion.user_id, early)).committed());
    auto plan = store.finish(deletion.user_id, deletion.deletes_at);
    plan.add(stores.users.remove(deletion.user_id));
    stores.run(plan);
    CHECK_FALSE(stores.attempt(plan).committed());
    CHECK_FALSE(run_task(stores.users.find(deletion.user_id)));
  });
}

TEST_CASE("AccountDeletionStore requires that a user stays") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto deletion = add_leaving(stores);
    others.run(others.users.insert(test::a_user(), std::nullopt));
    const auto& user = deletion.user_id;
    CHECK(stores.conflict(store_of(stores).require_none(user)) == Conflict::Reason::row_count);
    others.run(store_of(others).require_none(user));
    CHECK_FALSE(others.attempt(store_of(others).require_none(UserId("none"))).committed());
    stores.run(store_of(stores).cancel(deletion));
    stores.run(store_of(stores).require_none(user));
  });
}

TEST_CASE("sessions and grants see that their user waits for the deletion of the account") {
  for_each_engine([](Stores& stores) {
    stores.run(stores.users.insert(test::a_user(), std::nullopt));
    stores.run(stores.applications.insert(an_application()));
    stores.run(stores.sessions.insert(a_session()));
    stores.run(stores.grants.insert(a_grant()));
    const auto is_barred = [&] {
      return run_task(stores.sessions.find(a_session().id))->is_user_suspended;
    };
    const auto has_user = [&] {
      return run_task(stores.grants.find(a_grant().id))->user.has_value();
    };
    CHECK_FALSE(is_barred());
    CHECK(has_user());
    const auto deletion = make_account_deletion(test::a_user().id, now);
    stores.run(store_of(stores).insert(deletion));
    CHECK(is_barred());
    CHECK_FALSE(has_user());
    stores.run(store_of(stores).cancel(deletion));
    CHECK_FALSE(is_barred());
    CHECK(has_user());
  });
}

}  // namespace daemun::storage
