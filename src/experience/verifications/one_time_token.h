// Proof by a link that was sent to an address (Logto's magic link): whoever has the token reads the
// mailbox.
#ifndef DAEMUN_EXPERIENCE_VERIFICATIONS_ONE_TIME_TOKEN_H
#define DAEMUN_EXPERIENCE_VERIFICATIONS_ONE_TIME_TOKEN_H

#include "experience/method.h"

namespace daemun::experience {

// POST one-time-token/verify. Errors: 404 one_time_token.token_not_found, 400
// one_time_token.email_mismatch, token_expired, token_consumed and token_revoked (counted before
// they are answered), interaction_event_mismatch (made for another kind of dialogue; it stays
// usable there), 400 session.verification_blocked_too_many_attempts, 400 guard.invalid_input.
// The link of an invitation (experience/invitation.h) is such a proof as well.
extern const VerificationMethod one_time_token_method;

// Whether a link for an unused address was verified: registration is then open, for an account with
// that address.
bool is_invited(const ExperienceState& state);
// The same for a link that also gives its account a role.
bool is_invited_with_role(const ExperienceState& state);
// Whether the account to be registered has the address of such a link: what another address proves
// opens nothing.
bool is_account_of_link(const ExperienceState& state);

}  // namespace daemun::experience

#endif
