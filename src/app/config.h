// The settings of an installation. Each is one row of one table: name, flag, type, default and what
// it means; reading, checking and docs/operations.md are made from it.
//
// Sources, the later wins: defaults, the file of --config, the environment, flags.
#ifndef DAEMUN_APP_CONFIG_H
#define DAEMUN_APP_CONFIG_H

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "domain/member_permissions.h"
#include "domain/place_headers.h"
#include "net/allowed_hosts.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "uploads/s3_request.h"

namespace daemun::app {

struct Config {
  std::uint16_t port = 0;
  std::uint16_t admin_port = 0;
  std::string endpoint;        // "https://auth.example.com", without a trailing slash
  std::string admin_endpoint;  // likewise
  std::filesystem::path data_dir;
  std::string database_url;  // as storage::DatabaseConfig has it
  unsigned database_pool_size = 0;
  std::string listen_address;
  bool trust_proxy_header = false;
  PlaceHeaders place_headers;            // read where the proxy is trusted
  std::filesystem::path geoip_database;  // empty: none
  std::string https_cert_path;           // both empty: plain HTTP
  std::string https_key_path;
  std::optional<Secret> secret_vault_kek;  // 32 bytes; nothing: the file in the data directory
  std::string log_level;
  unsigned http_threads = 0;  // 0: one a core
  unsigned password_threads = 0;
  int network_rate_limit = 0;  // a minute; 0: none
  bool allow_private_network_requests = false;
  net::AllowedHosts allowed_private_hosts;
  std::optional<bool> development_mailbox;  // nothing: on while all is loopback
  std::filesystem::path mock_connectors_dir;
  int message_network_limit = 0;  // codes in ten minutes; 0: none
  bool new_browser_mail = false;
  int sms_daily_limit = 0;                        // 0: none
  std::vector<std::string> sms_countries;         // empty: all
  std::filesystem::path disposable_domains_file;  // empty: the embedded list
  MemberPermissions member_permissions;
  Seconds private_key_rotation_grace_period{0};
  std::chrono::days audit_log_retention{0};  // 0: for ever
  uploads::S3Settings s3{};                  // without a bucket: pictures are in the database

  // All of it on this machine: the endpoints and the address that is listened on.
  bool is_loopback() const;
  std::string issuer() const { return endpoint + "/oidc"; }
  std::string admin_issuer() const { return admin_endpoint + "/oidc"; }
};

struct Setting {
  std::string_view name;  // in the environment and the file
  std::string_view flag;  // "--port"; empty: none
  std::string_view type;
  std::string_view fallback;  // the default as text; empty: see `derived`
  std::string_view derived;   // what the default is when it depends on others
  std::string_view doc;
  // False for a text that is not of the type.
  bool (*read)(Config& config, const std::string& text);
};

std::span<const Setting> settings();

struct ConfigSources {
  std::map<std::string, std::string, std::less<>> flags;  // by the setting's name
  std::function<std::optional<std::string>(const std::string& name)> environment;
  std::string file_name;  // for messages
  std::string file_text;
};

// One readable line, without the value: it may be a secret.
struct ConfigError {
  std::string description;
};

// The file has lines KEY=VALUE; empty lines and lines that begin with '#' are skipped, spaces
// around key and value too. A key that is no setting is an error there. An empty value is as good
// as none.
Result<Config, ConfigError> load_config(const ConfigSources& sources);

// The process's environment, for ConfigSources.
std::optional<std::string> find_environment(const std::string& name);

// The table of settings in Markdown.
std::string config_markdown();

}  // namespace daemun::app

#endif
