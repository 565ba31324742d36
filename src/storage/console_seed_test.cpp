#include "storage/console_seed.h"

#include "domain/administration.h"
#include "storage/access_store.h"
#include "storage/application_store.h"
#include "storage/migrate.h"
#include "storage/resource_store.h"
#include "storage/role_store.h"
#include "storage/tenant_store.h"
#include "storage/user_store.h"
#include "support/engines.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <memory>

namespace daemun::storage {
namespace {

const TenantId admin{"admin"};
const ApplicationId console{"admin-console"};

class House {
 public:
  explicit House(const DatabaseConfig& config) : vault_(Secret(std::string(32, 'k')), random_) {
    migrate(config);
    database = open_database(config);
  }

  bool seed(std::string admin_endpoint = "http://localhost:3002") {
    return run_task(seed_basics(
        {.database = *database,
         .vault = vault_,
         .clock = clock_,
         .random = random_,
         .endpoint = "http://localhost:3001",
         .admin_endpoint = std::move(admin_endpoint)}
    ));
  }
  void commit(Statement statement) {
    Plan plan;
    plan.add(std::move(statement));
    REQUIRE(run_task(database->commit(std::move(plan))));
  }
  std::optional<Application> application() {
    return run_task(ApplicationStore(*database, vault_, admin).find(console));
  }
  ApplicationStore applications() { return {*database, vault_, admin}; }
  ResourceStore resources() { return {*database, admin}; }
  RoleStore roles() { return {*database, admin}; }
  std::optional<Role> role() {
    return run_task(roles().find_by_name(std::string(administrator_role)));
  }
  std::vector<std::string> indicators_of_role() {
    const auto page = run_task(roles().list_scopes(role()->id, Search{}, Window::all()));
    std::vector<std::string> indicators;
    for (const auto& one : page.scopes) {
      CHECK(one.scope.name == "all");
      indicators.push_back(one.resource.indicator);
    }
    std::sort(indicators.begin(), indicators.end());
    return indicators;
  }

  std::unique_ptr<Database> database;

 private:
  FakeClock clock_;
  crypto::SystemRandom random_;
  Vault vault_;
};

void for_each_house(const std::function<void(House&)>& body) {
  test::for_each_engine([&](const DatabaseConfig& config) {
    House house(config);
    body(house);
  });
}

const std::vector<std::string> all_apis{
    "https://admin.logto.app/api", "https://admin.logto.app/me", "https://default.logto.app/api"};

}  // namespace

TEST_CASE("seed_console makes the console's application and the administrators' role") {
  for_each_house([](House& house) {
    house.seed();
    const auto application = house.application();
    REQUIRE(application);
    CHECK(application->type == ApplicationType::spa);
    CHECK_FALSE(application->is_third_party);
    const auto& metadata = application->oidc_client_metadata;
    CHECK(
        metadata.redirect_uris == std::vector<std::string>{"http://localhost:3002/console/callback"}
    );
    CHECK(
        metadata.post_logout_redirect_uris ==
        std::vector<std::string>{"http://localhost:3002/console"}
    );
    const auto role = house.role();
    REQUIRE(role);
    CHECK(role->type == RoleType::user);
    CHECK_FALSE(role->is_default);
    CHECK(house.indicators_of_role() == all_apis);
  });
}

TEST_CASE("seed_console takes the administrators' role out of the default ones") {
  for_each_house([](House& house) {
    house.seed();
    house.commit(house.roles().update(house.role()->id, {.is_default = true}));
    CHECK(house.seed());
    CHECK_FALSE(house.role()->is_default);
    CHECK_FALSE(house.seed());
  });
}

TEST_CASE("seed_console adds what a database from before lacks, and moves with the endpoint") {
  for_each_house([](House& house) {
    house.seed();
    house.commit(house.applications().remove(console));
    house.commit(house.roles().remove(house.role()->id));
    const auto api = run_task(house.resources().find_by_indicator("https://admin.logto.app/api"));
    house.commit(house.resources().remove(api->id));
    CHECK(house.seed("https://admin.example.com"));
    CHECK(
        house.application()->oidc_client_metadata.redirect_uris ==
        std::vector<std::string>{"https://admin.example.com/console/callback"}
    );
    CHECK(house.indicators_of_role() == all_apis);
    CHECK_FALSE(house.seed("https://admin.example.com"));
    CHECK(house.seed("https://console.example.com"));
    CHECK(
        house.application()->oidc_client_metadata.post_logout_redirect_uris ==
        std::vector<std::string>{"https://console.example.com/console"}
    );
  });
}

TEST_CASE("seed_console gives the administrators of a database from before their own account") {
  for_each_house([](House& house) {
    house.seed();
    const auto me = run_task(house.resources().find_by_indicator("https://admin.logto.app/me"));
    REQUIRE(me);
    house.commit(house.roles().remove_scope(house.role()->id, me->scopes.front().id));
    CHECK_FALSE(house.seed());
    CHECK(house.indicators_of_role().size() == 2);
    house.commit(house.resources().remove(me->id));
    CHECK(house.seed());
    CHECK(house.indicators_of_role() == all_apis);
  });
}

}  // namespace daemun::storage
