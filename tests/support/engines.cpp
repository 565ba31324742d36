#include "support/engines.h"

#include "support/postgres_server.h"

#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <unistd.h>

namespace daemun::test {
namespace {

std::string make_directory() {
  std::string pattern = (std::filesystem::temp_directory_path() / "daemun-test-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
  return pattern;
}

// Unique among the processes that share one server.
std::string make_database_name() {
  static std::atomic<unsigned> last = 0;
  return "test_" + std::to_string(getpid()) + "_" + std::to_string(++last);
}

}  // namespace

std::string_view to_string(TestEngine engine) {
  switch (engine) {
    case TestEngine::sqlite_file:
      return "sqlite file";
    case TestEngine::sqlite_memory:
      return "sqlite memory";
    case TestEngine::postgres:
      return "postgres";
  }
  return "";
}

std::vector<TestEngine> test_engines() {
  const char* configured = std::getenv("DAEMUN_TEST_ENGINES");
  const std::string_view words = configured ? configured : "file,memory,postgres";
  const auto names = [words](std::string_view word) {
    return words.find(word) != std::string_view::npos;
  };
  std::vector<TestEngine> engines;
  if (names("file") || names("sqlite")) engines.push_back(TestEngine::sqlite_file);
  if (names("memory") || names("sqlite")) engines.push_back(TestEngine::sqlite_memory);
  if (names("postgres")) engines.push_back(TestEngine::postgres);
  return engines;
}

TestDatabase::TestDatabase(TestEngine engine) {
  switch (engine) {
    case TestEngine::sqlite_memory:
      config_.url = "sqlite::memory:";
      break;
    case TestEngine::sqlite_file:
      directory_ = make_directory();
      config_.url = "sqlite:" + directory_ + "/daemun.db";
      break;
    case TestEngine::postgres:
      database_name_ = make_database_name();
      postgres_ = shared_postgres();
      // Sorts by the rules of a language, as most installations do, and not by bytes.
      run_postgres_script(
          postgres_->url,
          "create database " + database_name_ +
              " template template0 locale_provider icu icu_locale 'en'"
      );
      config_.url = with_database(postgres_->url, database_name_);
      config_.postgres_connections = 4;
      break;
  }
}

TestDatabase::~TestDatabase() {
  std::error_code ignored;
  if (!directory_.empty()) std::filesystem::remove_all(directory_, ignored);
  try {
    if (postgres_) {
      run_postgres_script(postgres_->url, "drop database " + database_name_ + " with (force)");
    }
  } catch (const std::exception&) {
    // A test may have stopped the server; its directory goes with it.
  }
}

void for_each_engine(const std::function<void(const storage::DatabaseConfig&)>& body) {
  for (const TestEngine engine : test_engines()) {
    const std::string_view name = to_string(engine);
    INFO("engine: ", std::string(name));
    const TestDatabase database(engine);
    body(database.config());
  }
}

}  // namespace daemun::test
