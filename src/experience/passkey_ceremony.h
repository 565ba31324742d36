// What the ceremonies with passkeys have in common (webauthn/): for which RP they are, the
// challenge that the first answer uses up, right or wrong, and the check of an answer against a
// stored passkey.
#ifndef DAEMUN_EXPERIENCE_PASSKEY_CEREMONY_H
#define DAEMUN_EXPERIENCE_PASSKEY_CEREMONY_H

#include "base/json.h"
#include "base/result.h"
#include "domain/mfa.h"
#include "experience/dependencies.h"
#include "experience/experience_state.h"
#include "experience/passkey_challenge.h"
#include "experience/request_error.h"
#include "experience/step.h"
#include "storage/user_factor_store.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "webauthn/assertion.h"
#include "webauthn/options.h"
#include "webauthn/webauthn_error.h"

namespace daemun::experience {

// The tenant towards browsers: of its ENDPOINT, whatever host a request names.
struct RelyingParty {
  std::string id{};      // the host
  std::string origin{};  // of the pages
  // Behind every name that a browser shows. The two tenants may be on one host, and then are one RP
  // to browsers.
  std::string label{};
};
RelyingParty relying_party_of(const Dependencies& dependencies);

// In the data of a verification that has begun: what the challenge is for.
inline constexpr std::string_view registration_challenge = "registration_challenge";
inline constexpr std::string_view authentication_challenge = "authentication_challenge";

// Takes the challenge for that use out of a verification that has begun: nothing when it was taken
// before or is too old.
std::optional<PasskeyChallenge> take_challenge(
    Verification& verification, std::string_view use, TimePoint now
);

// The verification of that id and type, which has begun; null when there is none.
Verification* find_begun(ExperienceState& state, std::string_view id, std::string_view type);

// Passkeys of this RP, as options name them.
std::vector<webauthn::CredentialDescriptor> to_descriptors(
    const std::vector<UserFactor>& factors, const RelyingParty& party
);

// RFC 8176: a key that cannot leave its device counts as hardware's. "user": a person was there.
std::vector<std::string> list_passkey_amr(const Verification& verification);
// What a verification says once its passkey has answered.
json::object to_proof_data(const UserFactor& factor);

// Answers with the error and keeps the state, in which the challenge is used up.
struct RefusedCeremony {
  ExperienceState state{};
  RequestError error{};
  std::string_view action{};  // "Verification.WebAuthn.Submit"
  // For the audit log: a WebauthnError's name, or why a visit to a service failed (VisitFailure).
  std::string_view reason{};
  std::string_view provider_error{};
};
Taken refuse_ceremony(const Call& call, RefusedCeremony refused);

// 400 session.mfa.webauthn_verification_failed.
RequestError verification_failed();
// 404 session.verification_session_not_found, 400 session.mfa.pending_info_not_found.
RequestError no_verification();
RequestError no_challenge();

// Whether the answer is of this passkey, and how its row changes.
struct PasskeyAnswer {
  const webauthn::AssertionResponse& response;
  const UserFactor& factor;
  const PasskeyChallenge& challenge;
  webauthn::UserHandleRule user_handle = webauthn::UserHandleRule::if_present;
};
Result<storage::PasskeyUse, webauthn::WebauthnError> verify_passkey(
    const Dependencies& dependencies, const PasskeyAnswer& answer
);

}  // namespace daemun::experience

#endif
