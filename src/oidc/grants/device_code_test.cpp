#include "oidc/grants/device_code.h"

#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {
namespace {

const TimePoint now = from_unix_seconds(1'800'000'000);

DeviceAuthorization a_device(DeviceStatus status) {
  return {
      .id = DeviceAuthorizationId("one"),
      .client_id = ApplicationId("tv"),
      .status = status,
      .created_at = now,
      .expires_at = now + device_code_ttl};
}

// Why not, with "!" where it ends the grant.
std::string decide(DeviceStatus status, TimePoint when = now, std::string client = "tv") {
  const auto application = test::an_application(std::move(client), ApplicationType::native);
  const auto decided = decide_device_exchange(application, a_device(status), when);
  if (decided) return "accepted";
  return std::string(to_string(decided.error().error.code)) +
         (decided.error().replay == Replay::yes ? "!" : "");
}

}  // namespace

TEST_CASE("decide_device_exchange waits for the answer and does what it says") {
  CHECK(decide(DeviceStatus::pending) == "authorization_pending");
  CHECK(decide(DeviceStatus::approved) == "accepted");
  CHECK(decide(DeviceStatus::denied) == "access_denied");
  CHECK(decide(DeviceStatus::consumed) == "invalid_grant!");
}

TEST_CASE("decide_device_exchange knows no answer after the end, but a second use") {
  const auto end = now + device_code_ttl;
  for (const auto status : {DeviceStatus::pending, DeviceStatus::approved, DeviceStatus::denied})
    CHECK(decide(status, end) == "expired_token");
  CHECK(decide(DeviceStatus::consumed, end) == "invalid_grant!");
}

TEST_CASE("decide_device_exchange tells another client nothing, and ends nothing for it") {
  for (const auto status :
       {DeviceStatus::pending,
        DeviceStatus::approved,
        DeviceStatus::denied,
        DeviceStatus::consumed}) {
    CHECK(decide(status, now, "other") == "invalid_grant");
  }
}

}  // namespace daemun::oidc
