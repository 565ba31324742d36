#include "storage/sqlite/sqlite_database.h"

#include "storage/migration_session.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <unistd.h>

namespace daemun::storage {
namespace {

// A caller behind that many is better told to come again.
constexpr std::size_t scan_queue_limit = 64;

std::string make_private_directory() {
  for (const auto& parent :
       {std::filesystem::path("/dev/shm"), std::filesystem::temp_directory_path()}) {
    std::string pattern = (parent / "daemun-memory-XXXXXX").string();
    if (mkdtemp(pattern.data()) != nullptr) return pattern;
  }
  throw std::runtime_error("no directory for a private database");
}

const std::string& migrated(const SqliteFile& file) {
  if (file.is_private()) migrate_to_newest(*open_sqlite_migration(file.path()));
  return file.path();
}

}  // namespace

SqliteFile::SqliteFile(std::string path) : path_(std::move(path)) {
  if (path_.empty()) {
    directory_ = make_private_directory();
    path_ = directory_ + "/daemun.db";
  }
  // Absolute, so that SQLite reads neither "file:" as a URI nor depends on the working directory.
  path_ = std::filesystem::absolute(path_).string();
  create_sqlite_file(path_);
}

SqliteFile::~SqliteFile() {
  std::error_code ignored;
  if (is_private()) std::filesystem::remove_all(directory_, ignored);
}

SqliteDatabase::SqliteDatabase(std::string path, std::size_t queue_limit)
    : file_(std::move(path)),
      readers_(migrated(file_)),
      writer_(file_.path(), queue_limit, [this] { readers_.announce_commit(); }),
      scanner_(file_.path(), scan_queue_limit) {}

Rows SqliteDatabase::read_here(const Executor& loop, const Query& query) {
  require_storable(query.parameters);
  try {
    return readers_.of_this_turn(loop).query(query);
  } catch (const SqliteError& error) {
    throw_failure(to_failure(error));
  }
}

Task<Rows> SqliteDatabase::read(Query query) {
  if (query.cost == Query::Cost::scan) {
    std::vector<Query> queries;
    queries.push_back(std::move(query));
    auto rows = co_await read_all(std::move(queries));
    co_return std::move(rows.front());
  }
  counters_->count_reads(1);
  const auto loop = co_await boost::asio::this_coro::executor;
  co_return read_here(loop, query);
}

Task<std::vector<Rows>> SqliteDatabase::read_all(std::vector<Query> queries) {
  counters_->count_reads(queries.size());
  const bool is_scan = std::any_of(queries.begin(), queries.end(), [](const Query& query) {
    return query.cost == Query::Cost::scan;
  });
  if (is_scan) {
    for (const auto& query : queries)
      require_storable(query.parameters);
    auto outcome = co_await wait_in(scanner_.queue(), std::move(queries));
    if (outcome.failure) throw_failure(*outcome.failure);
    co_return std::move(outcome.rows);
  }
  const auto loop = co_await boost::asio::this_coro::executor;
  std::vector<Rows> rows;
  rows.reserve(queries.size());
  for (const auto& query : queries)
    rows.push_back(read_here(loop, query));
  co_return rows;
}

Task<Result<void, Conflict>> SqliteDatabase::commit(Plan plan) {
  require_storable(plan);
  if (plan.empty()) co_return Result<void, Conflict>();
  add_settings_version(plan);
  const auto counters = counters_;
  auto outcome = co_await wait_in(writer_.queue(), std::move(plan));
  counters->count(outcome);
  co_return to_result(std::move(outcome));
}

}  // namespace daemun::storage
