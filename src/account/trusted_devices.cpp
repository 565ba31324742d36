// The browsers in which a person signs in without the second factor: /my-account/trusted-devices.
#include "experience/device_cookie.h"
#include "storage/trusted_device_store.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "account/change.h"
#include "account/nouns.h"
#include "api/trusted_device.h"

namespace daemun::account {
namespace {

using api::shape_of;
using enum Check::MissingScope;

constexpr std::string_view devices_scope = "urn:logto:scope:trusted_devices";

struct OwnDevice : api::TrustedDeviceView {
  bool is_current = false;  // the call's browser, as far as it has sent the cookie
};
BOOST_DESCRIBE_STRUCT(OwnDevice, (api::TrustedDeviceView), (is_current))

class TrustedDevices {
 public:
  explicit TrustedDevices(const Dependencies& dependencies)
      : dependencies_(dependencies), devices_(dependencies.database, dependencies.tenant) {}

  // All of them: nobody has many (max_trusted_devices).
  Answer list(Call call) {
    const auto settings = co_await dependencies_.settings.find_sign_in_experience();
    const auto policy = parse_trusted_device_policy(settings->document);
    const auto now = dependencies_.clock.now();
    auto all = co_await devices_.list(call.caller.user.id);
    const auto devices = api::only_trusted(std::move(all), policy, now);
    const auto hashes = experience::list_device_hashes(dependencies_, call.request);
    const auto* current = find_trusted_device(devices, hashes, policy, now);
    json::array shown;
    for (const auto& device : devices)
      shown.push_back(api::to_json(OwnDevice{{api::to_view(device, policy)}, &device == current}));
    co_return Reply{.body = std::move(shown)};
  }

  Answer remove(Call call) {
    const auto id = call.path_parameter("trustedDeviceId");
    const auto& user = call.caller.user.id;
    const auto devices = co_await devices_.list(user);
    const bool is_own = std::any_of(devices.begin(), devices.end(), [&](const auto& device) {
      return device.id == id;
    });
    if (!is_own) co_return api::RequestError{.code = "entity.not_found", .status = 404};
    AccountChange change{.details = {{"trustedDeviceId", id}}};
    change.plan.add(devices_.remove(user, id));
    const auto committed = co_await commit(&dependencies_, &call, std::move(change));
    if (!committed) co_return committed.error();
    co_return Reply{};
  }

 private:
  const Dependencies& dependencies_;
  storage::TrustedDeviceStore devices_;
};

}  // namespace

Operations nouns::trusted_devices(const Dependencies& dependencies) {
  const auto noun = std::make_shared<TrustedDevices>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/my-account/trusted-devices",
       .summary = "List the trusted devices of the account",
       .checks = {step_up, visible("trustedDevice"), scope(devices_scope, unauthorized)},
       .query = {{"page"}, {"page_size"}},
       .reply = shape_of<std::vector<OwnDevice>>(),
       .handler = handled_by(noun, &TrustedDevices::list)},
      {.method = Method::delete_,
       .path = "/my-account/trusted-devices/{trustedDeviceId}",
       .summary = "Revoke a trusted device of the account",
       .status = 204,
       .checks =
           {step_up, editable("trustedDevice"), scope(devices_scope, unauthorized), first_party},
       .refusals = {404},
       .audit_key = "TrustedDevice.Revoke",
       .handler = handled_by(noun, &TrustedDevices::remove)},
  };
}

}  // namespace daemun::account
