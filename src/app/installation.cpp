#include "app/installation.h"

#include "base/encoding.h"
#include "base/text.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace daemun::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t vault_key_bytes = 32;

[[noreturn]] void fail(const std::string& what, const fs::path& path) {
  throw std::runtime_error("cannot " + what + " " + path.string() + ": " + std::strerror(errno));
}

bool is_embedded(const Config& config) {
  return config.database_url.starts_with("sqlite:");
}

std::optional<Secret> read_key_file(const fs::path& path) {
  std::ifstream file(path);
  if (!file) {
    if (errno == ENOENT) return std::nullopt;
    fail("read", path);
  }
  std::string line;
  std::getline(file, line);
  auto key = parse_base64(trim(line));
  wipe_memory(line.data(), line.size());
  if (!key || key->size() != vault_key_bytes) {
    throw std::runtime_error(path.string() + " does not hold a vault key (32 bytes in base64)");
  }
  return Secret(std::move(*key));
}

void write_durably(const fs::path& path, const std::string& text) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) fail("make", path);
  const ssize_t written = write(file, text.data(), text.size());
  const bool is_written = written == static_cast<ssize_t>(text.size()) && fsync(file) == 0;
  close(file);
  if (!is_written) fail("write", path);
}

// Written aside and linked into place, so that nobody reads half a key and only one process wins.
void make_key_file(const fs::path& path) {
  crypto::SystemRandom random;
  const Secret text(to_base64(crypto::random_bytes(random, vault_key_bytes)) + "\n");
  const fs::path draft = path.string() + "." + std::to_string(getpid());
  unlink(draft.c_str());  // of a process that died
  write_durably(draft, text.reveal());
  const int linked = link(draft.c_str(), path.c_str());
  const int reason = errno;
  unlink(draft.c_str());
  errno = reason;
  if (linked != 0 && errno != EEXIST) fail("make", path);
}

}  // namespace

storage::DatabaseConfig database_config_of(const Config& config) {
  return {.url = config.database_url, .postgres_connections = config.database_pool_size};
}

void prepare_data_dir(const Config& config) {
  if (config.secret_vault_kek && !is_embedded(config)) return;
  const fs::path path = fs::absolute(config.data_dir).lexically_normal();
  const fs::path folder = path.has_filename() ? path : path.parent_path();
  std::error_code error;
  fs::create_directories(folder.parent_path(), error);
  if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) fail("make", folder);
}

Secret load_vault_key(const Config& config) {
  if (config.secret_vault_kek) return *config.secret_vault_kek;
  const fs::path path = config.data_dir / "vault.key";
  if (auto key = read_key_file(path)) return std::move(*key);
  prepare_data_dir(config);
  make_key_file(path);
  auto key = read_key_file(path);
  if (!key) fail("read", path);
  return std::move(*key);
}

DisposableDomains load_disposable_domains(const Config& config) {
  const auto& path = config.disposable_domains_file;
  if (path.empty()) return DisposableDomains::embedded();
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) fail("read", path);
  auto domains = DisposableDomains::parse(text.str());
  if (!domains)
    throw std::runtime_error(path.string() + " holds a line that is no domain: one a line");
  return *std::move(domains);
}

Installation::Installation(const Config& config)
    : vault(load_vault_key(config), random), database(open_database(database_config_of(config))) {}

storage::SeedContext Installation::seed_context(const Config& config) {
  return {
      .database = *database,
      .vault = vault,
      .clock = clock,
      .random = random,
      .endpoint = config.endpoint,
      .admin_endpoint = config.admin_endpoint};
}

storage::MigrationReport migrate_installation(const Config& config) {
  prepare_data_dir(config);
  return storage::migrate(database_config_of(config));
}

void require_current_schema(const Config& config) {
  const int newest = storage::migrations().back().number;
  const bool is_there =
      !is_embedded(config) || fs::exists(config.database_url.substr(std::strlen("sqlite:")));
  const int version = is_there ? storage::schema_version(database_config_of(config)) : 0;
  if (version == newest) return;
  throw std::runtime_error(
      version == 0
          ? "there is no database yet: run `daemun seed` (or `daemun serve`) first"
          : "the database is at version " + std::to_string(version) + ", this program at " +
                std::to_string(newest) + ": run `daemun migrate` first"
  );
}

}  // namespace daemun::app
