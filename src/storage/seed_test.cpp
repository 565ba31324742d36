#include "storage/seed.h"

#include "base/text.h"
#include "crypto/password_hash.h"
#include "storage/access_store.h"
#include "storage/application_store.h"
#include "storage/experience_store.h"
#include "storage/migrate.h"
#include "storage/resource_store.h"
#include "storage/role_store.h"
#include "storage/settings.h"
#include "storage/user_store.h"
#include "support/engines.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <set>

namespace daemun::storage {
namespace {

const TenantId tenant{"default"};
const TenantId admin{"admin"};

// An empty, migrated database and what seeding needs.
class House {
 public:
  explicit House(const DatabaseConfig& config) : vault_(Secret(std::string(32, 'k')), random_) {
    migrate(config);
    database_ = open_database(config);
  }

  SeedContext context(
      std::string endpoint = "http://localhost:3001",
      std::string admin_endpoint = "http://localhost:3002"
  ) {
    return {
        .database = *database_,
        .vault = vault_,
        .clock = clock_,
        .random = random_,
        .endpoint = std::move(endpoint),
        .admin_endpoint = std::move(admin_endpoint)};
  }
  bool basics(std::string endpoint = "http://localhost:3001") {
    return run_task(seed_basics(context(std::move(endpoint))));
  }

  Database& database() { return *database_; }
  const Vault& vault() const { return vault_; }

 private:
  FakeClock clock_;
  crypto::SystemRandom random_;
  Vault vault_;
  std::unique_ptr<Database> database_;
};

void for_each_house(const std::function<void(House&)>& body) {
  test::for_each_engine([&](const DatabaseConfig& config) {
    House house(config);
    body(house);
  });
}

const SeededApplication& application_of(const SeedReport& report, std::string_view name) {
  const auto found =
      std::find_if(report.applications.begin(), report.applications.end(), [&](const auto& seeded) {
        return seeded.application.name == name || seeded.application.id.value() == name;
      });
  REQUIRE(found != report.applications.end());
  return *found;
}

// Everything that tells one run's data from another's.
std::multiset<std::string> fingerprint(const SeedReport& report) {
  std::multiset<std::string> texts;
  for (const auto& seeded : report.applications) {
    texts.insert(seeded.application.id.value());
    if (seeded.secret) texts.insert(seeded.secret->reveal());
  }
  for (const auto& resource : report.resources) {
    texts.insert(resource.id.value());
    for (const auto& scope : resource.scopes)
      texts.insert(scope.id.value());
  }
  return texts;
}

TEST_CASE("seed_basics makes both tenants with their keys and settings") {
  for_each_house([](House& house) {
    CHECK(house.basics());
    for (const auto& id : {tenant, admin}) {
      const TenantStore tenants(house.database(), house.vault(), id);
      const auto keys = run_task(tenants.list_signing_keys());
      REQUIRE(keys.size() == 2);
      CHECK(keys[0].algorithm == "ES256");
      CHECK(keys[1].algorithm == "RS256");
      CHECK(keys[0].status == SigningKeyStatus::current);
      CHECK(
          run_task(tenants.find_config("idToken")) ==
          R"({"enabledExtendedClaims":["roles","organizations","organization_roles"]})"
      );
    }
    Settings settings(house.database(), house.vault(), tenant);
    CHECK(run_task(settings.find_sign_in_experience())->mode == SignInMode::sign_in_and_register);
    Settings admin_settings(house.database(), house.vault(), admin);
    CHECK(run_task(admin_settings.find_sign_in_experience())->mode == SignInMode::sign_in);
    const auto demo = run_task(settings.find_application(ApplicationId("demo-app")));
    REQUIRE(demo);
    CHECK(demo->type == ApplicationType::spa);
    CHECK(
        demo->oidc_client_metadata.redirect_uris ==
        std::vector<std::string>{"http://localhost:3001/demo-app"}
    );
  });
}

TEST_CASE("seed_basics lets m-default of the admin tenant call the Management API") {
  for_each_house([](House& house) {
    house.basics();
    const auto report = run_task(report_basics(house.context()));
    const auto& machine = application_of(report, "m-default");
    CHECK(machine.tenant == admin);
    REQUIRE(machine.secret);
    CHECK(machine.secret->reveal().size() == 32);
    const auto scopes = run_task(
        AccessStore(house.database(), admin).list_application_scopes(machine.application.id)
    );
    REQUIRE(scopes.size() == 1);
    CHECK(scopes[0].indicator == "https://default.logto.app/api");
    CHECK(scopes[0].name == "all");
    const ResourceStore resources(house.database(), tenant);
    CHECK(run_task(resources.find_by_indicator("https://default.logto.app/api")));
    const RoleStore roles(house.database(), tenant);
    CHECK(run_task(roles.find_by_name("Logto Management API access")));
  });
}

TEST_CASE("seed_basics names resource, scope, role and machines as Logto does") {
  for_each_house([](House& house) {
    house.basics();
    const struct {
      TenantId tenant;
      const char* indicator;
    } rows[] = {{tenant, "https://default.logto.app/api"}, {admin, "https://admin.logto.app/api"}};
    for (const auto& row : rows) {
      const ResourceStore resources(house.database(), row.tenant);
      const auto api = run_task(resources.find_by_indicator(row.indicator));
      REQUIRE(api);
      CHECK(api->id.value() == "management-api");
      REQUIRE(api->scopes.size() == 1);
      CHECK(api->scopes[0].id.value() == "management-api-all");
      const RoleStore roles(house.database(), row.tenant);
      const auto role = run_task(roles.find_by_name("#internal:admin"));
      REQUIRE(role);
      CHECK(role->id.value() == "admin-role");
      CHECK(role->type == RoleType::machine_to_machine);
    }
    const auto report = run_task(report_basics(house.context()));
    const auto& machine = application_of(report, "m-admin");
    CHECK(machine.tenant == admin);
    REQUIRE(machine.secret);
    const auto scopes = run_task(
        AccessStore(house.database(), admin).list_application_scopes(machine.application.id)
    );
    REQUIRE(scopes.size() == 1);
    CHECK(scopes[0].indicator == "https://admin.logto.app/api");
  });
}

TEST_CASE("seed_basics twice changes nothing") {
  for_each_house([](House& house) {
    CHECK(house.basics());
    const auto before = fingerprint(run_task(report_basics(house.context())));
    const auto commits = house.database().counters().commits;
    CHECK_FALSE(house.basics());
    CHECK(house.database().counters().commits == commits);
    CHECK(fingerprint(run_task(report_basics(house.context()))) == before);
  });
}

TEST_CASE("seed_basics lets the demo-app follow the endpoint") {
  for_each_house([](House& house) {
    house.basics();
    CHECK(house.basics("https://auth.example.com"));
    Settings settings(house.database(), house.vault(), tenant);
    const auto demo = run_task(settings.find_application(ApplicationId("demo-app")));
    REQUIRE(demo);
    CHECK(
        demo->oidc_client_metadata.redirect_uris ==
        std::vector<std::string>{"https://auth.example.com/demo-app"}
    );
    CHECK_FALSE(house.basics("https://auth.example.com"));
  });
}

TEST_CASE("seed_basics gives each tenant an account center that grants can refer to") {
  for_each_house([](House& house) {
    house.basics();
    for (const auto& id : {tenant, admin}) {
      const ApplicationStore applications(house.database(), house.vault(), id);
      Application center;
      center.id = ApplicationId("account-center");
      Plan plan;
      plan.add(applications.insert(center));
      const auto committed = run_task(house.database().commit(std::move(plan)));
      REQUIRE_FALSE(committed);
      CHECK(committed.error().reason == Conflict::Reason::unique);
    }
  });
}

TEST_CASE("seed_basics opens the account center to administrators, once") {
  for_each_house([](House& house) {
    house.basics();
    Settings settings(house.database(), house.vault(), tenant);
    CHECK_FALSE(run_task(settings.find_account_center())->at("enabled").as_bool());
    const ExperienceStore experience(house.database(), admin);
    const auto seeded = run_task(experience.find_account_center());
    REQUIRE(seeded);
    const auto document = json::parse(*seeded).as_object();
    CHECK(document.at("enabled").as_bool());
    CHECK(document.at("fields").at("password").as_string() == "Edit");
    Plan plan;
    plan.add(experience.change_account_center({.before = seeded, .after = R"({"enabled":false})"}));
    REQUIRE(run_task(house.database().commit(std::move(plan))));
    CHECK_FALSE(house.basics());
    CHECK(run_task(experience.find_account_center()) == R"({"enabled":false})");
  });
}

TEST_CASE("seed_basics by several processes at once makes one installation") {
  for_each_house([](House& house) {
    boost::asio::io_context loop(1);
    int made = 0;
    int failed = 0;
    for (int i = 0; i < 3; ++i) {
      boost::asio::co_spawn(
          loop.get_executor(),
          seed_basics(house.context()),
          [&](std::exception_ptr error, bool changed) {
            failed += error ? 1 : 0;
            made += changed ? 1 : 0;
          }
      );
    }
    loop.run();
    CHECK(failed == 0);
    CHECK(made >= 1);
    const TenantStore tenants(house.database(), house.vault(), tenant);
    CHECK(run_task(tenants.list_signing_keys()).size() == 2);
  });
}

TEST_CASE("make_typable_password has four groups of four clear characters") {
  crypto::FakeRandom random(7);
  const auto password = make_typable_password(random).reveal();
  REQUIRE(password.size() == 19);
  for (std::size_t i = 0; i < password.size(); ++i) {
    CHECK((password[i] == '-') == (i % 5 == 4));
    CHECK(std::string_view("0o1il").find(password[i]) == std::string_view::npos);
  }
  CHECK(make_typable_password(random).reveal() != password);
}

}  // namespace
}  // namespace daemun::storage
