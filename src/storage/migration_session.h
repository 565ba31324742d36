// The part of an engine that migrations need.
#ifndef DAEMUN_STORAGE_MIGRATION_SESSION_H
#define DAEMUN_STORAGE_MIGRATION_SESSION_H

#include "storage/migrate.h"

#include <memory>
#include <span>
#include <string>

namespace daemun::storage {

class MigrationSession {
 public:
  virtual ~MigrationSession() = default;

  // The version that is committed, 0 when the database is empty.
  virtual int version() = 0;
  // One transaction under the engine's lock, which does nothing when another process was faster.
  // Throws std::runtime_error with the engine's message.
  virtual void apply(const Migration& migration) = 0;
};

// The file must exist.
std::unique_ptr<MigrationSession> open_sqlite_migration(const std::string& path);
std::unique_ptr<MigrationSession> open_postgres_migration(const std::string& url);

// As migrate(), with a session and a list of migrations in the order of their numbers.
MigrationReport migrate(MigrationSession& session, std::span<const Migration> list, int target);
inline void migrate_to_newest(MigrationSession& session) {
  migrate(session, migrations(), -1);
}

}  // namespace daemun::storage

#endif
