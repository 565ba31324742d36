#include "storage/message_count_store.h"

#include "base/unavailable.h"
#include "storage/message_count_store_sql.h"

#include <utility>

namespace daemun::storage {
namespace {

namespace sql = message_count_store_sql;

// Who loses a race loses it to one that got a place, so a few rounds are enough.
constexpr int max_rounds = 20;

std::vector<SqlValue> parameters_of(const TenantId& tenant, const MessageBound& bound) {
  return {tenant, bound.target_hash, bound.over_before, bound.sends, bound.slots};
}

Statement take_one(const TenantId& tenant, const MessageBound& bound) {
  auto parameters = parameters_of(tenant, bound);
  parameters.emplace_back(bound.window_start);
  return Statement{sql::take, std::move(parameters), RowCount::exactly(1)};
}

}  // namespace

MessageBound at_most_within(
    std::string target_hash, std::int64_t limit, Milliseconds span, TimePoint now
) {
  return {
      .target_hash = std::move(target_hash),
      .slots = limit,
      .sends = 1,
      .window_start = now,
      .over_before = now - span};
}

MessageBound at_most_a_day(std::string target_hash, std::int64_t limit, TimePoint now) {
  const auto day = std::chrono::floor<std::chrono::days>(now);
  return {
      .target_hash = std::move(target_hash),
      .slots = 1,
      .sends = limit,
      .window_start = day,
      .over_before = day - Milliseconds(1)};
}

Task<Result<void, std::size_t>> MessageCountStore::take(std::vector<MessageBound> bounds) const {
  for (int round = 0; round < max_rounds; ++round) {
    Plan plan;
    for (const auto& bound : bounds)
      plan.add(take_one(tenant_, bound));
    const auto committed = co_await database_.commit(std::move(plan));
    if (committed) co_return Result<void, std::size_t>();
    // Full, or another node was faster: the next round finds out.
    const auto refused = committed.error().statement;
    const bool is_known_full = co_await is_full(bounds.at(refused));
    if (is_known_full) co_return refused;
  }
  throw Unavailable("too many messages at once");
}

Statement MessageCountStore::take_if_free(const MessageBound& bound) const {
  auto statement = take_one(tenant_, bound);
  statement.expect = RowCount::any();
  return statement;
}

Task<bool> MessageCountStore::is_full(MessageBound bound) const {
  Query query{sql::find_open, parameters_of(tenant_, bound)};
  const auto rows = co_await database_.read(std::move(query));
  co_return rows.empty();
}

Statement MessageCountStore::remove_expired(TimePoint now) const {
  return Statement{sql::remove_expired, {tenant_, now - message_count_lifetime}};
}

}  // namespace daemun::storage
