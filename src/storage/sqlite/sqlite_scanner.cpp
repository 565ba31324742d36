#include "storage/sqlite/sqlite_scanner.h"

#include "storage/sqlite/sqlite_connection.h"

#include <pthread.h>
#include <utility>

namespace daemun::storage {

SqliteScanner::SqliteScanner(std::string path, std::size_t queue_limit)
    : path_(std::move(path)), queue_(queue_limit), thread_([this] { run(); }) {}

SqliteScanner::~SqliteScanner() {
  auto waiting = queue_.close();
  fail_all(waiting, make_unavailable("the database is being closed"));
  thread_.join();
}

void SqliteScanner::run() {
  pthread_setname_np(pthread_self(), "sqlite_scanner");
  while (true) {
    auto calls = queue_.pop(1);
    if (calls.empty()) return;
    drop_overdue(calls);
    for (auto& call : calls)
      call.resume(answer(call.queries));
  }
}

ReadOutcome SqliteScanner::answer(const std::vector<Query>& queries) {
  ReadOutcome outcome;
  try {
    if (!connection_) {
      connection_ = std::make_unique<SqliteConnection>(path_, SqliteConnection::Use::read_only);
    }
    connection_->interrupt_at(std::chrono::steady_clock::now() + call_deadline);
    for (const auto& query : queries)
      outcome.rows.push_back(connection_->query(query));
  } catch (const SqliteError& error) {
    outcome.failure = to_failure(error);
  } catch (const std::exception& error) {
    outcome.failure = CallFailure{CallFailure::Kind::wrong_statement, error.what()};
  }
  return outcome;
}

}  // namespace daemun::storage
