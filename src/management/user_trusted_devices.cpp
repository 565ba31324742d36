// The browsers in which a user's sign-in goes without the second factor:
// /users/{userId}/trusted-devices.
#include "base/text.h"
#include "crypto/random.h"
#include "domain/audit_event.h"
#include "domain/trusted_device.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/user_input.h"
#include "storage/log_store.h"
#include "storage/trusted_device_store.h"
#include "storage/user_store.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "api/trusted_device.h"

namespace daemun::management {
namespace {

constexpr std::size_t event_id_length = 21;

AuditEvent make_event(const Dependencies& dependencies, const Call& call, const UserId& user) {
  AuditEvent event;
  event.id = crypto::random_id(dependencies.random, event_id_length);
  event.key = "TrustedDevice.Revoke";
  event.ip = call.request.remote_address;
  const auto agent = call.request.header("user-agent").value_or("").substr(0, max_user_agent_bytes);
  if (is_valid_utf8(agent)) event.user_agent = agent;
  event.created_at = dependencies.clock.now();
  event.user_id = user;
  event.details["trustedDeviceId"] = call.path_parameter("trustedDeviceId");
  if (call.caller.kind == Caller::Kind::machine)
    event.application_id = ApplicationId(call.caller.id);
  if (call.caller.kind == Caller::Kind::person) event.details["revokedBy"] = call.caller.id;
  return event;
}

class UserTrustedDevices {
 public:
  explicit UserTrustedDevices(const Dependencies& dependencies)
      : dependencies_(dependencies),
        users_(dependencies.database, dependencies.tenant),
        devices_(dependencies.database, dependencies.tenant) {}

  // A user has so few that a page is cut from all of them.
  Answer list(Call call) {
    const UserId user(call.path_parameter("userId"));
    const auto found = co_await users_.find(user);
    if (!found) co_return no_such_user();
    const auto settings = co_await dependencies_.settings.find_sign_in_experience();
    const auto policy = parse_trusted_device_policy(settings->document);
    auto all = co_await devices_.list(user);
    const auto devices = api::only_trusted(std::move(all), policy, dependencies_.clock.now());
    const auto total = static_cast<std::int64_t>(devices.size());
    const auto window = call.window();
    const auto first = std::min(window.offset, total);
    const auto end = first + std::min(window.limit, total - first);
    const std::vector<TrustedDevice> page(devices.begin() + first, devices.begin() + end);
    co_return list_reply(page, total, [&](const TrustedDevice& device) {
      return api::to_view(device, policy);
    });
  }

  Answer remove(Call call) {
    const UserId user(call.path_parameter("userId"));
    const storage::LogStore logs(dependencies_.database, dependencies_.tenant);
    storage::Plan plan;
    plan.add(devices_.remove(user, call.path_parameter("trustedDeviceId")));
    plan.add(logs.insert(make_event(dependencies_, call, user)));
    const auto committed = co_await commit(dependencies_, std::move(plan));
    if (!committed) co_return not_found();
    co_return Reply{};
  }

 private:
  const Dependencies& dependencies_;
  storage::UserStore users_;
  storage::TrustedDeviceStore devices_;
};

}  // namespace

Operations nouns::user_trusted_devices(const Dependencies& dependencies) {
  const auto noun = std::make_shared<UserTrustedDevices>(dependencies);
  using http::Method;
  const std::string path = "/users/{userId}/trusted-devices";
  return {
      {.method = Method::get,
       .path = path,
       .summary = "List the trusted devices of a user",
       .paging = Paging::always,
       .reply = shape_of<std::vector<api::TrustedDeviceView>>(),
       .refusals = {404},
       .handler = handled_by(noun, &UserTrustedDevices::list)},
      {.method = Method::delete_,
       .path = path + "/{trustedDeviceId}",
       .summary = "Revoke a trusted device of a user",
       .status = 204,
       .refusals = {404},
       .handler = handled_by(noun, &UserTrustedDevices::remove)},
  };
}

}  // namespace daemun::management
