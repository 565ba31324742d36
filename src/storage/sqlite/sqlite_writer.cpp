#include "storage/sqlite/sqlite_writer.h"

#include "base/log.h"

#include <sqlite3.h>

#include <utility>

namespace daemun::storage {
namespace {

int tell_log_length(void* checkpointer, sqlite3*, const char*, int pages) {
  static_cast<Checkpointer*>(checkpointer)->log_has(pages);
  return SQLITE_OK;
}

}  // namespace

SqliteWriter::SqliteWriter(
    const std::string& path, std::size_t queue_limit, std::function<void()> committed
)
    : queue_(queue_limit),
      committed_(std::move(committed)),
      connection_(path, SqliteConnection::Use::read_write),
      checkpointer_(path) {
  sqlite3_wal_hook(connection_.handle(), &tell_log_length, &checkpointer_);
  thread_ = std::thread([this] { run(); });
}

SqliteWriter::~SqliteWriter() {
  auto waiting = queue_.close();
  fail_all(waiting, make_unavailable("the database is being closed"));
  thread_.join();
}

void SqliteWriter::run() {
  while (true) {
    auto calls = queue_.pop(batch_limit);
    if (calls.empty()) return;
    drop_overdue(calls);
    if (!calls.empty()) commit_batch(std::move(calls));
  }
}

void SqliteWriter::commit_batch(std::vector<CommitCall> calls) {
  std::vector<CommitOutcome> outcomes;
  try {
    const auto held = checkpointer_.hold_log();
    outcomes = apply_batch(calls);
  } catch (const std::exception& error) {
    // The machine failed (disk full, locked by another process): nothing of the batch is there.
    roll_back();
    log_error("sqlite_commit_failed", {{"reason", error.what()}});
    fail_all(calls, make_unavailable(error.what()));
    return;
  }
  committed_();
  for (std::size_t i = 0; i < calls.size(); ++i)
    calls[i].resume(std::move(outcomes[i]));
}

std::vector<CommitOutcome> SqliteWriter::apply_batch(const std::vector<CommitCall>& calls) {
  std::vector<CommitOutcome> outcomes;
  outcomes.reserve(calls.size());
  keep(durability_of(calls));
  connection_.execute("BEGIN IMMEDIATE");
  if (calls.size() == 1) {
    outcomes.push_back(apply(calls.front().plan));
    const bool holds = !outcomes[0].conflict && !outcomes[0].failure;
    connection_.execute(holds ? "COMMIT" : "ROLLBACK");
    return outcomes;
  }
  for (const auto& call : calls)
    outcomes.push_back(apply_in_savepoint(call.plan));
  connection_.execute("COMMIT");
  return outcomes;
}

// With NORMAL a commit is written to the log and not synced; the next FULL one syncs the log whole,
// so what a power cut takes is always the end of it. A checkpoint syncs the log before it copies.
void SqliteWriter::keep(Durability durability) {
  if (durability == durability_) return;
  connection_.execute(
      durability == Durability::synced ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL"
  );
  durability_ = durability;
}

CommitOutcome SqliteWriter::apply_in_savepoint(const Plan& plan) {
  static const std::vector<SqlValue> none;
  connection_.run("SAVEPOINT plan", none);
  auto outcome = apply(plan);
  if (outcome.conflict || outcome.failure) connection_.run("ROLLBACK TO plan", none);
  connection_.run("RELEASE plan", none);
  return outcome;
}

// A failure of the machine is thrown: it concerns the whole batch.
CommitOutcome SqliteWriter::apply(const Plan& plan) {
  const auto& statements = plan.statements();
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const Statement& statement = statements[i];
    try {
      const std::size_t count = connection_.run(statement.sql.text, statement.parameters);
      if (statement.expect.rule == RowCount::Rule::any || statement.expect.count == count) continue;
      return {
          Conflict{.reason = Conflict::Reason::row_count, .statement = i, .constraint = {}}, {}};
    } catch (const SqliteError& error) {
      // SQLite has undone the whole transaction by itself after some errors.
      if (is_machine_failure(error) || !connection_.in_transaction()) throw;
      auto conflict = to_conflict(error);
      if (!conflict) return {{}, to_failure(error)};
      conflict->statement = i;
      return {std::move(conflict), {}};
    } catch (const std::runtime_error& error) {
      return {{}, CallFailure{CallFailure::Kind::wrong_statement, error.what()}};
    }
  }
  return {};
}

void SqliteWriter::roll_back() noexcept {
  try {
    if (connection_.in_transaction()) connection_.execute("ROLLBACK");
  } catch (const std::exception& error) {
    log_error("sqlite_rollback_failed", {{"reason", error.what()}});
  }
}

}  // namespace daemun::storage
