#include "storage/migrate.h"

#include "storage/location.h"
#include "storage/migration_session.h"
#include "storage/sqlite/sqlite_database.h"

#include <stdexcept>

namespace daemun::storage {
namespace {

// Calls `use` with a session on the database. A private database ends with the call.
template <typename Use>
auto with_session(const DatabaseConfig& config, Use use) {
  auto location = parse_location(config.url);
  if (location.engine == Engine::postgres) return use(*open_postgres_migration(location.target));
  const SqliteFile file(std::move(location.target));
  return use(*open_sqlite_migration(file.path()));
}

std::string title(const Migration& migration) {
  return std::to_string(migration.number) + " (" + std::string(migration.name) + ")";
}

}  // namespace

MigrationReport migrate(MigrationSession& session, std::span<const Migration> list, int target) {
  const int newest = list.empty() ? 0 : list.back().number;
  const int wanted = target < 0 ? newest : target;
  const int from = session.version();
  if (from > newest) {
    throw std::runtime_error(
        "the database is at version " + std::to_string(from) + ", this program knows only " +
        std::to_string(newest)
    );
  }
  if (wanted > newest) throw std::runtime_error("there is no migration " + std::to_string(wanted));
  if (wanted < from) {
    throw std::runtime_error(
        "the database is at version " + std::to_string(from) + " and cannot go back to " +
        std::to_string(wanted)
    );
  }
  for (const auto& migration : list) {
    if (migration.number <= from || migration.number > wanted) continue;
    try {
      session.apply(migration);
    } catch (const std::exception& error) {
      throw std::runtime_error("migration " + title(migration) + " failed: " + error.what());
    }
  }
  return {.from = from, .to = session.version()};
}

MigrationReport migrate(const DatabaseConfig& config, int target) {
  return with_session(config, [target](MigrationSession& session) {
    return migrate(session, migrations(), target);
  });
}

int schema_version(const DatabaseConfig& config) {
  return with_session(config, [](MigrationSession& session) { return session.version(); });
}

}  // namespace daemun::storage
