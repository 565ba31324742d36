#include "support/storage.h"

#include <utility>

namespace daemun::test {

using storage::Database;

storage::Rows read(Database& database, storage::Query query) {
  return run_task(database.read(std::move(query)));
}

Verdict commit(Database& database, storage::Plan plan) {
  std::vector<storage::Plan> plans;
  plans.push_back(std::move(plan));
  return commit_all(database, std::move(plans)).front();
}

std::vector<Answer> read_each(Database& database, std::vector<storage::Query> queries) {
  boost::asio::io_context loop(1);
  std::vector<Answer> answers(queries.size());
  for (std::size_t i = 0; i < queries.size(); ++i) {
    const auto finish = [&answer = answers[i]](std::exception_ptr error, storage::Rows rows) {
      answer = {.rows = std::move(rows), .error = error};
    };
    boost::asio::co_spawn(loop.get_executor(), database.read(std::move(queries[i])), finish);
  }
  loop.run();
  return answers;
}

std::vector<Verdict> commit_all(Database& database, std::vector<storage::Plan> plans) {
  boost::asio::io_context loop(1);
  std::vector<Verdict> verdicts(plans.size());
  for (std::size_t i = 0; i < plans.size(); ++i) {
    start_commit(loop, database, std::move(plans[i]), verdicts[i]);
  }
  loop.run();
  return verdicts;
}

void start_commit(
    boost::asio::io_context& loop, Database& database, storage::Plan plan, Verdict& verdict
) {
  const auto finish = [&verdict](std::exception_ptr error, Result<void, storage::Conflict> result) {
    verdict.answered = true;
    verdict.error = error;
    if (!error && !result) verdict.conflict = result.error();
  };
  boost::asio::co_spawn(loop.get_executor(), database.commit(std::move(plan)), finish);
}

}  // namespace daemun::test
