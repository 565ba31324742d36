#include "storage/database.h"

#include "storage/location.h"
#include "storage/postgres/postgres_database.h"
#include "storage/sqlite/sqlite_database.h"

#include <stdexcept>
#include <string_view>

namespace daemun::storage {

Location parse_location(const std::string& url) {
  constexpr std::string_view sqlite_scheme = "sqlite:";
  if (url.starts_with("postgres://") || url.starts_with("postgresql://")) {
    require_postgres_url(url);
    return {Engine::postgres, url};
  }
  if (!url.starts_with(sqlite_scheme)) {
    throw std::runtime_error("the database URL must start with postgres:// or sqlite:");
  }
  auto path = url.substr(sqlite_scheme.size());
  if (path.empty()) throw std::runtime_error("the database URL has no path after sqlite:");
  if (path == ":memory:") path.clear();
  return {Engine::sqlite, std::move(path)};
}

std::unique_ptr<Database> open_database(const DatabaseConfig& config) {
  auto location = parse_location(config.url);
  try {
    if (location.engine == Engine::postgres) {
      return std::make_unique<PostgresDatabase>(location.target, config);
    }
    return std::make_unique<SqliteDatabase>(location.target, config.queue_limit);
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(std::string("cannot open the database: ") + error.what());
  }
}

}  // namespace daemun::storage
