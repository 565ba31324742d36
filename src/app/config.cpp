#include "app/config.h"

#include "app/config_values.h"
#include "base/encoding.h"
#include "base/text.h"
#include "base/uri.h"
#include "domain/network.h"

#include <algorithm>
#include <cstdlib>
#include <sstream>

namespace daemun::app {
namespace {

constexpr Setting all_settings[] = {
    {.name = "PORT",
     .flag = "--port",
     .type = "a port, 1 to 65535",
     .fallback = "3001",
     .derived = "",
     .doc = "The port for applications and their users.",
     .read = [](Config& config, const std::string& text) { return read_port(config.port, text); }},
    {.name = "ADMIN_PORT",
     .flag = "--admin-port",
     .type = "a port, 1 to 65535",
     .fallback = "3002",
     .derived = "",
     .doc = "The port for administrators; also for `/healthz`, `/readyz` and `/metrics`.",
     .read = [](Config& config,
                const std::string& text) { return read_port(config.admin_port, text); }},
    {.name = "ENDPOINT",
     .flag = "",
     .type = "an origin, as `https://auth.example.com`",
     .fallback = "",
     .derived = "`http://localhost:<PORT>` (`https` with a certificate)",
     .doc = "The public address of PORT: scheme, host and port. The issuer is this address "
            "followed by `/oidc`.",
     .read = [](Config& config,
                const std::string& text) { return read_origin(config.endpoint, text); }},
    {.name = "ADMIN_ENDPOINT",
     .flag = "",
     .type = "an origin, as `https://auth.example.com`",
     .fallback = "",
     .derived = "`http://localhost:<ADMIN_PORT>` (`https` with a certificate)",
     .doc = "The public address of ADMIN_PORT.",
     .read = [](Config& config,
                const std::string& text) { return read_origin(config.admin_endpoint, text); }},
    {.name = "DAEMUN_DATA_DIR",
     .flag = "--data-dir",
     .type = "a path",
     .fallback = "daemun-data",
     .derived = "",
     .doc = "Holds the embedded database and the vault key. Created with mode 0700 if it does not "
            "exist.",
     .read = [](Config& config,
                const std::string& text) { return read_text(config.data_dir, text); }},
    {.name = "DB_URL",
     .flag = "",
     .type = "`postgres://…` or `sqlite:PATH`",
     .fallback = "",
     .derived = "`daemun.db` in the data directory",
     .doc = "The database. Use PostgreSQL to share it between nodes.",
     .read = [](Config& config,
                const std::string& text) { return read_database_url(config.database_url, text); }},
    {.name = "DATABASE_POOL_SIZE",
     .flag = "",
     .type = "a number, 1 to 1000",
     .fallback = "8",
     .derived = "",
     .doc = "Connections to PostgreSQL.",
     .read = [](Config& config, const std::string& text
             ) { return read_number(config.database_pool_size, text, 1U, 1000U); }},
    {.name = "LISTEN_ADDRESS",
     .flag = "--listen-address",
     .type = "an IP address",
     .fallback = "0.0.0.0",
     .derived = "",
     .doc = "The address of both ports. `127.0.0.1`: this machine only; `::`: IPv6 as well.",
     .read = [](Config& config,
                const std::string& text) { return read_text(config.listen_address, text); }},
    {.name = "TRUST_PROXY_HEADER",
     .flag = "",
     .type = "on or off",
     .fallback = "off",
     .derived = "",
     .doc = "Trust `X-Forwarded-For`, `-Proto` and `-Host`. Only behind a proxy that sets them.",
     .read = [](Config& config,
                const std::string& text) { return read_switch(config.trust_proxy_header, text); }},
    {.name = "INJECTED_HEADER_MAPPING_JSON",
     .flag = "",
     .type = "a JSON object of header names",
     .fallback = "",
     .derived = "none: the headers are not read",
     .doc = "The headers in which the proxy says where a request comes from, for adaptive MFA: "
            "`country`, `city`, `latitude`, `longitude`, `botScore`, `botVerified`. Requires "
            "TRUST_PROXY_HEADER, and a proxy that sets or removes each of them.",
     .read = [](Config& config, const std::string& text
             ) { return read_place_headers(config.place_headers, text); }},
    {.name = "GEOIP_DATABASE",
     .flag = "",
     .type = "a path",
     .fallback = "",
     .derived = "none",
     .doc = "A database of countries or cities in MaxMind's format (`.mmdb`), which tells adaptive "
            "MFA where an address is. Read at the start.",
     .read = [](Config& config,
                const std::string& text) { return read_text(config.geoip_database, text); }},
    {.name = "HTTPS_CERT_PATH",
     .flag = "",
     .type = "a path",
     .fallback = "",
     .derived = "none: plain HTTP",
     .doc = "The certificate chain in PEM, for both ports. Requires HTTPS_KEY_PATH.",
     .read = [](Config& config,
                const std::string& text) { return read_text(config.https_cert_path, text); }},
    {.name = "HTTPS_KEY_PATH",
     .flag = "",
     .type = "a path",
     .fallback = "",
     .derived = "none: plain HTTP",
     .doc = "The certificate's private key in PEM.",
     .read = [](Config& config,
                const std::string& text) { return read_text(config.https_key_path, text); }},
    {.name = "SECRET_VAULT_KEK",
     .flag = "",
     .type = "32 bytes in base64",
     .fallback = "",
     .derived = "`vault.key` in the data directory, created at the first start",
     .doc = "Seals private keys and application secrets in the database. Must be the same on every "
            "node.",
     .read = [](Config& config,
                const std::string& text) { return read_vault_key(config.secret_vault_kek, text); }},
    {.name = "S3_BUCKET",
     .flag = "",
     .type = "a name of small letters, digits and hyphens",
     .fallback = "",
     .derived = "none: pictures are in the database",
     .doc = "The bucket for uploaded pictures, at a store that speaks Amazon S3's protocol.",
     .read = [](Config& config,
                const std::string& text) { return read_bucket(config.s3.bucket, text); }},
    {.name = "S3_ENDPOINT",
     .flag = "",
     .type = "a URL without a path",
     .fallback = "",
     .derived = "Amazon's endpoint of the region",
     .doc = "The store. One on a private network must also be listed in ALLOWED_PRIVATE_HOSTS.",
     .read = [](Config& config,
                const std::string& text) { return read_origin(config.s3.endpoint, text); }},
    {.name = "S3_REGION",
     .flag = "",
     .type = "a name",
     .fallback = "us-east-1",
     .derived = "",
     .doc = "The region of the bucket. Requests are signed for it.",
     .read = [](Config& config,
                const std::string& text) { return read_region(config.s3.region, text); }},
    {.name = "S3_ACCESS_KEY_ID",
     .flag = "",
     .type = "text",
     .fallback = "",
     .derived = "none",
     .doc = "The key that may put and delete objects of the bucket.",
     .read = [](Config& config,
                const std::string& text) { return read_key_id(config.s3.access_key_id, text); }},
    {.name = "S3_SECRET_ACCESS_KEY",
     .flag = "",
     .type = "text",
     .fallback = "",
     .derived = "none",
     .doc = "Its secret.",
     .read =
         [](Config& config, const std::string& text) {
           config.s3.secret_access_key = Secret(text);
           return true;
         }},
    {.name = "S3_PUBLIC_URL",
     .flag = "",
     .type = "a URL",
     .fallback = "",
     .derived = "that of the bucket",
     .doc = "Where browsers find the objects of the bucket.",
     .read = [](Config& config,
                const std::string& text) { return read_public_url(config.s3.public_url, text); }},
    {.name = "S3_FORCE_PATH_STYLE",
     .flag = "",
     .type = "on or off",
     .fallback = "off",
     .derived = "",
     .doc = "Name the bucket in the path of URLs, not in the host.",
     .read = [](Config& config,
                const std::string& text) { return read_path_style(config.s3.path_style, text); }},
    {.name = "LOG_LEVEL",
     .flag = "",
     .type = "debug, info, warning or error",
     .fallback = "info",
     .derived = "",
     .doc = "The minimum severity of events that are logged, as lines of JSON on standard error.",
     .read = [](Config& config,
                const std::string& text) { return read_log_level(config.log_level, text); }},
    {.name = "HTTP_THREADS",
     .flag = "",
     .type = "a number, 0 to 1024",
     .fallback = "0",
     .derived = "",
     .doc = "Event loops; 0: one per core.",
     .read = [](Config& config, const std::string& text
             ) { return read_number(config.http_threads, text, 0U, 1024U); }},
    {.name = "PASSWORD_THREADS",
     .flag = "",
     .type = "a number, 1 to 256",
     .fallback = "2",
     .derived = "",
     .doc = "Passwords that are checked at once; each needs 19 MiB and a core.",
     .read = [](Config& config, const std::string& text
             ) { return read_number(config.password_threads, text, 1U, 256U); }},
    {.name = "NETWORK_RATE_LIMIT",
     .flag = "",
     .type = "a number, 0 to 1000000",
     .fallback = "1200",
     .derived = "",
     .doc = "Requests per minute from one network (an IPv4 address or an IPv6 /64) to start or "
            "continue "
            "sign-ins; a sign-in takes about six. 0: no limit.",
     .read = [](Config& config, const std::string& text
             ) { return read_number(config.network_rate_limit, text, 0, 1'000'000); }},
    {.name = "ALLOW_PRIVATE_NETWORK_REQUESTS",
     .flag = "",
     .type = "on or off",
     .fallback = "off",
     .derived = "",
     .doc =
         "Let the server call private and loopback addresses (back-channel logout, webhooks). For "
         "development.",
     .read = [](Config& config, const std::string& text
             ) { return read_switch(config.allow_private_network_requests, text); }},
    {.name = "ALLOWED_PRIVATE_HOSTS",
     .flag = "",
     .type = "hosts, as `mail.internal, 10.0.0.5:2525`",
     .fallback = "",
     .derived = "none",
     .doc = "Hosts that the server may call although their addresses are private or loopback, on "
            "the named port or on all: mail servers, gateways, webhooks.",
     .read = [](Config& config, const std::string& text
             ) { return read_hosts(config.allowed_private_hosts, text); }},
    {.name = "DEVELOPMENT_MAILBOX",
     .flag = "",
     .type = "auto, on or off",
     .fallback = "auto",
     .derived = "",
     .doc = "Show e-mail and text messages by `daemun messages` and `/api/development-messages` "
            "while no connector sends them. auto: while the endpoints, LISTEN_ADDRESS and the "
            "client are loopback. Codes can be read there: never on for a server that others use.",
     .read = [](Config& config, const std::string& text
             ) { return read_mailbox(config.development_mailbox, text); }},
    {.name = "MOCK_CONNECTORS_DIR",
     .flag = "",
     .type = "a path",
     .fallback = "",
     .derived = "none: there are no mock connectors",
     .doc = "For tests: offers connectors that write their last message to a file there "
            "(`mock_email_record.txt`, `mock_sms_record.txt`) instead of sending it.",
     .read = [](Config& config,
                const std::string& text) { return read_text(config.mock_connectors_dir, text); }},
    {.name = "MESSAGE_NETWORK_LIMIT",
     .flag = "",
     .type = "a number, 0 to 1000",
     .fallback = "100",
     .derived = "",
     .doc =
         "Codes by e-mail and SMS that people of one network (an IPv4 address or an IPv6 /64) may "
         "ask a tenant for in ten minutes. 0: no limit.",
     .read = [](Config& config, const std::string& text
             ) { return read_number(config.message_network_limit, text, 0, 1000); }},
    {.name = "NEW_BROWSER_MAIL",
     .flag = "",
     .type = "on or off",
     .fallback = "off",
     .derived = "",
     .doc = "Sends people an e-mail when a browser signs in to their account for the first time.",
     .read = [](Config& config,
                const std::string& text) { return read_switch(config.new_browser_mail, text); }},
    {.name = "SMS_DAILY_LIMIT",
     .flag = "",
     .type = "a number, 0 to 100000000",
     .fallback = "10000",
     .derived = "",
     .doc = "Text messages of a tenant on one day (UTC): the most that an attack on sign-up can "
            "cost. 0: no limit.",
     .read = [](Config& config, const std::string& text
             ) { return read_number(config.sms_daily_limit, text, 0, 100'000'000); }},
    {.name = "SMS_COUNTRIES",
     .flag = "",
     .type = "countries, as `KR, US`",
     .fallback = "",
     .derived = "all",
     .doc = "Countries that text messages are sent to. Those whose numbers look alike, as the "
            "United States and Canada, count as one.",
     .read = [](Config& config,
                const std::string& text) { return read_countries(config.sms_countries, text); }},
    {.name = "DISPOSABLE_DOMAINS_FILE",
     .flag = "",
     .type = "a path",
     .fallback = "",
     .derived = "the built-in list",
     .doc = "A list of e-mail domains that count as disposable, instead of the built-in one: one a "
            "line, `*.example.com` with all below it. Read at the start.",
     .read = [](Config& config, const std::string& text
             ) { return read_text(config.disposable_domains_file, text); }},
    {.name = "MEMBER_READ_PERMISSION",
     .flag = "",
     .type = "the name of a permission",
     .fallback = "member:read",
     .derived = "",
     .doc = "The organization permission with which members see the members of their organization "
            "([how](#organizations-that-run-themselves)).",
     .read = [](Config& config, const std::string& text
             ) { return read_permission(config.member_permissions.read, text); }},
    {.name = "MEMBER_INVITE_PERMISSION",
     .flag = "",
     .type = "the name of a permission",
     .fallback = "member:invite",
     .derived = "",
     .doc = "The organization permission with which members see, send and revoke invitations to "
            "their organization.",
     .read = [](Config& config, const std::string& text
             ) { return read_permission(config.member_permissions.invite, text); }},
    {.name = "MEMBER_REMOVE_PERMISSION",
     .flag = "",
     .type = "the name of a permission",
     .fallback = "member:remove",
     .derived = "",
     .doc = "The organization permission with which members remove others from their "
            "organization.",
     .read = [](Config& config, const std::string& text
             ) { return read_permission(config.member_permissions.remove, text); }},
    {.name = "PRIVATE_KEY_ROTATION_GRACE_PERIOD",
     .flag = "",
     .type = "a number of seconds",
     .fallback = "0",
     .derived = "",
     .doc = "How long a new signing key is published before it signs; 0: it signs at once.",
     .read = [](Config& config, const std::string& text
             ) { return read_seconds(config.private_key_rotation_grace_period, text); }},
    {.name = "AUDIT_LOG_RETENTION_DAYS",
     .flag = "",
     .type = "a number of days, 0 to 36500",
     .fallback = "90",
     .derived = "",
     .doc = "How long entries of the audit log are kept; 0: forever.",
     .read = [](Config& config,
                const std::string& text) { return read_days(config.audit_log_retention, text); }},
};

ConfigError wrong_value(const Setting& setting, const std::string& source) {
  return {std::string(setting.name) + " (" + source + "): expected " + std::string(setting.type)};
}

using Values = std::map<std::string, std::string, std::less<>>;

bool is_setting(std::string_view name) {
  return std::any_of(std::begin(all_settings), std::end(all_settings), [&](const Setting& setting) {
    return setting.name == name;
  });
}

Result<Values, ConfigError> parse_file(const ConfigSources& sources) {
  Values values;
  std::istringstream file(sources.file_text);
  std::size_t number = 0;
  for (std::string text; std::getline(file, text);) {
    ++number;
    const std::string_view line = trim(text);
    if (line.empty() || line.front() == '#') continue;
    const std::string place = sources.file_name + ":" + std::to_string(number);
    const auto equals = line.find('=');
    if (equals == line.npos) return ConfigError{place + ": expected KEY=VALUE"};
    const std::string_view key = trim(line.substr(0, equals));
    if (!is_setting(key)) return ConfigError{place + ": there is no setting of that name"};
    if (!values.emplace(key, trim(line.substr(equals + 1))).second) {
      return ConfigError{place + ": the setting is there twice"};
    }
  }
  return values;
}

struct Found {
  std::string text;
  std::string source;
};

// An empty text is as good as none: `PORT=` in a service file means the default.
std::optional<Found> find_value(
    const Setting& setting, const ConfigSources& sources, const Values& file
) {
  const std::string name(setting.name);
  if (const auto flag = sources.flags.find(name); flag != sources.flags.end()) {
    return Found{flag->second, std::string(setting.flag)};
  }
  if (sources.environment) {
    auto text = sources.environment(name);
    if (text && !text->empty()) return Found{std::move(*text), "environment"};
  }
  if (const auto line = file.find(name); line != file.end() && !line->second.empty()) {
    return Found{line->second, sources.file_name};
  }
  if (!setting.fallback.empty()) return Found{std::string(setting.fallback), "default"};
  return std::nullopt;
}

void derive_defaults(Config& config) {
  const std::string scheme = config.https_cert_path.empty() ? "http" : "https";
  const auto local = [&](std::uint16_t port) {
    return to_origin(*parse_uri(scheme + "://localhost:" + std::to_string(port)));
  };
  if (config.endpoint.empty()) config.endpoint = local(config.port);
  if (config.admin_endpoint.empty()) config.admin_endpoint = local(config.admin_port);
  if (config.database_url.empty()) {
    config.database_url = "sqlite:" + (config.data_dir / "daemun.db").string();
  }
}

std::optional<ConfigError> find_contradiction(const Config& config) {
  if (config.https_cert_path.empty() != config.https_key_path.empty()) {
    return ConfigError{"HTTPS_CERT_PATH and HTTPS_KEY_PATH belong together: set both or none"};
  }
  if (config.port == config.admin_port) return ConfigError{"PORT and ADMIN_PORT must differ"};
  if (config.endpoint == config.admin_endpoint) {
    return ConfigError{"ENDPOINT and ADMIN_ENDPOINT must differ: each is an issuer of its own"};
  }
  if (!config.place_headers.empty() && !config.trust_proxy_header)
    return ConfigError{"INJECTED_HEADER_MAPPING_JSON requires TRUST_PROXY_HEADER"};
  const auto& s3 = config.s3;
  if (!s3.bucket.empty() && (s3.access_key_id.empty() || s3.secret_access_key.empty()))
    return ConfigError{"S3_BUCKET requires S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY"};
  return std::nullopt;
}

}  // namespace

std::span<const Setting> settings() {
  return all_settings;
}

Result<Config, ConfigError> load_config(const ConfigSources& sources) {
  const auto file = parse_file(sources);
  if (!file) return file.error();
  Config config;
  for (const auto& setting : all_settings) {
    const auto found = find_value(setting, sources, *file);
    if (found && !setting.read(config, found->text)) return wrong_value(setting, found->source);
  }
  derive_defaults(config);
  if (auto contradiction = find_contradiction(config)) return *contradiction;
  return config;
}

bool Config::is_loopback() const {
  const auto is_local = [](std::string_view origin) {
    const auto uri = parse_uri(origin);
    return uri && is_loopback_host(*uri);
  };
  return is_local(endpoint) && is_local(admin_endpoint) && is_loopback_address(listen_address);
}

std::optional<std::string> find_environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) return std::nullopt;
  return value;
}

std::string config_markdown() {
  std::string text = "| Setting | Flag | Value | Default | Meaning |\n|---|---|---|---|---|\n";
  for (const auto& setting : all_settings) {
    const auto code = [](std::string_view word) { return "`" + std::string(word) + "`"; };
    text += "| " + code(setting.name) + " | ";
    text += setting.flag.empty() ? "" : code(setting.flag) + " ";
    text += "| " + std::string(setting.type) + " | ";
    text += setting.fallback.empty() ? std::string(setting.derived) : code(setting.fallback);
    text += " | " + std::string(setting.doc) + " |\n";
  }
  return text;
}

}  // namespace daemun::app
