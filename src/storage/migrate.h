// Numbered migrations, embedded in the binary, each in one transaction, run under a lock.
#ifndef DAEMUN_STORAGE_MIGRATE_H
#define DAEMUN_STORAGE_MIGRATE_H

#include "storage/database.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::storage {

// From storage/migrations/NNNN_name.sql (both engines) or NNNN_name.{sqlite,postgres}.sql.
struct Migration {
  int number;
  std::string_view name;
  std::string_view sqlite;
  std::string_view postgres;
};

std::span<const Migration> migrations();

struct MigrationReport {
  int from = 0;  // 0: an empty database
  int to = 0;
};

// Brings the database to `target` (default: the newest). Several processes may call it at once.
// Throws std::runtime_error when the database is newer than this binary or a migration fails (then
// nothing of that migration stays).
MigrationReport migrate(const DatabaseConfig& config, int target = -1);

// The version that the database is at, 0 when empty.
int schema_version(const DatabaseConfig& config);

}  // namespace daemun::storage

#endif
