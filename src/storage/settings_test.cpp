#include "storage/settings.h"

#include "storage/statements.h"
#include "storage/test_stores.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

// Two processes on one database: only one of them knows of its changes by itself.
struct Processes {
  explicit Processes(Stores& stores)
      : here(stores.database, stores.vault, stores.tenant),
        there(stores.database, stores.vault, stores.tenant) {}

  Settings here;
  Settings there;
};

// Remembers which statements are read.
class RecordingDatabase final : public Database {
 public:
  explicit RecordingDatabase(Database& database) : database_(database) {}

  Engine engine() const override { return database_.engine(); }
  Task<Rows> read(Query query) override {
    texts.emplace_back(query.sql.text);
    return database_.read(std::move(query));
  }
  Task<std::vector<Rows>> read_all(std::vector<Query> queries) override {
    for (const auto& query : queries)
      texts.emplace_back(query.sql.text);
    return database_.read_all(std::move(queries));
  }
  Task<Result<void, Conflict>> commit(Plan plan) override {
    return database_.commit(std::move(plan));
  }
  Counters counters() const override { return database_.counters(); }

  std::vector<std::string> texts{};

 private:
  Database& database_;
};

void rename_application(Stores& stores, const char* name) {
  stores.run(stores.applications.update(test::an_application().id, {.name = name}));
}

std::string application_name(Settings& settings) {
  return run_task(settings.find_application(test::an_application().id))->name;
}

void insert_everything(Stores& stores) {
  stores.run(stores.applications.insert(test::an_application()));
  stores.run(stores.resources.insert(
      {.id = ResourceId("api"),
       .name = "API",
       .indicator = "https://api.example",
       .is_default = true}
  ));
  stores.run(stores.resources.insert_scope(
      ResourceId("api"), {.id = ScopeId("read"), .name = "read", .description = {}}, now
  ));
  stores.run(stores.roles.insert({.id = RoleId("role"), .name = "role", .description = ""}));
  stores.run(stores.roles.assign_scope(RoleId("role"), ScopeId("read")));
  stores.run(stores.applications.assign_role(test::an_application().id, RoleId("role")));
  stores.run(stores.organization_template.insert_scope(
      {.id = OrganizationScopeId("invite"), .name = "invite"}
  ));
  stores.run(stores.tenants.upsert_sign_in_experience(R"({"signInMode":"SignIn"})"));
  stores.run(stores.experience.upsert_phrases({.id = "fr", .language_tag = "fr", .translation = {}})
  );
  stores.run(stores.experience.change_account_center(
      {.before = std::nullopt, .after = R"({"enabled":true})"}
  ));
  stores.run(stores.profile_fields.insert({.id = "age", .name = "age"}));
  stores.run(stores.tenants.upsert_config("idToken", "{}"));
  stores.run(stores.tenants.insert_signing_key(
      {.id = SigningKeyId("key"),
       .algorithm = "ES256",
       .status = SigningKeyStatus::current,
       .private_key = Secret("PEM"),
       .created_at = now}
  ));
}

void read_everything(Settings& settings) {
  CHECK(run_task(settings.find_application(test::an_application().id)));
  CHECK(run_task(settings.find_resource("https://api.example"))->scopes.size() == 1);
  CHECK(run_task(settings.find_default_resource()));
  CHECK(run_task(settings.list_application_scopes(test::an_application().id))->size() == 1);
  CHECK(run_task(settings.list_organization_scopes())->size() == 1);
  CHECK(run_task(settings.find_sign_in_experience())->mode == SignInMode::sign_in);
  CHECK(run_task(settings.list_custom_phrases())->size() == 1);
  CHECK(run_task(settings.list_profile_fields())->size() == 1);
  CHECK(run_task(settings.find_account_center())->at("enabled").as_bool());
  CHECK(run_task(settings.list_signing_keys())->size() == 1);
  CHECK(*run_task(settings.find_config("idToken")) == "{}");
}

}  // namespace

TEST_CASE("Settings reads each thing once and then from memory") {
  for_each_engine([](Stores& stores) {
    insert_everything(stores);
    Settings settings(stores.database, stores.vault, stores.tenant);
    read_everything(settings);
    const auto reads = stores.database.counters().reads;
    read_everything(settings);
    CHECK(stores.database.counters().reads == reads);
    settings.clear();
    read_everything(settings);
    CHECK(stores.database.counters().reads > reads);
  });
}

TEST_CASE("Settings of an empty tenant are null, empty or defaults") {
  for_each_engine([](Stores& stores, Stores& others) {
    insert_everything(others);
    Settings settings(stores.database, stores.vault, stores.tenant);
    for (int i = 0; i < 2; ++i) {
      CHECK_FALSE(run_task(settings.find_application(test::an_application().id)));
      CHECK_FALSE(run_task(settings.find_resource("https://api.example")));
      CHECK_FALSE(run_task(settings.find_resource("")));
      CHECK_FALSE(run_task(settings.find_default_resource()));
      CHECK(run_task(settings.list_application_scopes(test::an_application().id))->empty());
      CHECK(run_task(settings.list_organization_scopes())->empty());
      CHECK(run_task(settings.find_sign_in_experience())->mode == SignInMode::sign_in_and_register);
      CHECK(run_task(settings.list_custom_phrases())->empty());
      CHECK(run_task(settings.list_profile_fields())->empty());
      CHECK_FALSE(run_task(settings.find_account_center())->at("enabled").as_bool());
      CHECK(run_task(settings.list_signing_keys())->empty());
      CHECK(run_task(settings.find_config("idToken"))->empty());
    }
  });
}

TEST_CASE("Settings remembers no absence of an application") {
  for_each_engine([](Stores& stores) {
    Settings settings(stores.database, stores.vault, stores.tenant);
    CHECK_FALSE(run_task(settings.find_application(test::an_application().id)));
    stores.run(stores.applications.insert(test::an_application()));
    CHECK(run_task(settings.find_application(test::an_application().id)));
  });
}

TEST_CASE("Settings sees a change of its own process after clear") {
  for_each_engine([](Stores& stores) {
    stores.run(stores.applications.insert(test::an_application()));
    Settings settings(stores.database, stores.vault, stores.tenant);
    CHECK(application_name(settings) == "App");
    rename_application(stores, "Renamed");
    CHECK(application_name(settings) == "App");
    settings.clear();
    CHECK(application_name(settings) == "Renamed");
  });
}

TEST_CASE("Settings sees a change of another process after refresh") {
  for_each_engine([](Stores& stores) {
    stores.run(stores.applications.insert(test::an_application()));
    Processes processes(stores);
    run_task(processes.there.refresh());
    CHECK(application_name(processes.there) == "App");
    rename_application(stores, "Renamed");
    processes.here.clear();
    CHECK(application_name(processes.here) == "Renamed");
    CHECK(application_name(processes.there) == "App");
    run_task(processes.there.refresh());
    CHECK(application_name(processes.there) == "Renamed");
  });
}

TEST_CASE("Settings sees a change that was made before its first refresh") {
  for_each_engine([](Stores& stores) {
    stores.run(stores.applications.insert(test::an_application()));
    Processes processes(stores);
    CHECK(application_name(processes.there) == "App");
    rename_application(stores, "Renamed");
    run_task(processes.there.refresh());
    CHECK(application_name(processes.there) == "Renamed");
  });
}

TEST_CASE("Settings keeps everything while no version is raised") {
  for_each_engine([](Stores& stores) {
    stores.run(stores.applications.insert(test::an_application()));
    Processes processes(stores);
    run_task(processes.there.refresh());
    const auto value = run_task(processes.there.find_application(test::an_application().id));
    for (int i = 0; i < 3; ++i)
      run_task(processes.there.refresh());
    CHECK(run_task(processes.there.find_application(test::an_application().id)) == value);
  });
}

TEST_CASE("Settings reads with statements that are marked as cached") {
  for_each_engine([](Stores& stores) {
    insert_everything(stores);
    RecordingDatabase database(stores.database);
    Settings settings(database, stores.vault, stores.tenant);
    read_everything(settings);
    CHECK(run_task(settings.list_cookie_keys())->empty());
    CHECK(run_task(settings.list_hooks())->empty());
    for (const std::string_view text : database.texts) {
      CAPTURE(text);
      const auto is_it = [&](const NamedStatement& one) { return text == one.sql.text; };
      const auto all = statements();
      CHECK(std::find_if(all.begin(), all.end(), is_it)->is_cached);
    }
  });
}

TEST_CASE("Database raises the settings version when a plan changes settings, and only then") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto version = [](Stores& of) { return run_task(of.tenants.find_settings_version()); };
    stores.run(stores.users.insert(test::a_user(), std::nullopt));
    stores.run(stores.users.update_last_sign_in(test::a_user().id, now));
    stores.run(stores.roles.insert({.id = RoleId("role"), .name = "role", .description = ""}));
    CHECK(version(stores) == 0);
    stores.run(stores.applications.insert(test::an_application()));
    CHECK(version(stores) == 1);
    Plan plan;
    plan.add(stores.applications.update(test::an_application().id, {.name = "Renamed"}))
        .add(stores.applications.assign_role(test::an_application().id, RoleId("role")));
    stores.run(std::move(plan));
    CHECK(version(stores) == 2);
    CHECK(
        stores.conflict(stores.applications.insert(test::an_application())) ==
        Conflict::Reason::unique
    );
    CHECK(version(stores) == 2);
    // The application loses the role by a cascade.
    stores.run(stores.roles.remove(RoleId("role")));
    CHECK(version(stores) == 3);
    CHECK(version(others) == 0);
  });
}

TEST_CASE("Settings lets whoever holds a value keep it") {
  for_each_engine([](Stores& stores) {
    stores.run(stores.applications.insert(test::an_application()));
    Settings settings(stores.database, stores.vault, stores.tenant);
    const auto held = run_task(settings.find_application(test::an_application().id));
    settings.clear();
    CHECK(held->name == "App");
  });
}

}  // namespace daemun::storage
