#include "storage/activity_store.h"

#include "storage/activity_store_sql.h"

namespace daemun::storage {
namespace {

namespace sql = activity_store_sql;

constexpr Day week = 7;

}  // namespace

Task<std::int64_t> ActivityStore::count_users() const {
  Query query{sql::count_users, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  co_return rows.empty() ? 0 : rows.front().integer("value");
}

Task<ActivityStore::NewUsers> ActivityStore::count_new_users(Day day) const {
  Query query{
      sql::count_new_users,
      {tenant_,
       start_of(day - 2 * week + 1),
       start_of(day - 1),
       start_of(day),
       start_of(day + 1),
       start_of(day - week + 1)}};
  const auto rows = co_await database_.read(std::move(query));
  const Row& row = rows.front();
  co_return NewUsers{
      .day = row.integer("of_day"),
      .day_before = row.integer("of_day_before"),
      .week = row.integer("of_week"),
      .week_before = row.integer("of_week_before"),
  };
}

Task<std::vector<ActivityCount>> ActivityStore::list_active(Day first, Day last) const {
  Query query{sql::list_active, {tenant_, first, last}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<ActivityCount> counts;
  for (const auto& row : rows) {
    counts.push_back(
        {.day = row.integer("day"), .gap = row.integer("gap"), .users = row.integer("users")}
    );
  }
  co_return counts;
}

Plan ActivityStore::note(const UserId& user, Day day) const {
  Plan plan;
  plan.add(Statement{sql::note, {tenant_, user, day}})
      .add(Statement{sql::count, {tenant_, user, longest_gap}})
      .add(Statement{sql::mark, {tenant_, user}});
  return plan;
}

}  // namespace daemun::storage
