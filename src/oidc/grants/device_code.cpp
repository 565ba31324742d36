#include "oidc/grants/device_code.h"

#include "oidc/grants/redemption.h"
#include "oidc/grants/revocation.h"
#include "oidc/lifetimes.h"
#include "storage/device_authorization_store.h"
#include "storage/grant_store.h"

namespace daemun::oidc {
namespace {

GrantRefusal refused(OAuthErrorCode code, std::string description) {
  return GrantRefusal{.error = OAuthError{.code = code, .description = std::move(description)}};
}

}  // namespace

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
    return refused(OAuthErrorCode::authorization_pending, "authorization request is still pending");
  }
  return {};
}

Task<Result<TokenResponse, OAuthError>> exchange_device_code(
    const TokenServices& services, AuthenticatedClient client, TokenRequest request
) {
  const auto& dependencies = services.dependencies;
  if (!request.device_code) co_return missing_parameter("device_code");
  // The device has said them when it began.
  request.access.scopes.reset();
  request.access.organization_id.reset();
  const storage::DeviceAuthorizationStore devices(
      dependencies.database, dependencies.vault, dependencies.tenant
  );
  const auto device = co_await devices.find_by_device_code(Secret(*request.device_code));
  if (!device) co_return invalid_grant("unknown device code");
  const auto now = dependencies.clock.now();
  const auto decided = decide_device_exchange(*client, *device, now);
  if (!decided && decided.error().replay == Replay::no) {
    auto error = decided.error().error;
    // A device asks every few seconds: that nobody has answered yet is nothing to write down.
    error.is_audited = error.code == OAuthErrorCode::authorization_pending;
    co_return error;
  }

  const storage::GrantStore grants(dependencies.database, dependencies.tenant);
  auto facts = co_await grants.find(device->grant_id.value_or(GrantId()));
  if (!facts) co_return invalid_grant("the grant of the device code has gone");
  if (!decided) co_return co_await refuse_grant(services, facts->grant, decided.error(), request);

  Redemption redemption{.facts = std::move(*facts)};
  redemption.plan.add(devices.consume(device->id));
  co_return co_await redeem_grant(services, client, request, std::move(redemption));
}

}  // namespace daemun::oidc
