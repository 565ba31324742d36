#include "app/config.h"

#include "base/encoding.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace daemun::app {
namespace {

using Values = std::map<std::string, std::string, std::less<>>;

ConfigSources sources_of(Values environment, std::string file = "", Values flags = {}) {
  return ConfigSources{
      .flags = std::move(flags),
      .environment = [environment = std::move(environment)](const std::string& name
                     ) -> std::optional<std::string> {
        const auto found = environment.find(name);
        if (found == environment.end()) return std::nullopt;
        return found->second;
      },
      .file_name = "daemun.conf",
      .file_text = std::move(file),
  };
}

std::string complaint_of(const ConfigSources& sources) {
  const auto config = load_config(sources);
  return config ? "" : config.error().description;
}

TEST_CASE("load_config gives every setting its default") {
  const auto config = load_config(ConfigSources{});
  REQUIRE(config);
  CHECK(config->port == 3001);
  CHECK(config->admin_port == 3002);
  CHECK(config->endpoint == "http://localhost:3001");
  CHECK(config->admin_issuer() == "http://localhost:3002/oidc");
  CHECK(config->database_url == "sqlite:daemun-data/daemun.db");
  CHECK(config->listen_address == "0.0.0.0");
  CHECK_FALSE(config->trust_proxy_header);
  CHECK_FALSE(config->allow_private_network_requests);
  CHECK_FALSE(config->secret_vault_kek);
  CHECK(config->password_threads == 2);
}

TEST_CASE("load_config lets a flag win over the environment, and that over the file") {
  const std::string file = "# ports\n\n PORT = 1000 \nADMIN_PORT=1001\nLOG_LEVEL=debug\r\n";
  const Values environment{{"PORT", "2000"}, {"ADMIN_PORT", "2001"}};
  const auto config = load_config(sources_of(environment, file, {{"PORT", "3000"}}));
  REQUIRE(config);
  CHECK(config->port == 3000);
  CHECK(config->admin_port == 2001);
  CHECK(config->log_level == "debug");
}

TEST_CASE("load_config derives the endpoints from ports and certificate") {
  const auto config = load_config(sources_of(
      {{"PORT", "443"},
       {"ADMIN_PORT", "8443"},
       {"HTTPS_CERT_PATH", "c.pem"},
       {"HTTPS_KEY_PATH", "k.pem"}}
  ));
  REQUIRE(config);
  CHECK(config->endpoint == "https://localhost");
  CHECK(config->admin_endpoint == "https://localhost:8443");
}

TEST_CASE("load_config takes the endpoint without its trailing slash") {
  const auto config = load_config(sources_of({{"ENDPOINT", "https://Auth.Example.com:443/"}}));
  REQUIRE(config);
  CHECK(config->issuer() == "https://auth.example.com/oidc");
}

TEST_CASE("load_config reads the names of the headers with a place") {
  const char* mapping = R"({"country":"X-Country"})";
  const auto config = load_config(
      sources_of({{"INJECTED_HEADER_MAPPING_JSON", mapping}, {"TRUST_PROXY_HEADER", "1"}})
  );
  REQUIRE(config);
  CHECK(config->place_headers == PlaceHeaders{.country = "x-country"});
  CHECK_FALSE(load_config(sources_of({{"INJECTED_HEADER_MAPPING_JSON", mapping}})));
}

TEST_CASE("load_config takes an empty value as none") {
  const auto config = load_config(sources_of({{"PORT", ""}, {"DB_URL", ""}}, "LOG_LEVEL=\n"));
  REQUIRE(config);
  CHECK(config->port == 3001);
  CHECK(config->log_level == "info");
}

TEST_CASE("load_config reads the vault key as 32 bytes of base64") {
  const auto config =
      load_config(sources_of({{"SECRET_VAULT_KEK", to_base64(std::string(32, 'k'))}}));
  REQUIRE(config);
  REQUIRE(config->secret_vault_kek);
  CHECK(config->secret_vault_kek->reveal() == std::string(32, 'k'));
}

TEST_CASE("load_config names the setting, the source and what is expected of a bad value") {
  CHECK(
      complaint_of(sources_of({{"PORT", "0"}})) == "PORT (environment): expected a port, 1 to 65535"
  );
  CHECK(
      complaint_of(sources_of({}, "PORT=x")) == "PORT (daemun.conf): expected a port, 1 to 65535"
  );
  CHECK(
      complaint_of(sources_of({}, "", {{"PORT", "70000"}})) ==
      "PORT (--port): expected a port, 1 to 65535"
  );
}

TEST_CASE("load_config refuses what is not of a setting's type") {
  const std::string long_name(257, 'a');
  const std::pair<const char*, const char*> bad[] = {
      {"PORT", "3001 "},
      {"PORT", "-1"},
      {"PORT", "0x10"},
      {"ADMIN_PORT", "65536"},
      {"ENDPOINT", "auth.example.com"},
      {"ENDPOINT", "ftp://auth.example.com"},
      {"ENDPOINT", "https://auth.example.com/path"},
      {"ENDPOINT", "https://auth.example.com?x=1"},
      {"ENDPOINT", "https://auth.example.com#x"},
      {"ENDPOINT", "https://user@auth.example.com"},
      {"ADMIN_ENDPOINT", "//admin.example.com"},
      {"DB_URL", "mysql://localhost/x"},
      {"DB_URL", "sqlite:"},
      {"DATABASE_POOL_SIZE", "0"},
      {"TRUST_PROXY_HEADER", "maybe"},
      {"INJECTED_HEADER_MAPPING_JSON", "x-country"},
      {"INJECTED_HEADER_MAPPING_JSON", R"({"nation":"x-country"})"},
      {"ALLOW_PRIVATE_NETWORK_REQUESTS", "2"},
      {"SECRET_VAULT_KEK", "c2hvcnQ="},
      {"SECRET_VAULT_KEK", "not base64"},
      {"LOG_LEVEL", "verbose"},
      {"HTTP_THREADS", "-2"},
      {"PASSWORD_THREADS", "0"},
      {"PRIVATE_KEY_ROTATION_GRACE_PERIOD", "1h"},
      {"MEMBER_READ_PERMISSION", "member read"},
      {"MEMBER_INVITE_PERMISSION", "member:\xC3\xA9"},
      {"MEMBER_REMOVE_PERMISSION", long_name.c_str()},
      {"AUDIT_LOG_RETENTION_DAYS", "-1"},
      {"AUDIT_LOG_RETENTION_DAYS", "36501"},
  };
  for (const auto& row : bad) {
    INFO(row.first, "=", row.second);
    CHECK_FALSE(load_config(sources_of({row})));
  }
}

TEST_CASE("load_config never repeats a value, which may be a secret") {
  const auto complaint = complaint_of(sources_of({{"DB_URL", "mysql://root:hunter2@db"}}));
  CHECK_FALSE(complaint.empty());
  CHECK(complaint.find("hunter2") == std::string::npos);
}

TEST_CASE("load_config refuses lines of the file that it cannot place") {
  CHECK(complaint_of(sources_of({}, "PORT=1\nnonsense\n")) == "daemun.conf:2: expected KEY=VALUE");
  CHECK(
      complaint_of(sources_of({}, "PROT=1")) == "daemun.conf:1: there is no setting of that name"
  );
  CHECK(
      complaint_of(sources_of({}, "PORT=1\nPORT=2")) == "daemun.conf:2: the setting is there twice"
  );
}

TEST_CASE("load_config refuses settings that contradict each other") {
  CHECK_FALSE(load_config(sources_of({{"HTTPS_CERT_PATH", "c.pem"}})));
  CHECK_FALSE(load_config(sources_of({{"HTTPS_KEY_PATH", "k.pem"}})));
  CHECK_FALSE(load_config(sources_of({{"PORT", "3002"}})));
  CHECK_FALSE(load_config(
      sources_of({{"ENDPOINT", "https://a.example"}, {"ADMIN_ENDPOINT", "https://a.example"}})
  ));
}

TEST_CASE("settings understand the usual words for on and off") {
  for (const auto* word : {"1", "true", "TRUE", "yes", "on"}) {
    const auto config = load_config(sources_of({{"TRUST_PROXY_HEADER", word}}));
    REQUIRE(config);
    CHECK(config->trust_proxy_header);
  }
  for (const auto* word : {"0", "false", "no", "Off"}) {
    const auto config = load_config(sources_of({{"TRUST_PROXY_HEADER", word}}));
    REQUIRE(config);
    CHECK_FALSE(config->trust_proxy_header);
  }
}

TEST_CASE("the development mailbox follows the addresses, unless it is said") {
  const auto load = [](Values values) {
    const auto config = load_config(sources_of(std::move(values)));
    REQUIRE(config);
    return *config;
  };
  CHECK_FALSE(load({}).development_mailbox);
  CHECK(load({{"DEVELOPMENT_MAILBOX", "on"}}).development_mailbox == true);
  CHECK(load({{"DEVELOPMENT_MAILBOX", "off"}}).development_mailbox == false);
  CHECK_FALSE(complaint_of(sources_of({{"DEVELOPMENT_MAILBOX", "perhaps"}})).empty());
  // Everybody can reach 0.0.0.0.
  CHECK_FALSE(load({}).is_loopback());
  CHECK(load({{"LISTEN_ADDRESS", "127.0.0.1"}}).is_loopback());
  CHECK_FALSE(load({{"LISTEN_ADDRESS", "127.0.0.1"}, {"ENDPOINT", "https://a.example"}}
  ).is_loopback());
}

TEST_CASE("ALLOWED_PRIVATE_HOSTS is a list of hosts") {
  const auto config = load_config(sources_of({{"ALLOWED_PRIVATE_HOSTS", "mail.internal:25"}}));
  REQUIRE(config);
  CHECK(config->allowed_private_hosts.addresses_of("mail.internal", "25"));
  CHECK_FALSE(complaint_of(sources_of({{"ALLOWED_PRIVATE_HOSTS", "http://a"}})).empty());
}

TEST_CASE("SMS_COUNTRIES is a list of countries") {
  const auto config = load_config(sources_of({{"SMS_COUNTRIES", "KR, US"}}));
  REQUIRE(config);
  CHECK(config->sms_countries == std::vector<std::string>{"KR", "US"});
  for (const char* text : {"Korea", "kr", "KR US", ","})
    CHECK_FALSE(complaint_of(sources_of({{"SMS_COUNTRIES", text}})).empty());
  CHECK(load_config(ConfigSources{})->sms_countries.empty());
}

TEST_CASE("the limits of messages are on by default") {
  const auto config = load_config(ConfigSources{});
  REQUIRE(config);
  CHECK(config->message_network_limit == 100);
  CHECK(config->sms_daily_limit == 10'000);
  CHECK_FALSE(complaint_of(sources_of({{"MESSAGE_NETWORK_LIMIT", "1001"}})).empty());
}

TEST_CASE("docs/operations.md has the table that `config docs` prints") {
  const char* source = std::getenv("DAEMUN_SOURCE_DIR");
  if (source == nullptr) return;  // run by hand, without CTest
  std::ifstream file(std::string(source) + "/docs/operations.md");
  REQUIRE(file);
  std::ostringstream text;
  text << file.rdbuf();
  const std::string expected = "<!-- settings -->\n" + config_markdown() + "<!-- /settings -->\n";
  CHECK(text.str().find(expected) != std::string::npos);
}

}  // namespace
}  // namespace daemun::app
