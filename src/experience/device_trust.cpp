#include "experience/device_trust.h"

#include "crypto/random.h"
#include "domain/cookie_names.h"
#include "domain/network.h"
#include "experience/device_cookie.h"
#include "experience/mfa_check.h"
#include "http/cookie.h"
#include "storage/log_store.h"
#include "storage/trusted_device_store.h"
#include "storage/user_relation_store.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace daemun::experience {
namespace {

constexpr std::size_t id_length = 21;

std::string name_of_cookie(const Dependencies& dependencies) {
  return cookie_name(trusted_device_cookie_name, dependencies.tenant, dependencies.endpoint);
}

std::vector<Secret> secrets_of(const Dependencies& dependencies, const http::Request& request) {
  const auto value = http::find_cookie(request, name_of_cookie(dependencies));
  return parse_trusted_device_cookie(value.value_or(""));
}

storage::TrustedDeviceStore store_of(const Dependencies& dependencies) {
  return {dependencies.database, dependencies.tenant};
}

// To be shown in a list: a browser sends ASCII here, and a database takes no broken UTF-8.
std::string to_shown_agent(std::string_view agent) {
  std::string shown(agent.substr(0, max_trusted_device_agent_bytes));
  std::replace_if(
      shown.begin(), shown.end(), [](char letter) { return letter < ' ' || letter > '~'; }, '?'
  );
  return shown;
}

storage::Plan tell(const Call& call, std::string key, const TrustedDevice& device) {
  const Dependencies& dependencies = call.dependencies;
  auto event =
      make_audit_event(dependencies, call.request, call.dialogue.interaction, std::move(key));
  event.user_id = device.user_id;
  event.details["trustedDeviceId"] = device.id;
  storage::Plan plan;
  plan.add(storage::LogStore(dependencies.database, dependencies.tenant).insert(event));
  return plan;
}

}  // namespace

bool is_trust_enabled(const Dialogue& dialogue) {
  return parse_trusted_device_policy(dialogue.settings->document).is_enabled;
}

Task<DeviceTrust> load_device_trust(
    const Call* call, UserId user, std::vector<OrganizationId> joined
) {
  DeviceTrust trust;
  const Dependencies& dependencies = call->dependencies;
  const auto policy = parse_trusted_device_policy(call->dialogue.settings->document);
  if (!policy.is_enabled) co_return trust;
  const storage::UserRelationStore relations(dependencies.database, dependencies.tenant);
  const bool is_forbidden = co_await relations.forbids_trusted_devices(user, std::move(joined));
  if (is_forbidden) co_return trust;
  trust.policy = policy;
  const auto hashes = list_device_hashes(dependencies, call->request);
  if (hashes.empty()) co_return trust;
  const auto store = store_of(dependencies);
  const auto devices = co_await store.list(std::move(user));
  const auto* found = find_trusted_device(devices, hashes, policy, dependencies.clock.now());
  if (found != nullptr) trust.device = *found;
  co_return trust;
}

Task<TrustOffer> load_trust_offer(const Call* call) {
  const ExperienceState& state = call->dialogue.state;
  TrustOffer offer;
  const bool is_enabled = is_trust_enabled(call->dialogue);
  if (!is_enabled || state.event != InteractionEvent::sign_in || !state.user_id) co_return offer;
  const auto mfa = co_await load_mfa(call);
  const storage::UserStore users(call->dependencies.database, call->dependencies.tenant);
  const auto user = co_await users.find(*state.user_id);
  const MfaCheck check{
      .dialogue = call->dialogue,
      .mfa = mfa,
      .user = user ? &*user : nullptr,
      .now = call->dependencies.clock.now()};
  if (may_trust_device(check)) offer.policy = mfa.trust.policy;
  if (const auto* proof = find_second_factor(check)) offer.proof_id = proof->id;
  co_return offer;
}

NewTrustedDevice make_trusted_device(
    const Call& call, const UserId& user, const TrustedDevicePolicy& policy
) {
  const Dependencies& dependencies = call.dependencies;
  const auto now = dependencies.clock.now();
  auto secrets = secrets_of(dependencies, call.request);
  secrets.insert(
      secrets.begin(),
      Secret(crypto::random_bytes(dependencies.random, trusted_device_secret_bytes))
  );
  NewTrustedDevice made{
      .device = {
          .id = crypto::random_id(dependencies.random, id_length),
          .user_id = user,
          .secret_hash = storage::hash_trusted_device(secrets.front()),
          .user_agent = to_shown_agent(call.request.header("user-agent").value_or("")),
          .network = network_of(call.request.remote_address),
          .created_at = now,
          .last_used_at = now,
          .expires_at = policy.end_of(now)}};
  made.set_cookie = http::to_set_cookie(http::Cookie{
      .name = name_of_cookie(dependencies),
      .value = to_trusted_device_cookie(secrets),
      .path = "/",
      // Those of other people may live longer.
      .expires = now + longest_device_trust,
      .http_only = http::HttpOnly::yes,
      .secure = dependencies.endpoint.starts_with("https://") ? http::SecureCookie::yes
                                                              : http::SecureCookie::no,
  });
  return made;
}

std::vector<std::string> list_device_hashes(
    const Dependencies& dependencies, const http::Request& request
) {
  std::vector<std::string> hashes;
  for (const auto& secret : secrets_of(dependencies, request))
    hashes.push_back(storage::hash_trusted_device(secret));
  return hashes;
}

storage::Plan revoke_trusted_devices(const Dependencies& dependencies, const UserId& user) {
  storage::Plan plan;
  plan.add(store_of(dependencies).remove_all(user));
  return plan;
}

storage::Plan use_trusted_device(const Call& call, const TrustedDevice& device, TimePoint now) {
  storage::Plan plan;
  plan.add(store_of(call.dependencies).use(device, now));
  plan.add(tell(call, "TrustedDevice.Use", device));
  return plan;
}

storage::Plan insert_trusted_device(const Call& call, const TrustedDevice& device) {
  storage::Plan plan;
  plan.add(store_of(call.dependencies).insert(device));
  plan.add(tell(call, "TrustedDevice.Create", device));
  return plan;
}

}  // namespace daemun::experience
