#include "storage/postgres/postgres_database.h"

#include <algorithm>

namespace daemun::storage {
namespace {

// What may take long is rare, and few of it at a time spare the server.
unsigned reading_threads(const DatabaseConfig& config) {
  return config.postgres_connections < 6 ? 1 : 2;
}

unsigned loop_connections(const DatabaseConfig& config) {
  const unsigned others = 1 + reading_threads(config);
  return config.postgres_connections - std::min(config.postgres_connections, others);
}

bool is_scan(const Query& query) {
  return query.cost == Query::Cost::scan;
}

}  // namespace

PostgresDatabase::PostgresDatabase(const std::string& url, const DatabaseConfig& config)
    : writer_(url, config.queue_limit),
      readers_(url, reading_threads(config), config.queue_limit),
      loops_(url, {.connections = loop_connections(config), .calls = config.queue_limit}) {}

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
  ReadOutcome outcome;
  bool is_answered = false;
  if (std::none_of(queries.begin(), queries.end(), is_scan)) {
    const auto loop = co_await this_loop;
    if (auto* reader = loops_.find_reader(loop)) {
      auto answer = co_await reader->read(queries);
      is_answered = answer.is_answered;
      outcome = std::move(answer.read);
    }
  }
  if (!is_answered) outcome = co_await wait_in(readers_.queue(), std::move(queries));
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
