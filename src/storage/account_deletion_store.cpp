#include "storage/account_deletion_store.h"

#include "storage/account_deletion_store_sql.h"
#include "storage/user_store_sql.h"

#include <utility>

namespace daemun::storage {
namespace {

namespace sql = account_deletion_store_sql;

AccountDeletion deletion_of(const Row& row) {
  return AccountDeletion{
      .user_id = row.id<UserId>("user_id"),
      .scheduled_at = row.time("scheduled_at"),
      .deletes_at = row.time("deletes_at")};
}

}  // namespace

Task<std::optional<AccountDeletion>> AccountDeletionStore::find(UserId user) const {
  Query query{sql::find, {tenant_, std::move(user)}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return deletion_of(rows.front());
}

Task<std::vector<AccountDeletion>> AccountDeletionStore::list_due(TimePoint now, std::int64_t limit)
    const {
  Query query{sql::list_due, {tenant_, now, limit}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<AccountDeletion> due;
  for (const auto& row : rows)
    due.push_back(deletion_of(row));
  co_return due;
}

// The user's row is held first: a sign-in that ends at the same time comes before or after all of
// it.
Plan AccountDeletionStore::insert(const AccountDeletion& deletion) const {
  Plan plan;
  plan.add(Statement{user_store_sql::hold, {tenant_, deletion.user_id}, RowCount::exactly(1)})
      .add(Statement{
          sql::insert,
          {tenant_, deletion.user_id, deletion.scheduled_at, deletion.deletes_at},
          RowCount::exactly(1)});
  return plan;
}

Statement AccountDeletionStore::cancel(const AccountDeletion& deletion) const {
  return Statement{
      sql::cancel, {tenant_, deletion.user_id, deletion.deletes_at}, RowCount::exactly(1)};
}

Statement AccountDeletionStore::remove(const UserId& user) const {
  return Statement{sql::remove, {tenant_, user}};
}

Plan AccountDeletionStore::finish(const UserId& user, TimePoint now) const {
  Plan plan;
  plan.add(Statement{user_store_sql::hold, {tenant_, user}, RowCount::exactly(1)})
      .add(Statement{sql::finish, {tenant_, user, now}, RowCount::exactly(1)});
  return plan;
}

Statement AccountDeletionStore::require_none(const UserId& user) const {
  return Statement{user_store_sql::require_staying, {tenant_, user}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
