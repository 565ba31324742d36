#include "storage/postgres/postgres_database.h"

#include <algorithm>

namespace daemun::storage {

PostgresDatabase::PostgresDatabase(const std::string& url, const DatabaseConfig& config)
    : writer_(url, config.queue_limit),
      readers_(url, std::max(config.postgres_connections, 2U) - 1, config.queue_limit) {}

Task<Rows> PostgresDatabase::read(Query query) {
  std::vector<Query> queries;
  queries.push_back(std::move(query));
  auto rows = co_await read_all(std::move(queries));
  co_return std::move(rows.front());
}

Task<std::vector<Rows>> PostgresDatabase::read_all(std::vector<Query> queries) {
  for (const auto& query : queries)
    require_storable(query.parameters);
  counters_->count_reads(queries.size());
  if (queries.empty()) co_return std::vector<Rows>();
  auto outcome = co_await wait_in(readers_.queue(), std::move(queries));
  if (outcome.failure) throw_failure(*outcome.failure);
  co_return std::move(outcome.rows);
}

Task<Result<void, Conflict>> PostgresDatabase::commit(Plan plan) {
  require_storable(plan);
  if (plan.empty()) co_return Result<void, Conflict>();
  add_settings_version(plan);
  const auto counters = counters_;
  auto outcome = co_await wait_in(writer_.queue(), std::move(plan));
  counters->count(outcome);
  co_return to_result(std::move(outcome));
}

}  // namespace daemun::storage
