// apply and export on a whole installation.
#include "app/commands/commands.h"
#include "app/tenant_file/demo.h"
#include "crypto/password_hash.h"
#include "storage/seed.h"
#include "storage/user_store.h"
#include "support/engines.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <functional>
#include <sstream>

namespace daemun::app {
namespace {

const TenantId tenant{"default"};

// A new installation with nothing but what every one has. One engine will do but for the round
// trip.
void with_installation(
    const std::function<void(Installation&)>& body,
    test::TestEngine engine = test::TestEngine::sqlite_memory
) {
  const test::TestDatabase database(engine);
  Config config;
  config.endpoint = "http://localhost:3001";
  config.admin_endpoint = "http://localhost:3002";
  config.data_dir = std::filesystem::temp_directory_path();
  config.database_url = database.config().url;
  config.database_pool_size = 2;
  config.secret_vault_kek = Secret(std::string(32, 'k'));
  migrate_installation(config);
  Installation installation(config);
  run_task(storage::seed_basics(installation.seed_context(config)));
  body(installation);
}

struct Ran {
  ExitCode code;
  std::string out;
  std::string error;
};

Ran apply_text(
    Installation& installation, const std::string& text, ApplyOptions options = {.tenant = tenant}
) {
  std::istringstream in(text);
  std::ostringstream out;
  std::ostringstream error;
  options.file = "-";
  const auto code = apply_tenant_file(installation, options, {in, out, error});
  return {code, out.str(), error.str()};
}

std::string export_text(Installation& installation, bool with_secrets = false) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream error;
  const ExportOptions options{.tenant = tenant, .with_secrets = with_secrets};
  CHECK(export_tenant_file(installation, options, {in, out, error}) == ExitCode::ok);
  return out.str();
}

}  // namespace

TEST_CASE("apply makes the demonstration, and has nothing to do the second time") {
  with_installation([](Installation& installation) {
    const auto first = apply_text(installation, std::string(demo_tenant_file));
    CHECK(first.error == "");
    CHECK(first.code == ExitCode::ok);
    CHECK(first.out.find("+ application Demo web app\n") != std::string::npos);
    const auto second = apply_text(installation, std::string(demo_tenant_file));
    CHECK(second.out == "nothing to change\n");
    CHECK(second.error == "");
  });
}

TEST_CASE("export and apply on an empty database give the same export, with all secrets") {
  std::string exported;
  // From one engine to each.
  with_installation([&](Installation& installation) {
    apply_demo(installation);
    const char* webhook =
        "webhooks:\n  - name: notice\n    events: [User.Created]\n"
        "    config: {url: \"https://hooks.example/in\", headers: {x-a: b}}\n";
    CHECK(apply_text(installation, webhook).error == "");
    exported = export_text(installation, true);
    for (const char* part : {"passwordDigest:", "signingKey:", "secrets:", "redirectUris:"})
      CHECK(exported.find(part) != std::string::npos);
  });
  for (const auto engine : test::test_engines()) {
    const std::string name(to_string(engine));
    CAPTURE(name);
    with_installation(
        [&](Installation& installation) {
          const auto applied = apply_text(installation, exported);
          CHECK(applied.error == "");
          CHECK(export_text(installation, true) == exported);
          CHECK(apply_text(installation, exported).out == "nothing to change\n");
        },
        engine
    );
  }
}

TEST_CASE("export leaves secrets out unless they are asked for") {
  with_installation([](Installation& installation) {
    apply_demo(installation);
    const auto text = export_text(installation);
    for (const char* part : {"passwordDigest", "signingKey", "secrets:", "argon2"}) {
      CAPTURE(part);
      CHECK(text.find(part) == std::string::npos);
    }
    CHECK(apply_text(installation, text).out == "nothing to change\n");
  });
}

TEST_CASE("apply changes what differs and, when asked, removes what the file lacks") {
  with_installation([](Installation& installation) {
    apply_demo(installation);
    const std::string file =
        "roles:\n"
        "  - name: shopper\n"
        "    description: Looks\n"
        "    scopes: {\"https://shopping.your-app.com/api\": [read]}\n"
        "  - name: keeper\n"
        "    description: Keeps\n";
    const auto plan =
        apply_text(installation, file, {.tenant = tenant, .dry_run = true, .prune = true});
    CHECK(plan.out.find("~ role shopper: description, scopes\n") != std::string::npos);
    CHECK(plan.out.find("+ role keeper\n") != std::string::npos);
    CHECK(plan.out.find("- role manager\n") != std::string::npos);
    CHECK(plan.out.find("Logto Management API access") == std::string::npos);
    CHECK(export_text(installation).find("keeper") == std::string::npos);

    const auto done = apply_text(installation, file, {.tenant = tenant, .prune = true});
    CHECK(done.error == "");
    const auto text = export_text(installation);
    CHECK(text.find("name: keeper") != std::string::npos);
    CHECK(text.find("name: manager") == std::string::npos);
    CHECK(
        apply_text(installation, file, {.tenant = tenant, .prune = true}).out ==
        "nothing to change\n"
    );
  });
}

TEST_CASE("apply with prune keeps the applications and roles that every installation has") {
  with_installation([](Installation& installation) {
    for (const auto name : {storage::default_tenant, storage::admin_tenant}) {
      CAPTURE(name);
      const ApplyOptions options{.tenant = TenantId(std::string(name)), .prune = true};
      const auto pruned = apply_text(installation, "applications: []\nroles: []\n", options);
      CHECK(pruned.error == "");
      CHECK(pruned.out == "nothing to change\n");
    }
  });
}

TEST_CASE("apply says what is wrong with a file, and changes nothing") {
  with_installation([](Installation& installation) {
    const auto before = export_text(installation);
    CHECK(apply_text(installation, "roles: [\n").error.find("-:") != std::string::npos);
    CHECK(apply_text(installation, "rolls: []\n").error == "daemun: -: rolls is not a section\n");
    const auto failed = apply_text(
        installation,
        "roles:\n  - {name: a, description: b, scopes: {\"https://x.example\": [y]}}\n"
    );
    CHECK(failed.code == ExitCode::failed);
    CHECK(
        failed.error.find("role a: \"https://x.example y\" is none of the scopes") !=
        std::string::npos
    );
    CHECK(before != export_text(installation));  // the role itself was made; a second try mends it
  });
}

TEST_CASE("apply takes the passwords of new users, plain and hashed") {
  with_installation([](Installation& installation) {
    const auto applied = apply_text(
        installation,
        "users:\n"
        "  - {username: plain, password: Open-sesame 4711}\n"
        "  - {username: hashed, passwordAlgorithm: SHA256, passwordDigest: "
        "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8}\n"
    );
    CHECK(applied.error == "");
    const storage::UserStore users(*installation.database, tenant);
    Identifier identifier{.type = IdentifierType::username, .value = "plain"};
    const auto plain = run_task(users.find_with_password(identifier));
    REQUIRE(plain);
    REQUIRE(plain->password);
    CHECK(crypto::verify_password(Secret("Open-sesame 4711"), plain->password->hash));
  });
}

}  // namespace daemun::app
