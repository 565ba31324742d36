// Everything that a process of this installation works with: its data directory, vault key and
// database.
#ifndef DAEMUN_APP_INSTALLATION_H
#define DAEMUN_APP_INSTALLATION_H

#include "app/config.h"
#include "base/clock.h"
#include "crypto/random.h"
#include "domain/disposable_domains.h"
#include "storage/database.h"
#include "storage/migrate.h"
#include "storage/seed.h"
#include "storage/vault.h"

#include <memory>

namespace daemun::app {

storage::DatabaseConfig database_config_of(const Config& config);

// Makes the data directory (0700) when something of this configuration is kept there.
void prepare_data_dir(const Config& config);

// SECRET_VAULT_KEK, or `vault.key` in the data directory, which is made when absent (0600; one
// process of several that start at once makes it). Throws std::runtime_error.
Secret load_vault_key(const Config& config);

// Of DISPOSABLE_DOMAINS_FILE, else those that are built in. Throws std::runtime_error.
DisposableDomains load_disposable_domains(const Config& config);

struct Installation {
  // Opens the database as it is. Throws std::runtime_error.
  explicit Installation(const Config& config);

  storage::SeedContext seed_context(const Config& config);

  SystemClock clock;
  crypto::SystemRandom random;
  storage::Vault vault;
  std::unique_ptr<storage::Database> database;
};

// Prepares the directory and brings the database to this binary's version.
storage::MigrationReport migrate_installation(const Config& config);

// Throws std::runtime_error with what to do when the database is not at this binary's version.
void require_current_schema(const Config& config);

}  // namespace daemun::app

#endif
