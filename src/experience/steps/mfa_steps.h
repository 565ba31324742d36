// The steps about second factors that belong to no method: setting one up for the account, and the
// answers of a person who is asked to. All of them demand the second factor that the account has.
#ifndef DAEMUN_EXPERIENCE_STEPS_MFA_STEPS_H
#define DAEMUN_EXPERIENCE_STEPS_MFA_STEPS_H

#include "experience/step.h"

#include <string>

#include "api/described.h"

namespace daemun::experience {

struct BindFactor {
  api::Word<"Totp", "WebAuthn", "BackupCode", "EmailVerificationCode", "PhoneVerificationCode">
      type{};
  std::string verification_id{};
};
BOOST_DESCRIBE_STRUCT(BindFactor, (), (type, verification_id))

struct BindPasskey {
  std::string verification_id{};
};
BOOST_DESCRIBE_STRUCT(BindPasskey, (), (verification_id))

// POST /api/experience/profile/mfa. Errors: 400 session.not_supported_for_forgot_password, 404
// session.identifier_not_found, 403 session.mfa.require_mfa_verification, 404
// session.verification_session_not_found, 400 session.verification_expired,
// session.verification_failed, session.mfa.pending_info_not_found,
// session.mfa.mfa_factor_not_enabled, 422 user.totp_already_in_use,
// session.mfa.backup_code_can_not_be_alone, session.mfa.too_many_factors; of an address those of
// POST …/profile.
Task<Outcome<Taken>> bind_factor(const Call& call, BindFactor body);
Task<Outcome<Taken>> bind_passkey(const Call& call, BindPasskey body);  // POST …/mfa/passkey

Task<Outcome<Taken>> enable_mfa(const Call& call);  // POST …/mfa/mfa-enabled
// POST …/mfa/mfa-skipped. Errors: 422 session.mfa.mfa_policy_not_user_controlled.
Task<Outcome<Taken>> skip_mfa(const Call& call);
// POST …/mfa/trusted-device: the browser is trusted from the end of this sign-in on. Errors: 403
// auth.forbidden (the setting is off, an organization forbids it, the sign-in takes no second
// factor, or none has been proven in this dialogue).
Task<Outcome<Taken>> trust_device(const Call& call);
Task<Outcome<Taken>> skip_suggestion(const Call& call);  // POST …/mfa/mfa-suggestion-skipped
Task<Outcome<Taken>> skip_passkey(const Call& call);     // POST …/mfa/passkey-skipped

}  // namespace daemun::experience

#endif
