// Synchronous calls of a database for tests that are not coroutines.
#ifndef DAEMUN_TESTS_SUPPORT_STORAGE_H
#define DAEMUN_TESTS_SUPPORT_STORAGE_H

#include "storage/database.h"

#include <exception>
#include <optional>
#include <vector>

namespace daemun::test {

struct Verdict {
  std::optional<storage::Conflict> conflict;
  std::exception_ptr error;
  bool answered = false;

  bool committed() const { return answered && !conflict && !error; }
};

struct Answer {
  storage::Rows rows;
  std::exception_ptr error;
};

// Throws what the database throws.
storage::Rows read(storage::Database& database, storage::Query query);
Verdict commit(storage::Database& database, storage::Plan plan);

// All at once from one loop, so that the engine gets them in batches.
std::vector<Answer> read_each(storage::Database& database, std::vector<storage::Query> queries);
std::vector<Verdict> commit_all(storage::Database& database, std::vector<storage::Plan> plans);

// Starts a commit whose verdict is there when the loop has run.
void start_commit(
    boost::asio::io_context& loop, storage::Database& database, storage::Plan plan, Verdict& verdict
);

}  // namespace daemun::test

#endif
