#include "storage/username_conflicts.h"

#include "storage/experience_store_sql.h"
#include "storage/user_store_sql.h"
#include "storage/username_conflicts_sql.h"

namespace daemun::storage {
namespace {

namespace sql = username_conflicts_sql;

}  // namespace

Task<UsernameConflicts> UsernameConflictStore::find(std::int64_t max_samples) const {
  std::vector<Query> queries;
  queries.push_back({sql::count, {tenant_}});
  queries.push_back({sql::samples, {tenant_, max_samples}});
  const auto rows = co_await database_.read_all(std::move(queries));
  UsernameConflicts conflicts{.total = rows[0].front().integer("total")};
  for (const auto& row : rows[1]) {
    if (conflicts.samples.empty() || conflicts.samples.back().lower != row.text("lowered")) {
      conflicts.samples.push_back({.lower = row.text("lowered")});
    }
    conflicts.samples.back().users.push_back(row.id<UserId>("id"));
  }
  co_return conflicts;
}

Plan UsernameConflictStore::ignore_case() const {
  Plan plan;
  plan.add(Statement{experience_store_sql::ignore_username_case, {tenant_}, RowCount::exactly(1)})
      .add(Statement{user_store_sql::fill_username_keys, {tenant_}});
  return plan;
}

Plan UsernameConflictStore::distinguish_case() const {
  Plan plan;
  plan.add(Statement{
               experience_store_sql::distinguish_username_case, {tenant_}, RowCount::exactly(1)})
      .add(Statement{user_store_sql::clear_username_keys, {tenant_}});
  return plan;
}

}  // namespace daemun::storage
