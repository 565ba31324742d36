#include "storage/activity_store.h"

namespace daemun::storage {
namespace {

constexpr Sql count_users_sql{
    "select value from tenant_counters where tenant_id = $1 and name = 'users'"};
// Reads the index of the last fourteen days.
constexpr Sql count_new_users_sql{
    "select coalesce(sum(case when created_at >= $4 then 1 else 0 end), 0), "
    "coalesce(sum(case when created_at >= $3 and created_at < $4 then 1 else 0 end), 0), "
    "coalesce(sum(case when created_at >= $6 then 1 else 0 end), 0), "
    "coalesce(sum(case when created_at < $6 then 1 else 0 end), 0) "
    "from users where tenant_id = $1 and created_at >= $2 and created_at < $5"};
constexpr Sql list_active_sql{
    "select day, gap, users from daily_active_counts where tenant_id = $1 and day >= $2 "
    "and day <= $3"};

// The first statement takes the user's row, so that of several nodes the later ones see it counted.
constexpr Sql note_sql{
    "insert into active_users as a (tenant_id, user_id, last_day) "
    "select u.tenant_id, u.id, cast($3 as bigint) from users u where u.tenant_id = $1 and u.id = "
    "$2 "
    "on conflict (tenant_id, user_id) do update set last_day = excluded.last_day "
    "where a.last_day < excluded.last_day"};
constexpr Sql count_sql{
    "insert into daily_active_counts as c (tenant_id, day, gap, users) "
    "select a.tenant_id, a.last_day, "
    "case when a.last_day - a.counted_day < $3 then a.last_day - a.counted_day else $3 end, 1 "
    "from active_users a where a.tenant_id = $1 and a.user_id = $2 "
    "and (a.counted_day is null or a.counted_day < a.last_day) "
    "on conflict (tenant_id, day, gap) do update set users = c.users + 1"};
constexpr Sql mark_sql{
    "update active_users set counted_day = last_day where tenant_id = $1 and user_id = $2 "
    "and (counted_day is null or counted_day < last_day)"};

constexpr Day week = 7;

}  // namespace

Task<std::int64_t> ActivityStore::count_users() const {
  Query query{count_users_sql, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  co_return rows.empty() ? 0 : rows.front().integer(0);
}

Task<ActivityStore::NewUsers> ActivityStore::count_new_users(Day day) const {
  Query query{
      count_new_users_sql,
      {tenant_,
       start_of(day - 2 * week + 1),
       start_of(day - 1),
       start_of(day),
       start_of(day + 1),
       start_of(day - week + 1)}};
  const auto rows = co_await database_.read(std::move(query));
  const Row& row = rows.front();
  co_return NewUsers{
      .day = row.integer(0),
      .day_before = row.integer(1),
      .week = row.integer(2),
      .week_before = row.integer(3),
  };
}

Task<std::vector<ActivityCount>> ActivityStore::list_active(Day first, Day last) const {
  Query query{list_active_sql, {tenant_, first, last}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<ActivityCount> counts;
  for (const auto& row : rows) {
    counts.push_back({.day = row.integer(0), .gap = row.integer(1), .users = row.integer(2)});
  }
  co_return counts;
}

Plan ActivityStore::note(const UserId& user, Day day) const {
  Plan plan;
  plan.add(Statement{note_sql, {tenant_, user, day}})
      .add(Statement{count_sql, {tenant_, user, longest_gap}})
      .add(Statement{mark_sql, {tenant_, user}});
  return plan;
}

}  // namespace daemun::storage
