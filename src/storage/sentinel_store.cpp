#include "storage/sentinel_store.h"

#include "base/encoding.h"
#include "crypto/digest.h"

namespace daemun::storage {
namespace {

constexpr std::chrono::hours window{1};

constexpr Sql find_lock_sql{
    "select locked_until from sentinel_activities where tenant_id = $1 and target_hash = $2 "
    "and action = $3 and locked_until > $4"};

// A failure within the window raises the count, a later one starts a new window. The count that
// reaches the limit sets the lock; a lock that has passed starts anew.
constexpr Sql count_failure_sql{
    "insert into sentinel_activities as s (tenant_id, target_hash, action, failures, "
    "window_started_at, locked_until) "
    "values ($1, $2, $3, 1, $4, case when $5 <= 1 then cast($6 as bigint) else null end) "
    "on conflict (tenant_id, target_hash, action) do update set "
    "failures = case when s.window_started_at > $7 and (s.locked_until is null or s.locked_until > "
    "$4) "
    "  then s.failures + 1 else 1 end, "
    "window_started_at = case when s.window_started_at > $7 "
    "  and (s.locked_until is null or s.locked_until > $4) then s.window_started_at else $4 end, "
    "locked_until = case when s.locked_until > $4 then s.locked_until "
    "  when s.locked_until is null and s.window_started_at > $7 and s.failures + 1 >= $5 then "
    "cast($6 as bigint) "
    "  when $5 <= 1 then cast($6 as bigint) else null end"};

constexpr Sql clear_sql{
    "delete from sentinel_activities where tenant_id = $1 and target_hash = $2 and action = $3"};

constexpr Sql clear_all_sql{
    "delete from sentinel_activities where tenant_id = $1 and target_hash = $2"};

}  // namespace

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

Statement SentinelStore::count_failure(
    const SentinelTarget& target, const SentinelPolicy& policy, TimePoint now
) const {
  return Statement{
      count_failure_sql,
      {tenant_,
       target.target_hash,
       target.action,
       now,
       std::int64_t{policy.max_attempts},
       now + policy.lockout_duration,
       now - window},
      RowCount::exactly(1)};
}

Statement SentinelStore::clear_all(std::string_view target_hash) const {
  return Statement{clear_all_sql, {tenant_, target_hash}};
}

Statement SentinelStore::clear(const SentinelTarget& target) const {
  return Statement{clear_sql, {tenant_, target.target_hash, target.action}};
}

}  // namespace daemun::storage
