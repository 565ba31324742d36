// Durable conditional updates ("rotations") with 64 outstanding: the write path of a refresh.
//   storage_bench [database URL]   (default: a SQLite file in the working directory, removed after)
#include "storage/database.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <random>
#include <string>
#include <sys/resource.h>

namespace daemun::storage {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int row_count = 200'000;
constexpr int rotation_count = 200'000;
constexpr int outstanding = 64;
constexpr const char* default_file = "storage_bench.db";

constexpr Sql create_table{
    "create table bench_grant ("
    "  id bigint primary key, generation bigint not null, secret bytea not null,"
    "  previous bytea not null)"};
constexpr Sql drop_table{"drop table if exists bench_grant"};
constexpr Sql insert_grant{
    "insert into bench_grant (id, generation, secret, previous) values ($1, 0, $2, $2)"};
constexpr Sql rotate{
    "update bench_grant set generation = generation + 1, previous = secret, secret = $3"
    " where id = $1 and generation = $2"};

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void run_statement(Database& database, Sql sql) {
  Plan plan;
  plan.add({.sql = sql, .parameters{}});
  if (!run_task(database.commit(std::move(plan)))) throw std::runtime_error(sql.text);
}

void fill(Database& database) {
  for (int id = 0; id < row_count;) {
    Plan plan;
    for (int i = 0; i < 5'000; ++i, ++id) {
      plan.add({.sql = insert_grant, .parameters = {id, Bytes{std::string(32, 's')}}});
    }
    if (!run_task(database.commit(std::move(plan)))) throw std::runtime_error("fill");
  }
}

struct Load {
  std::vector<int> generations = std::vector<int>(row_count);
  std::vector<double> milliseconds;
  std::mt19937 random{1};
  int started = 0;
  int conflicts = 0;
};

Task<void> rotate_many(Database& database, Load& load) {
  while (load.started < rotation_count) {
    ++load.started;
    const int id = static_cast<int>(load.random() % row_count);
    const int generation = load.generations[static_cast<std::size_t>(id)]++;
    Plan plan;
    Statement statement{
        .sql = rotate,
        .parameters = {id, generation, Bytes{std::string(32, 't')}},
        .expect = RowCount::exactly(1)};
    plan.add(std::move(statement));
    const auto begin = SteadyClock::now();
    const auto result = co_await database.commit(std::move(plan));
    const std::chrono::duration<double, std::milli> took = SteadyClock::now() - begin;
    load.milliseconds.push_back(took.count());
    if (!result) ++load.conflicts;
  }
}

void measure(Database& database, Load& load) {
  load.started = 0;
  load.conflicts = 0;
  load.milliseconds.clear();
  boost::asio::io_context loop(1);
  const double cpu_before = cpu_seconds();
  const auto begin = SteadyClock::now();
  for (int i = 0; i < outstanding; ++i) {
    boost::asio::co_spawn(
        loop.get_executor(),
        rotate_many(database, load),
        [](std::exception_ptr error) {
          if (error) std::rethrow_exception(error);
        }
    );
  }
  loop.run();
  const std::chrono::duration<double> took = SteadyClock::now() - begin;
  auto& times = load.milliseconds;
  std::sort(times.begin(), times.end());
  std::printf(
      "%.0f rotations/s, p50 %.2f ms, p99 %.2f ms, %.1f us CPU each, %d conflicts\n",
      rotation_count / took.count(),
      times[times.size() / 2],
      times[times.size() * 99 / 100],
      (cpu_seconds() - cpu_before) * 1e6 / rotation_count,
      load.conflicts
  );
}

}  // namespace
}  // namespace daemun::storage

int main(int argc, char** argv) {
  using namespace daemun::storage;
  const bool own_file = argc < 2;
  DatabaseConfig config;
  config.url = own_file ? std::string("sqlite:") + default_file : argv[1];
  {
    const auto database = open_database(config);
    run_statement(*database, drop_table);
    run_statement(*database, create_table);
    fill(*database);
    Load load;
    for (int i = 0; i < 3; ++i)
      measure(*database, load);
    if (own_file) {
      std::printf(
          "log: %ju MB\n", std::filesystem::file_size(std::string(default_file) + "-wal") >> 20
      );
    }
    run_statement(*database, drop_table);
  }
  if (own_file) std::filesystem::remove(default_file);
}
