// For tests only: every store on every engine. One migrated database an engine serves the whole
// run; each test gets two tenants of its own in it.
#ifndef DAEMUN_STORAGE_TEST_STORES_H
#define DAEMUN_STORAGE_TEST_STORES_H

#include "crypto/digest.h"
#include "storage/access_store.h"
#include "storage/application_store.h"
#include "storage/experience_store.h"
#include "storage/grant_store.h"
#include "storage/interaction_store.h"
#include "storage/log_store.h"
#include "storage/migrate.h"
#include "storage/organization_template_store.h"
#include "storage/outbox_store.h"
#include "storage/profile_field_store.h"
#include "storage/pushed_request_store.h"
#include "storage/resource_store.h"
#include "storage/role_store.h"
#include "storage/sentinel_store.h"
#include "storage/session_store.h"
#include "storage/settings.h"
#include "storage/tenant_store.h"
#include "storage/user_store.h"
#include "storage/vault.h"
#include "support/engines.h"
#include "support/storage.h"

#include <doctest/doctest.h>

#include <atomic>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace daemun::test {

inline const TimePoint now = from_unix_ms(1'800'000'000'123);

// The stores of one tenant, and what a test does with their statements.
struct Stores {
  storage::Database& database;
  storage::Vault& vault;
  TenantId tenant;

  storage::AccessStore access{database, tenant};
  storage::ApplicationStore applications{database, vault, tenant};
  storage::ExperienceStore experience{database, tenant};
  storage::GrantStore grants{database, tenant};
  storage::InteractionStore interactions{database, vault, tenant};
  storage::LogStore logs{database, tenant};
  storage::OrganizationTemplateStore organization_template{database, tenant};
  storage::OutboxStore outbox{database, tenant};
  storage::ProfileFieldStore profile_fields{database, tenant};
  storage::PushedRequestStore pushed_requests{database, vault, tenant};
  storage::ResourceStore resources{database, tenant};
  storage::RoleStore roles{database, tenant};
  storage::SentinelStore sentinel{database, tenant};
  storage::SessionStore sessions{database, tenant};
  storage::TenantStore tenants{database, vault, tenant};
  storage::UserStore users{database, tenant};

  Verdict attempt(storage::Plan plan) { return commit(database, std::move(plan)); }
  Verdict attempt(storage::Statement statement) {
    return attempt(storage::Plan().add(std::move(statement)));
  }
  // Must succeed.
  void run(storage::Statement statement) { run(storage::Plan().add(std::move(statement))); }
  void run(storage::Plan plan) {
    const auto verdict = attempt(std::move(plan));
    if (verdict.error) std::rethrow_exception(verdict.error);
    REQUIRE(verdict.committed());
  }
  // Why it was not committed.
  storage::Conflict::Reason conflict(storage::Statement statement) {
    return conflict(storage::Plan().add(std::move(statement)));
  }
  storage::Conflict::Reason conflict(storage::Plan plan) {
    const auto verdict = attempt(std::move(plan));
    if (verdict.error) std::rethrow_exception(verdict.error);
    REQUIRE(verdict.conflict);
    return verdict.conflict->reason;
  }
  // How many of sixteen attempts at once succeed; the others must have lost a race.
  int winners(const storage::Statement& statement) {
    std::atomic<int> committed = 0;
    std::atomic<int> lost = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        std::vector<storage::Plan> plans(4);
        for (auto& plan : plans)
          plan.add(statement);
        for (const auto& verdict : commit_all(database, std::move(plans))) {
          if (verdict.committed()) ++committed;
          if (verdict.conflict && verdict.conflict->reason == storage::Conflict::Reason::row_count)
            ++lost;
        }
      });
    }
    for (auto& thread : threads)
      thread.join();
    CHECK(committed + lost == 16);
    return committed;
  }
};

class EngineDatabase {
 public:
  explicit EngineDatabase(TestEngine engine) : engine_(engine), database_(engine) {
    storage::migrate(database_.config());
    opened_ = storage::open_database(database_.config());
  }

  void run(const std::function<void(Stores&, Stores&)>& body) {
    const auto number = std::to_string(++tenants_);
    Stores stores{*opened_, vault_, TenantId("tenant" + number)};
    Stores others{*opened_, vault_, TenantId("other" + number)};
    for (auto* each : {&stores, &others})
      each->run(each->tenants.insert("Tenant", now));
    INFO("engine: ", std::string(to_string(engine_)));
    body(stores, others);
  }

 private:
  TestEngine engine_;
  TestDatabase database_;
  std::unique_ptr<storage::Database> opened_;
  crypto::SystemRandom random_;
  storage::Vault vault_{Secret(std::string(32, 'v')), random_};
  int tenants_ = 0;
};

// `others` are the stores of another tenant in the same database.
inline void for_each_engine(const std::function<void(Stores& stores, Stores& others)>& body) {
  static std::list<EngineDatabase> databases;
  if (databases.empty()) {
    for (const TestEngine engine : test_engines())
      databases.emplace_back(engine);
  }
  for (auto& database : databases)
    database.run(body);
}

inline void for_each_engine(const std::function<void(Stores& stores)>& body) {
  for_each_engine([&](Stores& stores, Stores&) { body(stores); });
}

inline User a_user(std::string id = "user00000001") {
  User user;
  user.id = UserId(std::move(id));
  user.username = "name_" + user.id.value();
  user.created_at = now;
  user.updated_at = now;
  return user;
}

inline Application an_application(std::string id = "app1") {
  Application application;
  application.id = ApplicationId(std::move(id));
  application.name = "App";
  application.created_at = now;
  return application;
}

inline Session a_session(std::string id = "session1", const UserId& user = a_user().id) {
  Session session;
  session.id = SessionId(std::move(id));
  session.secret_hash = crypto::sha256("secret of " + session.id.value());
  session.user_id = user;
  session.signed_in_at = now;
  session.context = {.ip = "192.0.2.1", .user_agent = "Browser of " + session.id.value()};
  session.created_at = now;
  session.renewed_at = now;
  session.expires_at = now + Seconds(60);
  return session;
}

inline Grant a_grant(std::string id = "grant1") {
  Grant grant;
  grant.id = GrantId(std::move(id));
  grant.client_id = an_application().id;
  grant.user_id = a_user().id;
  grant.authenticated_at = now;
  grant.code.secret_hash = crypto::sha256("code of " + grant.id.value());
  grant.code.redirect_uri = "https://app.example/callback";
  grant.code.expires_at = now + Seconds(60);
  grant.created_at = now;
  grant.expires_at = now + Seconds(600);
  return grant;
}

}  // namespace daemun::test

#endif
