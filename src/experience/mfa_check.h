// What a dialogue demands about second factors before it goes on or ends: the person's factors,
// read once a call, and Logto's refusals with their data.
#ifndef DAEMUN_EXPERIENCE_MFA_CHECK_H
#define DAEMUN_EXPERIENCE_MFA_CHECK_H

#include "base/task.h"
#include "domain/mfa_policy.h"
#include "experience/device_trust.h"
#include "experience/dialogue.h"
#include "experience/request_error.h"
#include "experience/step.h"
#include "storage/user_store.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::experience {

// What steps about second factors demand of the dialogue. Errors: 404
// session.interaction_not_found, 400 session.not_supported_for_forgot_password, 404
// session.identifier_not_found.
Outcome<void> require_known_person(const Dialogue& dialogue);

// The account as it will be at the end, for the name that an authenticator shows: with what this
// dialogue adds. `call` outlives the task.
Task<User> load_person(const Call* call);

// Of the account that was identified; empty where the tenant knows no second factors. Of a person
// who registers, what the organizations that the account will join require.
struct PersonMfa {
  std::vector<UserFactor> stored{};
  std::string rp_id{};                        // of passkeys that can be asked for
  std::optional<std::string> logto_config{};  // as it was read
  MfaFlags flags{};
  bool is_organization_member = false;  // of one that requires a second factor, now or at the end
  DeviceTrust trust{};
  // The sign-in is by a company's provider whose second factor counts here.
  bool is_factor_of_company = false;
  bool is_usual = false;  // the sign-in, by the adaptive rules (sign_in_review.h)
};
// `call` outlives the task.
Task<PersonMfa> load_mfa(const Call* call, UserId user);
// Of the dialogue's person.
Task<PersonMfa> load_mfa(const Call* call);

struct MfaCheck {
  const Dialogue& dialogue;
  const PersonMfa& mfa;
  const User* user = nullptr;  // null: to be registered
  TimePoint now{};
};

// The verification of a second factor that this dialogue's person still has; null when there is
// none. The verification of a passkey that is two factors at once counts.
const Verification* find_second_factor(const MfaCheck& check);

// The trusted device that spares the second factor of this sign-in; null for none. It spares
// nothing where the dialogue changes the account: a change takes the factor itself.
const TrustedDevice* find_sparing_device(const MfaCheck& check);
// Whether the browser may become a trusted device once the factor that the sign-in takes is proven.
// After a sign-in by passkey there is nothing to spare.
bool may_trust_device(const MfaCheck& check);

// Whether the sign-in may go on as far as second factors are concerned. Errors: 403
// session.mfa.require_mfa_verification with data.availableFactors, data.maskedIdentifiers and
// data.trustedDevice, 403 session.mfa.passkeys_of_another_host for a person who has nothing else
// (domain/mfa_policy.h).
Outcome<void> decide_second_factor(const MfaCheck& check);

// Whether that was the refusal: the factor is missing, or the person can use none of theirs.
bool needs_second_factor(const RequestError& refusal);

// Whether the dialogue may end without setting up a factor, or another one. Errors: 422
// user.suggest_mfa, user.missing_mfa, session.mfa.suggest_additional_mfa,
// session.mfa.backup_code_required, user.totp_already_in_use (set up by another dialogue), 400
// session.mfa.mfa_factor_not_enabled (a new factor that the tenant no longer allows).
Outcome<void> decide_mfa_set_up(const MfaCheck& check);

// Whether the tenant wants to offer a passkey first. Errors: 422 user.passkey_preferred.
Outcome<void> decide_passkey_prompt(const MfaCheck& check);

// The account's flags after this dialogue.
MfaFlags decide_mfa_flags(const MfaCheck& check);

// How the person signed in (RFC 8176): the first factor, the second one, and "mfa" for both.
std::vector<std::string> decide_amr(const MfaCheck& check);

// The guard of steps that change the account: the same as decide_second_factor, when somebody signs
// in. A trusted device is enough for answers that change no credential. `call` outlives the task.
enum class TrustedDevices { ignored, respected };
Task<Outcome<void>> require_second_factor(
    const Call* call, TrustedDevices devices = TrustedDevices::ignored
);

// The guard of steps that begin to set up a factor: they show the account's name and address, which
// are for its owner. Errors: as require_known_person and decide_second_factor. `call` outlives the
// task.
Task<Outcome<void>> require_set_up(const Call* call);

}  // namespace daemun::experience

#endif
