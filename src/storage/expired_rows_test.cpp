#include "storage/expired_rows.h"

#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

void add_request(Stores& stores, TimePoint expires_at) {
  stores.run(stores.pushed_requests.insert(
      {.id = "request",
       .client_id = test::an_application().id,
       .parameters = "",
       .expires_at = expires_at,
       .used_at = std::nullopt}
  ));
}

}  // namespace

TEST_CASE("has_expired_rows sees what remove_expired_rows removes") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto has_expired = [&](Expiry expiry) {
      return run_task(has_expired_rows(stores.database, stores.tenant, expiry));
    };
    const Expiry expiry{.before = now, .log_lines_before = now - Seconds(5)};
    CHECK_FALSE(has_expired(expiry));
    for (auto* each : {&stores, &others})
      each->run(each->applications.insert(test::an_application()));
    add_request(stores, now - Milliseconds(1));
    add_request(others, now - Milliseconds(1));
    CHECK(has_expired(expiry));
    stores.run(remove_expired_rows(stores.database, stores.tenant, expiry));
    CHECK_FALSE(has_expired(expiry));
    CHECK(run_task(has_expired_rows(others.database, others.tenant, expiry)));

    for (const auto& hook : {std::optional<HookId>(), std::optional(HookId("hook"))}) {
      stores.run(stores.logs.insert(
          {.id = "line", .key = "A", .hook_id = hook, .created_at = now - Seconds(6)}
      ));
      CHECK_FALSE(has_expired({.before = now}));
      CHECK(has_expired(expiry));
      stores.run(remove_expired_rows(stores.database, stores.tenant, expiry));
      CHECK_FALSE(has_expired(expiry));
    }
  });
}

}  // namespace daemun::storage
