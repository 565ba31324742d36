#include "storage/username_conflicts.h"

namespace daemun::storage {
namespace {

// User names are ASCII, which both engines lower alike.
constexpr Sql count_sql{
    "select count(*) from (select lower(username) from users "
    "where tenant_id = $1 and username is not null "
    "group by lower(username) having count(*) > 1) as conflicts"};
constexpr Sql samples_sql{
    "select lower(username), id from users where tenant_id = $1 and lower(username) in "
    "(select lower(username) from users where tenant_id = $1 and username is not null "
    "group by lower(username) having count(*) > 1 order by lower(username) limit $2) "
    "order by lower(username), id"};
constexpr Sql ignore_sql{
    "update sign_in_experiences set ignores_username_case = true where tenant_id = $1"};
constexpr Sql fill_keys_sql{
    "update users set username_key = lower(username) where tenant_id = $1 and username is not "
    "null"};
constexpr Sql distinguish_sql{
    "update sign_in_experiences set ignores_username_case = false where tenant_id = $1"};
constexpr Sql clear_keys_sql{
    "update users set username_key = null where tenant_id = $1 and username_key is not null"};

}  // namespace

Task<UsernameConflicts> UsernameConflictStore::find(std::int64_t max_samples) const {
  std::vector<Query> queries;
  queries.push_back({count_sql, {tenant_}});
  queries.push_back({samples_sql, {tenant_, max_samples}});
  const auto rows = co_await database_.read_all(std::move(queries));
  UsernameConflicts conflicts{.total = rows[0].front().integer(0)};
  for (const auto& row : rows[1]) {
    if (conflicts.samples.empty() || conflicts.samples.back().lower != row.text(0)) {
      conflicts.samples.push_back({.lower = row.text(0)});
    }
    conflicts.samples.back().users.push_back(row.id<UserId>(1));
  }
  co_return conflicts;
}

Plan UsernameConflictStore::ignore_case() const {
  Plan plan;
  plan.add(Statement{ignore_sql, {tenant_}, RowCount::exactly(1)})
      .add(Statement{fill_keys_sql, {tenant_}});
  return plan;
}

Plan UsernameConflictStore::distinguish_case() const {
  Plan plan;
  plan.add(Statement{distinguish_sql, {tenant_}, RowCount::exactly(1)})
      .add(Statement{clear_keys_sql, {tenant_}});
  return plan;
}

}  // namespace daemun::storage
