#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

PushedRequest a_request(std::string id = "request1") {
  return PushedRequest{
      .id = std::move(id),
      .client_id = test::an_application().id,
      .parameters = "scope=openid&state=%22",
      .expires_at = now + Seconds(60),
      .used_at = std::nullopt};
}

std::optional<PushedRequest> find(Stores& stores, std::string id = a_request().id) {
  return run_task(stores.pushed_requests.find(std::move(id)));
}

}  // namespace

TEST_CASE("PushedRequestStore gives back every column") {
  for_each_engine([](Stores& stores, Stores& others) {
    stores.run(stores.applications.insert(test::an_application()));
    stores.run(stores.pushed_requests.insert(a_request()));
    const auto found = find(stores);
    REQUIRE(found);
    CHECK(found->id == a_request().id);
    CHECK(found->client_id == a_request().client_id);
    CHECK(found->parameters == a_request().parameters);
    CHECK(found->expires_at == a_request().expires_at);
    CHECK_FALSE(found->used_at);
    CHECK_FALSE(find(stores, "none"));
    CHECK_FALSE(find(others));
    CHECK(stores.conflict(stores.pushed_requests.insert(a_request())) == Conflict::Reason::unique);
    auto foreign = a_request("request2");
    foreign.client_id = ApplicationId("none");
    CHECK(stores.conflict(stores.pushed_requests.insert(foreign)) == Conflict::Reason::foreign_key);
  });
}

TEST_CASE("PushedRequestStore lets a request be used exactly once under concurrent attempts") {
  for_each_engine([](Stores& stores, Stores& others) {
    stores.run(stores.applications.insert(test::an_application()));
    stores.run(stores.pushed_requests.insert(a_request()));
    CHECK(
        others.conflict(others.pushed_requests.use("request1", now)) == Conflict::Reason::row_count
    );
    CHECK(stores.winners(stores.pushed_requests.use("request1", now)) == 1);
    CHECK(find(stores)->used_at == now);
    CHECK(stores.conflict(stores.pushed_requests.use("none", now)) == Conflict::Reason::row_count);
  });
}

TEST_CASE("PushedRequestStore removes what expired before an instant") {
  for_each_engine([](Stores& stores) {
    stores.run(stores.applications.insert(test::an_application()));
    auto expired = a_request("expired");
    expired.expires_at = now - Milliseconds(1);
    stores.run(stores.pushed_requests.insert(expired));
    stores.run(stores.pushed_requests.insert(a_request()));
    stores.run(stores.pushed_requests.remove_expired(stores.tenant, now));
    CHECK_FALSE(find(stores, "expired"));
    CHECK(find(stores));
  });
}

}  // namespace daemun::storage
