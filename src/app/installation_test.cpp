#include "app/installation.h"

#include "support/folder.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sys/stat.h>

namespace daemun::app {
namespace {

using test::Folder;

Config config_in(const Folder& folder) {
  Config config;
  config.data_dir = folder.path() / "deep" / "data";
  config.database_url = "sqlite:" + (config.data_dir / "daemun.db").string();
  return config;
}

mode_t mode_of(const std::filesystem::path& path) {
  struct stat status {};
  REQUIRE(stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777;
}

TEST_CASE("load_vault_key makes a key for its owner alone and finds it again") {
  const Folder folder;
  const Config config = config_in(folder);
  const Secret key = load_vault_key(config);
  CHECK(key.reveal().size() == 32);
  CHECK(mode_of(config.data_dir) == 0700);
  CHECK(mode_of(config.data_dir / "vault.key") == 0600);
  CHECK(load_vault_key(config).reveal() == key.reveal());
}

TEST_CASE("load_vault_key takes the configured key and makes no file") {
  const Folder folder;
  Config config = config_in(folder);
  config.database_url = "postgres://localhost/daemun";
  config.secret_vault_kek = Secret(std::string(32, 'k'));
  CHECK(load_vault_key(config).reveal() == std::string(32, 'k'));
  prepare_data_dir(config);
  CHECK_FALSE(std::filesystem::exists(config.data_dir));
}

TEST_CASE("load_vault_key refuses a file that holds something else") {
  const Folder folder;
  const Config config = config_in(folder);
  prepare_data_dir(config);
  std::ofstream(config.data_dir / "vault.key") << "c2hvcnQ=\n";
  CHECK_THROWS_AS(load_vault_key(config), std::runtime_error);
}

TEST_CASE("load_disposable_domains takes the file instead of the built-in list") {
  const Folder folder;
  Config config;
  CHECK(load_disposable_domains(config).contains("mailinator.com"));
  config.disposable_domains_file = folder.path() / "domains";
  CHECK_THROWS_AS(load_disposable_domains(config), std::runtime_error);
  std::ofstream(config.disposable_domains_file) << "# ours\n*.trash.example\n";
  const auto domains = load_disposable_domains(config);
  CHECK(domains.contains("a.trash.example"));
  CHECK_FALSE(domains.contains("mailinator.com"));
  std::ofstream(config.disposable_domains_file) << "no domain\n";
  CHECK_THROWS_AS(load_disposable_domains(config), std::runtime_error);
  std::ofstream(config.disposable_domains_file, std::ios::trunc) << "\n";
  CHECK_FALSE(load_disposable_domains(config).contains("mailinator.com"));
}

TEST_CASE("require_current_schema says what to do before there is a database") {
  const Folder folder;
  const Config config = config_in(folder);
  CHECK_THROWS_WITH(
      require_current_schema(config),
      "there is no database yet: run `daemun seed` (or `daemun serve`) first"
  );
  CHECK_FALSE(std::filesystem::exists(config.data_dir));
  const auto report = migrate_installation(config);
  CHECK(report.from == 0);
  CHECK_NOTHROW(require_current_schema(config));
}

}  // namespace
}  // namespace daemun::app
