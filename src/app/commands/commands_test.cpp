#include "app/commands/commands.h"

#include "app/command_line.h"
#include "base/json.h"
#include "crypto/password_hash.h"
#include "domain/mfa.h"
#include "storage/access_store.h"
#include "storage/account_deletion_store.h"
#include "storage/administrator_store.h"
#include "storage/application_store.h"
#include "storage/sentinel_store.h"
#include "storage/session_store.h"
#include "storage/tenant_store.h"
#include "storage/trusted_device_store.h"
#include "storage/user_factor_store.h"
#include "storage/user_store.h"
#include "support/engines.h"
#include "support/folder.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <utility>

namespace daemun::app {
namespace {

const TenantId tenant{"default"};

// The output of a command, and its input.
struct Terminal {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream error;

  Console console() { return {.in = in, .out = out, .error = error}; }
  json::object object() { return json::parse(out.str()).as_object(); }
  json::array array() { return json::parse(out.str()).as_array(); }
};

Config config_for(const storage::DatabaseConfig& database) {
  Config config;
  config.endpoint = "http://localhost:3001";
  config.admin_endpoint = "http://localhost:3002";
  // Nothing is kept there: the key is given and the database is elsewhere.
  config.data_dir = std::filesystem::temp_directory_path();
  config.database_url = database.url;
  config.database_pool_size = 2;
  config.secret_vault_kek = Secret(std::string(32, 'k'));
  return config;
}

// A seeded installation. One engine will do: what differs between them is tested in storage.
void with_installation(const std::function<void(Installation&, const Config&)>& body) {
  const test::TestDatabase database(test::TestEngine::sqlite_memory);
  const Config config = config_for(database.config());
  migrate_installation(config);
  Installation installation(config);
  run_task(storage::seed_basics(installation.seed_context(config)));
  body(installation, config);
}

UserCreateOptions a_user(std::string username) {
  UserCreateOptions options;
  options.tenant = tenant;
  options.username = std::move(username);
  options.format = Format::json;
  return options;
}

std::optional<storage::UserStore::WithPassword> find_carol(Installation& installation) {
  Identifier identifier{.type = IdentifierType::username, .value = "carol"};
  return run_task(storage::UserStore(*installation.database, tenant).find_with_password(identifier)
  );
}

TEST_CASE("seed --demo --json names everything that the scripts read") {
  with_installation([](Installation& installation, const Config& config) {
    Terminal terminal;
    const SeedOptions options{.demo = true, .format = Format::json};
    CHECK(seed(installation, config, options, terminal.console()) == ExitCode::ok);
    const auto demo = terminal.object();
    CHECK(demo.at("endpoint") == "http://localhost:3001");
    CHECK(demo.at("adminEndpoint") == "http://localhost:3002");
    CHECK(demo.at("issuer") == "http://localhost:3001/oidc");
    CHECK(demo.at("adminIssuer") == "http://localhost:3002/oidc");
    const auto& first = demo.at("applications").as_array().at(0).as_object();
    CHECK(first.at("type") == "Traditional");
    CHECK(first.at("tenantId") == "default");
    CHECK(first.at("secret").as_string().size() == 32);
    CHECK(first.at("redirectUris").as_array().size() == 1);
    const auto& alice = demo.at("users").as_array().at(0).as_object();
    CHECK(alice.at("username") == "alice");
    CHECK(alice.at("primaryEmail") == "alice@example.com");
    CHECK(alice.at("password").as_string().size() == 19);
    CHECK(alice.at("roles") == json::array{"shopper"});
    CHECK(demo.at("resources").as_array().size() == 3);
    CHECK(demo.at("organizations").as_array().at(0).as_object().at("name") == "Acme");

    Terminal again;
    CHECK(seed(installation, config, options, again.console()) == ExitCode::ok);
    CHECK_FALSE(again.object().at("users").as_array().at(0).as_object().contains("password"));
  });
}

TEST_CASE("seed without --demo tells of demo-app, m-default and m-admin alone") {
  with_installation([](Installation& installation, const Config& config) {
    Terminal terminal;
    CHECK(seed(installation, config, {.format = Format::json}, terminal.console()) == ExitCode::ok);
    const auto report = terminal.object();
    const auto& applications = report.at("applications").as_array();
    REQUIRE(applications.size() == 3);
    CHECK(applications.at(1).at("id") == "m-default");
    CHECK(applications.at(2).at("id") == "m-admin");
    for (const std::size_t i : {1U, 2U}) {
      CHECK(applications.at(i).at("tenantId") == "admin");
      CHECK(applications.at(i).as_object().contains("secret"));
    }
    CHECK(report.at("users").as_array().empty());
  });
}

TEST_CASE("user create makes a user with a password that is told once") {
  with_installation([](Installation& installation, const Config&) {
    Terminal terminal;
    auto options = a_user("carol");
    options.email = "Carol@Example.com";
    options.name = "Carol";
    REQUIRE(create_user(installation, options, terminal.console()) == ExitCode::ok);
    const auto made = terminal.object();
    CHECK(made.at("primaryEmail") == "carol@example.com");
    const auto stored = find_carol(installation);
    REQUIRE(stored);
    REQUIRE(stored->password);
    const Secret password{std::string(made.at("password").as_string())};
    CHECK(crypto::verify_password(password, stored->password->hash));
  });
}

TEST_CASE("user create --tenant admin makes an administrator and closes the setup door") {
  with_installation([](Installation& installation, const Config&) {
    const storage::AdministratorStore administrators(*installation.database);
    storage::Plan plan;
    plan.add(administrators.open_setup("id"));
    REQUIRE(run_task(installation.database->commit(std::move(plan))));
    Terminal terminal;
    auto options = a_user("carol");
    options.tenant = TenantId("admin");
    REQUIRE(create_user(installation, options, terminal.console()) == ExitCode::ok);
    CHECK(run_task(administrators.has_one()));
    Terminal other;
    UserOptions carol{.tenant = options.tenant, .user = "carol"};
    REQUIRE(delete_user(installation, carol, other.console()) == ExitCode::ok);
    // Anyone who has the machine may remove the last one; the door opens with another id.
    CHECK_FALSE(run_task(administrators.has_one()));
    CHECK_FALSE(run_task(administrators.find_setup_id()));
  });
}

TEST_CASE("openapi prints the document without a database") {
  Terminal terminal;
  Config config;
  config.endpoint = "http://localhost:3001";
  REQUIRE(print_openapi(config, terminal.console()) == ExitCode::ok);
  const auto document = terminal.object();
  CHECK(document.at("openapi") == "3.0.3");
  CHECK(document.at("servers").as_array().at(0).at("url") == "http://localhost:3001");
  CHECK(document.at("paths").as_object().contains("/api/users/{userId}"));
}

TEST_CASE("user create takes a password from standard input and prints none") {
  with_installation([](Installation& installation, const Config&) {
    Terminal terminal;
    terminal.in.str("correct horse battery\n");
    auto options = a_user("carol");
    options.password_from_input = true;
    REQUIRE(create_user(installation, options, terminal.console()) == ExitCode::ok);
    CHECK(terminal.out.str().find("horse") == std::string::npos);
    CHECK(crypto::verify_password(
        Secret("correct horse battery"), find_carol(installation)->password->hash
    ));
  });
}

TEST_CASE("user create refuses names that are bad, taken or missing") {
  with_installation([](Installation& installation, const Config&) {
    Terminal terminal;
    REQUIRE(create_user(installation, a_user("carol"), terminal.console()) == ExitCode::ok);
    CHECK(create_user(installation, a_user("carol"), terminal.console()) == ExitCode::failed);
    CHECK(terminal.error.str() == "daemun: another user has this username\n");
    CHECK(create_user(installation, a_user("1carol"), terminal.console()) == ExitCode::failed);
    auto nameless = a_user("");
    nameless.username.reset();
    CHECK(create_user(installation, nameless, terminal.console()) == ExitCode::failed);
    auto ranked = a_user("dave");
    ranked.roles = {"no such role"};
    CHECK(create_user(installation, ranked, terminal.console()) == ExitCode::failed);
    auto silent = a_user("dave");
    silent.password_from_input = true;
    CHECK(create_user(installation, silent, terminal.console()) == ExitCode::failed);
  });
}

TEST_CASE("doctor without an issuer lists phone numbers that could not get their one form") {
  with_installation([](Installation& installation, const Config&) {
    const auto examine = [&] {
      Terminal terminal;
      const auto code = examine_data(
          installation, {.tenant = tenant, .format = Format::json}, terminal.console()
      );
      const auto report = terminal.object();
      CHECK(report.at("ok") == (code == ExitCode::ok));
      return json::serialize(report.at("checks"));
    };
    CHECK(examine().find("each has its one form") != std::string::npos);
    CHECK(examine().find("an index serves searches") != std::string::npos);
    User user;
    user.id = UserId("dora");
    user.primary_phone = "610412345678";  // as a version before this one stored it
    const storage::UserStore users(*installation.database, tenant);
    CHECK(run_task(installation.database->commit(users.insert(user, std::nullopt))));
    CHECK(
        examine().find("dora has 610412345678, and another user has 61412345678") !=
        std::string::npos
    );
  });
}

TEST_CASE("doctor without an issuer says which adaptive rules have facts") {
  with_installation([](Installation& installation, const Config&) {
    const auto examine = [&](const Config& config) {
      Terminal terminal;
      const auto code = examine_data(
          installation,
          {.tenant = tenant, .config = config, .format = Format::json},
          terminal.console()
      );
      return std::pair(code, json::serialize(terminal.object().at("checks")));
    };
    Config config;
    config.place_headers.country = "x-country";
    CHECK(examine(config).second.find("rules with facts: long_inactivity;") != std::string::npos);
    config.trust_proxy_header = true;
    const auto [code, text] = examine(config);
    CHECK(code == ExitCode::ok);
    CHECK(text.find("rules with facts: new_country, long_inactivity;") != std::string::npos);
    config.geoip_database = "/no/such/places.mmdb";
    const auto [broken, reason] = examine(config);
    CHECK(broken == ExitCode::failed);
    CHECK(reason.find("GEOIP_DATABASE: /no/such/places.mmdb") != std::string::npos);
  });
}

TEST_CASE("user list, password, suspend, unsuspend and delete find a user by any name") {
  with_installation([](Installation& installation, const Config&) {
    Terminal terminal;
    auto options = a_user("carol");
    options.email = "carol@example.com";
    options.phone = "+1 2025550100";
    CHECK(create_user(installation, options, terminal.console()) == ExitCode::failed);
    options.phone = "+12025550100";
    REQUIRE(create_user(installation, options, terminal.console()) == ExitCode::ok);
    const auto first_hash = find_carol(installation)->password->hash;

    CHECK(
        set_user_password(
            installation, {.tenant = tenant, .user = "carol@example.com"}, terminal.console()
        ) == ExitCode::ok
    );
    CHECK(find_carol(installation)->password->hash != first_hash);
    CHECK(suspend_user(installation, {tenant, "12025550100"}, terminal.console()) == ExitCode::ok);
    CHECK(find_carol(installation)->user.is_suspended);
    CHECK(unsuspend_user(installation, {tenant, "carol"}, terminal.console()) == ExitCode::ok);
    CHECK_FALSE(find_carol(installation)->user.is_suspended);

    Terminal listing;
    CHECK(
        list_users(installation, {.tenant = tenant, .format = Format::json}, listing.console()) ==
        ExitCode::ok
    );
    REQUIRE(listing.array().size() == 1);
    CHECK(listing.array().at(0).as_object().at("username") == "carol");

    CHECK(delete_user(installation, {tenant, "carol"}, terminal.console()) == ExitCode::ok);
    CHECK_FALSE(find_carol(installation));
    CHECK(delete_user(installation, {tenant, "carol"}, terminal.console()) == ExitCode::failed);
  });
}

TEST_CASE("user reset-mfa removes the user's second factors and the locks on them") {
  with_installation([](Installation& installation, const Config&) {
    Terminal terminal;
    REQUIRE(create_user(installation, a_user("carol"), terminal.console()) == ExitCode::ok);
    REQUIRE(create_user(installation, a_user("dora"), terminal.console()) == ExitCode::ok);
    const storage::UserFactorStore factors(*installation.database, installation.vault, tenant);
    const storage::SentinelStore sentinel(*installation.database, tenant);
    const storage::UserStore users(*installation.database, tenant);
    const auto id_of = [&](const char* name) {
      return run_task(users.find(Identifier{IdentifierType::username, name}))->id;
    };
    const auto now = installation.clock.now();
    for (const char* name : {"carol", "dora"}) {
      storage::Plan plan;
      plan.add(factors.insert(
          {.id = name,
           .user_id = id_of(name),
           .type = Factor::totp,
           .created_at = now,
           .totp_secret = Secret("secret")}
      ));
      REQUIRE(run_task(installation.database->commit(std::move(plan))));
    }
    const storage::SentinelTarget target{
        .target_hash = storage::hash_sentinel_target(id_of("carol")), .action = "MfaTotp"};
    REQUIRE(run_task(sentinel.take_place(target, {.max_attempts = 1}, now)));
    CHECK(run_task(sentinel.find_lock(target, now)));

    CHECK(reset_user_mfa(installation, {tenant, "carol"}, terminal.console()) == ExitCode::ok);
    CHECK(run_task(factors.list(id_of("carol"))).empty());
    CHECK_FALSE(run_task(sentinel.find_lock(target, now)));
    CHECK(run_task(factors.list(id_of("dora"))).size() == 1);
    CHECK(terminal.out.str().find("no password") == std::string::npos);
    CHECK(reset_user_mfa(installation, {tenant, "eve"}, terminal.console()) == ExitCode::failed);
  });
}

TEST_CASE("user reset-mfa offers what the user declined, and says when nothing signs in any more") {
  with_installation([](Installation& installation, const Config&) {
    Terminal terminal;
    const storage::UserStore users(*installation.database, tenant);
    const auto now = installation.clock.now();
    const User gil{.id = UserId("gil"), .username = "gil", .created_at = now, .updated_at = now};
    REQUIRE(run_task(installation.database->commit(users.insert(gil, std::nullopt))));
    const auto before = run_task(users.find_logto_config(gil.id)).value();
    const std::string skipped =
        R"({"mfa":{"enabled":true,"skipped":true},"passkeySignIn":{"skipped":true},"own":1})";
    const storage::UserDocumentChange change{.before = before, .after = skipped};
    storage::Plan plan;
    plan.add(users.replace(gil.id, storage::UserDocument::logto_config, change, now));
    REQUIRE(run_task(installation.database->commit(std::move(plan))));
    CHECK(reset_user_mfa(installation, {tenant, "gil"}, terminal.console()) == ExitCode::ok);
    const auto after = json::parse(run_task(users.find_logto_config(gil.id)).value()).as_object();
    const auto flags = parse_mfa_flags(after);
    CHECK_FALSE(flags.is_skipped);
    CHECK_FALSE(flags.is_passkey_skipped);
    CHECK(flags.is_enabled == true);
    CHECK(after.at("own") == 1);
    CHECK(terminal.out.str().find("daemun user password") != std::string::npos);
  });
}

TEST_CASE("user password, suspend and reset-mfa end trust, and a suspension keeps the account") {
  with_installation([](Installation& installation, const Config&) {
    Terminal terminal;
    const storage::TrustedDeviceStore devices(*installation.database, tenant);
    const storage::UserStore users(*installation.database, tenant);
    const auto id_of = [&](const char* name) {
      return run_task(users.find(Identifier{IdentifierType::username, name}))->id;
    };
    const auto trust = [&](const char* name) {
      const auto now = installation.clock.now();
      const TrustedDevice device{
          .id = name,
          .user_id = id_of(name),
          .secret_hash = "hash",
          .created_at = now,
          .last_used_at = now,
          .expires_at = now + Seconds(60)};
      REQUIRE(run_task(installation.database->commit(devices.insert(device))));
    };
    const auto count = [&](const char* name) { return run_task(devices.list(id_of(name))).size(); };
    for (const char* name : {"carol", "dora"}) {
      REQUIRE(create_user(installation, a_user(name), terminal.console()) == ExitCode::ok);
      trust(name);
    }
    const UserOptions carol{tenant, "carol"};
    CHECK(
        set_user_password(installation, {.tenant = tenant, .user = "carol"}, terminal.console()) ==
        ExitCode::ok
    );
    CHECK(count("carol") == 0);
    trust("carol");
    CHECK(reset_user_mfa(installation, carol, terminal.console()) == ExitCode::ok);
    CHECK(count("carol") == 0);
    trust("carol");
    const storage::AccountDeletionStore deletions(*installation.database, tenant);
    const auto wish = make_account_deletion(id_of("carol"), installation.clock.now());
    REQUIRE(run_task(installation.database->commit(deletions.insert(wish))));
    CHECK(suspend_user(installation, carol, terminal.console()) == ExitCode::ok);
    CHECK(count("carol") == 0);
    CHECK_FALSE(run_task(deletions.find(id_of("carol"))));
    CHECK(count("dora") == 1);
  });
}

TEST_CASE("app create makes an application, with a secret where its type keeps one") {
  with_installation([](Installation& installation, const Config&) {
    Terminal web;
    ApplicationCreateOptions options;
    options.tenant = tenant;
    options.name = "Web";
    options.redirect_uris = {"https://app.example.com/callback"};
    options.format = Format::json;
    REQUIRE(create_application(installation, options, web.console()) == ExitCode::ok);
    CHECK(web.object().at("secret").as_string().size() == 32);

    Terminal page;
    options.type = ApplicationType::spa;
    REQUIRE(create_application(installation, options, page.console()) == ExitCode::ok);
    CHECK_FALSE(page.object().contains("secret"));

    options.redirect_uris = {"/callback"};
    CHECK(create_application(installation, options, page.console()) == ExitCode::failed);
    options.redirect_uris = {"https://app.example.com/callback#x"};
    CHECK(create_application(installation, options, page.console()) == ExitCode::failed);

    Terminal listing;
    CHECK(
        list_applications(installation, {tenant, Format::json}, listing.console()) == ExitCode::ok
    );
    CHECK(listing.array().size() == 3);  // and demo-app
  });
}

TEST_CASE("app create gives roles to machines alone") {
  with_installation([](Installation& installation, const Config&) {
    Terminal terminal;
    ApplicationCreateOptions options;
    options.tenant = tenant;
    options.name = "Robot";
    options.roles = {"Logto Management API access"};
    options.format = Format::json;
    CHECK(create_application(installation, options, terminal.console()) == ExitCode::failed);
    options.type = ApplicationType::machine_to_machine;
    REQUIRE(create_application(installation, options, terminal.console()) == ExitCode::ok);
    const ApplicationId id(std::string(terminal.object().at("id").as_string()));
    const storage::AccessStore access(*installation.database, tenant);
    CHECK(run_task(access.list_application_scopes(id)).size() == 1);
  });
}

TEST_CASE("app create makes devices and exchangers where the type allows it") {
  with_installation([](Installation& installation, const Config&) {
    Terminal terminal;
    ApplicationCreateOptions options;
    options.tenant = tenant;
    options.name = "Television";
    options.is_device_flow = true;
    options.format = Format::json;
    CHECK(create_application(installation, options, terminal.console()) == ExitCode::failed);
    options.type = ApplicationType::native;
    options.allow_token_exchange = true;
    REQUIRE(create_application(installation, options, terminal.console()) == ExitCode::ok);
    const storage::ApplicationStore applications(
        *installation.database, installation.vault, tenant
    );
    const ApplicationId id(std::string(terminal.object().at("id").as_string()));
    const auto made = run_task(applications.find(id));
    REQUIRE(made);
    CHECK(made->custom_client_metadata.is_device_flow);
    CHECK(made->custom_client_metadata.allow_token_exchange);
    options.is_third_party = true;
    CHECK(create_application(installation, options, terminal.console()) == ExitCode::failed);
  });
}

TEST_CASE("app secret shows, adds and removes secrets") {
  with_installation([](Installation& installation, const Config&) {
    const TenantId admin("admin");
    ApplicationSecretOptions options;
    options.tenant = admin;
    options.application = "m-default";
    options.format = Format::json;
    options.added = "second";
    options.expires_in_days = 30;
    Terminal added;
    REQUIRE(show_application_secrets(installation, options, added.console()) == ExitCode::ok);
    REQUIRE(added.array().size() == 2);
    CHECK(added.array().at(1).as_object().at("expiresAt").is_int64());

    Terminal taken;
    CHECK(show_application_secrets(installation, options, taken.console()) == ExitCode::failed);

    options.added.reset();
    options.removed = "second";
    Terminal removed;
    REQUIRE(show_application_secrets(installation, options, removed.console()) == ExitCode::ok);
    CHECK(removed.array().size() == 1);
    CHECK(show_application_secrets(installation, options, removed.console()) == ExitCode::failed);

    options.removed.reset();
    options.tenant = tenant;
    CHECK(show_application_secrets(installation, options, removed.console()) == ExitCode::failed);
    options.application = "demo-app";
    CHECK(show_application_secrets(installation, options, removed.console()) == ExitCode::failed);
  });
}

TEST_CASE("key rotate makes a new current key and tells running servers") {
  with_installation([](Installation& installation, const Config&) {
    const storage::TenantStore tenants(*installation.database, installation.vault, tenant);
    const auto version = run_task(tenants.find_settings_version());
    Terminal rotated;
    KeyRotateOptions options{.tenant = tenant, .algorithm = "ES384", .grace = Seconds(0)};
    options.format = Format::json;
    REQUIRE(rotate_key(installation, options, rotated.console()) == ExitCode::ok);
    CHECK(rotated.object().at("status") == "Current");
    CHECK(run_task(tenants.find_settings_version()) == version + 1);

    Terminal listing;
    CHECK(list_keys(installation, {tenant, Format::json}, listing.console()) == ExitCode::ok);
    std::vector<std::string> ring;
    for (const auto& key : listing.array()) {
      const auto& object = key.as_object();
      ring.push_back(
          std::string(object.at("algorithm").as_string()) + " " +
          std::string(object.at("status").as_string())
      );
    }
    CHECK(ring == std::vector<std::string>{"ES384 Current", "RS256 Current", "ES256 Previous"});
  });
}

TEST_CASE("key rotate --grace lets the new key wait") {
  with_installation([](Installation& installation, const Config&) {
    Terminal terminal;
    KeyRotateOptions options{.tenant = tenant, .algorithm = "ES256", .grace = Seconds(60)};
    options.format = Format::json;
    REQUIRE(rotate_key(installation, options, terminal.console()) == ExitCode::ok);
    const auto key = terminal.object();
    CHECK(key.at("status") == "Next");
    CHECK(key.at("effectiveAt").as_int64() == key.at("createdAt").as_int64() + 60'000);
    options.algorithm = "HS256";
    CHECK(rotate_key(installation, options, terminal.console()) == ExitCode::failed);
  });
}

// The words, with an environment of our own.
ExitCode run(Terminal& terminal, std::vector<std::string> words) {
  const auto nothing = [](const std::string&) -> std::optional<std::string> {
    return std::nullopt;
  };
  return run_command_line(std::move(words), nothing, terminal.console());
}

TEST_CASE("the command line explains itself and refuses what it does not know") {
  Terminal help;
  CHECK(run(help, {"--help"}) == ExitCode::ok);
  for (const auto* command :
       {"serve", "migrate", "seed", "user", "app", "key", "config", "doctor"}) {
    CHECK(help.out.str().find(command) != std::string::npos);
  }
  for (const auto& words : std::vector<std::vector<std::string>>{
           {"serve", "--help"}, {"user", "create", "--help"}, {"key", "rotate", "--help"}}) {
    Terminal terminal;
    CHECK(run(terminal, words) == ExitCode::ok);
    CHECK_FALSE(terminal.out.str().empty());
  }
  for (const auto& words : std::vector<std::vector<std::string>>{
           {},
           {"dance"},
           {"user"},
           {"serve", "--port", "x"},
           {"serve", "--config", "/does/not/exist"},
           {"app", "create"},
           {"user", "list", "--tenant", "other"},
           {"key", "rotate", "--algorithm", "HS256"}}) {
    Terminal terminal;
    CHECK(run(terminal, words) == ExitCode::usage);
    CHECK_FALSE(terminal.error.str().empty());
  }
}

TEST_CASE("migrate and seed work before the first serve, users need them") {
  const test::Folder folder;
  const std::string data = (folder.path() / "data").string();
  Terminal early;
  CHECK(run(early, {"user", "list", "--data-dir", data}) == ExitCode::failed);
  CHECK(early.error.str().find("daemun seed") != std::string::npos);
  Terminal migrated;
  CHECK(run(migrated, {"migrate", "--json", "--data-dir", data}) == ExitCode::ok);
  CHECK(migrated.object().at("from") == 0);
  Terminal seeded;
  CHECK(run(seeded, {"--data-dir", data, "seed", "--json"}) == ExitCode::ok);
  Terminal listed;
  CHECK(run(listed, {"app", "list", "--data-dir", data}) == ExitCode::ok);
  CHECK(listed.out.str().find("demo-app") != std::string::npos);
}

TEST_CASE("config docs prints the table of settings") {
  Terminal terminal;
  CHECK(run(terminal, {"config", "docs"}) == ExitCode::ok);
  CHECK(terminal.out.str() == config_markdown());
}

TEST_CASE("--config reads settings from a file") {
  const test::Folder folder;
  const std::string file = (folder.path() / "daemun.conf").string();
  std::ofstream(file) << "DAEMUN_DATA_DIR=" << (folder.path() / "data").string() << "\n";
  Terminal terminal;
  CHECK(run(terminal, {"migrate", "--config", file}) == ExitCode::ok);
  CHECK(std::filesystem::exists(folder.path() / "data" / "daemun.db"));
}

}  // namespace
}  // namespace daemun::app
