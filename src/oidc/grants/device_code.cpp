#include "oidc/grants/device_code.h"

#include "oidc/parameters.h"
#include "storage/device_authorization_store.h"
#include "storage/grant_store.h"

namespace daemun::oidc {
namespace {

GrantRefusal refused(OAuthErrorCode code, std::string description) {
  return GrantRefusal{.error = OAuthError{.code = code, .description = std::move(description)}};
}

}  // namespace

Result<DeviceRequest, OAuthError> parse_device_request(
    const http::Form& form, AccessRequest access
) {
  auto code = require_parameter(form, "device_code");
  if (!code) return code.error();
  return DeviceRequest{
      .device_code = Secret(*std::move(code)), .resource = std::move(access.resource)};
}

Result<void, GrantRefusal> decide_device_exchange(
    const Application& client, const DeviceAuthorization& device, TimePoint now
) {
  if (device.client_id != client.id) {
    return GrantRefusal{.error = invalid_grant("device code of another client")};
  }
  // Before the expiry: a code that was redeemed and comes again later has been stolen all the same.
  if (device.status == DeviceStatus::consumed) {
    return GrantRefusal{.error = invalid_grant("device code used twice"), .replay = Replay::yes};
  }
  if (device.expires_at <= now) {
    return refused(OAuthErrorCode::expired_token, "device code is expired");
  }
  if (device.status == DeviceStatus::denied) {
    return refused(OAuthErrorCode::access_denied, "End-User aborted interaction");
  }
  if (device.status == DeviceStatus::pending) {
    auto pending =
        refused(OAuthErrorCode::authorization_pending, "authorization request is still pending");
    // A device asks every few seconds: no answer yet is nothing to write down.
    pending.error.audit = Audit::no;
    return pending;
  }
  return {};
}

Task<Planned> plan_device_exchange(
    const TokenServices& services, AuthenticatedClient client, DeviceRequest request
) {
  const auto& dependencies = services.dependencies;
  const storage::DeviceAuthorizationStore devices(
      dependencies.database, dependencies.vault, dependencies.tenant
  );
  const auto device = co_await devices.find_by_device_code(std::move(request.device_code));
  if (!device) co_return GrantRefusal{.error = invalid_grant("unknown device code")};
  auto decided = decide_device_exchange(*client, *device, dependencies.clock.now());
  if (!decided && decided.error().replay == Replay::no) co_return std::move(decided).error();

  const storage::GrantStore grants(dependencies.database, dependencies.tenant);
  auto facts = co_await grants.find(device->grant_id.value_or(GrantId()));
  if (!facts) {
    co_return GrantRefusal{.error = invalid_grant("the grant of the device code has gone")};
  }
  if (!decided) {
    auto refusal = std::move(decided).error();
    refusal.grant = std::move(facts->grant);
    co_return refusal;
  }
  TokenPlan plan{
      .holder = *std::move(facts),
      .access = {.resource = std::move(request.resource)},
      .change = GrantChange::redeemed,
      .audit = json::object(),
  };
  plan.spends.add(devices.consume(device->id));
  co_return plan;
}

}  // namespace daemun::oidc
