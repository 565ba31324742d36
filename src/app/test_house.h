// For tests only: a seeded tenant, and a network that answers as it is told.
#ifndef DAEMUN_APP_TEST_HOUSE_H
#define DAEMUN_APP_TEST_HOUSE_H

#include "net/http_task.h"
#include "oidc/dependencies.h"
#include "oidc/key_ring.h"
#include "storage/journal.h"
#include "storage/migrate.h"
#include "storage/outbox_store.h"
#include "storage/seed.h"
#include "storage/tenant_store.h"
#include "support/engines.h"

#include <doctest/doctest.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "messages/messenger.h"

namespace daemun::app::house {

inline const TenantId tenant{"default"};

// Answers as it is told and keeps what it was asked.
class FakeClient final : public net::TaskHttpClient {
 public:
  Task<Result<net::Response, net::HttpError>> send(net::Request request) override {
    requests.push_back(request);
    if (status == 0) {
      co_return net::HttpError{net::HttpError::Code::connect_failed, "refused"};
    }
    net::Response response;
    response.status = status;
    response.body = body;
    co_return response;
  }

  int status = 200;
  std::string body;
  std::vector<net::Request> requests;
};

// Fails as it is told and keeps what it was given.
class FakeMail final : public net::MailSender {
 public:
  Task<Result<void, net::MailError>> send(net::Mail mail) override {
    mails.push_back(std::move(mail));
    if (error) co_return *error;
    co_return Result<void, net::MailError>();
  }

  std::optional<net::MailError> error;
  std::vector<net::Mail> mails;
};

// A seeded tenant with a clock that stands still.
class House {
 public:
  explicit House(const storage::DatabaseConfig& config)
      : vault(Secret(std::string(32, 'k')), random) {
    storage::migrate(config);
    database = storage::open_database(config);
    const storage::SeedContext context{
        .database = *database,
        .vault = vault,
        .clock = clock,
        .random = random,
        .endpoint = "http://localhost:3001",
        .admin_endpoint = "http://localhost:3002"};
    run_task(storage::seed_basics(context));
    settings = std::make_unique<storage::Settings>(*database, vault, tenant);
    journal = std::make_unique<storage::Journal>(*database, tenant);
    dependencies = std::make_unique<oidc::Dependencies>(oidc::Dependencies{
        {.database = *database,
         .settings = *settings,
         .vault = vault,
         .clock = clock,
         .random = random,
         .journal = *journal,
         .tenant = tenant,
         .endpoint = "http://localhost:3001"}});
    keys = std::make_unique<oidc::KeyRings>(*settings);
    messenger = std::make_unique<messages::Messenger>(*dependencies, equipment);
  }

  storage::TenantStore tenants() { return {*database, vault, tenant}; }
  storage::OutboxStore outbox() { return {*database, tenant}; }
  // Drops the caches, as the process that changes settings does.
  void commit(storage::Plan plan) {
    REQUIRE(run_task(database->commit(std::move(plan))));
    settings->clear();
  }
  void commit(storage::Statement statement) {
    storage::Plan plan;
    plan.add(std::move(statement));
    commit(std::move(plan));
  }
  // Waiting messages, due or not.
  std::vector<storage::OutboxMessage> messages(std::string_view kind) {
    return run_task(outbox().list_due(
        {.kind = std::string(kind), .now = clock.now() + std::chrono::hours(1000), .limit = 100}
    ));
  }

  FakeClock clock;
  crypto::SystemRandom random;
  storage::Vault vault;
  std::unique_ptr<storage::Database> database;
  std::unique_ptr<storage::Settings> settings;
  std::unique_ptr<storage::Journal> journal;
  std::unique_ptr<oidc::Dependencies> dependencies;
  std::unique_ptr<oidc::KeyRings> keys;
  FakeClient client;
  FakeMail mail;
  const messages::Equipment equipment{client, mail};
  std::unique_ptr<messages::Messenger> messenger;
};

// One engine will do: what differs between them is tested in storage.
inline void with_house(const std::function<void(House&)>& body) {
  const test::TestDatabase database(test::TestEngine::sqlite_memory);
  House house(database.config());
  body(house);
}

}  // namespace daemun::app::house

#endif
