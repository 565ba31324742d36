#include "app/jobs.h"

#include "app/installation.h"
#include "app/test_house.h"
#include "crypto/password_hash.h"
#include "storage/application_store.h"
#include "storage/key_rotation.h"

#include <doctest/doctest.h>

#include <atomic>

namespace daemun::app {
namespace {

using house::FakeClient;
using house::House;
using house::tenant;
using house::with_house;

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
      const Jobs jobs(
          {{*house.dependencies, *house.keys, *house.messenger}},
          {.logouts = client,
           .webhooks = client,
           .codes = house.equipment,
           .messages = house.equipment}
      );
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
    house.commit(applications.update(ApplicationId("demo-app"), {.name = "Renamed"}));
    keep_house(*house.dependencies);
    CHECK(run_task(house.settings->find_application(ApplicationId("demo-app")))->name == "Renamed");
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
    const std::vector<JobTenant> tenants{{*house.dependencies, *house.keys, *house.messenger}};
    storage::WakingDatabase database(*house.database);
    const JobOptions options{.database = &database};
    const JobClients clients{
        .logouts = client,
        .webhooks = client,
        .codes = house.equipment,
        .messages = house.equipment};
    const Jobs jobs(tenants, clients, options);
  });
}

}  // namespace
}  // namespace daemun::app
