#include "storage/sentinel_store.h"

#include "base/encoding.h"
#include "base/unavailable.h"
#include "crypto/digest.h"

namespace daemun::storage {
namespace {

// Only the first attempt of a window can lose a race, and then finds the window that it lost to.
constexpr int max_rounds = 10;

#define DAEMUN_TARGET "tenant_id = $1 and target_hash = $2 and action = $3"
constexpr Sql find_lock_sql{"select locked_until from sentinel_activities where " DAEMUN_TARGET
                            " and locked_until > $4"};
constexpr Sql find_sql{
    "select failures, window_started_at, locked_until from sentinel_activities "
    "where " DAEMUN_TARGET};
constexpr Sql open_sql{
    "insert into sentinel_activities (tenant_id, target_hash, action, failures, window_started_at) "
    "values ($1, $2, $3, 1, $4) on conflict (tenant_id, target_hash, action) do nothing"};
constexpr Sql restart_sql{
    "update sentinel_activities set failures = 1, window_started_at = $4, locked_until = null "
    "where " DAEMUN_TARGET " and failures = $5 and window_started_at = $6"};
constexpr Sql raise_sql{
    "update sentinel_activities set failures = failures + 1 where " DAEMUN_TARGET
    " and window_started_at > $4 and locked_until is null and failures < $5"};
constexpr Sql lock_sql{"update sentinel_activities set locked_until = $4 where " DAEMUN_TARGET
                       " and locked_until is null and failures >= $5"};
// Every place is taken while the target is locked, so one that is returned opens it.
constexpr Sql give_back_sql{
    "update sentinel_activities set failures = failures - 1, locked_until = null "
    "where " DAEMUN_TARGET " and failures between 1 and $4 and window_started_at <= $5"};
constexpr Sql clear_sql{"delete from sentinel_activities where " DAEMUN_TARGET};
#undef DAEMUN_TARGET

constexpr Sql clear_all_sql{
    "delete from sentinel_activities where tenant_id = $1 and target_hash = $2"};
// A bounded step, so that the writer is never busy for long.
constexpr Sql remove_expired_sql{
    "delete from sentinel_activities where tenant_id = $1 and (target_hash, action) in "
    "(select target_hash, action from sentinel_activities where tenant_id = $1 "
    "and window_started_at < $2 and (locked_until is null or locked_until < $3) limit 1000)"};

std::optional<AttemptCount> count_of(const Rows& rows) {
  if (rows.empty()) return std::nullopt;
  const Row& row = rows.front();
  return AttemptCount{
      .attempts = row.integer(0),
      .window_started_at = row.time(1),
      .locked_until = row.optional_time(2)};
}

}  // namespace

std::string hash_sentinel_target(const UserId& account) {
  return to_hex(crypto::sha256("account:" + account.value()));
}

std::string hash_sentinel_target(IdentifierType type, std::string_view value) {
  const auto canonical = parse_identifier(type, value);
  const std::string name =
      std::string(to_string(type)) + ":" + (canonical ? canonical->value : std::string(value));
  return to_hex(crypto::sha256(name));
}

Task<std::optional<TimePoint>> SentinelStore::find_lock(SentinelTarget target, TimePoint now)
    const {
  Query query{find_lock_sql, {tenant_, target.target_hash, target.action, now}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return rows.front().time(0);
}

Task<Result<void, LockedOut>> SentinelStore::take_place(
    SentinelTarget target, SentinelPolicy policy, TimePoint now
) const {
  for (int round = 0; round < max_rounds; ++round) {
    Query query{find_sql, {tenant_, target.target_hash, target.action}};
    const auto rows = co_await database_.read(std::move(query));
    const auto count = count_of(rows);
    const auto step = decide_attempt(count, policy, now);
    if (step == AttemptStep::refuse) co_return LockedOut{*count->locked_until};
    const auto committed = co_await database_.commit(plan_step(target, count, policy, now));
    if (!committed) continue;
    if (step == AttemptStep::lock) co_return LockedOut{now + policy.lockout_duration};
    co_return Result<void, LockedOut>();
  }
  throw Unavailable("too many attempts at once");
}

Plan SentinelStore::plan_step(
    const SentinelTarget& target,
    const std::optional<AttemptCount>& count,
    const SentinelPolicy& policy,
    TimePoint now
) const {
  const std::vector<SqlValue> key{tenant_, target.target_hash, target.action};
  const auto with = [&key](std::vector<SqlValue> more) {
    auto values = key;
    values.insert(values.end(), more.begin(), more.end());
    return values;
  };
  const std::int64_t limit = policy.max_attempts;
  const auto once = RowCount::exactly(1);
  Statement lock{lock_sql, with({now + policy.lockout_duration, limit})};
  Plan plan;
  switch (decide_attempt(count, policy, now)) {
    case AttemptStep::open:
      plan.add(Statement{open_sql, with({now}), once});
      break;
    case AttemptStep::restart:
      plan.add(Statement{restart_sql, with({now, count->attempts, count->window_started_at}), once}
      );
      break;
    case AttemptStep::raise:
      plan.add(Statement{raise_sql, with({now - attempt_window, limit}), once});
      break;
    case AttemptStep::lock:
      lock.expect = once;
      break;
    case AttemptStep::refuse:
      return plan;
  }
  plan.add(std::move(lock));
  return plan;
}

Statement SentinelStore::give_back(
    const SentinelTarget& target, const SentinelPolicy& policy, TimePoint taken_at
) const {
  return Statement{
      give_back_sql,
      {tenant_, target.target_hash, target.action, std::int64_t{policy.max_attempts}, taken_at}};
}

Statement SentinelStore::clear_all(std::string_view target_hash) const {
  return Statement{clear_all_sql, {tenant_, target_hash}};
}

Statement SentinelStore::clear(const SentinelTarget& target) const {
  return Statement{clear_sql, {tenant_, target.target_hash, target.action}};
}

Statement SentinelStore::remove_expired(TimePoint before) const {
  return Statement{remove_expired_sql, {tenant_, before - attempt_window, before}};
}

}  // namespace daemun::storage
