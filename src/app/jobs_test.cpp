#include "app/jobs.h"

#include "app/installation.h"
#include "crypto/password_hash.h"
#include "storage/application_store.h"
#include "storage/interaction_store.h"
#include "storage/key_rotation.h"
#include "storage/pushed_request_store.h"
#include "storage/user_store.h"
#include "support/engines.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>

namespace daemun::app {
namespace {

const TenantId tenant{"default"};

// Answers as it is told and keeps what it was asked.
class FakeClient final : public http::HttpClient {
 public:
  Task<Result<http::ClientResponse, http::ClientError>> send(http::ClientRequest request) override {
    requests.push_back(request);
    if (status == 0) {
      co_return http::ClientError{http::ClientErrorCode::connect_failed, "refused"};
    }
    http::ClientResponse response;
    response.status = status;
    co_return response;
  }

  int status = 200;
  std::vector<http::ClientRequest> requests;
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
        .endpoint = "http://localhost:3001"};
    run_task(storage::seed_basics(context));
    settings = std::make_unique<storage::Settings>(*database, vault, tenant);
    journal = std::make_unique<storage::Journal>(*database, tenant);
    dependencies = std::make_unique<oidc::Dependencies>(oidc::Dependencies{
        .database = *database,
        .settings = *settings,
        .vault = vault,
        .clock = clock,
        .random = random,
        .tenant = tenant,
        .endpoint = "http://localhost:3001",
        .journal = *journal});
    keys = std::make_unique<oidc::KeyRings>(*settings);
  }

  storage::TenantStore tenants() { return {*database, vault, tenant}; }
  storage::OutboxStore outbox() { return {*database, tenant}; }
  void commit(storage::Plan plan) { REQUIRE(run_task(database->commit(std::move(plan)))); }
  void add_message(std::string kind = "backchannel_logout", std::string payload = "") {
    const oidc::LogoutNotice notice{
        .client_id = ApplicationId("demo-app"),
        .user_id = UserId("user"),
        .sid = "sid",
        .uri = "https://app.example.com/logout"};
    auto message = oidc::make_logout_message(*dependencies, notice);
    message.kind = std::move(kind);
    if (!payload.empty()) message.payload = std::move(payload);
    storage::Plan plan;
    plan.add(outbox().insert(message));
    commit(std::move(plan));
  }
  // Waiting messages, due or not.
  std::vector<storage::OutboxMessage> messages() {
    return run_task(outbox().list_due(clock.now() + std::chrono::hours(1000), 100));
  }

  FakeClock clock;
  crypto::SystemRandom random;
  storage::Vault vault;
  std::unique_ptr<storage::Database> database;
  std::unique_ptr<storage::Settings> settings;
  std::unique_ptr<storage::Journal> journal;
  std::unique_ptr<oidc::Dependencies> dependencies;
  std::unique_ptr<oidc::KeyRings> keys;
};

// One engine will do: what differs between them is tested in storage.
void with_house(const std::function<void(House&)>& body) {
  const test::TestDatabase database(test::TestEngine::sqlite_memory);
  House house(database.config());
  body(house);
}

TEST_CASE("delivery_pause doubles from ten seconds to an hour") {
  CHECK(delivery_pause(0) == Seconds(10));
  CHECK(delivery_pause(1) == Seconds(20));
  CHECK(delivery_pause(8) == Seconds(2560));
  CHECK(delivery_pause(9) == Seconds(3600));
  CHECK(delivery_pause(1'000'000) == Seconds(3600));
}

TEST_CASE("run_due posts a logout token as a form and removes the message") {
  with_house([](House& house) {
    house.add_message();
    FakeClient client;
    LogoutDelivery(*house.dependencies, *house.keys, client).run_due();
    REQUIRE(client.requests.size() == 1);
    const auto& request = client.requests[0];
    CHECK(request.method == http::Method::post);
    CHECK(request.url == "https://app.example.com/logout");
    CHECK(request.body.starts_with("logout_token=ey"));
    CHECK(std::count(request.body.begin(), request.body.end(), '.') == 2);
    CHECK(house.messages().empty());
  });
}

TEST_CASE("run_due tries a refused message again, later each time") {
  with_house([](House& house) {
    house.add_message();
    FakeClient client;
    LogoutDelivery delivery(*house.dependencies, *house.keys, client);
    for (const int status : {500, 0, 400}) {
      client.status = status;
      delivery.run_due();
      delivery.run_due();  // not due yet
      const auto waiting = house.messages();
      REQUIRE(waiting.size() == 1);
      house.clock.advance(waiting[0].next_attempt_at - house.clock.now());
    }
    CHECK(client.requests.size() == 3);
    client.status = 204;
    delivery.run_due();
    CHECK(client.requests.size() == 4);
    CHECK(house.messages().empty());
  });
}

TEST_CASE("run_due gives a message up after a day") {
  with_house([](House& house) {
    house.add_message();
    FakeClient client;
    client.status = 500;
    house.clock.advance(delivery_lifetime);
    LogoutDelivery(*house.dependencies, *house.keys, client).run_due();
    CHECK(client.requests.size() == 1);
    CHECK(house.messages().empty());
  });
}

TEST_CASE("run_due drops what it cannot read and sends nothing") {
  with_house([](House& house) {
    house.add_message("carrier_pigeon");
    house.add_message("backchannel_logout", "{}");
    FakeClient client;
    LogoutDelivery(*house.dependencies, *house.keys, client).run_due();
    CHECK(client.requests.empty());
    CHECK(house.messages().empty());
  });
}

TEST_CASE("keep_house promotes a key when its time has come, and servers see it") {
  with_house([](House& house) {
    SigningKey key{
        .id = SigningKeyId("new"),
        .algorithm = "ES256",
        .status = SigningKeyStatus::current,
        .private_key = crypto::PrivateKey::generate(crypto::SignatureAlgorithm::es256).to_pem(),
        .created_at = house.clock.now(),
    };
    run_task(storage::rotate_signing_key(*house.database, house.tenants(), key, Seconds(60)));
    keep_house(*house.dependencies);
    const auto before = run_task(house.settings->list_signing_keys());
    CHECK(before->front().id != key.id);
    house.clock.advance(Seconds(60));
    keep_house(*house.dependencies);
    const auto after = run_task(house.settings->list_signing_keys());
    REQUIRE(after->size() == 3);
    CHECK(after->front().id == key.id);
    CHECK(after->back().status == SigningKeyStatus::previous);
    CHECK_FALSE(
        run_task(storage::promote_signing_keys(*house.database, house.tenants(), house.clock.now()))
    );
  });
}

TEST_CASE("keep_house writes the journal, and the end of the jobs what is left of it") {
  with_house([](House& house) {
    const storage::LogStore logs(*house.database, tenant);
    house.journal->write({.id = "first", .key = "RevokeToken"});
    keep_house(*house.dependencies);
    CHECK(run_task(logs.list(10)).size() == 1);
    FakeClient client;
    {
      const Jobs jobs({{*house.dependencies, *house.keys}}, client);
      house.journal->write({.id = "second", .key = "RevokeToken"});
    }
    CHECK(run_task(logs.list(10)).size() == 2);
  });
}

TEST_CASE("keep_house drops cached settings that another process has changed") {
  with_house([](House& house) {
    keep_house(*house.dependencies);
    CHECK(
        run_task(house.settings->find_application(ApplicationId("demo-app")))->name == "Demo app"
    );
    const storage::ApplicationStore applications(*house.database, house.vault, tenant);
    auto demo = run_task(applications.find(ApplicationId("demo-app")));
    REQUIRE(demo);
    demo->name = "Renamed";
    storage::Plan plan;
    plan.add(applications.update(*demo));
    plan.add(house.tenants().raise_settings_version());
    house.commit(std::move(plan));
    keep_house(*house.dependencies);
    CHECK(run_task(house.settings->find_application(ApplicationId("demo-app")))->name == "Renamed");
  });
}

TEST_CASE("remove_expired_rows removes pushed requests that are long over and keeps others") {
  with_house([](House& house) {
    const storage::PushedRequestStore requests(*house.database, tenant);
    const TimePoint now = house.clock.now();
    storage::Plan plan;
    for (const auto& [id, expires_at] :
         {std::pair("old", now - std::chrono::minutes(11)), std::pair("new", now + Seconds(60))}) {
      plan.add(requests.insert(
          {.id = id,
           .client_id = ApplicationId("demo-app"),
           .parameters = "",
           .expires_at = expires_at,
           .used_at = std::nullopt}
      ));
    }
    house.commit(std::move(plan));
    run_task(remove_expired_rows(*house.database, tenant, now));
    CHECK_FALSE(run_task(requests.find("old")));
    CHECK(run_task(requests.find("new")));
  });
}

TEST_CASE("Periodic repeats its work, survives its failures and stops") {
  std::atomic<int> count = 0;
  {
    const Periodic periodic("test", Milliseconds(0), [&] {
      ++count;
      count.notify_all();
      if (count == 1) throw std::runtime_error("once");
    });
    for (int seen = count; seen < 3; seen = count)
      count.wait(seen);
  }
  const int last = count;
  CHECK(last >= 3);
}

TEST_CASE("Jobs start and stop with nothing to do") {
  with_house([](House& house) {
    FakeClient client;
    const std::vector<JobTenant> tenants{{*house.dependencies, *house.keys}};
    const Jobs jobs(tenants, client);
  });
}

}  // namespace
}  // namespace daemun::app
