// Verification by a code of six digits that is sent by e-mail or SMS.
#ifndef DAEMUN_EXPERIENCE_VERIFICATIONS_VERIFICATION_CODE_H
#define DAEMUN_EXPERIENCE_VERIFICATIONS_VERIFICATION_CODE_H

#include "experience/method.h"

namespace daemun::experience {

// POST verification-code sends a code. Errors: 400 guard.invalid_input, 501 connector.not_found and
// what else messages::Messenger::prepare refuses. For a known and an unknown recipient the answers
// are the same.
// POST verification-code/verify compares it. Errors: 404
// session.verification_session_not_found, 400 verification_code.not_found, .email_mismatch,
// .phone_mismatch, .expired, .exceed_max_try, .code_mismatch, 400
// session.verification_blocked_too_many_attempts.
// The endpoints of both stand in the first.
extern const VerificationMethod email_code_method;
extern const VerificationMethod phone_code_method;

// The verified record of that id which proves an address or number: for the profile. Errors: 404
// session.verification_session_not_found, 400 session.verification_expired.
Outcome<Verification> require_proven_address(
    const ExperienceState& state, std::string_view id, IdentifierType type, TimePoint now
);
// Adds a proven address or number to the account. What a link for another address promised is no
// longer given.
void stage_address(const Identifier& identifier, ExperienceState& state);

}  // namespace daemun::experience

#endif
