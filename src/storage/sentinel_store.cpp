#include "storage/sentinel_store.h"

#include "base/encoding.h"
#include "base/unavailable.h"
#include "crypto/digest.h"
#include "storage/sentinel_place.h"
#include "storage/sentinel_store_sql.h"

namespace daemun::storage {
namespace {

namespace sql = sentinel_store_sql;

// Only the first attempt of a window can lose a race, and then finds the window that it lost to.
constexpr int max_rounds = 10;

std::optional<AttemptCount> count_of(const Rows& rows) {
  if (rows.empty()) return std::nullopt;
  const Row& row = rows.front();
  return AttemptCount{
      .attempts = row.integer("failures"),
      .window_started_at = row.time("window_started_at"),
      .locked_until = row.optional_time("locked_until")};
}

struct Attempt {
  const TenantId& tenant;
  const SentinelTarget& target;
  const SentinelPolicy& policy;
  TimePoint now{};
};

// On what the counter was read as.
Plan plan_step(const Attempt& attempt, const std::optional<AttemptCount>& count) {
  const auto& [tenant, target, policy, now] = attempt;
  const std::vector<SqlValue> key{tenant, target.target_hash, target.action};
  const auto with = [&key](std::vector<SqlValue> more) {
    auto values = key;
    values.insert(values.end(), more.begin(), more.end());
    return values;
  };
  const std::int64_t limit = policy.max_attempts;
  const auto once = RowCount::exactly(1);
  Statement lock{sql::lock, with({now + policy.lockout_duration, limit})};
  Plan plan;
  switch (decide_attempt(count, policy, now)) {
    case AttemptStep::open:
      plan.add(Statement{sql::open, with({now}), once});
      break;
    case AttemptStep::restart:
      plan.add(Statement{sql::restart, with({now, count->attempts, count->window_started_at}), once}
      );
      break;
    case AttemptStep::raise:
      plan.add(Statement{sql::raise, with({now - attempt_window, limit}), once});
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

// Takes the same place and clears the counter, without the writes of the one or the other.
Statement pass_step(const Attempt& attempt, const std::optional<AttemptCount>& count) {
  const auto& [tenant, target, policy, now] = attempt;
  std::vector<SqlValue> values{tenant, target.target_hash, target.action};
  const auto once = RowCount::exactly(1);
  if (!count) return Statement{sql::pass_first, std::move(values), once};
  if (decide_attempt(count, policy, now) == AttemptStep::restart) {
    values.insert(values.end(), {count->attempts, count->window_started_at});
    return Statement{sql::pass_restart, std::move(values), once};
  }
  values.insert(values.end(), {now - attempt_window, std::int64_t{policy.max_attempts}});
  return Statement{sql::pass_raise, std::move(values), once};
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
  Query query{sql::find_lock, {tenant_, target.target_hash, target.action, now}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return rows.front().time("locked_until");
}

Task<Result<void, LockedOut>> SentinelStore::take_place(
    SentinelTarget target, SentinelPolicy policy, TimePoint now
) const {
  for (int round = 0; round < max_rounds; ++round) {
    Query query{sql::find, {tenant_, target.target_hash, target.action}};
    const auto rows = co_await database_.read(std::move(query));
    const auto count = count_of(rows);
    const auto step = decide_attempt(count, policy, now);
    if (step == AttemptStep::refuse) co_return LockedOut{*count->locked_until};
    auto plan = plan_step(target, count, policy, now);
    // The attempt is told only by a later commit, and the log is in order.
    if (step != AttemptStep::lock) plan.leave_unsynced();
    const auto committed = co_await database_.commit(std::move(plan));
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
  return storage::plan_step(
      {.tenant = tenant_, .target = target, .policy = policy, .now = now}, count
  );
}

Task<std::optional<SentinelPlace>> plan_sentinel_place(
    Database& database, TenantId tenant, SentinelTarget target, SentinelPolicy policy, TimePoint now
) {
  Query query{sql::find, {tenant, target.target_hash, target.action}};
  const auto rows = co_await database.read(std::move(query));
  const auto count = count_of(rows);
  const auto step = decide_attempt(count, policy, now);
  if (step == AttemptStep::refuse || step == AttemptStep::lock) co_return std::nullopt;
  const Attempt attempt{.tenant = tenant, .target = target, .policy = policy, .now = now};
  SentinelPlace place{.taking = plan_step(attempt, count), .passing = pass_step(attempt, count)};
  co_return place;
}

Statement SentinelStore::give_back(
    const SentinelTarget& target, const SentinelPolicy& policy, TimePoint taken_at
) const {
  return Statement{
      sql::give_back,
      {tenant_, target.target_hash, target.action, std::int64_t{policy.max_attempts}, taken_at}};
}

Statement SentinelStore::clear_kind(std::string_view target_hash, std::string_view action) const {
  return Statement{sql::clear_kind, {tenant_, target_hash, action}};
}

Statement SentinelStore::clear_all(std::string_view target_hash) const {
  return Statement{sql::clear_all, {tenant_, target_hash}};
}

Statement SentinelStore::clear(const SentinelTarget& target) const {
  return Statement{sql::clear, {tenant_, target.target_hash, target.action}};
}

Statement SentinelStore::remove_expired(TimePoint before) const {
  return Statement{sql::remove_expired, {tenant_, before - attempt_window, before}};
}

}  // namespace daemun::storage
