#include "experience/passkey_ceremony.h"

#include "base/uri.h"
#include "domain/administration.h"
#include "domain/mfa_policy.h"
#include "experience/method.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace daemun::experience {
namespace {

constexpr std::string_view is_backup_eligible = "is_backup_eligible";

}  // namespace

RelyingParty relying_party_of(const Dependencies& dependencies) {
  const auto uri = parse_uri(dependencies.endpoint);
  if (!uri) throw std::logic_error("the endpoint is not a URL");
  const bool is_console = dependencies.tenant.value() == administration_tenant;
  return {
      .id = rp_id_of(dependencies.endpoint),
      .origin = to_origin(*uri),
      .label = is_console ? " (console)" : ""};
}

std::optional<PasskeyChallenge> take_challenge(
    Verification& verification, std::string_view use, TimePoint now
) {
  const auto* object = find_object(verification.data, use);
  if (object == nullptr) return std::nullopt;
  auto challenge = parse_passkey_challenge(*object);
  verification.data.erase(use);
  if (challenge.expires_at <= now) return std::nullopt;
  return challenge;
}

Verification* find_begun(ExperienceState& state, std::string_view id, std::string_view type) {
  const auto found = std::find_if(
      state.verifications.begin(),
      state.verifications.end(),
      [&](const Verification& one) {
        return one.id == id && one.type == type && one.use == Verification::Use::begun;
      }
  );
  return found == state.verifications.end() ? nullptr : &*found;
}

std::vector<webauthn::CredentialDescriptor> to_descriptors(
    const std::vector<UserFactor>& factors, const RelyingParty& party
) {
  std::vector<webauthn::CredentialDescriptor> descriptors;
  for (const auto& factor : factors) {
    const auto& passkey = factor.passkey;
    if (factor.type != Factor::web_authn || passkey.rp_id != party.id) continue;
    descriptors.push_back({.id = passkey.credential_id, .transports = passkey.transports});
  }
  return descriptors;
}

std::vector<std::string> list_passkey_amr(const Verification& verification) {
  const bool is_shared = find_bool(verification.data, is_backup_eligible).value_or(true);
  return {is_shared ? "swk" : "hwk", "user"};
}

json::object to_proof_data(const UserFactor& factor) {
  return {{factor_id, factor.id}, {is_backup_eligible, factor.passkey.is_backup_eligible}};
}

Taken refuse_ceremony(const Call& call, RefusedCeremony refused) {
  auto line = audit(call, refused.state, refused.action);
  line.is_success = false;
  line.error = refused.error.code;
  if (!refused.reason.empty()) line.details["reason"] = refused.reason;
  if (!refused.provider_error.empty()) line.details["providerError"] = refused.provider_error;
  return {
      .answer = to_response(refused.error, call.request),
      .change = Change{.state = std::move(refused.state), .line = std::move(line)}};
}

RequestError verification_failed() {
  return {.code = "session.mfa.webauthn_verification_failed"};
}

RequestError no_verification() {
  return {.code = "session.verification_session_not_found", .status = 404};
}

RequestError no_challenge() {
  return {.code = "session.mfa.pending_info_not_found"};
}

Result<storage::PasskeyUse, webauthn::WebauthnError> verify_passkey(
    const Dependencies& dependencies, const PasskeyAnswer& answer
) {
  const auto party = relying_party_of(dependencies);
  const auto& passkey = answer.factor.passkey;
  if (passkey.rp_id != party.id) {
    return webauthn::refuse(
        webauthn::WebauthnError::Code::wrong_rp_id, "the passkey was made for another host"
    );
  }
  webauthn::AssertionExpectations expected;
  expected.challenge = answer.challenge.bytes;
  expected.origins = {party.origin};
  expected.rp_id = party.id;
  expected.user_handle = answer.user_handle;
  const webauthn::StoredCredential stored{
      .id = passkey.credential_id,
      .public_key = passkey.public_key,
      .counter = static_cast<std::uint32_t>(passkey.sign_count),
      .is_backup_eligible = passkey.is_backup_eligible,
      .user_handle = answer.factor.user_id.value()};
  const auto assertion = webauthn::verify_assertion(answer.response, stored, expected);
  if (!assertion) return assertion.error();
  return storage::PasskeyUse{
      .sign_count_before = passkey.sign_count,
      .sign_count = std::max(passkey.sign_count, std::int64_t{assertion->counter}),
      .is_backed_up = assertion->is_backed_up,
      .now = dependencies.clock.now()};
}

}  // namespace daemun::experience
