#include "storage/waking_database.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace daemun::storage {
namespace {

bool is_message(const Statement& statement) {
  return std::string_view(statement.sql.text).starts_with("insert into outbox ");
}

}  // namespace

void WakingDatabase::listen(std::function<void()> listener) {
  const std::lock_guard lock(mutex_);
  listener_ = std::move(listener);
}

Task<Rows> WakingDatabase::read(Query query) {
  return database_.read(std::move(query));
}

Task<std::vector<Rows>> WakingDatabase::read_all(std::vector<Query> queries) {
  return database_.read_all(std::move(queries));
}

// Not a coroutine: most plans have no message and cost nothing more.
Task<Result<void, Conflict>> WakingDatabase::commit(Plan plan) {
  const auto& statements = plan.statements();
  const bool has_message = std::any_of(statements.begin(), statements.end(), is_message);
  return has_message ? commit_message(std::move(plan)) : database_.commit(std::move(plan));
}

Task<Result<void, Conflict>> WakingDatabase::commit_message(Plan plan) {
  auto committed = co_await database_.commit(std::move(plan));
  if (!committed) co_return committed;
  const std::lock_guard lock(mutex_);
  if (listener_) listener_();
  co_return committed;
}

}  // namespace daemun::storage
